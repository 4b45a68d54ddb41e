/** Arithmetic with calendar days and time zones. A local day is `YYYY-MM-DD`. */

import { offsetMinutes } from "../../../culture/timeZone";

const msPerDay = 86_400_000;

/** The dates that Dataverse knows, a day short on either side so that no zone leads beyond them. In ms. */
const earliest = Date.parse("1753-01-02T00:00:00Z");
const latest = Date.parse("9999-12-30T00:00:00Z");

/** The instant (ms), or the nearest one that Dataverse knows. */
export function clamped(instant: number): number {
  return Math.min(Math.max(instant, earliest), latest);
}

/** Zone → day (UTC, counted from 1970) → the offset of that whole day, or null where the clock is changed on it. */
const offsets = new Map<string, Map<number, number | null>>();

/** How far the zone's clock is ahead of UTC at an instant, in ms. */
export function zoneOffset(instant: number, zone: string): number {
  const days = offsets.get(zone) ?? new Map<number, number | null>();
  offsets.set(zone, days);
  const day = Math.floor(instant / msPerDay);
  let offset = days.get(day);
  if (offset === undefined) {
    const [start, end] = [exactOffset(day * msPerDay, zone), exactOffset((day + 1) * msPerDay, zone)];
    offset = start === end ? start : null;
    days.set(day, offset);
  }
  return offset ?? exactOffset(instant, zone);
}

const exactOffset = (instant: number, zone: string): number => offsetMinutes(new Date(instant), zone) * 60_000;

/** The instant at which the zone's clock shows a local time, given as if it were UTC. */
function fromLocal(local: number, zone: string): number {
  const guess = local - zoneOffset(local, zone);
  return local - zoneOffset(guess, zone);
}

export function localDay(instant: number, zone: string): string {
  return new Date(instant + zoneOffset(instant, zone)).toISOString().slice(0, 10);
}

export function startOfDay(day: string, zone: string): Date {
  return new Date(fromLocal(Date.parse(`${day}T00:00:00Z`), zone));
}

/** A day beyond the dates that Dataverse knows is the last one within. */
function dayOf(instant: number): string {
  return new Date(clamped(instant)).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * msPerDay);
}

/** The same day of another month, or that month's last day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  // Ten thousand years are further than any date, and as far as Date.UTC counts safely.
  const first = new Date(clamped(Date.UTC(year, month - 1 + Math.min(Math.max(months, -120_000), 120_000), 1)));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return dayOf(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last)));
}

/** Sunday, the first day of Dataverse's week by default. */
export function startOfWeek(day: string): string {
  return addDays(day, -new Date(`${day}T00:00:00Z`).getUTCDay());
}

export function startOfMonth(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

export function startOfYear(day: string): string {
  return `${day.slice(0, 4)}-01-01`;
}

/** The default fiscal calendar of an environment: the year begins on 1 January and has four periods of three months. */
export function startOfQuarter(day: string): string {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${day.slice(0, 4)}-${String(month).padStart(2, "0")}-01`;
}

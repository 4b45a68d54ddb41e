/** Arithmetic with calendar days and time zones. A local day is `YYYY-MM-DD`. */

import { offsetMinutes } from "../../../culture/timeZone";

const msPerDay = 86_400_000;
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

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The same day of another month, or that month's last day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last)))
    .toISOString()
    .slice(0, 10);
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

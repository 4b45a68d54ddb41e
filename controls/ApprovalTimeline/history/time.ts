import type { Due, Duration } from "./model";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** When people work, so that a weekend is not counted as waiting. */
export interface WorkCalendar {
  /** IANA name of the zone that hours and holidays are meant in. */
  readonly timeZone: string;
  /** Minutes after midnight for each weekday, 0 is Sunday; a day without an entry is free. `to` at most 1440. */
  readonly hours: readonly { readonly weekday: number; readonly from: number; readonly to: number }[];
  /** Free days, `2026-12-25`. */
  readonly holidays: readonly string[];
}

/** Measures spans of time, in working hours too where a calendar is known. */
export type Measure = (from: number, to: number) => Duration;

/** A span that would run backwards (clocks differ) lasts nothing. */
export function measureBy(calendar: WorkCalendar | null): Measure {
  const worked = calendar === null ? null : workedTime(calendar);
  return (from, to) => ({
    calendar: Math.max(0, to - from),
    business: worked === null ? null : to <= from ? 0 : worked(from, to),
  });
}

/** The span beyond which nobody counts working hours: a date so far off is a mistake. */
const LONGEST = 50 * 366 * DAY;

/** The working time between two instants, ms; null over more than 50 years. */
function workedTime({ timeZone, hours, holidays }: WorkCalendar): (from: number, to: number) => number | null {
  const toUtc = zoneOf(timeZone);
  const free = new Set(holidays);
  const days = new Map<number, readonly (readonly [number, number])[]>();
  const totals = new Map<number, number>();

  /** Working spans of a local day, counted in days since 1970; real time, so that a clock change makes one longer or shorter. */
  const spansOf = (day: number): readonly (readonly [number, number])[] => {
    const known = days.get(day);
    if (known) return known;
    const midnight = day * DAY;
    const date = new Date(midnight);
    const spans = free.has(date.toISOString().slice(0, 10))
      ? []
      : hours
          .filter(({ weekday }) => weekday === date.getUTCDay())
          .map(({ from, to }) => [toUtc(midnight + from * MINUTE), toUtc(midnight + to * MINUTE)] as const);
    days.set(day, spans);
    return spans;
  };
  const within = (day: number, from: number, to: number): number =>
    spansOf(day).reduce((sum, [start, end]) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0);
  const wholeDay = (day: number): number => within(day, -Infinity, Infinity);
  /** Days are added up in blocks, so that many long spans cost no more than the days they cover together. */
  const BLOCK = 32;
  const block = (number: number): number => {
    const known = totals.get(number);
    if (known !== undefined) return known;
    let sum = 0;
    for (let day = number * BLOCK; day < (number + 1) * BLOCK; day++) sum += wholeDay(day);
    totals.set(number, sum);
    return sum;
  };

  return (from, to) => {
    if (to - from > LONGEST) return null;
    // A zone is at most 14 hours away from UTC: a day more on each side holds every working span that could count.
    const [first, last] = [Math.floor(from / DAY) - 1, Math.floor(to / DAY) + 1];
    let sum = 0;
    for (let day = first; day <= last;) {
      if (day % BLOCK === 0 && day > first + 2 && day + BLOCK < last - 2) {
        sum += block(day / BLOCK);
        day += BLOCK;
      } else {
        sum += within(day, from, to);
        day += 1;
      }
    }
    return sum;
  };
}

/**
 * The instant of a wall-clock time, both in ms as if UTC. In the hour that a clock change leaves out, the time after it; in
 * the one that comes twice, the first.
 */
function zoneOf(timeZone: string): (wall: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const exact = (instant: number): number => {
    const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  };
  // Formatting is slow and offsets seldom change: what holds at both ends of a week is taken to hold within it.
  const WEEK = 7 * DAY;
  const atWeek = new Map<number, number>();
  const offsetOf = (week: number): number => {
    const known = atWeek.get(week) ?? exact(week * WEEK);
    atWeek.set(week, known);
    return known;
  };
  const offsetAt = (instant: number): number => {
    const week = Math.floor(instant / WEEK);
    const offset = offsetOf(week);
    return offset === offsetOf(week + 1) ? offset : exact(instant);
  };
  return (wall) => {
    // The offset before and after any change near by: where both fit the time comes twice, where none does it is left out.
    const [before, after] = [offsetAt(wall - DAY), offsetAt(wall + DAY)];
    const early = wall - Math.max(before, after);
    const late = wall - Math.min(before, after);
    if (early + offsetAt(early) === wall) return early;
    return late + offsetAt(late) === wall ? late : wall - before;
  };
}

/** "Due exactly now" is not over yet. */
export function dueOf(dueOn: number | null, now: number, soon: number): Due {
  if (dueOn === null) return "none";
  if (dueOn < now) return "over";
  return dueOn - now <= soon ? "soon" : "inTime";
}

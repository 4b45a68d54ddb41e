import { addDays, addMonths, clamped, localDay, startOfMonth, startOfQuarter, startOfWeek, startOfYear } from "./zones";

/** One end of a window: a local day, or an instant where hours and minutes count. */
export type Edge = { readonly kind: "day"; readonly day: string } | { readonly kind: "instant"; readonly at: Date };

/** Half-open: `from` belongs to it, `to` does not. An absent edge is open. */
export interface DateWindow {
  readonly from?: Edge;
  readonly to?: Edge;
}

const hour = 3_600_000;

/** Operators that take no number. `today` is the user's day. */
const fixed: ReadonlyMap<string, (today: string) => readonly [string, string]> = new Map(
  Object.entries({
    yesterday: (today) => [addDays(today, -1), today],
    today: (today) => [today, addDays(today, 1)],
    tomorrow: (today) => [addDays(today, 1), addDays(today, 2)],
    "last-seven-days": (today) => [addDays(today, -7), addDays(today, 1)],
    "next-seven-days": (today) => [today, addDays(today, 8)],
    "last-week": (today) => [addDays(startOfWeek(today), -7), startOfWeek(today)],
    "this-week": (today) => [startOfWeek(today), addDays(startOfWeek(today), 7)],
    "next-week": (today) => [addDays(startOfWeek(today), 7), addDays(startOfWeek(today), 14)],
    ...periods("month", startOfMonth, 1),
    ...periods("year", startOfYear, 12),
    ...periods("fiscal-period", startOfQuarter, 3),
    ...periods("fiscal-year", startOfYear, 12),
  }),
);

function periods(
  name: string,
  start: (day: string) => string,
  months: number,
): Record<string, (today: string) => readonly [string, string]> {
  const at = (today: string, steps: number): string => addMonths(start(today), steps * months);
  return {
    [`last-${name}`]: (today) => [at(today, -1), at(today, 0)],
    [`this-${name}`]: (today) => [at(today, 0), at(today, 1)],
    [`next-${name}`]: (today) => [at(today, 1), at(today, 2)],
  };
}

const moves: ReadonlyMap<string, (today: string, x: number) => string> = new Map([
  ["days", addDays],
  ["weeks", (today, x) => addDays(today, 7 * x)],
  ["months", addMonths],
  ["years", (today, x) => addMonths(today, 12 * x)],
]);

/**
 * The window of a date operator by its FetchXML name, or undefined for a name that is none. A last-x window ends now and begins at
 * the start of a day, a next-x window is its mirror; x counts whole calendar units in the user's zone.
 */
export function dateWindow(operator: string, x: number, now: Date, zone: string): DateWindow | undefined {
  const today = localDay(now.getTime(), zone);
  const known = fixed.get(operator);
  if (known !== undefined) {
    const [from, to] = known(today);
    return { from: day(from), to: day(to) };
  }
  const fiscal = /^(last|next)-x-fiscal-(years|periods)$/u.exec(operator);
  if (fiscal !== null) {
    const months = fiscal[2] === "years" ? 12 : 3;
    const start = fiscal[2] === "years" ? startOfYear(today) : startOfQuarter(today);
    return fiscal[1] === "last"
      ? { from: day(addMonths(start, -x * months)), to: day(start) }
      : { from: day(addMonths(start, months)), to: day(addMonths(start, (x + 1) * months)) };
  }
  const match = /^(last|next|olderthan)-x-(minutes|hours|days|weeks|months|years)$/u.exec(operator);
  const [, direction, unit = ""] = match ?? [];
  if (direction === undefined || (unit === "minutes" && direction !== "olderthan")) {
    return undefined;
  }
  const move = moves.get(unit);
  if (move === undefined) {
    const span = x * (unit === "hours" ? hour : 60_000);
    return direction === "olderthan"
      ? { to: instant(now.getTime() - span) }
      : direction === "last"
        ? { from: instant(now.getTime() - span), to: instant(now.getTime() + 1) }
        : { from: instant(now.getTime()), to: instant(now.getTime() + span) };
  }
  return direction === "olderthan"
    ? { to: day(move(today, -x)) }
    : direction === "last"
      ? { from: day(move(today, -x)), to: instant(now.getTime() + 1) }
      : { from: instant(now.getTime()), to: day(addDays(move(today, x), 1)) };
}

function day(value: string): Edge {
  return { kind: "day", day: value };
}

function instant(at: number): Edge {
  return { kind: "instant", at: new Date(clamped(at)) };
}

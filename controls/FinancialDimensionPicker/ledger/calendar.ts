/** Calendar days as numbers (20260131), which compare as days do and need no clock and no time zone. */

const unlimitedFrom = 0;
const unlimitedTo = 99999999;

/** The first day of a window; absent or unreadable means unlimited. */
export function firstDay(text: string | undefined): number {
  return dayNumber(text) ?? unlimitedFrom;
}

/** The last day of a window, inclusive. */
export function lastDay(text: string | undefined): number {
  return dayNumber(text) ?? unlimitedTo;
}

/** "YYYY-MM-DD" (a time after it is ignored) as a number; undefined when it is no such text. */
export function dayNumber(text: string | undefined): number | undefined {
  const parts = text ? /^(\d{4})-(\d\d)-(\d\d)/.exec(text) : null;
  return parts ? Number(parts[1]) * 10000 + Number(parts[2]) * 100 + Number(parts[3]) : undefined;
}

/** The inverse of dayNumber. */
export function dayText(day: number): string {
  return String(day).padStart(8, "0").replace(/(....)(..)(..)/, "$1-$2-$3");
}

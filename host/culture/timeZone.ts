/** The wall clock of an instant in a zone; month 1 to 12, day of week 0 = Sunday. */
interface ClockTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** @param timeZone IANA name. @throws RangeError for an unknown zone or an invalid date. */
function clockTime(instant: Date, timeZone: string): ClockTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map((part) => [part.type, Number(part.value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return {
    year: read("year"),
    month: read("month"),
    day: read("day"),
    hour: read("hour"),
    minute: read("minute"),
    second: read("second"),
  };
}

/** Minutes east of UTC at that instant, daylight saving included. */
export function offsetMinutes(instant: Date, timeZone: string): number {
  const clock = clockTime(instant, timeZone);
  const asUtc = Date.UTC(clock.year, clock.month - 1, clock.day, clock.hour, clock.minute, clock.second);
  return Math.round((asUtc - Math.floor(instant.getTime() / 1000) * 1000) / 60000);
}

/** Minutes east of UTC without daylight saving: the smaller of the offsets in January and July of this year. */
export function standardOffsetMinutes(timeZone: string, now: Date = new Date()): number {
  const year = now.getUTCFullYear();
  return Math.min(
    offsetMinutes(new Date(Date.UTC(year, 0, 1)), timeZone),
    offsetMinutes(new Date(Date.UTC(year, 6, 1)), timeZone),
  );
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

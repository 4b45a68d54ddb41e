type DateFormats = Pick<
  ComponentFramework.UserSettingApi.DateFormattingInfo,
  | "shortDatePattern"
  | "shortTimePattern"
  | "dateSeparator"
  | "timeSeparator"
  | "amDesignator"
  | "pmDesignator"
  | "dayNames"
  | "abbreviatedDayNames"
  | "monthNames"
  | "abbreviatedMonthNames"
>;
type NumberFormats = Pick<
  ComponentFramework.UserSettingApi.NumberFormattingInfo,
  "numberDecimalSeparator" | "numberGroupSeparator" | "negativeSign" | "currencySymbol"
>;

/** The parts of `context.userSettings` that decide how dates and numbers are written. */
export interface UserFormats {
  readonly dateFormattingInfo: DateFormats;
  readonly numberFormattingInfo: NumberFormats;
  getTimeZoneOffsetMinutes(date?: Date): number;
}

const TOKEN = /'[^']*'|"[^"]*"|\\.|d{1,4}|M{1,4}|y{1,5}|h{1,2}|H{1,2}|m{1,2}|s{1,2}|t{1,2}|[/:]/g;
/**
 * A host that takes the separator from its pattern may give Arabic's first sign, a right-to-left mark, which nobody sees:
 * then it is the pattern's own sign.
 */
const separator = (given: string, ofPattern: string): string => (/[^\p{Cf}\s]/u.test(given) ? given : ofPattern);
const two = (value: number): string => String(value).padStart(2, "0");

/**
 * Writes a wall-clock time after a .NET pattern (d, MM, yyyy, H, mm, tt, …) with the user's names and separators.
 * `wall` carries the wall clock in its UTC fields.
 */
export function formatPattern(wall: Date, pattern: string, info: DateFormats): string {
  const day = wall.getUTCDate();
  const month = wall.getUTCMonth();
  const year = wall.getUTCFullYear();
  const hour = wall.getUTCHours();
  const half = hour % 12 === 0 ? 12 : hour % 12;
  const mark = hour < 12 ? info.amDesignator : info.pmDesignator;
  return pattern.replace(TOKEN, (token) => {
    switch (token) {
      case "d":
        return String(day);
      case "dd":
        return two(day);
      case "ddd":
        return info.abbreviatedDayNames[wall.getUTCDay()] ?? "";
      case "dddd":
        return info.dayNames[wall.getUTCDay()] ?? "";
      case "M":
        return String(month + 1);
      case "MM":
        return two(month + 1);
      case "MMM":
        return info.abbreviatedMonthNames[month] ?? "";
      case "MMMM":
        return info.monthNames[month] ?? "";
      case "y":
        return String(year % 100);
      case "yy":
        return two(year % 100);
      case "h":
        return String(half);
      case "hh":
        return two(half);
      case "H":
        return String(hour);
      case "HH":
        return two(hour);
      case "m":
        return String(wall.getUTCMinutes());
      case "mm":
        return two(wall.getUTCMinutes());
      case "s":
        return String(wall.getUTCSeconds());
      case "ss":
        return two(wall.getUTCSeconds());
      case "t":
        return mark.slice(0, 1);
      case "tt":
        return mark;
      case "/":
        return separator(info.dateSeparator, token);
      case ":":
        return separator(info.timeSeparator, token);
      default:
        return token.startsWith("y") ? String(year).padStart(4, "0") : token.replace(/^['"]|['"]$|^\\/g, "");
    }
  });
}

/** An instant (ms UTC) on the clock of the user's time zone, daylight saving of that very day included. */
export const wallClock = (instant: number, user: UserFormats): Date =>
  new Date(instant + user.getTimeZoneOffsetMinutes(new Date(instant)) * 60_000);

/** An instant as date and time in the user's zone and format. */
export function formatInstant(instant: number, user: UserFormats): string {
  const info = user.dateFormattingInfo;
  return formatPattern(wallClock(instant, user), `${info.shortDatePattern} ${info.shortTimePattern}`, info);
}

/** The date part alone, in the user's zone. */
export const formatDay = (instant: number, user: UserFormats): string =>
  formatPattern(wallClock(instant, user), user.dateFormattingInfo.shortDatePattern, user.dateFormattingInfo);

/**
 * Reads a date that a person typed in their own short format; separators are free and a two-digit year is of this
 * century up to 2049. Null: not a date.
 */
export function parseDay(
  typed: string,
  user: UserFormats,
): { readonly year: number; readonly month: number; readonly day: number } | null {
  const order = [...user.dateFormattingInfo.shortDatePattern.replace(/'[^']*'/g, "").matchAll(/d+|M+|y+/g)].map(
    ([part]) => part.charAt(0),
  );
  const numbers = typed
    .trim()
    .split(/[^0-9]+/)
    .filter((part) => part !== "")
    .map(Number);
  if (numbers.length !== 3 || order.length !== 3) return null;
  const of = (part: string): number => numbers[order.indexOf(part)] ?? NaN;
  const short = of("y");
  const year = short < 50 ? 2000 + short : short < 100 ? 1900 + short : short;
  const month = of("M");
  const day = of("d");
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 1752 ? { year, month, day } : null;
}

/** Reads a number in the user's format. Null: not a number. */
export function parseNumber(typed: string, user: UserFormats): number | null {
  const info = user.numberFormattingInfo;
  const bare = typed
    .replace(/[\s\u00a0\u202f]/g, "")
    .split(info.numberGroupSeparator)
    .join("")
    .split(info.currencySymbol || "\u0000")
    .join("");
  const plain = bare.split(info.numberDecimalSeparator).join(".").replace(info.negativeSign, "-");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

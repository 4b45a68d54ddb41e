import { textIn } from "../data/localized";
import type { ChoiceOption, Column } from "../../../solution/model/types";
import type { AttributeValue, LookupValue } from "../data/values";

/** How one user wants to see values: the user's options, not the browser's. */
export interface Formats {
  /** BCP 47, e.g. `de-DE`. */
  readonly locale: string;
  /** Windows language code of the labels. */
  readonly languageId: number;
  /** IANA name of the user's zone. */
  readonly timeZone: string;
}

/** A choice as the user reads it; an unknown value shows as its number, as Dataverse does. */
export function optionText(options: readonly ChoiceOption[], value: number, languageId: number): string {
  const option = options.find((candidate) => candidate.value === value);
  return option ? textIn(option.label, languageId, String(value)) : String(value);
}

function digitsOf(column: Column): { minimumFractionDigits: number; maximumFractionDigits: number } {
  if (column.type === "decimal" || column.type === "float" || column.type === "money") {
    return { minimumFractionDigits: column.precision, maximumFractionDigits: column.precision };
  }
  return { minimumFractionDigits: 0, maximumFractionDigits: 0 };
}

export function formatNumber(column: Column, value: number, formats: Formats): string {
  return new Intl.NumberFormat(formats.locale, digitsOf(column)).format(value);
}

/** A number as it is edited: the user's decimal sign, no grouping. */
export function editableNumber(column: Column, value: number, formats: Formats): string {
  return new Intl.NumberFormat(formats.locale, {
    ...digitsOf(column),
    minimumFractionDigits: 0,
    useGrouping: false,
    numberingSystem: "latn",
  }).format(value);
}

/**
 * What a person typed as a number, in the user's separators; null when it is none. Currency signs, blanks (also the
 * narrow ones that French grouping uses) and grouping are ignored.
 */
export function parseNumber(text: string, formats: Formats): number | null {
  const parts = new Intl.NumberFormat(formats.locale, { numberingSystem: "latn" }).formatToParts(-12345.6);
  const decimal = parts.find((part) => part.type === "decimal")?.value ?? ".";
  const group = parts.find((part) => part.type === "group")?.value ?? ",";
  const bare = text
    .replace(/[\s\u00a0\u202f\u200e\u200f\u061c\p{Sc}]/gu, "")
    .split(group)
    .join("")
    .replace(/\u2212/g, "-")
    .replace(decimal, ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(bare) ? Number(bare) : null;
}

// ------------------------------------------------------------------------------------------------------------ dates

export interface WallTime {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

type DateColumn = Extract<Column, { type: "datetime" }>;

/** The clock on the wall for a value of that column: zone-free columns carry it in the browser's own fields. */
export function wallTime(column: DateColumn, value: Date, formats: Formats): WallTime {
  if (column.behavior !== "userLocal") {
    return {
      year: value.getFullYear(),
      month: value.getMonth() + 1,
      day: value.getDate(),
      hour: value.getHours(),
      minute: value.getMinutes(),
    };
  }
  return zoneWall(value, formats.timeZone);
}

function zoneWall(value: Date, timeZone: string): WallTime {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(value);
  const part = (type: string): number => Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
  return { year: part("year"), month: part("month"), day: part("day"), hour: part("hour"), minute: part("minute") };
}

/** The value of a column for a time on the wall. In the hour that daylight saving leaves out, the later time is taken. */
export function fromWall(column: DateColumn, wall: WallTime, formats: Formats): Date {
  if (column.behavior !== "userLocal") {
    const local = new Date(2000, 0, 1, wall.hour, wall.minute);
    local.setFullYear(wall.year, wall.month - 1, wall.day);
    return local;
  }
  const utc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  const offsetAt = (instant: number): number => {
    const seen = zoneWall(new Date(instant), formats.timeZone);
    return Date.UTC(seen.year, seen.month - 1, seen.day, seen.hour, seen.minute) - instant;
  };
  // The offset at the guess may be that of the other side of a daylight-saving change: ask again at the result.
  const guess = utc - offsetAt(utc);
  return new Date(utc - offsetAt(guess));
}

const utcOf = (wall: WallTime): Date => new Date(Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute));

/** The culture's short date, with all four digits of the year: two could not be read back. */
export function formatDay(column: DateColumn, value: Date, formats: Formats): string {
  const wall = wallTime(column, value, formats);
  return new Intl.DateTimeFormat(formats.locale, {
    calendar: "gregory",
    numberingSystem: "latn",
    timeZone: "UTC",
    dateStyle: "short",
  })
    .formatToParts(utcOf(wall))
    .map((part) => (part.type === "year" ? String(wall.year) : part.value))
    .join("");
}

export function formatTime(column: DateColumn, value: Date, formats: Formats): string {
  return new Intl.DateTimeFormat(formats.locale, {
    numberingSystem: "latn",
    timeZone: "UTC",
    hour: "numeric",
    minute: "2-digit",
  }).format(utcOf(wallTime(column, value, formats)));
}

/** The order in which the user's culture writes day, month and year. */
function dayOrder(formats: Formats): readonly string[] {
  return new Intl.DateTimeFormat(formats.locale, { calendar: "gregory", numberingSystem: "latn", dateStyle: "short" })
    .formatToParts(new Date(2001, 1, 3))
    .map((part) => part.type)
    .filter((type) => type === "day" || type === "month" || type === "year");
}

/** A day as a person types it: in the culture's order, or year first (ISO); a missing year is `thisYear`. Null = none. */
export function parseDay(
  text: string,
  formats: Formats,
  thisYear: number,
): Pick<WallTime, "year" | "month" | "day"> | null {
  const numbers = text
    .trim()
    .split(/[^\d]+/)
    .filter(Boolean);
  if (numbers.length < 2 || numbers.length > 3) return null;
  const order =
    numbers[0]?.length === 4
      ? ["year", "month", "day"]
      : dayOrder(formats).filter((part) => numbers.length === 3 || part !== "year");
  const found: Record<string, number> = { year: thisYear };
  order.forEach((part, index) => {
    found[part] = Number(numbers[index]);
  });
  const { year = 0, month = 0, day = 0 } = found;
  const full = year < 100 ? 2000 + year : year;
  const check = new Date(Date.UTC(full, month - 1, day));
  const exists = check.getUTCFullYear() === full && check.getUTCMonth() === month - 1 && check.getUTCDate() === day;
  // 1753 is the first year that Dataverse stores.
  return exists && full >= 1753 && full <= 9999 ? { year: full, month, day } : null;
}

/** `9:05`, `905`, `9 pm`, `21.05`; null = none. */
export function parseTime(text: string): Pick<WallTime, "hour" | "minute"> | null {
  const match = /^\s*(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?m?\.?\s*$/i.exec(text);
  if (!match) return null;
  const half = match[3]?.toLowerCase();
  const hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (minute > 59 || hour > 23 || (half && (hour > 12 || hour === 0))) return null;
  return { hour: half === "p" ? (hour % 12) + 12 : half === "a" ? hour % 12 : hour, minute };
}

// ------------------------------------------------------------------------------------------------------- any value

const isLookup = (value: AttributeValue): value is readonly LookupValue[] =>
  Array.isArray(value) && typeof value[0] === "object";

/** The sign stands where the culture puts it: `$1.00`, `1,00 €`. */
function formatMoney(amount: string, formats: Formats, symbol: string): string {
  if (symbol === "") return amount;
  const first =
    new Intl.NumberFormat(formats.locale, { style: "currency", currency: "USD" }).formatToParts(1)[0]?.type ===
    "currency";
  return first ? `${symbol}${amount}` : `${amount}\u00a0${symbol}`;
}

/** An unsaved value as the host shows it; `currencySymbol` stands at an amount. */
export function formatValue(column: Column, value: AttributeValue, formats: Formats, currencySymbol = ""): string {
  if (value === null) return "";
  if (isLookup(value)) return value.map((item) => item.name).join("; ");
  switch (column.type) {
    case "choice":
    case "state":
    case "status":
      return typeof value === "number" ? optionText(column.options, value, formats.languageId) : "";
    case "multichoice":
      return Array.isArray(value)
        ? value.map((item) => optionText(column.options, Number(item), formats.languageId)).join("; ")
        : "";
    case "boolean":
      return optionText(column.options, value === true ? 1 : 0, formats.languageId);
    case "integer":
    case "bigint":
    case "decimal":
    case "float":
      return typeof value === "number" ? formatNumber(column, value, formats) : "";
    case "money":
      return typeof value === "number"
        ? formatMoney(formatNumber(column, value, formats), formats, currencySymbol)
        : "";
    case "datetime":
      if (!(value instanceof Date)) return "";
      return column.format === "date"
        ? formatDay(column, value, formats)
        : `${formatDay(column, value, formats)} ${formatTime(column, value, formats)}`;
    default:
      return String(value);
  }
}

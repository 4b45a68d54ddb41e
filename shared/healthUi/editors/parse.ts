import { formatInstant, formatPattern, parseDay, parseNumber, wallClock, type UserFormats } from "../../form/format";
import type { Text } from "../../form/strings";
import type { EditableColumn, EditorValue, EditTextKey } from "./types";

export type Parsed =
  { readonly ok: true; readonly value: EditorValue | null } | { readonly ok: false; readonly message: string };

/** Reads what a person typed as the column's value, or says what is expected. */
export function parseTyped(column: EditableColumn, typed: string, text: Text<EditTextKey>, user: UserFormats): Parsed {
  if (typed.trim() === "") return { ok: true, value: null };
  if (column.kind === "number") return parseTypedNumber(column, typed, text, user);
  if (column.kind === "date") return parseTypedDate(column, typed, text, user);
  if (column.maxLength !== null && typed.length > column.maxLength)
    return { ok: false, message: text("Edit_long", column.maxLength) };
  return { ok: true, value: typed };
}

function parseTypedNumber(
  { min, max, wholeNumber }: EditableColumn,
  typed: string,
  text: Text<EditTextKey>,
  user: UserFormats,
): Parsed {
  const value = parseNumber(typed, user);
  if (value === null || (wholeNumber && !Number.isInteger(value))) return { ok: false, message: text("Edit_number") };
  if ((min !== null && value < min) || (max !== null && value > max))
    return { ok: false, message: text("Edit_range", min ?? "", max ?? "") };
  return { ok: true, value };
}

/** What stands between and around the numbers of a date with its time, once the words are out: never a letter. */
const DATE_AND_TIME = /^(\D*\d+\D+\d+\D+\d+)[^\d\p{L}]+(\d{1,2})(?:\s*[:.h]\s*|\s+)(\d{2})[^\d\p{L}]*$/u;

function parseTypedDate(column: EditableColumn, typed: string, text: Text<EditTextKey>, user: UserFormats): Parsed {
  const { numbers, half } = withoutWords(typed, user);
  const [, dayPart = numbers, hours = "0", minutes = "0"] = (column.withTime && DATE_AND_TIME.exec(numbers)) || [];
  const day = parseDay(dayPart, user);
  const hour = hourOf(Number(hours), half);
  if (day === null || hour === null || Number(minutes) > 59)
    return { ok: false, message: text("Edit_date", sampleDate(column, user)) };
  if (column.date === "calendar")
    return { ok: true, value: new Date(day.year, day.month - 1, day.day, hour, Number(minutes)) };
  const wall = Date.UTC(day.year, day.month - 1, day.day, hour, Number(minutes));
  // Twice, since the offset holds for the instant and not for the wall clock: right on all but the doubled hour.
  const guess = wall - user.getTimeZoneOffsetMinutes(new Date(wall)) * 60_000;
  return { ok: true, value: new Date(wall - user.getTimeZoneOffsetMinutes(new Date(guess)) * 60_000) };
}

/** Lower case, each gap one space, without the signs that only steer the direction. */
const plain = (typed: string): string =>
  typed
    .replace(/\p{Cf}/gu, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();

/**
 * A typed date without its words: what the user's patterns have in quotes, and the half of the day, which stands before or
 * after the time and may be of two words ("오후 2:30", "2:30 p. m.").
 */
function withoutWords(
  typed: string,
  user: UserFormats,
): { readonly numbers: string; readonly half: "am" | "pm" | null } {
  const { shortDatePattern, shortTimePattern, amDesignator, pmDesignator } = user.dateFormattingInfo;
  const without = (from: string, word: string): string => from.replace(word, " ");
  const literals = [...`${shortDatePattern} ${shortTimePattern}`.matchAll(/'([^']+)'/g)];
  const bare = literals.reduce((rest, [, word = ""]) => without(rest, plain(word)), plain(typed));
  for (const [half, designator] of [
    ["pm", plain(pmDesignator)],
    ["am", plain(amDesignator)],
  ] as const)
    if (designator !== "" && bare.includes(designator)) return { numbers: plain(without(bare, designator)), half };
  return { numbers: plain(bare), half: null };
}

function hourOf(hour: number, half: "am" | "pm" | null): number | null {
  if (half === null) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === "pm" ? 12 : 0);
}

function sampleDate(column: EditableColumn, user: UserFormats): string {
  const info = user.dateFormattingInfo;
  return formatPattern(
    new Date(Date.UTC(2026, 11, 31, 14, 30)),
    column.withTime ? `${info.shortDatePattern} ${info.shortTimePattern}` : info.shortDatePattern,
    info,
  );
}

/** The column's value as a person would type it. */
export function typedFrom(column: EditableColumn, value: unknown, user: UserFormats): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value).replace(".", user.numberFormattingInfo.numberDecimalSeparator);
  if (!(value instanceof Date)) return "";
  const info = user.dateFormattingInfo;
  if (column.date === "instant")
    return column.withTime
      ? formatInstant(value.getTime(), user)
      : formatPattern(wallClock(value.getTime(), user), info.shortDatePattern, info);
  const local = new Date(
    Date.UTC(value.getFullYear(), value.getMonth(), value.getDate(), value.getHours(), value.getMinutes()),
  );
  return formatPattern(
    local,
    column.withTime ? `${info.shortDatePattern} ${info.shortTimePattern}` : info.shortDatePattern,
    info,
  );
}

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

function parseTypedDate(column: EditableColumn, typed: string, text: Text<EditTextKey>, user: UserFormats): Parsed {
  const [, dayPart = typed, hours = "0", minutes = "0", mark = ""] =
    (column.withTime && /^(.*?)\s+(\d{1,2})[:.](\d{2})\s*(\S*)$/.exec(typed.trim())) || [];
  const day = parseDay(dayPart, user);
  const hour = hourOf(Number(hours), mark, user);
  if (day === null || hour === null || Number(minutes) > 59)
    return { ok: false, message: text("Edit_date", sampleDate(column, user)) };
  if (column.date === "calendar")
    return { ok: true, value: new Date(day.year, day.month - 1, day.day, hour, Number(minutes)) };
  const wall = Date.UTC(day.year, day.month - 1, day.day, hour, Number(minutes));
  // Twice, since the offset holds for the instant and not for the wall clock: right on all but the doubled hour.
  const guess = wall - user.getTimeZoneOffsetMinutes(new Date(wall)) * 60_000;
  return { ok: true, value: new Date(wall - user.getTimeZoneOffsetMinutes(new Date(guess)) * 60_000) };
}

function hourOf(hour: number, mark: string, user: UserFormats): number | null {
  const { amDesignator, pmDesignator } = user.dateFormattingInfo;
  if (mark === "") return hour <= 23 ? hour : null;
  const is = (word: string): boolean => word !== "" && mark.toLowerCase() === word.toLowerCase();
  if (hour < 1 || hour > 12) return null;
  if (is(pmDesignator)) return (hour % 12) + 12;
  return is(amDesignator) ? hour % 12 : null;
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

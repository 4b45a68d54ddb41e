import fc from "fast-check";
import type { Column } from "../../../solution/model/types";
import { LANGUAGES, localeOf } from "../../culture/languages";
import {
  editableNumber,
  formatDay,
  formatNumber,
  formatTime,
  fromWall,
  parseDay,
  parseNumber,
  parseTime,
  wallTime,
  type Formats,
} from "./formats";

const base = {
  schemaName: "x",
  logicalName: "x",
  displayName: {},
  requiredLevel: "none",
  secured: false,
  validForCreate: true,
  validForRead: true,
  validForUpdate: true,
  system: false,
} as const;
const decimal: Column = { ...base, type: "decimal", min: -1e9, max: 1e9, precision: 2 };
const dateColumn = (behavior: "userLocal" | "dateOnly" | "timeZoneIndependent") =>
  ({ ...base, type: "datetime", format: "datetime", behavior }) as const;

const formats = fc
  .record({
    languageId: fc.constantFrom(...LANGUAGES),
    timeZone: fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"),
  })
  .map((chosen): Formats => ({ ...chosen, locale: localeOf(chosen.languageId) }));

test("law: a number reads back from how it is edited and, without native digits, from how it is shown", () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), formats, (cents, format) => {
      const value = cents / 100;
      expect(parseNumber(editableNumber(decimal, value, format), format)).toBeCloseTo(value, 5);
      const shown = formatNumber(decimal, value, format);
      if (/[0-9]/.test(shown)) expect(parseNumber(shown, format)).toBeCloseTo(value, 5);
    }),
  );
});

test("law: the wall's time of a value leads back to the value, outside the hour that daylight saving repeats", () => {
  const instants = fc.date({
    min: new Date("1990-01-01T00:00:00Z"),
    max: new Date("2060-01-01T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(
      instants,
      formats,
      fc.constantFrom("userLocal" as const, "dateOnly" as const),
      (date, format, behavior) => {
        const column = dateColumn(behavior);
        const value = new Date(Math.floor(date.getTime() / 60_000) * 60_000);
        const again = fromWall(column, wallTime(column, value, format), format);
        expect(wallTime(column, again, format)).toEqual(wallTime(column, value, format));
        expect([0, 3_600_000]).toContain(Math.abs(again.getTime() - value.getTime()));
      },
    ),
  );
});

test("law: a day that is shown can be typed back in", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), formats, (days, format) => {
      const column = dateColumn("dateOnly");
      const value = new Date(1990, 0, 1 + days);
      expect(parseDay(formatDay(column, value, format), format, 2026)).toEqual({
        year: value.getFullYear(),
        month: value.getMonth() + 1,
        day: value.getDate(),
      });
    }),
  );
});

test.each([
  ["3/9/2026", "en-US", { year: 2026, month: 3, day: 9 }],
  ["9.3.2026", "de-DE", { year: 2026, month: 3, day: 9 }],
  ["2026-03-09", "de-DE", { year: 2026, month: 3, day: 9 }],
  ["9.3.", "de-DE", { year: 2030, month: 3, day: 9 }],
  ["3/9/26", "en-US", { year: 2026, month: 3, day: 9 }],
  ["2/30/2026", "en-US", null],
  ["soon", "en-US", null],
  ["1/1/1700", "en-US", null],
])("the day %s in %s", (text, locale, expected) => {
  expect(parseDay(text, { locale, languageId: 1033, timeZone: "UTC" }, 2030)).toEqual(expected);
});

test.each([
  ["9:05", { hour: 9, minute: 5 }],
  ["905", { hour: 9, minute: 5 }],
  ["9 pm", { hour: 21, minute: 0 }],
  ["12:30 AM", { hour: 0, minute: 30 }],
  ["24:00", null],
  ["13 pm", null],
  ["noon", null],
])("the time %s", (text, expected) => {
  expect(parseTime(text)).toEqual(expected);
});

test("days show four digits of the year, times the culture's clock", () => {
  const column = dateColumn("userLocal");
  const value = new Date("2026-03-09T14:30:00Z");
  expect(formatDay(column, value, { locale: "en-US", languageId: 1033, timeZone: "UTC" })).toBe("3/9/2026");
  expect(formatDay(column, value, { locale: "de-DE", languageId: 1031, timeZone: "UTC" })).toBe("09.03.2026");
  expect(formatTime(column, value, { locale: "de-DE", languageId: 1031, timeZone: "Asia/Tokyo" })).toBe("23:30");
});

test("amounts are read in the user's separators", () => {
  const german: Formats = { locale: "de-DE", languageId: 1031, timeZone: "UTC" };
  expect(parseNumber("1.234,50 €", german)).toBe(1234.5);
  expect(parseNumber("$1,234.50", { locale: "en-US", languageId: 1033, timeZone: "UTC" })).toBe(1234.5);
  expect(parseNumber("12 apples", german)).toBeNull();
});

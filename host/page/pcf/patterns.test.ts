import { LANGUAGES } from "../../culture/languages";
import { createFormatting } from "./formatting";
import { dateFormattingInfo, numberFormattingInfo } from "./patterns";

test.each([
  [1033, "M/d/yyyy", "h:mm tt", 0],
  [1031, "dd.MM.yyyy", "HH:mm", 1],
  [2057, "dd/MM/yyyy", "HH:mm", 1],
  [1053, "yyyy-MM-dd", "HH:mm", 1],
])("the patterns of %i", (language, day, time, firstDay) => {
  const info = dateFormattingInfo(language);
  expect([info.shortDatePattern, info.shortTimePattern, info.firstDayOfWeek]).toEqual([day, time, firstDay]);
});

test("every language has a whole set of names, and patterns with day, month and year", () => {
  for (const language of LANGUAGES) {
    const info = dateFormattingInfo(language);
    expect(info.dayNames).toHaveLength(7);
    expect(new Set(info.dayNames).size).toBe(7);
    expect(info.monthNames).toHaveLength(13);
    expect(info.shortDatePattern).toMatch(/y.*/);
    expect(info.shortDatePattern).toContain("d");
    expect(info.shortDatePattern).toContain("M");
  }
});

test("separators and the place of the currency sign", () => {
  expect(numberFormattingInfo(1033, "$")).toMatchObject({
    numberDecimalSeparator: ".",
    numberGroupSeparator: ",",
    currencyPositivePattern: 0,
    currencySymbol: "$",
  });
  expect(numberFormattingInfo(1031, "€")).toMatchObject({
    numberDecimalSeparator: ",",
    numberGroupSeparator: ".",
    currencyPositivePattern: 3,
  });
});

describe("context.formatting", () => {
  const american = createFormatting({ language: 1033, timeZone: "America/New_York", currencySymbol: "$" });
  const german = createFormatting({ language: 1031, timeZone: "Europe/Berlin", currencySymbol: "€" });
  const instant = new Date("2026-03-05T02:30:00Z");

  test("shows an instant in the user's zone, not in the browser's", () => {
    expect(american.formatDateShort(instant, true)).toBe("3/4/2026 9:30 PM");
    expect(german.formatDateShort(instant, true)).toBe("05.03.2026 03:30");
    expect(american.formatDateLong(instant)).toBe("Wednesday, March 4, 2026");
    expect(german.formatTime(instant, 1)).toBe("03:30");
  });

  test("money, numbers, languages, weeks", () => {
    expect(american.formatCurrency(-1234.5)).toBe("-$1,234.50");
    expect(german.formatCurrency(1234.5, 0, "CHF")).toBe("1.235\u00a0CHF");
    expect(german.formatDecimal(1234.5, 1)).toBe("1.234,5");
    expect(american.formatInteger(1234567)).toBe("1,234,567");
    expect(american.formatLanguage(1031)).toBe("German (Germany)");
    expect(american.getWeekOfYear(new Date(2027, 0, 1))).toBe(53);
    expect(american.getWeekOfYear(new Date(2026, 0, 1))).toBe(1);
  });

  test("a filter string is UTC", () => {
    expect(american.formatDateAsFilterStringInUTC(instant)).toBe("2026-03-05");
    expect(american.formatDateAsFilterStringInUTC(instant, true)).toBe("2026-03-05T02:30:00Z");
  });
});

import { localeOf } from "../../culture/languages";

/**
 * Date and number conventions of a language, in the .NET pattern letters that the component framework hands to controls.
 * All of them are read off what `Intl` writes for the locale, so that formatted texts and patterns agree.
 */

/** A day whose numbers show whether zeros are put before them. */
const SAMPLE = new Date(Date.UTC(2026, 2, 5, 4, 7, 9));

type PartLetters = Partial<Record<Intl.DateTimeFormatPartTypes, (text: string) => string>>;

const LETTERS: PartLetters = {
  year: (text) => (text.length > 2 ? "yyyy" : "yy"),
  month: (text) => (/^\d+$/.test(text) ? (text.length > 1 ? "MM" : "M") : "MMMM"),
  day: (text) => (text.length > 1 ? "dd" : "d"),
  weekday: () => "dddd",
  minute: () => "mm",
  second: () => "ss",
  dayPeriod: () => "tt",
};

function patternOf(locale: string, options: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat(locale, {
    ...options,
    timeZone: "UTC",
    numberingSystem: "latn",
    calendar: "gregory",
  });
  const letter = format.resolvedOptions().hour12 === true ? "h" : "H";
  return format
    .formatToParts(SAMPLE)
    .map((part) => {
      if (part.type === "hour") {
        return part.value.length > 1 ? letter + letter : letter;
      }
      const write = LETTERS[part.type];
      return write === undefined ? quote(part.value) : write(part.value);
    })
    .join("");
}

/** Letters of the language itself ("de" in Spanish) stand in quotes in a .NET pattern. */
function quote(text: string): string {
  return text.replace(/\u202f|\u00a0/g, " ").replace(/\p{L}+/gu, (word) => `'${word}'`);
}

function names(
  locale: string,
  count: number,
  at: (index: number) => Date,
  options: Intl.DateTimeFormatOptions,
): string[] {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC", calendar: "gregory" });
  return Array.from({ length: count }, (_unused, index) => format.format(at(index)));
}

/** 4 January 2026 is a Sunday. */
const dayAt = (index: number): Date => new Date(Date.UTC(2026, 0, 4 + index));
const monthAt = (index: number): Date => new Date(Date.UTC(2026, index, 15));

/** A month's name beside a day is in the genitive in Slavic languages. */
function genitiveMonths(locale: string, month: "long" | "short"): string[] {
  const format = new Intl.DateTimeFormat(locale, { day: "numeric", month, timeZone: "UTC", calendar: "gregory" });
  return Array.from(
    { length: 12 },
    (_unused, index) => format.formatToParts(monthAt(index)).find((part) => part.type === "month")?.value ?? "",
  );
}

/** Monday, but Sunday in the Americas and East Asia, Saturday in the Arab world (CLDR's week data). */
function firstDayOfWeek(locale: string): ComponentFramework.UserSettingApi.Types.DayOfWeek {
  if (locale === "ar-SA") {
    return 6;
  }
  return ["en-US", "he-IL", "ja-JP", "ko-KR", "pt-BR", "pt-PT", "th-TH", "zh-TW", "id-ID"].includes(locale) ? 0 : 1;
}

/** The first sign that one can see: an Arabic pattern has right-to-left marks before it. */
function separatorOf(pattern: string, otherwise: string): string {
  return /[^\p{L}\p{Cf}\s']/u.exec(pattern)?.[0] ?? otherwise;
}

function dayPeriod(locale: string, hour: number): string {
  const parts = new Intl.DateTimeFormat(locale, { hour: "numeric", hour12: true, timeZone: "UTC" }).formatToParts(
    new Date(Date.UTC(2026, 0, 1, hour)),
  );
  return parts.find((part) => part.type === "dayPeriod")?.value ?? (hour < 12 ? "AM" : "PM");
}

export function dateFormattingInfo(language: number): ComponentFramework.UserSettingApi.DateFormattingInfo {
  const locale = localeOf(language);
  // Windows writes four digits of the year where CLDR's short form writes two.
  const shortDatePattern = patternOf(locale, { dateStyle: "short" }).replace(/y+/, "yyyy");
  const longDatePattern = patternOf(locale, { weekday: "long", year: "numeric", month: "long", day: "numeric" });
  const shortTimePattern = patternOf(locale, { timeStyle: "short" });
  const longTimePattern = patternOf(locale, { timeStyle: "medium" });
  return {
    amDesignator: dayPeriod(locale, 9),
    pmDesignator: dayPeriod(locale, 21),
    abbreviatedDayNames: names(locale, 7, dayAt, { weekday: "short" }),
    dayNames: names(locale, 7, dayAt, { weekday: "long" }),
    shortestDayNames: names(locale, 7, dayAt, { weekday: "narrow" }),
    // .NET's lists of months have a thirteenth, empty entry.
    abbreviatedMonthNames: [...names(locale, 12, monthAt, { month: "short" }), ""],
    abbreviatedMonthGenitiveNames: [...genitiveMonths(locale, "short"), ""],
    monthNames: [...names(locale, 12, monthAt, { month: "long" }), ""],
    monthGenitiveNames: [...genitiveMonths(locale, "long"), ""],
    // 0 = the week of 1 January, 2 = the first week with four days (ISO).
    calendarWeekRule: firstDayOfWeek(locale) === 1 ? 2 : 0,
    calendar: {
      minSupportedDateTime: new Date(Date.UTC(1, 0, 1)),
      maxSupportedDateTime: new Date(Date.UTC(9999, 11, 31, 23, 59, 59)),
      algorithmType: 1,
      calendarType: 1,
      twoDigitYearMax: 2049,
    },
    firstDayOfWeek: firstDayOfWeek(locale),
    dateSeparator: separatorOf(shortDatePattern, "/"),
    timeSeparator: separatorOf(shortTimePattern, ":"),
    shortDatePattern,
    longDatePattern,
    shortTimePattern,
    longTimePattern,
    fullDateTimePattern: `${longDatePattern} ${longTimePattern}`,
    monthDayPattern: patternOf(locale, { month: "long", day: "numeric" }),
    yearMonthPattern: patternOf(locale, { year: "numeric", month: "long" }),
    sortableDateTimePattern: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
    universalSortableDateTimePattern: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
  };
}

/** @param currencySymbol Of the organization's base currency. */
export function numberFormattingInfo(
  language: number,
  currencySymbol: string,
): ComponentFramework.UserSettingApi.NumberFormattingInfo {
  const locale = localeOf(language);
  const parts = new Intl.NumberFormat(locale, {
    numberingSystem: "latn",
    minimumFractionDigits: 2,
    useGrouping: true,
  }).formatToParts(-1234567.891);
  const read = (type: Intl.NumberFormatPartTypes, otherwise: string): string =>
    parts.find((part) => part.type === type)?.value ?? otherwise;
  const group = read("group", ",");
  const decimal = read("decimal", ".");
  const symbolFirst =
    new Intl.NumberFormat(locale, { style: "currency", currency: "USD" })
      .formatToParts(1)
      .findIndex((part) => part.type === "currency") === 0;
  return {
    currencyDecimalDigits: 2,
    currencyDecimalSeparator: decimal,
    currencyGroupSeparator: group,
    currencyGroupSizes: [3],
    // .NET: 1 = -$n, 8 = -n $; 0 = $n, 3 = n $.
    currencyNegativePattern: symbolFirst ? 1 : 8,
    currencyPositivePattern: symbolFirst ? 0 : 3,
    currencySymbol,
    nanSymbol: "NaN",
    nativeDigits: Array.from({ length: 10 }, (_unused, digit) =>
      new Intl.NumberFormat(locale, { useGrouping: false }).format(digit),
    ),
    negativeInfinitySymbol: "-∞",
    negativeSign: read("minusSign", "-"),
    numberDecimalDigits: 2,
    numberDecimalSeparator: decimal,
    numberGroupSeparator: group,
    numberGroupSizes: [3],
    numberNegativePattern: 1,
    perMilleSymbol: "‰",
    percentDecimalDigits: 2,
    percentDecimalSeparator: decimal,
    percentGroupSeparator: group,
    percentGroupSizes: [3],
    percentNegativePattern: 1,
    percentPositivePattern: 1,
    percentSymbol: "%",
    positiveInfinitySymbol: "∞",
    positiveSign: "+",
  };
}

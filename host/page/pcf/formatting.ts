import { languageName, localeOf } from "../../culture/languages";

/** The conventions of the acting user, not those of the browser. */
export interface FormatSettings {
  readonly language: number;
  /** IANA name. */
  readonly timeZone: string;
  readonly currencySymbol: string;
}

/** `context.formatting`. Dates are instants, shown in the user's zone. */
export function createFormatting(settings: FormatSettings): ComponentFramework.Formatting {
  const locale = localeOf(settings.language);
  const date = (value: Date, options: Intl.DateTimeFormatOptions): string =>
    plainSpaces(
      new Intl.DateTimeFormat(locale, { timeZone: settings.timeZone, calendar: "gregory", ...options }).format(value),
    );
  return {
    formatCurrency: (value, precision = 2, symbol = settings.currencySymbol) =>
      formatMoney(locale, value, precision, symbol),
    formatDecimal: (value, precision = 2) => formatNumber(locale, value, precision),
    formatInteger: (value) => formatNumber(locale, value, 0),
    formatDateAsFilterStringInUTC: (value, includeTime) =>
      value.toISOString().slice(0, includeTime === true ? 19 : 10) + (includeTime === true ? "Z" : ""),
    formatDateLong: (value) => date(value, { weekday: "long", year: "numeric", month: "long", day: "numeric" }),
    formatDateLongAbbreviated: (value) =>
      date(value, { weekday: "short", year: "numeric", month: "short", day: "numeric" }),
    formatDateShort: (value, includeTime) =>
      shortDate(locale, settings.timeZone, value) +
      (includeTime === true ? ` ${date(value, { timeStyle: "short" })}` : ""),
    formatDateYearMonth: (value) => date(value, { year: "numeric", month: "long" }),
    formatLanguage: (value) => languageName(value, settings.language),
    // A zone-independent value carries its clock time in the browser's local fields (data/values.ts).
    formatTime: (value, behavior) => {
      const options: Intl.DateTimeFormatOptions = { timeStyle: "short" };
      return behavior === 1
        ? date(value, options)
        : plainSpaces(new Intl.DateTimeFormat(locale, options).format(value));
    },
    getWeekOfYear: isoWeek,
  };
}

/** CLDR's short date with four digits of the year, as Windows writes it. */
function shortDate(locale: string, timeZone: string, value: Date): string {
  const year = new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric" }).format(value);
  return new Intl.DateTimeFormat(locale, { timeZone, calendar: "gregory", numberingSystem: "latn", dateStyle: "short" })
    .formatToParts(value)
    .map((part) => (part.type === "year" ? year : part.value))
    .join("");
}

/** CLDR puts a narrow no-break space before AM and PM; Dataverse a plain one. */
function plainSpaces(text: string): string {
  return text.replace(/\u202f/g, " ");
}

function formatNumber(locale: string, value: number, precision: number): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: precision, maximumFractionDigits: precision }).format(
    value,
  );
}

/** The locale decides where the symbol stands; which symbol, the caller. */
function formatMoney(locale: string, value: number, precision: number, symbol: string): string {
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: precision,
    maximumFractionDigits: precision,
  })
    .formatToParts(value)
    .map((part) => (part.type === "currency" ? symbol : part.value))
    .join("");
}

/** ISO 8601: weeks begin on Monday; week 1 has the year's first Thursday. */
function isoWeek(value: Date): number {
  const thursday = new Date(Date.UTC(value.getFullYear(), value.getMonth(), value.getDate()));
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const january = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.ceil(((thursday.getTime() - january) / 86400000 + 1) / 7);
}

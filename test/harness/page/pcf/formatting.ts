import type { Column } from "../../../../solution/tools/model/types";
import { languageName, localeOf, textIn } from "../data/languages";
import { optionsOf } from "../data/metadata";
import type { AttributeValue } from "../form/session.types";

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
    new Intl.DateTimeFormat(locale, { timeZone: settings.timeZone, calendar: "gregory", ...options }).format(value).replace(/\u202f/g, " ");
  return {
    formatCurrency: (value, precision = 2, symbol = settings.currencySymbol) => formatMoney(locale, value, precision, symbol),
    formatDecimal: (value, precision = 2) => formatNumber(locale, value, precision),
    formatInteger: (value) => formatNumber(locale, value, 0),
    formatDateAsFilterStringInUTC: (value, includeTime) => value.toISOString().slice(0, includeTime === true ? 19 : 10) + (includeTime === true ? "Z" : ""),
    formatDateLong: (value) => date(value, { weekday: "long", year: "numeric", month: "long", day: "numeric" }),
    formatDateLongAbbreviated: (value) => date(value, { weekday: "short", year: "numeric", month: "short", day: "numeric" }),
    formatDateShort: (value, includeTime) =>
      includeTime === true
        ? `${date(value, { year: "numeric", month: "numeric", day: "numeric" })} ${date(value, { hour: "numeric", minute: "2-digit" })}`
        : date(value, { year: "numeric", month: "numeric", day: "numeric" }),
    formatDateYearMonth: (value) => date(value, { year: "numeric", month: "long" }),
    formatLanguage: (value) => languageName(value, settings.language),
    // A zone-independent value carries its clock time in the browser's local fields (readColumn).
    formatTime: (value, behavior) => {
      const options: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };
      return behavior === 1 ? date(value, options) : new Intl.DateTimeFormat(locale, options).format(value);
    },
    getWeekOfYear: isoWeek,
  };
}

/**
 * A value as the form shows it before the server has formatted it: an edited, unsaved one. The rules are those of the server's
 * FormattedValue.
 */
export function formatValue(column: Column, value: AttributeValue, settings: FormatSettings): string {
  if (value === null) {
    return "";
  }
  const locale = localeOf(settings.language);
  switch (column.type) {
    case "integer":
    case "bigint":
      return typeof value === "number" ? formatNumber(locale, value, 0) : "";
    case "decimal":
    case "float":
      return typeof value === "number" ? formatNumber(locale, value, column.precision) : "";
    case "money":
      return typeof value === "number" ? formatMoney(locale, value, column.precision, settings.currencySymbol) : "";
    case "choice":
    case "state":
    case "status":
      return optionLabel(column, Number(value), settings.language);
    case "boolean":
      return optionLabel(column, value === true ? 1 : 0, settings.language);
    case "multichoice":
      return Array.isArray(value) ? value.map((option) => optionLabel(column, Number(option), settings.language)).join("; ") : "";
    case "lookup":
      return Array.isArray(value) ? value.map((row) => (typeof row === "object" && row !== null && "name" in row ? String(row.name) : "")).join("; ") : "";
    case "datetime":
      return value instanceof Date ? formatColumnDate(column.behavior === "userLocal" ? settings.timeZone : undefined, column.format === "datetime", value, locale) : "";
    default:
      return String(value);
  }
}

/** @param timeZone Undefined: the Date's browser-local fields are what is stored (date-only, zone-independent). */
function formatColumnDate(timeZone: string | undefined, withTime: boolean, value: Date, locale: string): string {
  const day = new Intl.DateTimeFormat(locale, { timeZone, calendar: "gregory", year: "numeric", month: "numeric", day: "numeric" }).format(value);
  return withTime ? `${day} ${new Intl.DateTimeFormat(locale, { timeZone, hour: "numeric", minute: "2-digit" }).format(value).replace(/\u202f/g, " ")}` : day;
}

function optionLabel(column: Column, value: number, language: number): string {
  const option = optionsOf(column).find((candidate) => candidate.value === value);
  return option === undefined ? String(value) : textIn(option.label, language);
}

function formatNumber(locale: string, value: number, precision: number): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: precision, maximumFractionDigits: precision }).format(value);
}

/** The locale decides where the symbol stands; which symbol, the caller. */
function formatMoney(locale: string, value: number, precision: number, symbol: string): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency: "USD", minimumFractionDigits: precision, maximumFractionDigits: precision })
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

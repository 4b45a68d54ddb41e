import type { Caller } from "../../caller";
import type { ChoiceOption, LocalizedText } from "../../../../solution/model/types";
import { localeOf } from "../../../culture/languages";
import { zoneOffset } from "../plan/zones";

const formatters = new Map<string, Formatter>();

/** The formatter of a caller's language and time zone; making one costs as much as a small answer. */
export function formatterFor(caller: Pick<Caller, "languageId" | "timeZone">): Formatter {
  const key = `${caller.languageId} ${caller.timeZone}`;
  const formatter = formatters.get(key) ?? new Formatter({ languageId: caller.languageId, timeZone: caller.timeZone });
  formatters.set(key, formatter);
  return formatter;
}

/** Writes values as the caller reads them: language, number format and time zone. */
export class Formatter {
  private readonly locale: string;
  private readonly numbers = new Map<string, Intl.NumberFormat>();
  /** Texts by day since 1970 and by minute of the day: rows share them. */
  private readonly days = new Map<number, string>();
  private readonly times = new Map<number, string>();
  private readonly day: Intl.DateTimeFormat;
  private readonly time: Intl.DateTimeFormat;

  constructor(private readonly caller: Pick<Caller, "languageId" | "timeZone">) {
    // Whatever the country's habit, Dataverse counts in the Gregorian calendar and writes these digits.
    const locale = localeOf(caller.languageId);
    this.locale = `${locale}-u-ca-gregory-nu-latn`;
    const date: Intl.DateTimeFormatOptions =
      locale === "en-US"
        ? { year: "numeric", month: "numeric", day: "numeric" }
        : { year: "numeric", month: "2-digit", day: "2-digit" };
    this.day = new Intl.DateTimeFormat(this.locale, { ...date, timeZone: "UTC" });
    this.time = new Intl.DateTimeFormat(this.locale, { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
  }

  /** A text in the user's language, or in English, or in the first one there is. */
  label(text: LocalizedText): string {
    return text[this.caller.languageId] ?? text[1033] ?? Object.values(text)[0] ?? "";
  }

  labels(options: readonly ChoiceOption[]): ReadonlyMap<number, string> {
    return new Map(options.map((option) => [option.value, this.label(option.label)]));
  }

  /** @param digits decimal places */
  number(value: string, digits: number): string {
    const key = String(digits);
    const known = this.numbers.get(key);
    const format =
      known ?? new Intl.NumberFormat(this.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    this.numbers.set(key, format);
    return plainBlanks(format.format(Number(value)));
  }

  /** An amount with the symbol of its currency, before it in English style, behind it where the language writes it so. */
  money(value: string, symbol: string, digits: number): string {
    const amount = this.number(value.replace(/^-/u, ""), digits);
    const behind =
      !this.locale.startsWith("en") &&
      !this.locale.startsWith("zh") &&
      !this.locale.startsWith("ja") &&
      !this.locale.startsWith("ko");
    const text = behind ? `${amount} ${symbol}` : `${symbol}${amount}`;
    return value.startsWith("-") ? `-${text}` : text;
  }

  /** @param iso `2023-04-07` */
  date(iso: string): string {
    return this.dateTime(`${iso.slice(0, 10)}T00:00:00Z`, false, false);
  }

  /**
   * @param iso an instant in UTC
   * @param local whether it is moved to the user's zone
   */
  dateTime(iso: string, withTime: boolean, local: boolean): string {
    const at = Date.parse(iso);
    const clock = local ? at + zoneOffset(at, this.caller.timeZone) : at;
    const day = Math.floor(clock / msPerDay);
    const dayText = remember(this.days, day, () => this.day.format(day * msPerDay));
    if (!withTime) {
      return dayText;
    }
    const minute = Math.floor((clock - day * msPerDay) / 60_000);
    return `${dayText} ${remember(this.times, minute, () => this.time.format(minute * 60_000))}`;
  }
}

const msPerDay = 86_400_000;

function remember(texts: Map<number, string>, key: number, make: () => string): string {
  const known = texts.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = plainBlanks(make());
  texts.set(key, made);
  return made;
}

/** Newer ICU data puts narrow no-break spaces where .NET, which formats in Dataverse, has plain ones. */
function plainBlanks(text: string): string {
  return text.replace(/[\u00a0\u202f]/gu, " ");
}

import type { Caller } from "../caller";
import type { ChoiceOption, LocalizedText } from "../../../../solution/tools/model/types";

/** The languages that a user of the sample can choose, by Windows code. Any other one is formatted like English. */
const locales: Readonly<Record<number, string>> = {
  1025: "ar-SA-u-ca-gregory-nu-latn",
  1028: "zh-TW",
  1029: "cs-CZ",
  1030: "da-DK",
  1031: "de-DE",
  1033: "en-US",
  1035: "fi-FI",
  1036: "fr-FR",
  1037: "he-IL",
  1038: "hu-HU",
  1040: "it-IT",
  1041: "ja-JP",
  1042: "ko-KR",
  1043: "nl-NL",
  1044: "nb-NO",
  1045: "pl-PL",
  1046: "pt-BR",
  1049: "ru-RU",
  1053: "sv-SE",
  1055: "tr-TR",
  2052: "zh-CN",
  2055: "de-CH",
  2057: "en-GB",
  2070: "pt-PT",
  3082: "es-ES",
};

/** Writes values as the caller reads them: language, number format and time zone. */
export class Formatter {
  private readonly locale: string;
  private readonly numbers = new Map<string, Intl.NumberFormat>();
  private readonly texts = new Map<string, string>();
  private readonly day: Intl.DateTimeFormat;
  private readonly localDay: Intl.DateTimeFormat;
  private readonly localTime: Intl.DateTimeFormat;

  constructor(private readonly caller: Pick<Caller, "languageId" | "timeZone">) {
    this.locale = locales[caller.languageId] ?? "en-US";
    const date: Intl.DateTimeFormatOptions =
      this.locale === "en-US" ? { year: "numeric", month: "numeric", day: "numeric" } : { year: "numeric", month: "2-digit", day: "2-digit" };
    this.day = new Intl.DateTimeFormat(this.locale, { ...date, timeZone: "UTC" });
    this.localDay = new Intl.DateTimeFormat(this.locale, { ...date, timeZone: caller.timeZone });
    this.localTime = new Intl.DateTimeFormat(this.locale, { hour: "numeric", minute: "2-digit", timeZone: caller.timeZone });
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
    const format = known ?? new Intl.NumberFormat(this.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    this.numbers.set(key, format);
    return plainBlanks(format.format(Number(value)));
  }

  /** An amount with the symbol of its currency, before it in English style, behind it where the language writes it so. */
  money(value: string, symbol: string, digits: number): string {
    const amount = this.number(value.replace(/^-/u, ""), digits);
    const behind = !this.locale.startsWith("en") && !this.locale.startsWith("zh") && !this.locale.startsWith("ja") && !this.locale.startsWith("ko");
    const text = behind ? `${amount} ${symbol}` : `${symbol}${amount}`;
    return value.startsWith("-") ? `-${text}` : text;
  }

  /** @param iso `2023-04-07` */
  date(iso: string): string {
    return this.remember(`d${iso}`, () => this.day.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)));
  }

  /**
   * @param iso an instant in UTC
   * @param local whether it is moved to the user's zone
   */
  dateTime(iso: string, withTime: boolean, local: boolean): string {
    // Seconds are not shown, so that rows of one minute share their text.
    return this.remember(`${local ? "l" : "u"}${withTime ? "t" : "d"}${iso.slice(0, 16)}`, () => {
      const at = new Date(iso);
      const day = local ? this.localDay : this.day;
      if (!withTime) {
        return day.format(at);
      }
      const time = local ? this.localTime : new Intl.DateTimeFormat(this.locale, { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
      return `${day.format(at)} ${time.format(at)}`;
    });
  }

  private remember(key: string, make: () => string): string {
    const known = this.texts.get(key);
    if (known !== undefined) {
      return known;
    }
    const made = plainBlanks(make());
    this.texts.set(key, made);
    return made;
  }
}

/** Newer ICU data puts narrow no-break spaces where .NET, which formats in Dataverse, has plain ones. */
function plainBlanks(text: string): string {
  return text.replace(/[\u00a0\u202f]/gu, " ");
}

/** Windows language codes and the locales that they stand for: Dataverse speaks of languages by these numbers. */
const LOCALES: Readonly<Record<number, string>> = {
  1025: "ar-SA",
  1026: "bg-BG",
  1027: "ca-ES",
  1028: "zh-TW",
  1029: "cs-CZ",
  1030: "da-DK",
  1031: "de-DE",
  1032: "el-GR",
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
  1048: "ro-RO",
  1049: "ru-RU",
  1050: "hr-HR",
  1051: "sk-SK",
  1053: "sv-SE",
  1054: "th-TH",
  1055: "tr-TR",
  1057: "id-ID",
  1058: "uk-UA",
  1060: "sl-SI",
  1066: "vi-VN",
  2052: "zh-CN",
  2055: "de-CH",
  2057: "en-GB",
  2070: "pt-PT",
  3082: "es-ES",
};

/** The codes that the host can be set to. */
export const LANGUAGES: readonly number[] = Object.keys(LOCALES).map(Number);

/** English (United States) for a code that the table lacks. */
export function localeOf(language: number): string {
  return LOCALES[language] ?? "en-US";
}

/** Arabic and Hebrew are the right-to-left languages of the user interface. */
export function isRightToLeftLanguage(language: number): boolean {
  return language === 1025 || language === 1037;
}

/** The language's own name, for a list to choose from. */
export function languageName(language: number, inLanguage: number = language): string {
  const locale = localeOf(language);
  return new Intl.DisplayNames([localeOf(inLanguage)], { type: "language" }).of(locale) ?? locale;
}

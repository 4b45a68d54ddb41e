import type { DataverseErrorKind } from "../dataverse/error";

/**
 * A text of the control's resx in the user's language, `{0}`, `{1}` … filled in. A key that is missing comes back as
 * itself, as the framework does.
 */
export type Text = (key: string, ...values: readonly (string | number)[]) => string;

export const textsOf =
  (resources: { getString(key: string): string }): Text =>
  (key, ...values) =>
    resources.getString(key).replace(/\{(\d)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));

/** Language tags of the Windows language codes that Power Apps offers most; others count plurals as English does. */
const TAGS: Readonly<Record<number, string>> = {
  1025: "ar",
  1029: "cs",
  1030: "da",
  1031: "de",
  1033: "en",
  1035: "fi",
  1036: "fr",
  1037: "he",
  1040: "it",
  1041: "ja",
  1043: "nl",
  1044: "nb",
  1045: "pl",
  1046: "pt-BR",
  1049: "ru",
  1053: "sv",
  1055: "tr",
  2052: "zh-CN",
  2057: "en-GB",
  2070: "pt",
  3082: "es",
};

export const languageTag = (languageId: number): string => TAGS[languageId] ?? "en";

/** The text for a count: key_one, key_few … where the resx has it, else key_other. `{0}` is the count. */
export function plural(
  text: Text,
  languageId: number,
  key: string,
  count: number,
  ...values: readonly (string | number)[]
): string {
  const form = `${key}_${new Intl.PluralRules(languageTag(languageId)).select(count)}`;
  const found = text(form, count, ...values);
  return found === form ? text(`${key}_other`, count, ...values) : found;
}

/** The sentence for a failed request: what happened and what a person can do. Every control's resx has these keys. */
export const errorKey = (kind: DataverseErrorKind): string => `Error_${kind}`;

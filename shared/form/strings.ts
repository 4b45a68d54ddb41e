import type { DataverseErrorKind } from "../dataverse/error";

/**
 * Answers a key of the control's resx with its text in the user's language, `{0}`, `{1}` … filled in.
 *
 * @typeParam K the keys that may be asked for. A control's own are written by the build (`generated/TextKeys`); a shared
 * part names those that it needs, and a control whose resx lacks one of them does not pass the type check.
 */
export type Text<K extends string> = (key: K, ...values: readonly (string | number)[]) => string;

/** Texts that every control has. `Language`: the tag of the language that the texts are in (BCP 47), see `plural`. */
export type FormTextKey = "Language" | "Retry" | "Failure_Sentence";
/** Texts of every control that reads or writes through the Web API. */
export type ErrorTextKey = `Error_${DataverseErrorKind}`;

/**
 * The texts of a control: `Text<K>`, where the type check demands that K has what a control needs at least.
 *
 * @typeParam _Needed `FormTextKey`
 */
export type ControlText<K extends string, _Needed extends K> = Text<K>;

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\u200f]/u;

/** A value as it stands in a sentence: one from right to left keeps to itself, or it would reorder the words around it. */
const inSentence = (value: string): string => (RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value);

/** A sentence as data: without the signs that only its drawing needs. */
export const asData = (sentence: string): string => sentence.replace(/[\u2068\u2069]/g, "");

/** @param resources `context.resources`: the resx of the user's language, or the English one where there is none */
export const textsOf =
  <K extends string>(resources: { getString(key: string): string }): Text<K> =>
  (key, ...values) =>
    resources
      .getString(key)
      .replace(/\{(\d)\}/g, (whole, index: string) => inSentence(String(values[Number(index)] ?? whole)));

/**
 * The text for a count, which is `{0}`: one of `key_one`, `key_other` … as the language of the texts counts. That is not
 * always the user's language: people whose language has no texts here read English, and "1 row" is English.
 */
export function plural<Key extends string>(
  text: Text<"Language" | `${NoInfer<Key>}_${Intl.LDMLPluralRule}`>,
  key: Key,
  count: number,
  ...values: readonly (string | number)[]
): string {
  const form = new Intl.PluralRules(text("Language")).select(count);
  return text(`${key}_${form}`, count, ...values);
}

/** The sentence for a failed request: what happened and what a person can do. */
export const errorKey = (kind: DataverseErrorKind): ErrorTextKey => `Error_${kind}`;

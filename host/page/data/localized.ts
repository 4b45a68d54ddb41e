import type { LocalizedText } from "../../../solution/model/types";

/** The text in the user's language, else in the base language, else in any; `fallback` where there is none. */
export function textIn(text: LocalizedText | undefined, languageId: number, fallback = ""): string {
  if (!text) return fallback;
  return text[languageId] ?? text[1033] ?? Object.values(text)[0] ?? fallback;
}

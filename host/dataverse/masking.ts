import type { MaskingRule } from "./caller";

/** Replaces what the rule matches, character by character; a pattern that is no regular expression hides everything. */
export function masked(text: string, { pattern, maskedCharacter }: MaskingRule): string {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, "gu");
  } catch {
    expression = /./gsu;
  }
  return text.replace(expression, (match) => maskedCharacter.repeat(match.length));
}

import type { Caller, MaskingRule } from "./caller";

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

/** The caller as one request sees it: with `UnMaskedData=true` masks fall where the permission reaches as far as the request. */
export function unmaskedFor<T extends Caller>(caller: T, asked: "none" | "one" | "list"): T {
  if (asked === "none") {
    return caller;
  }
  return {
    ...caller,
    columnPermission(table: string, column: string) {
      const permission = caller.columnPermission(table, column);
      const falls = permission.unmasked === "all" || (permission.unmasked === "one" && asked === "one");
      return falls ? { ...permission, mask: undefined } : permission;
    },
  };
}

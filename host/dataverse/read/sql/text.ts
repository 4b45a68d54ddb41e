/** Folds a text as `dv_fold` of the database does, but keeps trailing blanks: in a pattern they count. */
export function foldPattern(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("æ", "ae")
    .replaceAll("œ", "oe");
}

/**
 * A LIKE pattern of SQL Server (`%`, `_`, `[a-z]`, `[^a]`, `[%]`; no escape character) as a condition on a folded value.
 * Patterns without brackets stay LIKE, which indexes and the planner know; the others become a regular expression.
 */
export function like(foldedSql: string, pattern: string, bind: (value: unknown) => string): string {
  const folded = foldPattern(pattern);
  if (!folded.includes("[")) {
    return `${foldedSql} like ${bind(folded.replaceAll("\\", "\\\\"))}`;
  }
  return `${foldedSql} ~ ${bind(`^${regularExpression(folded)}$`)}`;
}

function regularExpression(pattern: string): string {
  let result = "";
  let at = 0;
  while (at < pattern.length) {
    const char = pattern.charAt(at);
    const close = char === "[" ? pattern.indexOf("]", at + 2) : -1;
    if (char === "%") {
      result += ".*";
    } else if (char === "_") {
      result += ".";
    } else if (close > 0) {
      const inner = pattern.slice(at + 1, close);
      const negated = inner.startsWith("^");
      const set = (negated ? inner.slice(1) : inner).replace(/[\\[\]^]/gu, "\\$&");
      result += `[${negated ? "^" : ""}${set}]`;
      at = close;
    } else {
      result += char.replace(/[\\^$.|?*+()[\]{}]/gu, "\\$&");
    }
    at += 1;
  }
  return result;
}

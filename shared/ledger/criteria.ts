/** The language of a cell: terms separated by ";", any of which may match. */
export type Term =
  | { readonly kind: "any" | "blank" }
  | { readonly kind: "exact" | "begins" | "ends" | "contains"; readonly text: string }
  | { readonly kind: "range"; readonly from: string; readonly to: string };

interface Criteria {
  readonly terms: readonly Term[];
  /** What could not be understood; "" for an empty cell or an empty term. */
  readonly unclear: readonly string[];
}

/**
 * Reads a cell. Commas are legal characters of a value, and an asterisk inside a range is a literal one
 * (Microsoft Learn, "Configure account structures"). What fits no form is kept in `unclear`: it makes the cell
 * "cannot verify" for every value that no other term of it accepts.
 */
export function readCriteria(cell: string): Criteria {
  const terms: Term[] = [];
  const unclear: string[] = [];
  for (const part of cell.split(";")) {
    const text = part.trim();
    const term = readTerm(text);
    if (term) terms.push(term);
    else unclear.push(text);
  }
  return { terms, unclear };
}

function readTerm(text: string): Term | undefined {
  if (text === "*") return { kind: "any" };
  if (/^" ?"$/.test(text)) return { kind: "blank" };
  if (!text || text.includes('"')) return undefined;
  if (text.includes("..")) {
    const ends = text.split("..").map((end) => end.trim());
    const [from, to] = ends;
    return ends.length === 2 && from && to ? { kind: "range", from, to } : undefined;
  }
  const starred = /^(\*?)([^*]+)(\*?)$/.exec(text);
  if (!starred) return undefined;
  const inner = starred[2] ?? "";
  return { kind: starred[1] ? (starred[3] ? "contains" : "ends") : starred[3] ? "begins" : "exact", text: inner };
}

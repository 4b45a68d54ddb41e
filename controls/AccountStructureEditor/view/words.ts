import type { Meaning, Mend, Place, Problem, Verdict } from "../../../shared/ledger";
import type { LintFinding } from "../../../shared/ledger";
import { plural } from "../../../shared/form/strings";
import type { Text } from "./text";

/** What the sentences need: the texts, names of dimensions, and how the user writes numbers and days. */
export interface Words {
  readonly text: Text;
  readonly nameOf: (dimension: string) => string;
  readonly count: (value: number) => string;
  /** "YYYY-MM-DD" as the user writes it; what is no day stays. */
  readonly day: (day: string) => string;
}

/** From here on digits say nothing. */
const manyDigits = 10_000_000;

/** @param separator of thousands, as the user writes it */
export function countOf(text: Text, separator: string): (value: number) => string {
  const compact = new Intl.NumberFormat(text("Language"), { notation: "compact", maximumFractionDigits: 1 });
  return (value) => (value < manyDigits ? String(value).replace(/\B(?=(\d{3})+$)/g, separator) : compact.format(value));
}

export function placeText({ structure, rule, row }: Place, { text }: Words): string {
  return [
    structure !== undefined ? structure : rule !== undefined ? text("Place_rule", rule) : "",
    row === undefined ? "" : text("Place_row", row),
  ]
    .filter(Boolean)
    .join(", ");
}

export function findingText({ code, place, other, value = "", more }: LintFinding, words: Words): string {
  const { text, nameOf } = words;
  const sentence = text(
    `Finding_${code}`,
    code === "criterionNotUnderstood" ? (place.term ?? "") : value,
    other ? placeText(other, words) : "",
    nameOf(place.dimension ?? ""),
  );
  return more ? `${sentence} ${text("Finding_more", words.count(more))}` : sentence;
}

export function mendText(mend: Mend, words: Words): string {
  const { text } = words;
  if (mend.criteria !== undefined) return text("Mend_replace", mend.criteria);
  if (mend.kind === "remove") return text("Mend_remove", mend.changes[0]?.place.row ?? "");
  if (mend.kind === "replace") return text("Mend_clear");
  return plural(
    text,
    "Mend_split",
    mend.changes.reduce((sum, { rows }) => sum + rows.length, 0),
  );
}

/** "2 values: 022 Sales & Marketing, 026 IT · or blank" */
export function meaningText(meaning: Meaning, words: Words): string {
  const { text, count } = words;
  const { usable, unusable, blank, first, partial } = meaning;
  const rest = usable - first.length;
  const names = first.map(({ value, description }) => (description ? `${value} ${description}` : value)).join(", ");
  return [
    usable > 0
      ? `${plural(text, "Meaning_values", usable, count(usable))} ${names}${rest > 0 ? ` … ${text("Meaning_more", count(rest))}` : ""}`
      : blank
        ? ""
        : text("Meaning_none"),
    blank ? text(usable > 0 ? "Meaning_orBlank" : "Meaning_blank") : "",
    unusable > 0 ? plural(text, "Meaning_unusable", unusable, count(unusable)) : "",
    partial ? text("Meaning_partial") : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

function problemText(problem: Problem, words: Words): string {
  const { code, value, dimension, place, legalEntity, from, to, allowed } = problem;
  const { text, nameOf, day } = words;
  const given = problem.with.map((one) => `${nameOf(one.dimension)} ${one.value || text("Blank")}`).join(", ");
  const sentence = text(
    `Problem_${code}`,
    value || text("Blank"),
    nameOf(dimension),
    legalEntity ?? (from !== undefined || to !== undefined ? day(from ?? to ?? "") : (allowed ?? "")),
    place?.term ?? place?.criteria ?? "",
  );
  return given ? `${sentence} (${given})` : sentence;
}

/** What is wrong with an account, first things first; "" where nothing is. */
export const verdictProblems = ({ problems }: Verdict, words: Words): string =>
  problems
    .slice(0, 2)
    .map((problem) => problemText(problem, words))
    .join(" ");

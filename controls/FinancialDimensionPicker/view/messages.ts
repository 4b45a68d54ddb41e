import type { LedgerModel, Place, Problem, SegmentValue } from "../../../shared/ledger";
import type { Text } from "./text";

/** What the sentences need: the texts, and the names of dimensions as people read them. */
export interface Words {
  readonly text: Text;
  readonly nameOf: (dimension: string) => string;
  /** "YYYY-MM-DD" as the user writes it. */
  readonly dayOf: (day: string) => string;
}

/** @param formatDate the user's short date, of an instant in their zone */
export function wordsOf(text: Text, model: LedgerModel, formatDate: (date: Date) => string): Words {
  const names = new Map(model.dimensions.map(({ name, displayName }) => [name, displayName || name]));
  return {
    text,
    nameOf: (dimension) => names.get(dimension) ?? dimension,
    // This hour is the same day in nearly all zones.
    dayOf: (day) => formatDate(new Date(`${day}T10:00:00Z`)),
  };
}

/** "Department 022, Cost center 014" */
export const listOf = (values: readonly SegmentValue[], { text, nameOf }: Words): string =>
  values.map(({ dimension, value }) => `${nameOf(dimension)} ${value || text("Blank")}`).join(", ");

/** What the sentences about a problem are made of. */
function partsOf({ value, dimension, place, legalEntity, from, to, allowed }: Problem, words: Words): string[] {
  const { text, nameOf } = words;
  const day = from ?? to;
  return [
    value || text("Blank"),
    nameOf(dimension),
    legalEntity ?? (day && words.dayOf(day)) ?? allowed ?? "",
    place?.term ?? place?.criteria ?? "",
  ];
}

/** What is wrong with a value, in the words that people know from Finance. */
export function problemText(problem: Problem, words: Words): string {
  const { code } = problem;
  const [value = "", name = "", fact = "", criterion = ""] = partsOf(problem, words);
  const values = [value, name, listOf(problem.with, words), fact, criterion];
  return problem.with.length === 0 && (code === "notAllowed" || code === "valueRequired" || code === "mustBeBlank")
    ? words.text(`Problem_${code}Alone`, ...values)
    : words.text(`Problem_${code}`, ...values);
}

/** The same in the two or three words that fit under a field, beside a value that is seen. */
export function shortProblem(problem: Problem, words: Words): string {
  const [, name = "", fact = ""] = partsOf(problem, words);
  const beside = problem.with.filter(({ value }) => value).map(({ value }) => value);
  return problem.code === "notAllowed" && beside.length > 0
    ? words.text("Short_notAllowedWith", beside.join(", "))
    : words.text(`Short_${problem.code}`, name, fact || words.text("Blank"));
}

/** Which row of which structure or rule says so; "" where the reason lies in the value itself. */
export function placeText(place: Place | undefined, { text }: Words): string {
  const owner = place?.rule ?? place?.structure;
  if (place === undefined || owner === undefined) return "";
  return [
    text(place.rule === undefined ? "Place_structure" : "Place_rule", owner),
    place.row === undefined ? "" : text("Place_row", place.row),
    place.criteria === undefined ? "" : text("Place_cell", place.criteria),
  ]
    .filter(Boolean)
    .join(", ");
}

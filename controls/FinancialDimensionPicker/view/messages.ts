import type { Text } from "../../../shared/form/strings";
import type { Ledger, Place, Problem } from "../ledger";

/** Names of dimensions as people read them. */
export type NameOf = (dimension: string) => string;

export const namesOf =
  (ledger: Ledger, combination: Parameters<Ledger["layout"]>[0]): NameOf =>
  (dimension) =>
    ledger.layout(combination).segments.find((segment) => segment.dimension === dimension)?.displayName ?? dimension;

/** What is wrong with a value, in the words that people know from Finance, and by which row or rule. */
export function problemText(problem: Problem, text: Text, nameOf: NameOf): string {
  const { code, value, dimension, by, place } = problem;
  const others = problem.with.map((other) => `${nameOf(other.dimension)} ${other.value || text("Blank")}`).join(", ");
  return text(`Problem_${code}`, value || text("Blank"), nameOf(dimension), others, detailOf(problem), by?.value ?? "", place?.criteria ?? "");
}

/** The company, the day or the value that the sentence names as {3}. */
function detailOf({ code, legalEntity, from, to, allowed }: Problem): string {
  switch (code) {
    case "otherCompany":
      return legalEntity ?? "";
    case "notYetActive":
      return from ?? "";
    case "noLongerActive":
      return to ?? "";
    case "derivedLock":
      return allowed ?? "";
    default:
      return "";
  }
}

/** Which row of which structure or rule says so; "" where the reason lies in the value itself. */
export function placeText(place: Place | undefined, text: Text): string {
  if (place === undefined) return "";
  const owner = place.rule ?? place.structure;
  if (owner === undefined) return "";
  const row = place.row === undefined ? "" : text("Place_row", place.row);
  const cell = place.criteria === undefined ? "" : text("Place_cell", place.criteria);
  return [text(place.rule === undefined ? "Place_structure" : "Place_rule", owner), row, cell].filter((part) => part !== "").join(", ");
}

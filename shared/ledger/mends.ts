import type { LedgerModel } from "./model";
import type { LintFinding, Place } from "./types";
import type { CompiledLedger } from "./compiled";
import { readCriteria, type Term } from "./criteria";
import { codeOf, type IndexedDimension, rankOf, valuesBetween, valuesFor } from "./dimension";
import { surpriseIn } from "./lint";
import { valuesNear } from "./near";
import { complement, intersect, pairs, union, type ValueSet } from "./sets";

/** What a click can do about a finding: other rows in the place of one or two. */
export interface Mend {
  readonly kind: "replace" | "split" | "remove";
  readonly changes: readonly {
    /** Where the row stands. A rule's own criteria have no row, and are replaced by themselves alone. */
    readonly place: Place;
    /** The cells of the rows in its place, in the order of the structure's segments. */
    readonly rows: readonly (readonly string[])[];
  }[];
  /** replace: what the cell then says. */
  readonly criteria?: string;
}

/** A cell takes so many criteria (Microsoft Learn, "Configure account structures"). */
const termLimit = 7;

/** What would mend a finding in a row, best first. Findings about other things than a cell are a person's to mend. */
export function mendsOf(model: LedgerModel, ledger: CompiledLedger, finding: LintFinding): Mend[] {
  const { place, other, code, value = "" } = finding;
  const cell = cellAt(model, place);
  const dimension = ledger.dimensionOf.get(place.dimension ?? "");
  if (!cell || (!dimension && place.row !== undefined && code !== "duplicateRow" && code !== "rowTooWide")) return [];
  const remove: Mend = { kind: "remove", changes: [{ place: cell.place, rows: [] }] };
  const replace = (criteria: string | undefined): Mend[] =>
    criteria === undefined || criteria === cell.text ? [] : [{ ...cell.with([criteria]), kind: "replace", criteria }];
  /** The cell with one of its terms exchanged; without it where there is no other. */
  const exchange = (term: string, by: string | undefined): Mend[] => {
    const parts = cell.text.split(";").map((part) => part.trim());
    const at = parts.indexOf(term);
    return by === undefined || at < 0
      ? []
      : replace([...parts.slice(0, at), ...(by ? [by] : []), ...parts.slice(at + 1)].join(";"));
  };
  switch (code) {
    case "duplicateRow":
    case "rowTooWide":
      return code === "duplicateRow"
        ? [remove]
        : [{ kind: "replace", changes: [{ place: cell.place, rows: [cell.cells] }] }];
    case "unreachableRow":
      return [remove];
    case "tooManyCriteria": {
      const parts = cell.text.split(";");
      const cells = Array.from({ length: Math.ceil(parts.length / termLimit) }, (_, n) =>
        parts.slice(n * termLimit, (n + 1) * termLimit).join(";"),
      );
      return [{ ...cell.with(cells), kind: "split" }];
    }
    default:
  }
  if (!dimension) return [];
  switch (code) {
    case "criterionNotUnderstood":
      return unclearMends(place.term ?? "", cell.text).flatMap((criteria) => replace(criteria));
    case "comma": {
      const parts = value.split(",").map((part) => part.trim());
      return parts.every((part) => rankOf(dimension, part) > 0) ? exchange(value, parts.join(";")) : [];
    }
    case "missingValue": {
      // Quotes of a word processor are letters of a value: most likely blank was meant.
      const near = /^[\u2018-\u201f']{1,2}$/.test(value) ? ['""'] : likeliest(dimension, value);
      const only = readCriteria(cell.text).terms.length === 1;
      return [...near.flatMap((one) => exchange(value, one)), ...(only ? [] : exchange(value, ""))];
    }
    case "rangeInverted": {
      const [from = "", to = ""] = value.split("..").map((end) => end.trim());
      return [...rangesIn(cell.text)].flatMap((term) =>
        `${term.from}..${term.to}` === value ? exchange(term.text, `${to}..${from}`) : [],
      );
    }
    case "rangeWildcard":
      return [...rangesIn(cell.text)].flatMap((term) => {
        if (`${term.from}..${term.to}` !== value) return [];
        const [from, to] = [term.from.replace(/\*/g, ""), term.to.replace(/\*/g, "")];
        const set = valuesBetween(dimension, dimension.key(from), `${dimension.key(to)}\uffff`);
        return exchange(term.text, from && to ? textOf(dimension, set) : undefined);
      });
    case "rangeSurprise":
      return [...rangesIn(cell.text)].flatMap((term) => {
        const surprise = surpriseIn(dimension, term);
        return surprise && (surprise.example ?? "") === value
          ? exchange(term.text, numbersBetween(dimension, term))
          : [];
      });
    case "blankMainAccount": {
      const rest = termsOf(cell.text).filter((term) => readCriteria(term).terms[0]?.kind !== "blank");
      return rest.length ? replace(rest.join(";")) : [remove];
    }
    case "overlap":
      return overlapMends(model, dimension, place, other);
    case "duplicateMainAccount": {
      const others = readCriteria(cellAt(model, other)?.text ?? "").terms;
      const rest = without(dimension, cell.text, union(others.map((term) => valuesFor(dimension, term))));
      return rest === "" ? [remove] : replace(rest);
    }
    default:
      return [];
  }
}

interface CellAt {
  readonly place: Place;
  readonly text: string;
  readonly cells: readonly string[];
  /** One row for each text, which takes the place of the cell. */
  readonly with: (texts: readonly string[]) => Pick<Mend, "changes">;
}

function cellAt(model: LedgerModel, place: Place | undefined): CellAt | undefined {
  if (!place) return undefined;
  if (place.row === undefined) {
    const { rule, criteria } = place;
    return rule === undefined || criteria === undefined
      ? undefined
      : { place, text: criteria, cells: [criteria], with: (texts) => ({ changes: [{ place, rows: [texts] }] }) };
  }
  const structure = model.structures.find(({ name }) => name === place.structure);
  const row = structure?.rows[place.row - 1];
  if (!structure || !row) return undefined;
  const column = structure.segments.indexOf(place.dimension ?? "");
  const cells = structure.segments.map((_, at) => row.criteria[at] ?? "");
  return {
    place,
    text: (cells[column] ?? "").trim(),
    cells,
    with: (texts) => ({
      changes: [{ place, rows: texts.map((text) => cells.map((cell, i) => (i === column ? text : cell))) }],
    }),
  };
}

/** What somebody may have meant by what cannot be read, as texts of the whole cell. */
function unclearMends(term: string, cell: string): string[] {
  if (cell === "") return ['""', '*;""'];
  const parts = cell.split(";").map((part) => part.trim());
  const mended = parts.flatMap((part) => {
    if (part !== term) return [part];
    // A term that is not there; quotes of another kind, or around a value; a range whose dots became one sign.
    const plain = part.replace(/[\u2018-\u201f']/g, '"').replace(/\u2026/g, "..");
    const unquoted = /^"\s*([^"]+?)\s*"$/.exec(plain)?.[1] ?? plain;
    return unquoted === "" ? [] : [/^"+\s?"*$/.test(unquoted) ? '""' : unquoted];
  });
  const text = mended.join(";");
  return text !== "" && !readCriteria(text).unclear.includes(term) ? [text] : [];
}

function* rangesIn(cell: string): Generator<Extract<Term, { kind: "range" }> & { readonly text: string }> {
  for (const part of cell.split(";")) {
    const text = part.trim();
    const [term] = readCriteria(text).terms;
    if (term?.kind === "range") yield { ...term, text };
  }
}

/** The values between two numbers, where that is what a range of texts was meant to be. */
function numbersBetween(
  dimension: IndexedDimension,
  { from, to }: Extract<Term, { kind: "range" }>,
): string | undefined {
  if (!/^\d+$/.test(from) || !/^\d+$/.test(to)) return undefined;
  const means = valuesBetween(dimension, dimension.key(from), dimension.key(to));
  const meant: ValueSet[] = [];
  for (const [rank, { value }] of dimension.values.list.entries())
    if (/^\d+$/.test(value) && Number(value) >= Number(from) && Number(value) <= Number(to))
      meant.push([rank, rank + 1]);
  const text = union(meant).join() === means.join() ? undefined : textOf(dimension, union(meant));
  // Another range may be as surprising as the one that it would replace.
  return text !== undefined && [...rangesIn(text)].every((term) => !surpriseIn(dimension, term)) ? text : undefined;
}

/** Criteria that mean exactly these values; undefined where they would be too many, or a value cannot be written. */
function textOf(dimension: IndexedDimension, set: ValueSet, keep: readonly string[] = []): string | undefined {
  const kept: string[] = [];
  let rest = set;
  for (const text of keep) {
    const means = union(readCriteria(text).terms.map((term) => valuesFor(dimension, term)));
    if (!means.length || intersect(means, set).join() !== means.join()) continue;
    kept.push(text);
    rest = intersect(rest, complement(means, dimension.values.size));
  }
  // Blank stands before the first value, and is a criterion of its own.
  const intervals = pairs(rest).flatMap(([from, to]) =>
    from
      ? [[from, to]]
      : to > 1
        ? [
            [0, 1],
            [1, to],
          ]
        : [[0, 1]],
  );
  const texts = intervals.flatMap(([from = 0, to = 0]) => {
    if (from === 0) return ['""'];
    const codes = Array.from({ length: Math.min(to - from, 3) }, (_, i) => codeOf(dimension, from + i));
    return to - from > 2 ? [`${codeOf(dimension, from)}..${codeOf(dimension, to - 1)}`] : codes;
  });
  const text = [...kept, ...texts].join(";");
  const { terms, unclear } = readCriteria(text);
  const means = union(terms.map((term) => valuesFor(dimension, term)));
  return text && terms.length <= termLimit && !unclear.length && means.join() === set.join() ? text : undefined;
}

/** A cell without some values, "" where nothing is left; undefined where it cannot be said. */
function without(dimension: IndexedDimension, cell: string, values: ValueSet): string | undefined {
  const { terms, unclear } = readCriteria(cell);
  if (unclear.length || dimension.partial) return undefined;
  const set = union(terms.map((term) => valuesFor(dimension, term)));
  const rest = intersect(set, complement(values, dimension.values.size));
  return rest.length ? textOf(dimension, rest, termsOf(cell)) : "";
}

const termsOf = (cell: string): string[] => cell.split(";").map((part) => part.trim());

/**
 * Two cells under one branch that have some values in common: what is common and what is not become rows of their own,
 * so that the branches are the same or have nothing in common. The accounts stay what they are.
 */
function overlapMends(model: LedgerModel, dimension: IndexedDimension, one: Place, two: Place | undefined): Mend[] {
  const cells = [cellAt(model, two), cellAt(model, one)];
  const [first, second] = cells;
  if (!first || !second || dimension.partial) return [];
  const sets = [first, second].map(({ text }) =>
    union(readCriteria(text).terms.map((term) => valuesFor(dimension, term))),
  );
  const [a = [], b = []] = sets;
  const shared = intersect(a, b);
  const common = textOf(dimension, shared, [...termsOf(first.text), ...termsOf(second.text)].filter(unique));
  if (!common) return [];
  const changes: Mend["changes"][number][] = [];
  for (const [cell, other] of [
    [first, b],
    [second, a],
  ] as const) {
    const rest = without(dimension, cell.text, other);
    if (rest === undefined) return [];
    changes.push(...cell.with(rest ? [common, rest] : [common]).changes);
  }
  return [{ kind: "split", changes }];
}

const unique = (text: string, at: number, all: readonly string[]): boolean => all.indexOf(text) === at;

/** The values that a missing one stands for most likely; none where there are many. */
function likeliest(dimension: IndexedDimension, text: string): string[] {
  const near = valuesNear(dimension, text);
  const best = near.filter(({ cost }) => cost === near[0]?.cost);
  return best.length > 2 ? [] : best.map(({ rank }) => codeOf(dimension, rank));
}

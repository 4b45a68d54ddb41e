import type { LedgerModel } from "./model";
import type { Combination, Compilation, Ledger, LedgerOptions, LintFinding, Place } from "./types";
import { compileLedger } from "./compile";
import { ranksOf, type CompiledLedger } from "./compiled";
import { readCriteria } from "./criteria";
import { codeOf, countUsable, descriptionOf, type IndexedDimension, nthUsable, rankOf, valuesFor } from "./dimension";
import { format } from "./display";
import { impactSteps, type Impact } from "./impact";
import { lintCompiled } from "./lint";
import { mendsOf, type Mend } from "./mends";
import { parse } from "./parse";
import { has, intersect, union, type ValueSet } from "./sets";
import { solve } from "./solve";
import { drive } from "./steps";
import type { CompiledStructure } from "./structures";

/** What the criteria of a cell mean among the values of its dimension, for the company and the day. */
export interface Meaning {
  /** The parts that cannot be read. */
  readonly unclear: readonly string[];
  /** Blank is accepted. */
  readonly blank: boolean;
  /** How many values are accepted and can be chosen; blank is not counted. */
  readonly usable: number;
  /** How many more are accepted, and cannot be chosen: suspended, inactive, totals, of another company. */
  readonly unusable: number;
  /** The first of those that can be chosen. */
  readonly first: readonly { readonly value: string; readonly description: string }[];
  /** Not all values of the dimension are at hand: there may be more. */
  readonly partial: boolean;
}

/**
 * A ledger opened for the person who writes its rules: what each criterion means, what each row lets through, what is
 * wrong and how it is mended. From one compilation, and immutable as the ledger is.
 */
export interface Inspection {
  /** Of what a ledger answers, what the person who writes its rules asks. */
  readonly ledger: Pick<Ledger, "parse" | "format">;
  readonly findings: readonly LintFinding[];
  /** @param limit how many values are named */
  meaning(dimension: string, criteria: string, limit?: number): Meaning;
  /**
   * How many valid accounts go through a row of an account structure, with all segments that advanced rules add; of a
   * rule's structure: how many combinations of its own segments. Undefined for a row that is not in force, or where a
   * cell cannot be read. Where rows overlap, an account counts in each.
   */
  accounts(structure: string, row: number): number | undefined;
  /** A valid account, of this structure if it is one of the company's, to show what one looks like; "" where there is none. */
  example(structure?: string): string;
  /** The rows of structures and of applying rules that let an account through. */
  rowsOf(combination: Combination): readonly Place[];
  /** What would mend a finding, best first; none where only a person can tell. */
  mends(finding: LintFinding): readonly Mend[];
  /** What becomes valid and invalid on the way from this ledger to another one of the same values. */
  startImpact(after: Inspection): Compilation<Impact>;
}

/** Compiles a model and reads it for its mistakes, in slices. */
export function startInspect(model: LedgerModel, options: LedgerOptions): Compilation<Inspection> {
  return drive(inspectSteps(model, options));
}

/** The compiled ledger behind an inspection, for comparing two. */
const compiledOf = new WeakMap<Inspection, CompiledLedger>();

function* inspectSteps(model: LedgerModel, options: LedgerOptions): Generator<void, Inspection> {
  const ledger = yield* compileLedger(model, { ...options, requiredSegments: [], lockedSegments: [] });
  const findings = yield* lintCompiled(model, ledger);
  let counts: ReadonlyMap<string, number> | undefined;
  const inspection: Inspection = {
    ledger: {
      parse: (text, from) => parse(ledger, text, from),
      format: (combination, form) => format(ledger, combination, form),
    },
    findings,
    meaning: (name, criteria, limit = 8) => meaningOf(ledger.dimensionOf.get(name), criteria, limit),
    accounts: (structure, row) => (counts ??= countAccounts(ledger)).get(`${structure}\n${row}`),
    example: (structure) => exampleOf(ledger, structure),
    rowsOf: (combination) => rowsOf(ledger, combination),
    mends: (finding) => mendsOf(model, ledger, finding),
    startImpact(after) {
      const other = compiledOf.get(after);
      if (!other) throw new Error("Only inspections that startInspect made can be compared");
      return drive(impactSteps(ledger, other));
    },
  };
  compiledOf.set(inspection, ledger);
  return inspection;
}

const nothing: Meaning = { unclear: [], blank: false, usable: 0, unusable: 0, first: [], partial: false };

function meaningOf(dimension: IndexedDimension | undefined, criteria: string, limit: number): Meaning {
  const { terms, unclear } = readCriteria(criteria.trim());
  if (!dimension) return { ...nothing, unclear };
  const all = union(terms.map((term) => valuesFor(dimension, term)));
  const set = intersect(all, [1, dimension.values.list.length]);
  const usable = countUsable(dimension, set);
  const total = set.reduce((sum, end, i) => sum + (i % 2 ? end : -end), 0);
  const first = Array.from({ length: Math.min(limit, usable) }, (_, nth) => {
    const rank = nthUsable(dimension, set, nth);
    return { value: codeOf(dimension, rank), description: descriptionOf(dimension, rank) };
  });
  return { unclear, blank: has(all, 0), usable, unusable: total - usable, first, partial: dimension.partial };
}

const open = (ledger: CompiledLedger): Int32Array => Int32Array.from(ledger.dimensions, () => -1);

function exampleOf(ledger: CompiledLedger, structure?: string): string {
  const isOwn = ledger.structures.some(({ name }) => name === structure);
  let example = "";
  solve(ledger, open(ledger), {
    visit: (domains, { name }) => {
      if (isOwn && name !== structure) return false;
      const values = ledger.dimensions.map((dimension, at): [string, string] => {
        const rank = nthUsable(dimension, domains[at] ?? [], 0);
        return [dimension.name, rank < 0 ? "" : codeOf(dimension, rank)];
      });
      example = format(ledger, Object.fromEntries(values)).text;
      return true;
    },
  });
  return example;
}

/** Accounts by structure and row. */
function countAccounts(ledger: CompiledLedger): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const size = (dimensions: readonly IndexedDimension[], setOf: (at: number) => ValueSet | undefined): number =>
    dimensions.reduce((product, dimension, at) => {
      const set = setOf(at);
      return set ? product * countUsable(dimension, set) : product;
    }, 1);
  const start = ({ name, rows, dimensions }: CompiledStructure, count: boolean): void => {
    for (const { number, cells } of rows)
      if (!cells.some(({ unclear }) => unclear.length))
        counts.set(`${name}\n${number}`, count ? size(dimensions, (at) => cells[at]?.set) : 0);
  };
  for (const structure of ledger.structures) {
    start(structure, false);
    for (const { structures } of structure.rules) for (const added of structures) start(added, true);
  }
  solve(ledger, open(ledger), {
    visit: (domains, { name }, { number }) => {
      const key = `${name}\n${number}`;
      counts.set(key, (counts.get(key) ?? 0) + size(ledger.dimensions, (at) => domains[at]));
      return false;
    },
  });
  return counts;
}

function rowsOf(ledger: CompiledLedger, combination: Combination): Place[] {
  const ranks = ranksOf(ledger, combination);
  const rankIn = ({ index, name }: IndexedDimension): number => (combination[name] ? (ranks[index] ?? -1) : 0);
  const main = rankOf(ledger.main, combination[ledger.main.name]);
  const rowsIn = (structure: CompiledStructure, rule?: string): Place[] =>
    structure.rows
      .filter(({ cells }) =>
        structure.dimensions.every((dimension, at) => has(cells[at]?.set ?? [], rankIn(dimension))),
      )
      .map(({ number }) => ({ structure: structure.name, rule, row: number }));
  return ledger.structures
    .filter(({ mainAccounts }) => main > 0 && has(mainAccounts, main))
    .flatMap((structure) => [
      ...rowsIn(structure),
      ...structure.rules
        .filter(({ criteria }) => criteria.every(({ dimension, on }) => has(on, rankIn(dimension))))
        .flatMap((rule) => rule.structures.flatMap((added) => rowsIn(added, rule.name))),
    ]);
}

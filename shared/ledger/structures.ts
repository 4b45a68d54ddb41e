import type { AccountStructure, AdvancedRule, LedgerModel } from "./model";
import { commonPeriod } from "./calendar";
import { readCriteria } from "./criteria";
import { type Cell, countUsable, type IndexedDimension, valuesFor } from "./dimension";
import type { LockingDimension } from "./lockRules";
import { complement, intersect, onlyBlank, overlaps, union, type ValueSet } from "./sets";
import { order } from "./values";

export interface CompiledRow {
  /** Its number in the model, from 1. */
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** A structure, of an account or of an advanced rule, with the rows in force. */
export interface CompiledStructure {
  readonly name: string;
  readonly dimensions: readonly IndexedDimension[];
  readonly rows: readonly CompiledRow[];
  /** Not in the model: nothing can be verified against it. */
  readonly missing: boolean;
}

/** One dimension's part of the condition under which an advanced rule applies. */
export interface RuleCriterion {
  readonly dimension: IndexedDimension;
  readonly cell: Cell;
  /** What may meet it (everything, when it was not understood: then the account has to satisfy the rule anyway). */
  readonly on: ValueSet;
  /** What certainly does not meet it. The value not seen yet of a partial dimension can be in both. */
  readonly off: ValueSet;
}

/** An advanced rule: all its criteria have to hold for it to apply. */
export interface CompiledRule {
  readonly name: string;
  readonly criteria: readonly RuleCriterion[];
  readonly structures: readonly CompiledStructure[];
}

/** A row with a usable value in every cell, and the rules that are not certainly off for it. */
export interface UsableRow {
  readonly row: CompiledRow;
  /** What its cells accept; of the main accounts, those that select the structure. */
  readonly sets: readonly ValueSet[];
  readonly rules: readonly CompiledRule[];
}

/** An account structure of the ledger with its rules. */
export interface CompiledAccountStructure extends CompiledStructure {
  /** In alphabetical order, which is the order they run in. */
  readonly rules: readonly CompiledRule[];
  /** The main accounts that select this structure: those of its rows that no earlier structure has. */
  readonly mainAccounts: ValueSet;
  /** Other rows can never be completed, and would only offer dead ends. */
  readonly usableRows: readonly UsableRow[];
  /** The usable rows that take a main account. */
  readonly rowsOf: (mainAccount: number) => readonly UsableRow[];
}

export interface DimensionsByName {
  /** The dimension of the main accounts. */
  readonly main: IndexedDimension;
  readonly dimensionOf: ReadonlyMap<string, IndexedDimension>;
}

/** Whether any value of a set can be chosen. */
export function usableIn(dimension: IndexedDimension, set: ValueSet): boolean {
  return countUsable(dimension, set) > 0;
}

const nothing: readonly string[] = [];

/** Compiles a cell; all of a dimension that say the same are one. */
function cellOf(dimension: IndexedDimension, text: string): Cell {
  let cell = dimension.cells.get(text);
  if (!cell) {
    const { terms, unclear } = readCriteria(text);
    const { list, size } = dimension.values;
    const sets = terms.map((term) => valuesFor(dimension, term));
    // A value not seen yet may be meant by every term but those that name one that is here.
    if (dimension.partial && terms.some(({ kind }, i) => kind !== "blank" && !(kind === "exact" && sets[i]?.length)))
      sets.push([list.length, size]);
    // There are tens of thousands of cells: they keep no empty list each, nor the spare room of an array that grew.
    cell = {
      text,
      set: sets.length === 1 ? (sets[0] as ValueSet) : union(sets).slice(),
      unclear: unclear.length ? unclear : nothing,
    };
    dimension.cells.set(text, cell);
  }
  return cell;
}

function criterionOf(dimension: IndexedDimension, text: string): RuleCriterion {
  const cell = cellOf(dimension, text);
  const { list, size } = dimension.values;
  if (cell.unclear.length || !dimension.known) return { dimension, cell, on: [0, size], off: [] };
  const isAny = readCriteria(text).terms.some(({ kind }) => kind === "any");
  return {
    dimension,
    cell,
    on: cell.set,
    off: union([complement(cell.set, size), [isAny ? size : list.length, size]]),
  };
}

/** Compiles the account structures of a ledger with their rules, for the rows that are in force on a day. */
export function* compileStructures(
  model: LedgerModel,
  names: readonly string[],
  { main, dimensionOf, locking }: DimensionsByName & { readonly locking: readonly LockingDimension[] },
  day: string,
): Generator<void, CompiledAccountStructure[]> {
  function* readStructure({ name, segments, rows: sources }: AccountStructure): Generator<void, CompiledStructure> {
    // A dimension named twice counts once, at its first place.
    const dimensions = [...new Set(segments)].map((segment) => dimensionOf.get(segment) as IndexedDimension);
    const columns = dimensions.map((dimension) => segments.indexOf(dimension.name));
    const rows: CompiledRow[] = [];
    for (const [i, source] of sources.entries()) {
      const { from, to } = commonPeriod([source]);
      if (from <= day && day <= to)
        rows.push({
          number: i + 1,
          cells: dimensions.map((dimension, at) =>
            cellOf(dimension, (source.criteria[columns[at] as number] ?? "").trim()),
          ),
        });
      if (i % 16 === 15) yield;
    }
    return { name, dimensions, rows, missing: false };
  }

  function* readRule({ name, criteria, structures }: AdvancedRule): Generator<void, CompiledRule> {
    // Several entries of one dimension are alternatives, as the terms of one cell are.
    const texts = new Map<string, string[]>();
    for (const one of criteria) texts.set(one.dimension, [...(texts.get(one.dimension) ?? []), one.criteria]);
    const added: CompiledStructure[] = [];
    for (const structure of structures) {
      const source = model.structures.find((one) => one.name === structure && one.kind === "rule");
      if (!source) added.push({ name: structure, dimensions: [], rows: [], missing: true });
      else if (source.active !== false) added.push(yield* readStructure(source));
    }
    return {
      name,
      criteria: [...texts].map(([dimension, parts]) =>
        criterionOf(dimensionOf.get(dimension) as IndexedDimension, parts.join(";").trim()),
      ),
      structures: added,
    };
  }

  const structures: CompiledAccountStructure[] = [];
  // A blank main account selects no structure, whatever a cell says.
  let taken: ValueSet = onlyBlank;
  for (const name of names) {
    const source = model.structures.find((one) => one.name === name && one.kind === "account" && one.active !== false);
    if (!source) continue;
    const own = yield* readStructure(source);
    const rules: CompiledRule[] = [];
    const inForce = model.rules.filter((rule) => rule.structure === name && rule.active !== false);
    for (const rule of inForce.sort((a, b) => order(main.key(a.name), main.key(b.name)) || order(a.name, b.name)))
      rules.push(yield* readRule(rule));
    const column = own.dimensions.indexOf(main);
    const accounts = union(own.rows.map(({ cells }) => cells[column]?.set ?? []));
    const mainAccounts = intersect(accounts, complement(taken, main.values.size));
    taken = union([taken, accounts]);
    yield;
    const limits = own.dimensions.map((dimension) =>
      dimension === main ? mainAccounts : withoutDeadEnds(dimension, own.dimensions, locking),
    );
    const usableRows = column < 0 ? [] : yield* usableRowsOf(own, rules, limits);
    structures.push({ ...own, rules, mainAccounts, usableRows, rowsOf: indexRows(usableRows, column) });
  }
  return structures;
}

/** The values of a segment but for those that lock another one to what can never be chosen; undefined: all. */
function withoutDeadEnds(
  dimension: IndexedDimension,
  beside: readonly IndexedDimension[],
  locking: readonly LockingDimension[],
): ValueSet | undefined {
  const groups = locking.find((each) => each.dimension === dimension)?.groups ?? [];
  const dead = groups.filter(({ demands }) =>
    demands.some((demand) => beside.includes(demand.dimension) && !usableIn(demand.dimension, demand.allowed)),
  );
  return dead.length ? complement(union(dead.map(({ drivers }) => drivers)), dimension.values.size) : undefined;
}

/** Finds rows by main account in one pass over numbers; the last answer is kept, as the next question is about it too. */
function indexRows(rows: readonly UsableRow[], column: number): CompiledAccountStructure["rowsOf"] {
  const spans: number[] = [];
  for (const [row, { sets }] of rows.entries()) {
    const set = sets[column] as ValueSet;
    for (let i = 0; i < set.length; i += 2) spans.push(set[i] as number, set[i + 1] as number, row);
  }
  const flat = Int32Array.from(spans);
  let last: { readonly mainAccount: number; readonly rows: readonly UsableRow[] } | undefined;
  return (mainAccount) => {
    if (last?.mainAccount === mainAccount) return last.rows;
    const found: UsableRow[] = [];
    for (let i = 0; i < flat.length; i += 3)
      if ((flat[i] as number) <= mainAccount && mainAccount < (flat[i + 1] as number))
        found.push(rows[flat[i + 2] as number] as UsableRow);
    last = { mainAccount, rows: found };
    return found;
  };
}

/** `limits`: what of each segment's values can be part of any account of the structure; undefined: all. */
function* usableRowsOf(
  { dimensions, rows }: CompiledStructure,
  rules: readonly CompiledRule[],
  limits: readonly (ValueSet | undefined)[],
): Generator<void, UsableRow[]> {
  const usable: UsableRow[] = [];
  // Most rows leave the same few rules open: they share one list.
  const lists = new Map<string, readonly CompiledRule[]>();
  const columns = rules.map(({ criteria }) => criteria.map(({ dimension }) => dimensions.indexOf(dimension)));
  for (const [i, row] of rows.entries()) {
    const sets = row.cells.map(({ set }, column) => {
      const limit = limits[column];
      return limit ? intersect(set, limit) : set;
    });
    if (dimensions.every((dimension, column) => usableIn(dimension, sets[column] as ValueSet))) {
      const on = rules.filter(({ criteria }, r) =>
        criteria.every((criterion, c) => {
          const set = sets[columns[r]?.[c] ?? -1];
          return !set || overlaps(set, criterion.on);
        }),
      );
      const key = on.map((rule) => rules.indexOf(rule)).join();
      const shared = lists.get(key) ?? on;
      lists.set(key, shared);
      usable.push({ row, sets, rules: shared });
    }
    if (i % 64 === 63) yield;
  }
  return usable;
}

/** Names of all dimensions that anything of the ledger mentions, known ones first. */
export function mentionedDimensions({ dimensions, structures, rules }: LedgerModel): Set<string> {
  return new Set([
    ...dimensions.map(({ name }) => name),
    ...structures.flatMap(({ segments }) => segments),
    ...rules.flatMap(({ criteria }) => criteria.map(({ dimension }) => dimension)),
  ]);
}

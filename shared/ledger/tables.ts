import type { AccountStructure, AdvancedRule, LedgerModel } from "./model";
import { type Axis, type Cell, countUsable, elementsFor, order } from "./axis";
import { commonWindow } from "./calendar";
import { readCriteria } from "./criteria";
import { complement, type ElementSet, intersect, union } from "./sets";

export interface Row {
  /** Its number in the model, from 1. */
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** The rows in force of a structure. */
export interface Table {
  readonly name: string;
  readonly axes: readonly Axis[];
  readonly rows: readonly Row[];
  /** Not in the model: nothing can be verified against it. */
  readonly missing: boolean;
}

/** One dimension's part of the condition under which an advanced rule applies. */
export interface Criterion {
  readonly axis: Axis;
  readonly cell: Cell;
  /** What may meet it (everything, when it was not understood: then the account has to satisfy the rule anyway). */
  readonly on: ElementSet;
  /** What certainly does not meet it. The value not seen yet of a partial dimension can be in both. */
  readonly off: ElementSet;
}

export interface Rule {
  readonly name: string;
  readonly criteria: readonly Criterion[];
  readonly tables: readonly Table[];
}

/** A row with a usable value in every cell, and the rules that are not certainly off for it. */
export interface OpenRow {
  readonly row: Row;
  /** What its cells accept; of the main accounts, those that select the structure. */
  readonly sets: readonly ElementSet[];
  readonly rules: readonly Rule[];
}

export interface Structure {
  readonly table: Table;
  /** In alphabetical order, which is the order they run in. */
  readonly rules: readonly Rule[];
  /** The main accounts that select this structure: those of its rows that no earlier structure has. */
  readonly scope: ElementSet;
  /** Other rows can never be completed, and would only offer dead ends. */
  readonly open: readonly OpenRow[];
}

export interface Axes {
  readonly main: Axis;
  readonly axisOf: ReadonlyMap<string, Axis>;
}

export function usableIn(axis: Axis, set: ElementSet): boolean {
  return countUsable(axis, set) > 0;
}

const nothing: readonly string[] = [];

export function cellOf(axis: Axis, text: string): Cell {
  let cell = axis.cells.get(text);
  if (!cell) {
    const { terms, unclear } = readCriteria(text);
    const { list, size } = axis.values;
    const sets = terms.map((term) => elementsFor(axis, term));
    // A value not seen yet may be meant by every term but those that name one that is here.
    if (axis.partial && terms.some(({ kind }, i) => kind !== "blank" && !(kind === "exact" && sets[i]?.length)))
      sets.push([list.length, size]);
    // There are tens of thousands of cells: they keep no empty list each, nor the spare room of an array that grew.
    cell = {
      text,
      set: sets.length === 1 ? (sets[0] as ElementSet) : union(sets).slice(),
      unclear: unclear.length ? unclear : nothing,
    };
    axis.cells.set(text, cell);
  }
  return cell;
}

function criterionOf(axis: Axis, text: string): Criterion {
  const cell = cellOf(axis, text);
  const { list, size } = axis.values;
  if (cell.unclear.length || !axis.known) return { axis, cell, on: [0, size], off: [] };
  const isAny = readCriteria(text).terms.some(({ kind }) => kind === "any");
  return { axis, cell, on: cell.set, off: union([complement(cell.set, size), [isAny ? size : list.length, size]]) };
}

/** Compiles the account structures of a ledger with their rules, for the rows that are in force on a day. */
export function* compileStructures(
  model: LedgerModel,
  names: readonly string[],
  { main, axisOf }: Axes,
  day: string,
): Generator<void, Structure[]> {
  function* readTable({ name, segments, rows: sources }: AccountStructure): Generator<void, Table> {
    // A dimension named twice counts once, at its first place.
    const axes = [...new Set(segments)].map((segment) => axisOf.get(segment) as Axis);
    const columns = axes.map((axis) => segments.indexOf(axis.name));
    const rows: Row[] = [];
    for (const [i, source] of sources.entries()) {
      const { from, to } = commonWindow([source]);
      if (from <= day && day <= to)
        rows.push({
          number: i + 1,
          cells: axes.map((axis, at) => cellOf(axis, (source.criteria[columns[at] as number] ?? "").trim())),
        });
      if (i % 16 === 15) yield;
    }
    return { name, axes, rows, missing: false };
  }

  function* readRule({ name, criteria, structures }: AdvancedRule): Generator<void, Rule> {
    // Several entries of one dimension are alternatives, as the terms of one cell are.
    const texts = new Map<string, string[]>();
    for (const one of criteria) texts.set(one.dimension, [...(texts.get(one.dimension) ?? []), one.criteria]);
    const tables: Table[] = [];
    for (const structure of structures) {
      const source = model.structures.find((one) => one.name === structure && one.kind === "rule");
      if (!source) tables.push({ name: structure, axes: [], rows: [], missing: true });
      else if (source.active !== false) tables.push(yield* readTable(source));
    }
    return {
      name,
      criteria: [...texts].map(([dimension, parts]) =>
        criterionOf(axisOf.get(dimension) as Axis, parts.join(";").trim()),
      ),
      tables,
    };
  }

  const structures: Structure[] = [];
  let taken: ElementSet = [];
  for (const name of names) {
    const source = model.structures.find((one) => one.name === name && one.kind === "account" && one.active !== false);
    if (!source) continue;
    const table = yield* readTable(source);
    const rules: Rule[] = [];
    const inForce = model.rules.filter((rule) => rule.structure === name && rule.active !== false);
    for (const rule of inForce.sort((a, b) => order(main.key(a.name), main.key(b.name)) || order(a.name, b.name)))
      rules.push(yield* readRule(rule));
    const column = table.axes.indexOf(main);
    const accounts = union(table.rows.map(({ cells }) => cells[column]?.set ?? []));
    const scope = intersect(accounts, complement(taken, main.values.size));
    taken = union([taken, accounts]);
    yield;
    structures.push({ table, rules, scope, open: column < 0 ? [] : yield* openRows(table, rules, main, scope) });
  }
  return structures;
}

function* openRows(
  { axes, rows }: Table,
  rules: readonly Rule[],
  main: Axis,
  scope: ElementSet,
): Generator<void, OpenRow[]> {
  const open: OpenRow[] = [];
  // Most rows leave the same few rules open: they share one list.
  const lists = new Map<string, readonly Rule[]>();
  const columns = rules.map(({ criteria }) => criteria.map(({ axis }) => axes.indexOf(axis)));
  for (const [i, row] of rows.entries()) {
    const sets = row.cells.map(({ set }, column) => (axes[column] === main ? intersect(set, scope) : set));
    if (axes.every((axis, column) => usableIn(axis, sets[column] as ElementSet))) {
      const on = rules.filter(({ criteria }, r) =>
        criteria.every((criterion, c) => {
          const set = sets[columns[r]?.[c] ?? -1];
          return !set || intersect(set, criterion.on).length > 0;
        }),
      );
      const key = on.map((rule) => rules.indexOf(rule)).join();
      const shared = lists.get(key) ?? on;
      lists.set(key, shared);
      open.push({ row, sets, rules: shared });
    }
    if (i % 64 === 63) yield;
  }
  return open;
}

/** Names of all dimensions that anything of the ledger mentions, known ones first. */
export function mentionedDimensions({ dimensions, structures, rules }: LedgerModel): Set<string> {
  return new Set([
    ...dimensions.map(({ name }) => name),
    ...structures.flatMap(({ segments }) => segments),
    ...rules.flatMap(({ criteria }) => criteria.map(({ dimension }) => dimension)),
  ]);
}

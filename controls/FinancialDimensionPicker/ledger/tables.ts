import type { AccountStructure, LedgerModel, StructureRow } from "./model";
import { firstDay, lastDay } from "./calendar";
import { type Criteria, readCriteria, type Term } from "./criteria";
import { complement, type ElementSet, intersect, pairs, union } from "./sets";
import { codeAt, keyAt, placeOf, scan, type Values } from "./values";

/** A dimension with its values; `known` is false for one that only a rule or a structure mentions. */
export interface Axis {
  readonly name: string;
  readonly displayName: string;
  readonly known: boolean;
  values: Values;
  /** Elements: blank, every value, and for a partial dimension one that stands for all values not seen yet. */
  size: number;
  readonly cells: Map<string, Cell>;
}

/** A cell's text, compiled. All cells of a dimension with the same text are one object, so it is kept small. */
export interface Cell {
  readonly text: string;
  /** What it certainly accepts. */
  set: ElementSet;
  /** The parts that were not understood: for what `set` lacks, the cell cannot be verified. */
  readonly unclear: readonly string[];
}

/** The rows in force of a structure, cells side by side. */
export interface Table {
  readonly name: string;
  readonly axes: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
  /** The number of each row in the model, from 1. */
  readonly numbers: readonly number[];
  /** Not in the model: nothing can be verified against it. */
  readonly missing: boolean;
}

/** One dimension's part of the condition under which an advanced rule applies. */
export interface Criterion {
  readonly axis: number;
  readonly cell: Cell;
  /** What may meet it (everything, when it was not understood: then the account has to satisfy the rule anyway). */
  on: ElementSet;
  /** What certainly does not meet it. The value not seen yet of a partial dimension can be in both. */
  off: ElementSet;
}

export interface Rule {
  readonly name: string;
  readonly criteria: readonly Criterion[];
  readonly tables: readonly Table[];
}

export interface Structure {
  readonly table: Table;
  /** In alphabetical order, which is the order they run in. */
  readonly rules: readonly Rule[];
  /** The main accounts that select this structure: those of its rows that no earlier structure has. */
  scope: ElementSet;
  /** Rows that can be completed. */
  open: OpenRows;
}

/** The rows of a structure that have a usable value in every cell; all arrays go by the same places. */
export interface OpenRows {
  /** The row's place in the table. */
  readonly rows: readonly number[];
  /** By column: what the row's cell accepts. */
  readonly sets: readonly (readonly ElementSet[])[];
  /** The rules that are not certainly off for the row. */
  readonly rules: readonly (readonly Rule[])[];
}

export const noRows: OpenRows = { rows: [], sets: [], rules: [] };

/** The compiled data that every question reads. */
export interface Tables {
  readonly axes: readonly Axis[];
  readonly axisOf: ReadonlyMap<string, number>;
  readonly main: number;
  readonly structures: readonly Structure[];
  /** Scratch for unions: one number per element of the largest axis. */
  cover: Int32Array;
  /** The question that `cover` answers at the moment: while somebody types it stays the same. */
  covered: { readonly question: string; readonly absent: boolean } | undefined;
}

export function usableIn(axis: Axis, set: ElementSet): boolean {
  const { usable } = axis.values;
  for (let i = 0; i < set.length; i += 2) {
    if ((usable[(set[i + 1] as number)] as number) > (usable[(set[i] as number)] as number)) return true;
  }
  return false;
}

const clear: readonly string[] = [];

export function cellOf(axis: Axis, text: string): Cell {
  let cell = axis.cells.get(text);
  if (!cell) {
    const criteria = readCriteria(text);
    cell = { text, set: [], unclear: criteria.unclear.length ? criteria.unclear : clear };
    fillCell(axis, cell, criteria);
    axis.cells.set(text, cell);
  }
  return cell;
}

/** Works out what a cell accepts among the values at hand; again after values were admitted. */
export function fillCell(axis: Axis, cell: Cell, { terms }: Criteria = readCriteria(cell.text)): void {
  const { values } = axis;
  const intervals: [number, number][] = [];
  let unseen = false;
  for (const term of terms) {
    if (term.kind === "blank") intervals.push([0, 1]);
    else {
      const places = placesOf(values, term);
      for (let i = 0; i < places.length; i += 2) intervals.push([(places[i] as number) + 1, (places[i + 1] as number) + 1]);
      unseen = unseen || (values.partial && (term.kind !== "exact" || places.length === 0));
    }
  }
  if (unseen) intervals.push([axis.size - 1, axis.size]);
  // The copy drops the spare room that an array gets while it grows: there are tens of thousands of these.
  cell.set = intervals.length > 1 ? union(intervals).slice() : (intervals[0] ?? []);
}

export function criterionOf(axes: readonly Axis[], axisIndex: number, text: string): Criterion {
  const axis = axes[axisIndex];
  if (!axis) throw new RangeError(`No dimension ${axisIndex}`);
  const criterion: Criterion = { axis: axisIndex, cell: cellOf(axis, text), on: [], off: [] };
  fillCriterion(axis, criterion);
  return criterion;
}

export function fillCriterion(axis: Axis, criterion: Criterion): void {
  const { set, unclear, text } = criterion.cell;
  const uncertain = unclear.length > 0 || !axis.known;
  criterion.on = uncertain ? [0, axis.size] : set;
  criterion.off = uncertain ? [] : complement(set, axis.size);
  const unseen: [number, number] = [axis.size - 1, axis.size];
  if (axis.values.partial && !uncertain && !readCriteria(text).terms.some((term) => term.kind === "any")) {
    criterion.off = union([...pairs(criterion.off), unseen]);
  }
}

/** The places of the values that a term accepts, as intervals. */
function placesOf(values: Values, term: Term): ElementSet {
  const key = (text: string): string => values.collation.key(text);
  const between = (from: number, to: number): ElementSet => (from < to ? [from, to] : []);
  switch (term.kind) {
    case "blank":
      return [];
    case "any":
      return between(0, values.count);
    case "exact":
      return between(placeOf(values, key(term.text)), placeOf(values, key(term.text), "key"));
    case "begins":
      return between(placeOf(values, key(term.text)), placeOf(values, key(term.text), "prefix"));
    case "range":
      return rangeOf(values, key(term.from), key(term.to));
    default: {
      const needle = key(term.text);
      return placesWith(values, needle, term.kind === "ends" ? (code) => code.endsWith(needle) : (code) => code.includes(needle));
    }
  }
}

/**
 * Everything between two texts. An asterisk at an end stands for itself, and 100*..399* is documented to match
 * practically nothing, although 150000 lies between the texts: such a range takes only values with an asterisk.
 */
function rangeOf(values: Values, from: string, to: string): ElementSet {
  const first = placeOf(values, from);
  const last = placeOf(values, to, "key");
  if (first >= last) return [];
  if (!(from + to).includes("*")) return [first, last];
  return intersect([first, last], placesWith(values, "*", (code) => code.includes("*")));
}

/** A search through all values, for what no order helps to find. */
function placesWith(values: Values, needle: string, matches: (key: string) => boolean): ElementSet {
  const found: [number, number][] = [];
  scan(values, needle, (i) => {
    if (matches(keyAt(values, i))) found.push([i, i + 1]);
    return false;
  });
  return union(found);
}

/** Compiles the rows of a structure that are in force on a day. */
export function* readTable(axes: readonly Axis[], axisOf: ReadonlyMap<string, number>, structure: AccountStructure, day: number): Generator<void, Table> {
  // A dimension named twice counts once, at its first place.
  const columns = structure.segments.map((_, column) => column).filter((column) => structure.segments.indexOf(structure.segments[column] ?? "") === column);
  const columnAxes = columns.map((column) => axisOf.get(structure.segments[column] ?? "") ?? 0);
  const rows: Cell[][] = [];
  const numbers: number[] = [];
  for (let i = 0; i < structure.rows.length; i++) {
    const row = structure.rows[i];
    if (row && inForce(row, day)) {
      const cells: Cell[] = [];
      columns.forEach((column, at) => {
        const axis = axes[columnAxes[at] as number];
        if (axis) cells.push(cellOf(axis, (row.criteria[column] ?? "").trim()));
      });
      rows.push(cells);
      numbers.push(i + 1);
    }
    if ((i & 63) === 63) yield;
  }
  return { name: structure.name, axes: columnAxes, rows, numbers, missing: false };
}

export function inForce(row: StructureRow, day: number): boolean {
  return firstDay(row.activeFrom) <= day && day <= lastDay(row.activeTo);
}

/** Names of all dimensions that anything of the ledger mentions, known ones first. */
export function mentionedDimensions(model: LedgerModel): string[] {
  const names = new Set(model.dimensions.map((dimension) => dimension.name));
  for (const structure of model.structures) structure.segments.forEach((name) => names.add(name));
  for (const rule of model.rules) rule.criteria.forEach((criterion) => names.add(criterion.dimension));
  return [...names];
}

/**
 * Works out, after the cells are known, which main accounts select which structure, and prunes what can never be
 * completed: a row in which some segment has no existing, active value would only offer dead ends.
 */
export function* openRows(axes: readonly Axis[], main: number, structures: readonly Structure[]): Generator<void, void> {
  let taken: ElementSet = [];
  const size = axes[main]?.size ?? 0;
  for (const structure of structures) {
    const { table } = structure;
    const mainColumn = table.axes.indexOf(main);
    const accounts = table.rows.map((row) => row[mainColumn]?.set ?? []);
    yield;
    const all = union(accounts.flatMap((set) => pairs(set)));
    yield;
    const free = complement(taken, size);
    const scope = intersect(all, free);
    // Only an account that two structures claim makes the rows' own sets too wide.
    const shared = intersect(all, taken).length > 0;
    structure.scope = scope;
    taken = union([...pairs(taken), ...pairs(all)]);
    structure.open = noRows;
    if (mainColumn < 0) continue;
    const open = { rows: new Array<number>(), sets: table.axes.map(() => new Array<ElementSet>()), rules: new Array<readonly Rule[]>() };
    const off = new Map<ElementSet, Set<Rule>>();
    const combinations = new Map<string, readonly Rule[]>();
    for (let r = 0; r < table.rows.length; r++) {
      const sets = (table.rows[r] as readonly Cell[]).map((cell, column) => (shared && column === mainColumn ? intersect(cell.set, scope) : cell.set));
      if (sets.every((set, column) => usableIn((axes[(table.axes[column] as number)] as Axis), set))) {
        open.rows.push(r);
        sets.forEach((set, column) => (open.sets[column] as ElementSet[]).push(set));
        const on = structure.rules.map((rule) => !certainlyOff(rule, table, sets, off));
        // Most rows leave the same few rules open: they share one list.
        const key = on.join();
        const rules = combinations.get(key) ?? structure.rules.filter((_, index) => on[index]);
        combinations.set(key, rules);
        open.rules.push(rules);
      }
      if ((r & 63) === 63) yield;
    }
    structure.open = open;
  }
}

/** Whether a rule cannot apply to any account of a row, told by the row's own cells. */
function certainlyOff(rule: Rule, table: Table, sets: readonly ElementSet[], memory: Map<ElementSet, Set<Rule>>): boolean {
  return rule.criteria.some((criterion) => {
    const set = sets[table.axes.indexOf(criterion.axis)];
    if (!set) return false;
    const known = memory.get(set);
    if (known?.has(rule)) return true;
    const apart = intersect(set, criterion.on).length === 0;
    if (apart) memory.set(set, (known ?? new Set<Rule>()).add(rule));
    return apart;
  });
}

export function codeOf(axis: Axis, element: number): string {
  return element > 0 && element <= axis.values.count ? codeAt(axis.values, element - 1) : "";
}

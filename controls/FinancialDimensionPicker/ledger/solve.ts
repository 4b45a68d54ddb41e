import { type ElementSet, has, intersect, onlyBlank } from "./sets";
import { type Rule, type Structure, type Tables, usableIn } from "./tables";

/** What is decided, by axis: an element, or −1. */
export type Given = Int32Array;

/**
 * One family of accounts, by axis: any element of each domain goes with any of the others, as far as they can be
 * chosen. An axis without a domain is not part of these accounts.
 */
export type Domains = (ElementSet | undefined)[];

export interface Search {
  readonly tables: Tables;
  readonly given: Given;
  /** Called for every family; true ends the search. The array is reused: copy what is to be kept. */
  readonly visit: (domains: Domains, structure: Structure, row: number) => boolean;
  /** Called on the way, where domains can only shrink further; true gives the branch up. */
  readonly prune?: (domains: Domains) => boolean;
  /** Only these rules; default all. For naming the rule that makes a choice impossible. */
  readonly ruleLimit?: number;
}

/**
 * Finds all families of valid accounts that agree with what is given. A value given for a segment that an account does
 * not have does not matter, as it is dropped. Each family comes from one row, from one decision for each rule that
 * this row leaves open (which criterion fails, or that all hold), and from one row of each applying rule structure;
 * under these decisions the segments no longer depend on each other, so that no element of a domain is a dead end.
 */
export function solve(search: Search): void {
  const { tables, given } = search;
  const singles = Array.from(given, (element) => (element >= 0 ? [element, element + 1] : undefined));
  for (const structure of tables.structures) {
    const { axes } = structure.table;
    const columns: number[] = [];
    axes.forEach((axis, column) => {
      if ((given[axis] ?? -1) >= 0) columns.push(column);
    });
    for (const open of structure.open) {
      const { cells } = open;
      let fits = true;
      for (let i = 0; fits && i < columns.length; i++) {
        const column = columns[i] ?? 0;
        const cell = cells[column];
        fits = cell !== undefined && has(cell.set, given[axes[column] ?? 0] ?? 0);
      }
      if (!fits) continue;
      const domains: Domains = new Array<ElementSet | undefined>(tables.axes.length);
      for (let column = 0; column < axes.length; column++) {
        const axis = axes[column] ?? 0;
        domains[axis] = singles[axis] ?? cells[column]?.set;
      }
      if (decide(search, structure, open.row, open.rules, 0, domains, singles)) return;
    }
  }
}

/** Solves one row on its own; for a search that orders the rows itself. */
export function solveRow(search: Search, structure: Structure, open: Structure["open"][number]): boolean {
  const singles = Array.from(search.given, (element) => (element >= 0 ? [element, element + 1] : undefined));
  const domains: Domains = new Array<ElementSet | undefined>(search.tables.axes.length);
  for (let column = 0; column < structure.table.axes.length; column++) {
    const axis = structure.table.axes[column] ?? 0;
    const set = open.cells[column]?.set ?? [];
    const single = singles[axis];
    if (single && !has(set, single[0] ?? 0)) return false;
    domains[axis] = single ?? set;
  }
  return decide(search, structure, open.row, open.rules, 0, domains, singles);
}

type Singles = readonly (ElementSet | undefined)[];

/** Decides rule by rule; `domains` is left as it was found. */
function decide(search: Search, structure: Structure, row: number, rules: readonly Rule[], at: number, domains: Domains, singles: Singles): boolean {
  const rule = rules[at];
  if (!rule || (search.ruleLimit !== undefined && structure.rules.indexOf(rule) >= search.ruleLimit)) return search.visit(domains, structure, row);
  if (search.prune?.(domains)) return false;
  const { axes } = search.tables;
  const before: [number, ElementSet | undefined][] = [];
  const restore = (): void => {
    for (let entry = before.pop(); entry; entry = before.pop()) domains[entry[0]] = entry[1];
  };
  for (const { axis: index, on, off } of rule.criteria) {
    const axis = axes[index];
    const domain = domains[index];
    if (!axis) continue;
    const misses = intersect(domain ?? onlyBlank, off);
    if (usableIn(axis, misses)) {
      if (domain) domains[index] = misses;
      const stop = decide(search, structure, row, rules, at + 1, domains, singles);
      domains[index] = domain;
      if (stop) {
        restore();
        return true;
      }
    }
    const meets = intersect(domain ?? onlyBlank, on);
    if (!usableIn(axis, meets)) {
      restore();
      return false;
    }
    if (domain) {
      before.push([index, domain]);
      domains[index] = meets;
    }
  }
  const stop = place(search, structure, row, rules, at, 0, domains, singles);
  restore();
  return stop;
}

/** Lets an applying rule choose one row of each of its structures. */
function place(search: Search, structure: Structure, row: number, rules: readonly Rule[], at: number, table: number, domains: Domains, singles: Singles): boolean {
  const chosen = rules[at]?.tables[table];
  if (!chosen) return decide(search, structure, row, rules, at + 1, domains, singles);
  const { axes } = search.tables;
  const before = chosen.axes.map((axis) => domains[axis]);
  let stop = false;
  for (let r = 0; r < chosen.rows.length && !stop; r++) {
    const cells = chosen.rows[r] ?? [];
    let fits = true;
    for (let column = 0; column < chosen.axes.length && fits; column++) {
      const index = chosen.axes[column] ?? 0;
      const axis = axes[index];
      const set = intersect(before[column] ?? singles[index] ?? wholeOf(axis?.size ?? 0), cells[column]?.set ?? []);
      fits = axis !== undefined && usableIn(axis, set);
      domains[index] = set;
    }
    if (fits) stop = place(search, structure, row, rules, at, table + 1, domains, singles);
    chosen.axes.forEach((axis, column) => {
      domains[axis] = before[column];
    });
  }
  return stop;
}

function wholeOf(size: number): ElementSet {
  return [0, size];
}

/** Whether any valid account agrees with what is given, and has the segment of `axis` if one is named. */
export function feasible(tables: Tables, given: Given, axis?: number, ruleLimit?: number): boolean {
  let found = false;
  solve({ tables, given, ruleLimit, visit: (domains) => (found = axis === undefined || domains[axis] !== undefined) });
  return found;
}

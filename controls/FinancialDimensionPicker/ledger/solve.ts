import { type ElementSet, has, intersect, onlyBlank } from "./sets";
import { type Axis, type Cell, type Rule, type Structure, type Tables, usableIn } from "./tables";

/** What is decided, by axis: an element, or −1. */
export type Given = Int32Array;

/**
 * One family of accounts, by axis: any element of each domain goes with any of the others, as far as they can be
 * chosen. An axis without a domain is not part of these accounts.
 */
export type Domains = (ElementSet | undefined)[];

/** What a visitor wants next. */
export const next = { family: 0, row: 1, stop: 2 } as const;
export type Next = (typeof next)[keyof typeof next];

export interface Search {
  readonly tables: Tables;
  readonly given: Given;
  /** Called for every family with the row's place in the table. The array is reused: copy what is to be kept. */
  readonly visit: (domains: Domains, structure: Structure, row: number) => Next;
  /** Called on the way, where domains can only shrink further; true gives the branch up. */
  readonly prune?: (domains: Domains) => boolean;
  /** Called before a row is looked at, with its place among the open rows; true leaves it out. */
  readonly skip?: (structure: Structure, open: number) => boolean;
  /** Only so many rules; default all. For naming the rule that makes a choice impossible. */
  readonly ruleLimit?: number;
}

/**
 * Finds all families of valid accounts that agree with what is given. A value given for a segment that an account does
 * not have does not matter, as it is dropped. Each family comes from one row, from one decision for each rule that
 * this row leaves open (which criterion fails, or that all hold), and from one row of each applying rule structure;
 * under these decisions the segments no longer depend on each other, so that no element of a domain is a dead end.
 */
export function solve(search: Search): void {
  const { tables, given, skip } = search;
  for (const structure of tables.structures) {
    const { axes } = structure.table;
    const { rows, sets } = structure.open;
    const columns = axes.map((_, column) => column).filter((column) => (given[(axes[column] as number)] as number) >= 0);
    // The main account tells most rows apart.
    columns.sort((a, b) => Number((axes[b] as number) === tables.main) - Number((axes[a] as number) === tables.main));
    const [first, ...tests] = columns.map((column) => ({ sets: sets[column] as readonly ElementSet[], wanted: given[axes[column] as number] as number }));
    const solver = new RowSolver(search, structure);
    for (let open = 0; open < rows.length; open++) {
      if (first && !has(first.sets[open] as ElementSet, first.wanted)) continue;
      if (skip?.(structure, open)) continue;
      let fits = true;
      for (let i = 0; fits && i < tests.length; i++) {
        const test = tests[i] as NonNullable<typeof first>;
        fits = has(test.sets[open] as ElementSet, test.wanted);
      }
      if (fits && solver.solve(open) === next.stop) return;
    }
  }
}

/** Solves open rows of a structure one by one, rule by rule; every method leaves `domains` as it found it. */
export class RowSolver {
  private readonly domains: Domains;
  private readonly singles: readonly (ElementSet | undefined)[];
  private rules: readonly Rule[] = [];
  private row = 0;

  constructor(
    private readonly search: Search,
    private readonly structure: Structure,
  ) {
    this.domains = new Array<ElementSet | undefined>(search.tables.axes.length);
    this.singles = Array.from(search.given, (element) => (element >= 0 ? [element, element + 1] : undefined));
  }

  /** Solves one open row, which has to accept what is given. */
  solve(open: number): Next {
    const { structure, domains } = this;
    const { axes } = structure.table;
    for (let column = 0; column < axes.length; column++) {
      const axis = axes[column] as number;
      domains[axis] = this.singles[axis] ?? ((structure.open.sets[column] as readonly ElementSet[])[open]);
    }
    this.rules = structure.open.rules[open] as readonly Rule[];
    this.row = structure.open.rows[open] as number;
    return this.decide(0);
  }

  private decide(index: number): Next {
    const { search, domains } = this;
    const rule = this.rules[index];
    if (!rule || (search.ruleLimit !== undefined && this.structure.rules.indexOf(rule) >= search.ruleLimit)) return search.visit(domains, this.structure, this.row);
    if (search.prune?.(domains)) return next.family;
    return this.meet(index, rule, 0);
  }

  /** Lets one criterion fail, which ends the rule, then lets it hold and goes on to the next. */
  private meet(index: number, rule: Rule, criterion: number): Next {
    const { domains, search } = this;
    const condition = rule.criteria[criterion];
    if (!condition) return this.place(index, rule, 0);
    const axis = (search.tables.axes[condition.axis] as Axis);
    const before = domains[condition.axis];
    // A segment that is not there counts as blank, and stays away.
    const domain = before ?? onlyBlank;
    let answer: Next = next.family;
    const misses = intersect(domain, condition.off);
    if (usableIn(axis, misses)) {
      domains[condition.axis] = before && misses;
      answer = this.decide(index + 1);
    }
    if (answer === next.family) {
      const meets = intersect(domain, condition.on);
      if (usableIn(axis, meets)) {
        domains[condition.axis] = before && meets;
        answer = this.meet(index, rule, criterion + 1);
      }
    }
    domains[condition.axis] = before;
    return answer;
  }

  /** Lets an applying rule choose one row of each of its structures. */
  private place(index: number, rule: Rule, number: number): Next {
    const { domains, search } = this;
    const table = rule.tables[number];
    if (!table) return this.decide(index + 1);
    const before = table.axes.map((axis) => domains[axis]);
    let answer: Next = next.family;
    for (let row = 0; row < table.rows.length && answer === next.family; row++) {
      let fits = true;
      for (let column = 0; column < table.axes.length && fits; column++) {
        const axis = (table.axes[column] as number);
        const { set } = ((table.rows[row] as readonly Cell[])[column] as Cell);
        const domain = before[column] ?? this.singles[axis];
        const both = domain ? intersect(domain, set) : set;
        fits = usableIn((search.tables.axes[axis] as Axis), both);
        domains[axis] = both;
      }
      if (fits) answer = this.place(index, rule, number + 1);
      for (let column = 0; column < table.axes.length; column++) domains[(table.axes[column] as number)] = before[column];
    }
    return answer;
  }
}

/** Whether any valid account agrees with what is given, and has the segment of `axis` if one is named. */
export function feasible(tables: Tables, given: Given, axis?: number, ruleLimit?: number): boolean {
  let found = false;
  const visit: Search["visit"] = (domains) => {
    found = axis === undefined || domains[axis] !== undefined;
    return found ? next.stop : next.family;
  };
  solve({ tables, given, ruleLimit, visit });
  return found;
}

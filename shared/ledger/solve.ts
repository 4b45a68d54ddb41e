import type { Axis, Cell } from "./axis";
import type { Core, Given } from "./core";
import { type ElementSet, has, intersect, onlyBlank } from "./sets";
import { type OpenRow, type Row, type Rule, type Structure, usableIn } from "./tables";

/**
 * One family of accounts, by axis: any element of each domain goes with any of the others, as far as they can be
 * chosen. An axis without a domain is not part of these accounts.
 */
export type Domains = (ElementSet | undefined)[];

export interface Search {
  /** Called for every family; true ends the search. The array is reused: copy what is to be kept. */
  readonly visit: (domains: Domains, structure: Structure, row: Row) => boolean;
  /** Called before each step, which can only narrow the domains; true gives up what they lead to. */
  readonly prune?: (domains: Domains) => boolean;
  /** Only so many rules of each structure; default all. For naming the rule that makes a choice impossible. */
  readonly rules?: number;
}

/**
 * Finds all families of valid accounts that agree with what is given. A value given for a segment that an account does
 * not have does not matter, as it is dropped. Each family comes from one row, from one decision for each rule that
 * this row leaves open (which criterion fails, or that all hold), and from one row of each applying rule structure;
 * under these decisions the segments no longer depend on each other, so that no element of a domain is a dead end.
 * The inner functions leave `domains` as they found it, and tell whether the search is over.
 */
export function solve(
  { main, axes: all, structures }: Core,
  given: Given,
  { visit, prune = () => false, rules: limit = Infinity }: Search,
): void {
  const domains: Domains = all.map(() => undefined);
  const singles = Array.from(given, (element): ElementSet | undefined =>
    element < 0 ? undefined : [element, element + 1],
  );

  const narrow = (axis: Axis, before: ElementSet | undefined, part: ElementSet): boolean => {
    // A segment that is not there counts as blank, and stays away.
    const domain = intersect(before ?? onlyBlank, part);
    domains[axis.index] = before && domain;
    return usableIn(axis, domain);
  };

  structures.some((structure) => {
    const { axes } = structure.table;
    const places = axes.map(({ index }) => index);
    let current = structure.open[0] as OpenRow;

    const decide = (number: number): boolean => {
      if (prune(domains)) return false;
      const rule = current.rules[number];
      return rule && structure.rules.indexOf(rule) < limit
        ? meet(number, rule, 0)
        : visit(domains, structure, current.row);
    };
    /** Lets one criterion fail, which ends the rule, then lets it hold and goes on to the next. */
    const meet = (number: number, rule: Rule, criterion: number): boolean => {
      const condition = rule.criteria[criterion];
      if (!condition) return place(number, rule, 0);
      const { axis, on, off } = condition;
      const before = domains[axis.index];
      const over =
        (narrow(axis, before, off) && decide(number + 1)) ||
        (narrow(axis, before, on) && meet(number, rule, criterion + 1));
      domains[axis.index] = before;
      return over;
    };
    /** Lets an applying rule choose one row of each of its structures. */
    const place = (number: number, rule: Rule, at: number): boolean => {
      const table = rule.tables[at];
      if (!table) return decide(number + 1);
      const before = table.axes.map(({ index }) => domains[index]);
      for (const { cells } of table.rows) {
        const fits = table.axes.every((axis, column) => {
          const { set } = cells[column] as Cell;
          const domain = before[column] ?? singles[axis.index];
          return usableIn(axis, (domains[axis.index] = domain ? intersect(domain, set) : set));
        });
        const over = fits && place(number, rule, at + 1);
        table.axes.forEach(({ index }, column) => (domains[index] = before[column]));
        if (over) return true;
        // What this row led to may leave nothing to look for.
        if (fits && prune(domains)) return false;
      }
      return false;
    };

    domains.fill(undefined);
    // The main account tells most rows apart.
    const tests = axes
      .filter(({ index }) => (given[index] as number) >= 0)
      .sort((a, b) => Number(b === main) - Number(a === main));
    const columns = tests.map((axis) => axes.indexOf(axis));
    const wanted = tests.map(({ index }) => given[index] as number);
    return structure.open.some((open) => {
      for (let i = 0; i < columns.length; i++)
        if (!has(open.sets[columns[i] as number] as ElementSet, wanted[i] as number)) return false;
      current = open;
      for (let column = 0; column < places.length; column++)
        domains[places[column] as number] = singles[places[column] as number] ?? open.sets[column];
      return decide(0);
    });
  });
}

/** Whether any valid account agrees with what is given, and has the segment of `axis` if one is named. */
export function feasible(core: Core, given: Given, axis?: Axis, rules?: number): boolean {
  let found = false;
  solve(core, given, { rules, visit: (domains) => (found = !axis || domains[axis.index] !== undefined) });
  return found;
}

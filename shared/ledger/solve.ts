import type { CompiledLedger, Given } from "./compiled";
import type { Cell, IndexedDimension } from "./dimension";
import type { LockGroup, LockingDimension } from "./lockRules";
import { has, intersect, onlyBlank, ranksIn, sizeOf, type ValueSet } from "./sets";
import {
  type CompiledAccountStructure,
  type CompiledRow,
  type CompiledRule,
  type UsableRow,
  usableIn,
} from "./structures";

/**
 * One family of accounts, by dimension: any value of each domain goes with any of the others, as far as they can be
 * chosen. A dimension without a domain is not part of these accounts.
 */
export type Domains = (ValueSet | undefined)[];

/** What to do with the families, and when to give up. */
interface Walk {
  /** Called for every family; true ends the search. The array is reused: copy what is to be kept. */
  readonly visit: (domains: Domains, structure: CompiledAccountStructure, row: CompiledRow) => boolean;
  /** Called before each step, which can only narrow the domains; true gives up what they lead to. */
  readonly prune?: (domains: Domains) => boolean;
  /** Only so many rules of each structure; default all. For naming the rule that makes a choice impossible. */
  readonly rules?: number;
  /** False: what derived dimensions lock does not count. For telling that it is a lock that makes a choice impossible. */
  readonly locks?: boolean;
}

/**
 * Finds all families of valid accounts that agree with what is given. A value given for a segment that an account does
 * not have does not matter, as it is dropped. Each family comes from one row, from one decision for each rule that
 * this row leaves open (which criterion fails, or that all hold), from one row of each applying rule structure, and from
 * one decision for each dimension that locks others (that its value locks nothing, or what it demands); under these
 * decisions the segments no longer depend on each other, so that no value of a domain is a dead end.
 * The inner functions leave `domains` as they found it, and tell whether the search is over.
 */
export function solve(
  { main, dimensions: all, structures, locking }: CompiledLedger,
  given: Given,
  { visit, prune = () => false, rules: limit = Infinity, locks = true }: Walk,
): void {
  const domains: Domains = all.map(() => undefined);
  const singles = Array.from(given, (rank): ValueSet | undefined => (rank < 0 ? undefined : [rank, rank + 1]));

  const narrow = (dimension: IndexedDimension, before: ValueSet | undefined, part: ValueSet): boolean => {
    // A segment that is not there counts as blank, and stays away.
    const domain = intersect(before ?? onlyBlank, part);
    domains[dimension.index] = before && domain;
    return before ? usableIn(dimension, domain) : domain.length > 0;
  };

  structures.some((structure) => {
    const { dimensions } = structure;
    const places = dimensions.map(({ index }) => index);
    let current = structure.usableRows[0] as UsableRow;

    const decide = (number: number): boolean => {
      if (prune(domains)) return false;
      const rule = current.rules[number];
      return rule && structure.rules.indexOf(rule) < limit
        ? meet(number, rule, 0)
        : locks
          ? obey(0)
          : visit(domains, structure, current.row);
    };
    /** Lets a dimension have values that lock nothing, then those that do together with what they demand. */
    const obey = (number: number): boolean => {
      const driver = locking[number];
      if (!driver) return visit(domains, structure, current.row);
      const { dimension, targets, free } = driver;
      const before = domains[dimension.index];
      if (!before || !targets.some((target) => domains[target.dimension.index])) return obey(number + 1);
      let over = usableIn(dimension, (domains[dimension.index] = intersect(before, free))) && obey(number + 1);
      domains[dimension.index] = before;
      // What came before may leave nothing to look for.
      if (over || prune(domains)) return over;
      for (const group of groupsIn(driver, before, domains)) {
        const held = targets.map((target) => domains[target.dimension.index]);
        over =
          usableIn(dimension, (domains[dimension.index] = intersect(before, group.drivers))) &&
          group.demands.every((demand) => {
            const domain = domains[demand.dimension.index];
            return !domain || narrow(demand.dimension, domain, demand.allowed);
          }) &&
          obey(number + 1);
        targets.forEach((target, at) => (domains[target.dimension.index] = held[at]));
        domains[dimension.index] = before;
        if (over || prune(domains)) return over;
      }
      return false;
    };
    /** Lets one criterion fail, which ends the rule, then lets it hold and goes on to the next. */
    const meet = (number: number, rule: CompiledRule, criterion: number): boolean => {
      const condition = rule.criteria[criterion];
      if (!condition) return addSegments(number, rule, 0);
      const { dimension, on, off } = condition;
      const before = domains[dimension.index];
      const over =
        (narrow(dimension, before, off) && decide(number + 1)) ||
        (narrow(dimension, before, on) && meet(number, rule, criterion + 1));
      domains[dimension.index] = before;
      return over;
    };
    /** Lets an applying rule choose one row of each of its structures. */
    const addSegments = (number: number, rule: CompiledRule, at: number): boolean => {
      const added = rule.structures[at];
      if (!added) return decide(number + 1);
      const before = added.dimensions.map(({ index }) => domains[index]);
      for (const { cells } of added.rows) {
        const fits = added.dimensions.every((dimension, column) => {
          const { set } = cells[column] as Cell;
          const domain = before[column] ?? singles[dimension.index];
          return usableIn(dimension, (domains[dimension.index] = domain ? intersect(domain, set) : set));
        });
        const over = fits && addSegments(number, rule, at + 1);
        added.dimensions.forEach(({ index }, column) => (domains[index] = before[column]));
        if (over) return true;
        // What this row led to may leave nothing to look for.
        if (fits && prune(domains)) return false;
      }
      return false;
    };

    domains.fill(undefined);
    const tests = dimensions.filter((dimension) => dimension !== main && (given[dimension.index] as number) >= 0);
    const columns = tests.map((dimension) => dimensions.indexOf(dimension));
    const wanted = tests.map(({ index }) => given[index] as number);
    const mainAccount = given[main.index] ?? -1;
    const rows = mainAccount < 0 ? structure.usableRows : structure.rowsOf(mainAccount);
    return rows.some((usable) => {
      for (let i = 0; i < columns.length; i++)
        if (!has(usable.sets[columns[i] as number] as ValueSet, wanted[i] as number)) return false;
      current = usable;
      for (let column = 0; column < places.length; column++)
        domains[places[column] as number] = singles[places[column] as number] ?? usable.sets[column];
      return decide(0);
    });
  });
}

/** The groups that can have a part in these domains, found by the smallest of them: there may be thousands of others. */
function groupsIn(
  { groups, groupOf, targets }: LockingDimension,
  domain: ValueSet,
  domains: Domains,
): readonly LockGroup[] {
  if (sizeOf(domain) < groups.length) return [...new Set(ranksIn(domain).flatMap((rank) => groupOf.get(rank) ?? []))];
  for (const { dimension, byRank, others } of targets) {
    const target = domains[dimension.index];
    if (target && sizeOf(target) < groups.length)
      return [...new Set([...others, ...ranksIn(target).flatMap((rank) => byRank.get(rank) ?? [])])];
  }
  return groups;
}

/** Whether any valid account agrees with what is given, and has the segment of `dimension` if one is named. */
export function feasible(
  ledger: CompiledLedger,
  given: Given,
  dimension?: IndexedDimension,
  limits: Pick<Walk, "rules" | "locks"> = {},
): boolean {
  let found = false;
  solve(ledger, given, {
    ...limits,
    visit: (domains) => (found = !dimension || domains[dimension.index] !== undefined),
  });
  return found;
}

import type { Combination, Fix, Place, Problem } from "./types";
import { type CompiledLedger, type Given, valuesOf, withRank } from "./compiled";
import { type IndexedDimension, rankOf } from "./dimension";
import { shownBy } from "./layout";
import { givenOf, keepsLocks, lockProblem, locksOf } from "./locks";
import { nearest } from "./nearest";
import { feasible, solve } from "./solve";
import { placeAt, valueProblem } from "./validate";

/**
 * Why a value cannot stand beside the others: what is wrong with it alone, or the smallest set of the others that
 * leaves no valid account, found by leaving out one after the other what is not needed.
 */
export function whyNot(
  ledger: CompiledLedger,
  name: string,
  value: string,
  combination: Combination,
): Problem | undefined {
  const dimension = ledger.dimensionOf.get(name);
  if (!dimension) return { stage: "value", code: "unknownDimension", dimension: name, value, with: [] };
  const rank = rankOf(dimension, value);
  const others = { ...combination, [name]: undefined };
  const lock = locksOf(ledger, others).find(
    (each) => each.dimension === dimension && rankOf(dimension, each.allowed) !== rank,
  );
  const own = valueProblem(dimension, rank, value) ?? (lock && lockProblem(lock, value));
  if (own) return own;
  const given = withRank(givenOf(ledger, others), dimension, rank);
  if (!feasible(ledger, given, dimension)) return conflict(ledger, dimension, value, others, given);
  if (keepsLocks(ledger, dimension, value, others)) return undefined;
  const locking = locksOf(ledger, { ...others, [name]: value }).find(({ by }) => by.dimension === name);
  return locking && lockProblem(locking, others[locking.dimension.name] ?? "");
}

function conflict(
  ledger: CompiledLedger,
  dimension: IndexedDimension,
  value: string,
  others: Combination,
  given: Given,
): Problem {
  const possible = (among: Given, rules?: number): boolean => feasible(ledger, among, dimension, rules);
  const ordered = [...new Set([ledger.main, ...ledger.dimensions])].filter(
    (each) => each !== dimension && (given[each.index] as number) >= 0,
  );
  let trial = given;
  // The later ones are left out first: the main account and what stands before the segment explain most.
  for (const each of [...ordered].reverse()) {
    const without = withRank(trial, each, -1);
    if (!possible(without)) trial = without;
  }
  // Accounts with the rest exist, but they have no such segment, or none of their rows takes the value.
  const code = !value ? "valueRequired" : feasible(ledger, trial) ? "mustBeBlank" : "notAllowed";
  const needed = ordered.filter(({ index }) => (trial[index] as number) >= 0);
  const base = { code, dimension: dimension.name, value, with: valuesOf(needed, others) } as const;
  if (!possible(trial, 0))
    return { ...base, stage: "structure", place: refusingPlace(ledger, withRank(trial, dimension, -1), dimension) };
  const adds = shownBy(ledger, { ...others, [dimension.name]: value }).rules.find(({ rule }) =>
    rule.structures.some((structure) => structure.dimensions.includes(dimension)),
  );
  // Else the first rule with which nothing is left.
  const rule =
    adds?.rule ?? ledger.structures.flatMap(({ rules }) => rules.filter((_, i) => !possible(trial, i + 1)))[0];
  return { ...base, stage: "rule", place: { rule: rule?.name, dimension: dimension.name } };
}

/** The first row that takes the others and refuses the segment. */
function refusingPlace(ledger: CompiledLedger, others: Given, dimension: IndexedDimension): Place | undefined {
  let place: Place | undefined;
  solve(ledger, others, {
    rules: 0,
    visit(_domains, structure, row) {
      const column = structure.dimensions.indexOf(dimension);
      if (column >= 0) place = placeAt(structure, row, column);
      return column >= 0;
    },
  });
  return place;
}

/** whyNot with the nearest valid account that has the value, as far as one exists. */
export function explain(
  ledger: CompiledLedger,
  name: string,
  value: string,
  combination: Combination,
): { readonly problem: Problem; readonly fixes: readonly Fix[] } | undefined {
  const problem = whyNot(ledger, name, value, combination);
  const fix = problem && nearest(ledger, { ...combination, [name]: value });
  return problem && { problem, fixes: fix ? [fix] : [] };
}

import type { Combination, Fix, Place, Problem } from "./types";
import { type CompiledLedger, type Given, valuesOf, withRank } from "./compiled";
import { agreeingPart, decidedIn, smallestConflict } from "./conflict";
import { type IndexedDimension, rankOf } from "./dimension";
import { shownBy } from "./layout";
import { fixesFor } from "./fixes";
import { lockProblem, locksOf } from "./locks";
import { feasible, solve } from "./solve";
import { placeAt, valueProblem } from "./validate";

/**
 * Why a value cannot stand beside the others: what is wrong with it alone, or the smallest set of the others that
 * leaves no valid account. Of what contradicts already, nothing is held against it.
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
  const own = valueProblem(dimension, rank, value);
  if (own) return own;
  const others = { ...combination, [name]: undefined };
  const given = withRank(agreeingPart(ledger, others, dimension).given, dimension, rank);
  if (feasible(ledger, given, dimension)) return undefined;
  return deadEnd(ledger, dimension, value, others) ?? conflict(ledger, dimension, value, others, given);
}

/** What is wrong with that to which a value would lock another segment. */
function deadEnd(
  ledger: CompiledLedger,
  { name }: IndexedDimension,
  value: string,
  others: Combination,
): Problem | undefined {
  for (const { dimension, allowed, by } of locksOf(ledger, { ...others, [name]: value })) {
    const own = by.dimension === name && valueProblem(dimension, rankOf(dimension, allowed), allowed);
    if (own) return { ...own, with: [by], by };
  }
  return undefined;
}

function conflict(
  ledger: CompiledLedger,
  dimension: IndexedDimension,
  value: string,
  others: Combination,
  given: Given,
): Problem {
  type Limits = Parameters<typeof feasible>[3];
  const possible = (among: Given, limits?: Limits): boolean => feasible(ledger, among, dimension, limits);
  const rank = given[dimension.index] as number;
  const trial = smallestConflict(ledger, given, (part) => possible(withRank(part, dimension, rank)));
  const whole = withRank(trial, dimension, rank);
  const needed = decidedIn(ledger, trial).filter((each) => each !== dimension);
  // Accounts with the rest exist, but they have no such segment, or none of their rows takes the value.
  const code = !value ? "valueRequired" : feasible(ledger, whole) ? "mustBeBlank" : "notAllowed";
  const base = { code, dimension: dimension.name, value, with: valuesOf(needed, others) } as const;
  if (!possible(whole, { rules: 0, locks: false }))
    return { ...base, stage: "structure", place: refusingPlace(ledger, withRank(whole, dimension, -1), dimension) };
  if (possible(whole, { locks: false }))
    return lockConflict(ledger, dimension, value, others, needed) ?? { ...base, stage: "derived" };
  const adds = shownBy(ledger, { ...others, [dimension.name]: value }).rules.find(({ rule }) =>
    rule.structures.some((structure) => structure.dimensions.includes(dimension)),
  );
  // Else the first rule with which nothing is left.
  const rule =
    adds?.rule ??
    ledger.structures.flatMap(({ rules }) =>
      rules.filter((_, i) => !possible(whole, { rules: i + 1, locks: false })),
    )[0];
  return { ...base, stage: "rule", place: { rule: rule?.name, dimension: dimension.name } };
}

/** The lock that refuses a value, or the one that it would put on another segment. */
function lockConflict(
  ledger: CompiledLedger,
  dimension: IndexedDimension,
  value: string,
  others: Combination,
  needed: readonly IndexedDimension[],
): Problem | undefined {
  const locks = locksOf(ledger, { ...others, [dimension.name]: value });
  const on = locks.find((lock) => lock.dimension === dimension && ledger.key(lock.allowed) !== ledger.key(value));
  if (on) return lockProblem(on, value);
  const by = locks.filter((lock) => lock.by.dimension === dimension.name);
  const [locking] = [...by.filter((lock) => needed.includes(lock.dimension)), ...by];
  return locking && lockProblem(locking, others[locking.dimension.name] ?? "");
}

/** The first row that takes the others and refuses the segment. */
function refusingPlace(ledger: CompiledLedger, others: Given, dimension: IndexedDimension): Place | undefined {
  let place: Place | undefined;
  solve(ledger, others, {
    rules: 0,
    locks: false,
    visit(_domains, structure, row) {
      const column = structure.dimensions.indexOf(dimension);
      if (column >= 0) place = placeAt(structure, row, column);
      return column >= 0;
    },
  });
  return place;
}

/** whyNot with what may have been meant. */
export function explain(
  ledger: CompiledLedger,
  name: string,
  value: string,
  combination: Combination,
): { readonly problem: Problem; readonly fixes: readonly Fix[] } | undefined {
  const problem = whyNot(ledger, name, value, combination);
  return problem && { problem, fixes: fixesFor(ledger, { ...combination, [name]: value }) };
}

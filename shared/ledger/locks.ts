import type { Combination, Problem, SegmentValue } from "./types";
import { type CompiledLedger, type Given, withRank } from "./compiled";
import { type IndexedDimension, isUsable, rankOf } from "./dimension";
import { feasible } from "./solve";

/** What a derived rule that prevents changes demands of a segment. */
interface Lock {
  readonly dimension: IndexedDimension;
  readonly allowed: string;
  readonly by: SegmentValue;
  readonly replaces: boolean;
}

/** What the derived rules lock, given the values that drive them. */
export function locksOf(ledger: CompiledLedger, combination: Combination): Lock[] {
  return ledger.derived.flatMap(({ dimension: driver, preventChanges, replaceExisting, values }) => {
    const driving = combination[driver];
    if (!driving || !preventChanges) return [];
    return values.flatMap((derived): Lock[] => {
      const dimension = ledger.dimensionOf.get(derived.dimension);
      if (!dimension || !derived.value || ledger.key(derived.drivingValue) !== ledger.key(driving)) return [];
      return [
        {
          dimension,
          allowed: derived.value,
          by: { dimension: driver, value: driving },
          replaces: replaceExisting === true,
        },
      ];
    });
  });
}

export function lockProblem({ dimension, allowed, by }: Lock, value: string): Problem {
  return { stage: "derived", code: "derivedLock", dimension: dimension.name, value, with: [by], allowed, by };
}

/**
 * What a combination decides. A value that fails on its own (unknown, suspended …) decides nothing, because it has to
 * change whatever else is chosen; and what a derived rule locks is decided by the rule.
 */
export function givenOf(ledger: CompiledLedger, combination: Combination, except?: IndexedDimension): Given {
  const given = Int32Array.from(ledger.dimensions, (dimension) => {
    const rank =
      combination[dimension.name] === undefined || dimension === except
        ? -1
        : rankOf(dimension, combination[dimension.name]);
    return isUsable(dimension, rank) ? rank : -1;
  });
  for (const { dimension, allowed } of locksOf(ledger, combination))
    if (dimension !== except) given[dimension.index] = rankOf(dimension, allowed);
  return given;
}

/**
 * Whether a valid account exists with what derived rules demand of other segments once this one has the value.
 */
export function keepsLocks(
  ledger: CompiledLedger,
  dimension: IndexedDimension,
  value: string,
  others: Combination,
): boolean {
  const after = { ...others, [dimension.name]: value };
  const locks = locksOf(ledger, after).filter(({ by }) => by.dimension === dimension.name);
  return (
    !locks.length ||
    (locks.every((lock) => {
      const typed = others[lock.dimension.name];
      const demanded = rankOf(lock.dimension, lock.allowed);
      // An entry that differs would be overwritten only under "replace existing".
      return demanded >= 0 && (!typed || lock.replaces || rankOf(lock.dimension, typed) === demanded);
    }) &&
      feasible(ledger, withRank(givenOf(ledger, after), dimension, rankOf(dimension, value)), dimension))
  );
}

import type { Combination, Problem, SegmentValue } from "./types";
import { type CompiledLedger, type Given, ranksOf } from "./compiled";
import { type IndexedDimension, isUsable } from "./dimension";
import { shownBy } from "./layout";

/** What a derived rule that prevents changes demands of a segment of an account. */
export interface Lock {
  readonly dimension: IndexedDimension;
  readonly allowed: string;
  readonly by: SegmentValue;
}

/** What derived rules lock in an account. A driving value outside it is dropped, and locks nothing. */
export function locksOf(ledger: CompiledLedger, combination: Combination): Lock[] {
  if (!ledger.locking.length) return [];
  const ranks = ranksOf(ledger, combination);
  const { dimensions } = shownBy(ledger, combination, ranks);
  return ledger.locking.flatMap(({ dimension: driver, groupOf }) => {
    const demands = dimensions.includes(driver) ? groupOf.get(ranks[driver.index] as number)?.demands : undefined;
    const by = { dimension: driver.name, value: combination[driver.name] ?? "" };
    return (demands ?? []).flatMap(({ dimension, value }) =>
      dimensions.includes(dimension) ? [{ dimension, allowed: value, by }] : [],
    );
  });
}

export function lockProblem({ dimension, allowed, by }: Lock, value: string): Problem {
  return { stage: "derived", code: "derivedLock", dimension: dimension.name, value, with: [by], allowed, by };
}

/**
 * What a combination decides. A value that fails on its own (unknown, suspended …) decides nothing, because it has to
 * change whatever else is chosen. A locked segment that holds nothing is decided to stay blank.
 */
export function givenOf(ledger: CompiledLedger, combination: Combination, except?: IndexedDimension): Given {
  return ranksOf(ledger, combination).map((rank, index) => {
    const dimension = ledger.dimensions[index] as IndexedDimension;
    const isDecided = dimension !== except && (combination[dimension.name] !== undefined || dimension.locked);
    return isDecided && isUsable(dimension, rank) ? rank : -1;
  });
}

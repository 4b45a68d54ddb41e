import type { Combination } from "./types";
import { type CompiledLedger, type Given, ranksOf, withRank } from "./compiled";
import { type IndexedDimension, isUsable } from "./dimension";
import { shownBy } from "./layout";
import { givenOf } from "./locks";
import { feasible } from "./solve";

/** The dimensions of which something is given, those that explain most first: the main account, then in order. */
export function decidedIn({ main, dimensions }: CompiledLedger, given: Given): IndexedDimension[] {
  return [...new Set([main, ...dimensions])].filter(({ index }) => (given[index] ?? -1) >= 0);
}

/** The smallest part of what is given that still makes something impossible. The later ones are left out first. */
export function smallestConflict(ledger: CompiledLedger, given: Given, possible: (part: Given) => boolean): Given {
  let part = given;
  for (const dimension of decidedIn(ledger, given).reverse()) {
    const without = withRank(part, dimension, -1);
    if (!possible(without)) part = without;
  }
  return part;
}

/** What of a combination goes together, and the dimensions whose values do not and are left out of account. */
interface Agreeing {
  readonly given: Given;
  readonly conflict: readonly IndexedDimension[];
}

/**
 * Leaves out what contradicts, so that the lists of the innocent segments are not empty: blanks first, as they are
 * merely missing, the main account last, and all others of a contradiction together, as any of them may be wrong.
 */
export function agreeingPart(ledger: CompiledLedger, combination: Combination, except?: IndexedDimension): Agreeing {
  let given = givenOf(ledger, combination, except);
  const conflict: IndexedDimension[] = [];
  while (!feasible(ledger, given)) {
    const all = decidedIn(
      ledger,
      smallestConflict(ledger, given, (part) => feasible(ledger, part)),
    );
    const blanks = all.filter(({ index, locked }) => given[index] === 0 && !locked);
    const others = all.filter((dimension) => dimension !== ledger.main);
    const out = blanks.length ? blanks : others.length ? others : all;
    // Not even with nothing given is there a valid account.
    if (!out.length) break;
    if (!blanks.length) conflict.push(...out);
    for (const dimension of out) given = withRank(given, dimension, -1);
  }
  return { given, conflict };
}

/** The dimensions of an account whose values are wrong by themselves, and decide nothing. */
export function wrongIn(ledger: CompiledLedger, combination: Combination): IndexedDimension[] {
  const ranks = ranksOf(ledger, combination);
  const wrong = ledger.dimensions.filter(
    (dimension) => combination[dimension.name] && !isUsable(dimension, ranks[dimension.index] as number),
  );
  if (!wrong.length) return wrong;
  const { structure, dimensions } = shownBy(ledger, combination, ranks);
  return structure ? wrong.filter((dimension) => dimensions.includes(dimension)) : wrong;
}

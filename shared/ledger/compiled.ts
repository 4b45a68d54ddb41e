import type { DefaultDimension, DerivedRule, DimensionAlias } from "./model";
import type { Combination, Delimiter, SegmentValue } from "./types";
import { type IndexedDimension, rankOf } from "./dimension";
import type { LockingDimension } from "./lockRules";
import type { CompiledAccountStructure, DimensionsByName } from "./structures";
import type { Scope } from "./values";

/** What is decided, by dimension: the rank of a value, or −1. */
export type Given = Int32Array;

/** A segment's possible values, as the answer to a question that stays the same while somebody types. */
export interface PossibleValues {
  readonly question: string;
  /** Whether the value of a rank leads to a valid account. */
  readonly reaches: (rank: number) => boolean;
  /** Some valid account has no such segment. */
  readonly absent: boolean;
  /** The dimensions that contradict each other, and were left out of account. */
  readonly conflict: readonly IndexedDimension[];
}

/** What is compiled for one company and day: structures over indexed dimensions, and the rest that questions need. */
export interface CompiledLedger extends DimensionsByName, Scope {
  readonly dimensions: readonly IndexedDimension[];
  readonly structures: readonly CompiledAccountStructure[];
  readonly locking: readonly LockingDimension[];
  /** The last answer for each segment, as search asks about all of them at every keystroke. */
  readonly lastAnswers: Map<IndexedDimension, PossibleValues>;
  /** Something of them cannot be read as it stands. */
  readonly hasMistakes: boolean;
  readonly version: string;
  readonly takenOn?: string;
  readonly integrationFormat: readonly string[];
  readonly delimiter: Delimiter;
  readonly escape: string;
  readonly derived: readonly DerivedRule[];
  readonly defaults: readonly DefaultDimension[];
  readonly aliases: readonly DimensionAlias[];
}

/** The ranks of a combination by dimension; absent reads as blank. */
export function ranksOf(ledger: CompiledLedger, combination: Combination): Given {
  return Int32Array.from(ledger.dimensions, (dimension) => rankOf(dimension, combination[dimension.name]));
}

/** The values of the named dimensions, blanks left out. */
export function valuesOf(dimensions: readonly IndexedDimension[], combination: Combination): SegmentValue[] {
  return dimensions.flatMap(({ name }) => {
    const value = combination[name];
    return value ? [{ dimension: name, value }] : [];
  });
}

/** The same with one dimension decided otherwise; rank −1 leaves it open. */
export function withRank(given: Given, dimension: IndexedDimension, rank: number): Given {
  const result = given.slice();
  result[dimension.index] = rank;
  return result;
}

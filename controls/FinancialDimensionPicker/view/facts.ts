import type { AccountCoding } from "../state/useAccountEntry";
import { problemText, type Words } from "./messages";

/** What is to be told of a segment's value. */
export interface SegmentFacts {
  /** What is wrong with it, as a sentence; "" when nothing is. */
  readonly error: string;
  /** Where it comes from, what locks it, what posting makes of it: as few words. */
  readonly chips: readonly string[];
  readonly locked: boolean;
  readonly description: string;
}

export function factsOf(coding: AccountCoding, words: Words, dimension: string): SegmentFacts {
  const { ledger, entry, segments, verdict, posting, isEmpty, isPending } = coding;
  const { text, nameOf } = words;
  const value = entry.combination[dimension] ?? "";
  const by = entry.locks[dimension];
  const provenance = entry.provenance[dimension];
  const locked = segments.some((segment) => segment.locked && segment.dimension === dimension);
  const posted = posting.changes.find((each) => each.dimension === dimension);
  const problem = verdict.problems.find((each) => each.dimension === dimension);
  return {
    chips: [
      by ? text("Chip_lockedBy", `${nameOf(by.dimension)} ${by.value}`) : locked ? text("Chip_locked") : "",
      provenance && provenance !== "stored" ? text(`Provenance_${provenance}`) : "",
      posted ? text("Chip_fixed", posted.to || text("Blank")) : "",
    ].filter(Boolean),
    locked: by !== undefined || locked,
    error: !problem || isEmpty || (isPending && !value) ? "" : problemText(problem, words),
    description: ledger.lookup(dimension, value)?.description ?? "",
  };
}

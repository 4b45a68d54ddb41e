import type { Problem } from "../../../shared/ledger";
import type { AccountCoding } from "../state/useAccountEntry";
import { problemText, shortProblem, type Words } from "./messages";

/** What is to be told of a segment's value. */
export interface SegmentFacts {
  /** What is wrong with it, if anything is. */
  readonly problem: Problem | undefined;
  /** The same in as few words as fit under a field; "" when nothing is. */
  readonly short: string;
  readonly description: string;
  readonly locked: boolean;
  /** Where it comes from, what locks it, what posting makes of it: as few words. */
  readonly origins: readonly string[];
  /** All of this as sentences, for those who do not see the field. */
  readonly whole: string;
}

export function factsOf(coding: AccountCoding, words: Words, dimension: string): SegmentFacts {
  const { ledger, entry, segments, verdict, posting, isEmpty, isPending } = coding;
  const { text, nameOf } = words;
  const value = entry.combination[dimension] ?? "";
  const by = entry.locks[dimension];
  const provenance = entry.provenance[dimension];
  const locked = segments.some((segment) => segment.locked && segment.dimension === dimension);
  const posted = posting.changes.find((each) => each.dimension === dimension);
  const found = verdict.problems.find((each) => each.dimension === dimension);
  const problem = isEmpty || (isPending && !value) ? undefined : found;
  const description = ledger.lookup(dimension, value)?.description ?? "";
  const origins = [
    by ? text("Chip_lockedBy", `${nameOf(by.dimension)} ${by.value}`) : locked ? text("Chip_locked") : "",
    provenance && provenance !== "stored" ? text(`Provenance_${provenance}`) : "",
    posted ? text("Chip_fixed", posted.to || text("Blank")) : "",
  ].filter(Boolean);
  return {
    problem,
    short: problem ? shortProblem(problem, words) : "",
    description,
    locked: by !== undefined || locked,
    origins,
    whole: [problem ? problemText(problem, words) : description, ...origins].filter(Boolean).join(", "),
  };
}

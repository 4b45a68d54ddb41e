import type { Outcome } from "../facts";

/** The votes of a step so far. */
export interface Tally {
  /** How many can vote, those who have voted included. */
  readonly asked: number;
  readonly approvals: number;
  readonly rejections: number;
  /** Answers in somebody's own words. */
  readonly others: number;
  /** The first vote; null before it. */
  readonly first: Outcome | null;
}

/** How a kind of policy decides. */
export interface PolicyRule {
  /** How many approvals decide for approval; null: nobody knows. */
  needed(asked: number): number | null;
  /** The decision once nothing that may still come can change it; null: still open. */
  decide(tally: Tally): Outcome | null;
}

/**
 * The rule of every policy that waits for a number of approvals. It is rejected as soon as that number cannot be reached any
 * more, or by the first rejection where one ends it; where nobody rejected, and answers in other words left too few, it is
 * neither.
 */
export function quorum(neededOf: (asked: number) => number, oneRejectionEnds: boolean): PolicyRule {
  return {
    needed: neededOf,
    decide({ asked, approvals, rejections, others }) {
      if (oneRejectionEnds && rejections > 0) return "reject";
      const needed = neededOf(asked);
      if (approvals >= needed && approvals > 0) return "approve";
      // More may be asked later than have been yet where a fixed number is needed.
      const reachable = Math.max(asked, needed) - rejections - others;
      if (reachable >= needed) return null;
      return rejections > 0 ? "reject" : "custom";
    },
  };
}

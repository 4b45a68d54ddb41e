import type { Outcome, Policy } from "../facts";
import { all } from "./all";
import { first } from "./first";
import { majority } from "./majority";
import { nOfM } from "./nOfM";
import { percent } from "./percent";
import type { PolicyRule, Tally } from "./policy";

/** Nothing is concluded where nobody knows who has to answer. */
const unknown: PolicyRule = { needed: () => null, decide: () => null };

export function ruleOf(policy: Policy): PolicyRule {
  switch (policy.kind) {
    case "first":
      return first;
    case "all":
      return all(policy.oneRejectionEnds);
    case "majority":
      return majority(policy.oneRejectionEnds);
    case "percent":
      return percent(policy.percent, policy.oneRejectionEnds);
    case "nOfM":
      return nOfM(policy.needed, policy.oneRejectionEnds);
    case "unknown":
      return unknown;
  }
}

/** What the votes of a step come to. */
export interface Count {
  readonly outcome: Outcome | null;
  /** Index of the vote that decided; null: still open. */
  readonly decidedAt: number | null;
  readonly approvals: number;
}

/**
 * Counts votes in their order until they decide; what comes after that changes nothing.
 *
 * @param asked how many can vote, those who have voted included
 */
export function count(policy: Policy, votes: readonly Outcome[], asked: number): Count {
  const rule = ruleOf(policy);
  let tally: Tally = { asked, approvals: 0, rejections: 0, others: 0, first: null };
  for (const [index, vote] of votes.entries()) {
    tally = {
      asked,
      approvals: tally.approvals + (vote === "approve" ? 1 : 0),
      rejections: tally.rejections + (vote === "reject" ? 1 : 0),
      others: tally.others + (vote === "custom" ? 1 : 0),
      first: tally.first ?? vote,
    };
    const outcome = rule.decide(tally);
    if (outcome !== null) return { outcome, decidedAt: index, approvals: tally.approvals };
  }
  return { outcome: null, decidedAt: null, approvals: tally.approvals };
}

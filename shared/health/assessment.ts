import type { HealthOutcome, HealthReason, HealthRule } from "./rules";
import type { Band, Dimension } from "./types";

/** What came of one rule on a record. */
export interface HealthFinding {
  readonly rule: HealthRule;
  readonly label: string;
  readonly dimension: Dimension;
  readonly outcome: HealthOutcome;
  /** Why it failed or could not be evaluated, with what fills the sentence; null where there is nothing to explain. */
  readonly explanation: { readonly reason: HealthReason; readonly values: readonly string[] } | null;
  /** How many points of 100 the mend would bring; 0 unless failed. They add up to 100 − score. */
  readonly pointsToGain: number;
}

/** The health of one record. */
export interface Assessment {
  /** In the order of the rules. */
  readonly findings: readonly HealthFinding[];
  /** 0 to 100, exact; null where nothing could be evaluated. */
  readonly score: number | null;
  /** What is shown: rounded down, so that 100 means that everything passed. */
  readonly shown: number | null;
  readonly band: Band;
  /** Failing critical rules, which force the worst band and never the number. */
  readonly gatedBy: readonly HealthFinding[];
  readonly coverage: {
    /** Rules that could be evaluated, and rules that apply. */
    readonly evaluated: number;
    readonly applicable: number;
    /** Evaluated ÷ applicable weight, 0 to 1; 1 where nothing applies. */
    readonly weight: number;
  };
}

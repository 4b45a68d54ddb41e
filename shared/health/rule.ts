import type { ColumnFact, Dimension, Severity } from "./types";

/** What every rule says, whatever its kind. */
export interface RuleHead {
  readonly id: string;
  /** Name of the column that it looks at. */
  readonly column: string;
  readonly severity: Severity;
}

/** How a rule came out. `score` in [0, 1): how much of it is met all the same. */
export type RuleOutcome<Reason extends string> =
  | { readonly kind: "pass" }
  | { readonly kind: "fail"; readonly score: number; readonly reason: Reason }
  | { readonly kind: "notApplicable" }
  | { readonly kind: "notEvaluable"; readonly reason: Reason };

/**
 * One kind of rule: a file of its own in `rules/`, and a line in `rules/index.ts` that names it.
 *
 * @typeParam Parameters what a rule of this kind says beyond its head
 * @typeParam Reason why it can fail or cannot be evaluated; a view has a sentence for each
 */
export interface RuleKind<Parameters extends object, Reason extends string> {
  readonly dimension: Dimension;
  readonly judge: (rule: RuleHead & Parameters, column: ColumnFact) => RuleOutcome<Reason>;
  /** What fills the sentence for a reason. */
  readonly explain: (reason: Reason, column: ColumnFact) => readonly string[];
}

/** A kind whose rules say nothing beyond their head. */
export type NoParameters = object;

import type { RuleKind } from "../rule";
import { explainPresence, judgePresence, type PresenceReason } from "./presence";

interface Parameters {
  /** Whether "recommended" columns count, too. */
  readonly recommended: boolean;
}

/** The column must have a value because the table says so; where the table does not, the rule does not apply. */
export const requiredByMetadata: RuleKind<Parameters, PresenceReason> = {
  dimension: "completeness",
  judge: (rule, column) =>
    column.required === "required" || (rule.recommended && column.required === "recommended")
      ? judgePresence(column)
      : { kind: "notApplicable" },
  explain: explainPresence,
};

import type { NoParameters, RuleKind } from "../rule";
import { explainPresence, judgePresence, type PresenceReason } from "./presence";

/** The column must have a value because the rules say so. */
export const required: RuleKind<NoParameters, PresenceReason> = {
  dimension: "completeness",
  judge: (_rule, column) => judgePresence(column),
  explain: explainPresence,
};

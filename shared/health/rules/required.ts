import type { ColumnFact, Outcome, RequiredRule } from "../types";
import { judgePresence } from "./presence";

export const required = {
  kind: "required",
  dimension: "completeness",
  judge: (_rule: RequiredRule, column: ColumnFact): Outcome => judgePresence(column),
} as const;

import type { ColumnFact, Outcome, RequiredByMetadataRule } from "../types";
import { judgePresence } from "./presence";

export const requiredByMetadata = {
  kind: "requiredByMetadata",
  dimension: "completeness",
  judge: (rule: RequiredByMetadataRule, column: ColumnFact): Outcome =>
    column.required === "required" || (rule.recommended && column.required === "recommended")
      ? judgePresence(column)
      : { kind: "notApplicable", reason: "notRequired" },
} as const;

import { isBlank, isPlaceholder } from "../blank";
import type { ColumnFact, Outcome } from "../types";

/** Whether there is a value: what both kinds of "required" ask once they apply. */
export function judgePresence(column: ColumnFact): Outcome {
  if (column.kind === "boolean") return { kind: "notApplicable", reason: "neverBlank" };
  if (column.readable === "no") return { kind: "notEvaluable", reason: "unreadable" };
  if (isBlank(column.kind, column.value)) {
    return column.readable === "unknown"
      ? { kind: "notEvaluable", reason: "unreadable" }
      : { kind: "fail", score: 0, reason: "blank" };
  }
  if (isPlaceholder(column.kind, column.value)) return { kind: "fail", score: 0, reason: "placeholder" };
  return { kind: "pass", reason: "present" };
}

import { isBlank, isPlaceholder } from "../blank";
import type { RuleOutcome } from "../rule";
import type { ColumnFact } from "../types";

/** Why a column that must have a value fails, or cannot be judged. */
export type PresenceReason = "blank" | "placeholder" | "unreadable";

/** Whether there is a value: what both kinds of "required" ask once they apply. */
export function judgePresence(column: ColumnFact): RuleOutcome<PresenceReason> {
  // Yes/no is never blank.
  if (column.kind === "boolean") return { kind: "notApplicable" };
  if (column.readable === "no") return { kind: "notEvaluable", reason: "unreadable" };
  if (isBlank(column.kind, column.value)) {
    return column.readable === "unknown"
      ? { kind: "notEvaluable", reason: "unreadable" }
      : { kind: "fail", score: 0, reason: "blank" };
  }
  if (isPlaceholder(column.kind, column.value)) return { kind: "fail", score: 0, reason: "placeholder" };
  return { kind: "pass" };
}

/** A placeholder is shown as it stands there. */
export const explainPresence = (reason: PresenceReason, { value }: ColumnFact): readonly string[] =>
  reason === "placeholder" && typeof value === "string" ? [value] : [];

import type { Outcome, ProcessFact } from "./facts";
import type { Process, ProcessStatus, Response, Stage } from "./model";

export interface Verdict {
  readonly status: ProcessStatus;
  readonly backing: Process["backing"];
}

/**
 * How a process stands. A machine that ended it decided; then the answers count, step by step; and where they do not decide,
 * because some of them are hidden, what the source sums up. It never becomes an approval while a rejection is summed up that
 * one cannot see.
 *
 * @param outcomes what each step that was answered came to, null where the answers left it open
 */
export function statusOf(
  { lifecycle, results }: ProcessFact,
  stages: readonly Stage[],
  outcomes: readonly (Outcome | null)[],
  responses: readonly Response[],
): Verdict {
  if (lifecycle === "open") return { status: "pending", backing: "none" };
  if (lifecycle !== "completed") return { status: lifecycle, backing: "none" };

  const ending = stages.find(({ machine }) => machine?.verdict === "approve" || machine?.verdict === "reject");
  if (ending?.machine)
    return { status: ending.machine.verdict === "approve" ? "approved" : "rejected", backing: "machine" };

  const summary = statusFrom(results);
  if (outcomes.includes("reject")) return { status: "rejected", backing: "answers" };
  const rejectionIsHidden = results.includes("reject") && !responses.some(({ outcome }) => outcome === "reject");
  if (rejectionIsHidden) return { status: "rejected", backing: "summary" };
  const decided = outcomes.flatMap((outcome) => outcome ?? []);
  if (decided.length > 0 && decided.length === outcomes.length)
    return { status: statusFrom(decided) ?? "completed", backing: "answers" };
  return summary === null ? { status: "completed", backing: "none" } : { status: summary, backing: "summary" };
}

function statusFrom(outcomes: readonly Outcome[]): "approved" | "rejected" | "completed" | null {
  if (outcomes.length === 0) return null;
  if (outcomes.includes("reject")) return "rejected";
  return outcomes.every((outcome) => outcome === "approve") ? "approved" : "completed";
}

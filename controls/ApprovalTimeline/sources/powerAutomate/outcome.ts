import type { Outcome } from "../../history/facts";

/** `Approve` and `Reject` exactly, as Power Automate writes them. An option called "Approve later" is not an approval. */
export function outcomeOf(raw: string): Outcome {
  if (raw === "Approve") return "approve";
  return raw === "Reject" ? "reject" : "custom";
}

/** The result of an approval is its answers, joined by commas. */
export const outcomesOf = (result: string | null): readonly Outcome[] =>
  result === null || result.trim() === "" ? [] : result.split(/,\s*/).map(outcomeOf);

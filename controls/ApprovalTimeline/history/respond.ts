import type { AssignmentFact, Policy, ResponseFact } from "./facts";
import type { Outcome, Response } from "./model";

/** `Approve` and `Reject` exactly, as Power Automate writes them. An option called "Approve later" is not an approval. */
export function outcomeOf(raw: string): Outcome {
  if (raw === "Approve") return "approve";
  return raw === "Reject" ? "reject" : "custom";
}

const placeOf = (fact: { readonly stage: number; readonly step: number }): string => `${fact.stage}/${fact.step}`;
const laterThan = (a: number | null, b: number | null): boolean => a !== null && b !== null && a > b;

/**
 * Joins the committed answers of one process with its requests. Nothing in the tables links the two: the join is on the
 * person and the step, and where one person was asked twice, on the last request made before the answer.
 */
export function joinResponses(
  assignments: readonly AssignmentFact[],
  responses: readonly ResponseFact[],
): readonly Response[] {
  const open = new Map<string, AssignmentFact[]>();
  for (const assignment of assignments) {
    if (assignment.state === "reassigned") continue;
    const list = open.get(assignment.assignee.id);
    if (list) list.push(assignment);
    else open.set(assignment.assignee.id, [assignment]);
  }
  return responses
    .filter((response) => response.state === "committed")
    .sort((a, b) => (a.on ?? 0) - (b.on ?? 0))
    .map((response) => {
      const candidates = open.get(response.actor.id) ?? [];
      const same = candidates.filter((candidate) => placeOf(candidate) === placeOf(response));
      const before = same.filter((candidate) => !laterThan(candidate.requestedOn, response.on));
      // An answer stamped before its request (clocks differ) still belongs to the only request there is.
      const chosen = before[before.length - 1] ?? same[0] ?? (candidates.length === 1 ? candidates[0] : undefined);
      if (chosen) candidates.splice(candidates.indexOf(chosen), 1);
      return {
        provenance: response.provenance,
        assignmentId: chosen?.provenance.id ?? null,
        actor: response.actor,
        stage: response.stage,
        step: response.step,
        outcome: outcomeOf(response.rawOutcome),
        rawOutcome: response.rawOutcome,
        comment: response.comment,
        on: response.on,
        counted: true,
      };
    });
}

/** Marks the answers that came too late: after the first one where the first decides, after a rejection where all must approve. */
export function markLate(
  responses: readonly Response[],
  policyOf: (response: Response) => Policy,
): readonly Response[] {
  const decided = new Set<string>();
  return responses.map((response) => {
    const place = placeOf(response);
    if (decided.has(place)) return { ...response, counted: false };
    const policy = policyOf(response);
    if (policy === "first" || (policy === "all" && response.outcome === "reject")) decided.add(place);
    return response;
  });
}

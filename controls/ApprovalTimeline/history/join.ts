import type { AssignmentFact, Place, Policy, ResponseFact } from "./facts";
import type { Response } from "./model";

const keyOf = ({ stage, step }: Place): string => `${stage}/${step}`;
const laterThan = (a: number | null, b: number | null): boolean => a !== null && b !== null && a > b;

const isSame = (a: Place, b: Place): boolean => a.stage === b.stage && a.step === b.step;
/** One of two tables may not number stages or steps: what one side does not say cannot contradict. */
const isCompatible = (a: Place, b: Place): boolean => fits(a.stage, b.stage) && fits(a.step, b.step);
const fits = (a: number, b: number): boolean => a === b || a === 0 || b === 0;

/**
 * Joins the committed answers of one process with its requests. Nothing links the two but the person and the place: the
 * very place counts first, then one that does not contradict, then the person's only request. Where one person was asked
 * twice, the last request made before the answer is meant. An answer takes the place of its request, and one without a
 * request the only place that it fits.
 */
export function joinResponses(
  assignments: readonly AssignmentFact[],
  responses: readonly ResponseFact[],
): readonly Response[] {
  const inOrder = responses
    .filter((response) => response.state === "committed")
    .sort((a, b) => (a.on ?? 0) - (b.on ?? 0));
  const open = new Map<string, AssignmentFact[]>();
  for (const assignment of assignments) {
    if (assignment.state === "reassigned") continue;
    const list = open.get(assignment.assignee.id);
    if (list) list.push(assignment);
    else open.set(assignment.assignee.id, [assignment]);
  }

  const requestOf = new Map<ResponseFact, AssignmentFact>();
  const join = (choose: (asked: readonly AssignmentFact[], response: ResponseFact) => AssignmentFact | undefined) => {
    for (const response of inOrder) {
      const asked = open.get(response.actor.id);
      if (asked === undefined || requestOf.has(response)) continue;
      const chosen = choose(asked, response);
      if (chosen === undefined) continue;
      requestOf.set(response, chosen);
      asked.splice(asked.indexOf(chosen), 1);
    }
  };
  join((asked, response) =>
    lastBefore(
      asked.filter((request) => isSame(request, response)),
      response.on,
    ),
  );
  join((asked, response) =>
    lastBefore(
      asked.filter((request) => isCompatible(request, response)),
      response.on,
    ),
  );
  join((asked) => (asked.length === 1 ? asked[0] : undefined));

  return inOrder.map((response) => {
    const request = requestOf.get(response);
    const { stage, step } = request ?? onlyPlaceFor(response, assignments) ?? response;
    return {
      provenance: response.provenance,
      assignmentId: request?.provenance.id ?? null,
      actor: response.actor,
      stage,
      step,
      outcome: response.outcome,
      rawOutcome: response.rawOutcome,
      comment: response.comment,
      on: response.on,
      counted: true,
    };
  });
}

/** An answer stamped before its request (clocks differ) still belongs to the first request there is. */
function lastBefore(requests: readonly AssignmentFact[], on: number | null): AssignmentFact | undefined {
  const before = requests.filter((request) => !laterThan(request.requestedOn, on));
  return before[before.length - 1] ?? requests[0];
}

function onlyPlaceFor(response: ResponseFact, assignments: readonly AssignmentFact[]): Place | undefined {
  const places = new Map(
    assignments.filter((request) => isCompatible(request, response)).map((request) => [keyOf(request), request]),
  );
  const [first] = places.values();
  return places.size === 1 ? first : undefined;
}

/** Marks the answers that came too late: after the first one where the first decides, after a rejection where all must approve. */
export function markLate(
  responses: readonly Response[],
  policyOf: (response: Response) => Policy,
): readonly Response[] {
  const decided = new Set<string>();
  return responses.map((response) => {
    const place = keyOf(response);
    if (decided.has(place)) return { ...response, counted: false };
    const policy = policyOf(response);
    if (policy === "first" || (policy === "all" && response.outcome === "reject")) decided.add(place);
    return response;
  });
}

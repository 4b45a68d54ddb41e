import type { Origin } from "./chain";
import type { AssignmentFact, Outcome, Place, ProcessFact, Reason, StageFact } from "./facts";
import { append } from "./groups";
import type { Joined } from "./join";
import { copiesIn } from "./merge";
import type { Assignment, Response, Stage, UnansweredStatus, Validity } from "./model";
import type { Settings } from "./options";
import { count, ruleOf } from "./policies";
import { dueOf } from "./time";

/** A step with everything that is known to stand there. */
interface Spot extends Place {
  readonly announced: StageFact | null;
  readonly requests: AssignmentFact[];
  readonly answers: Joined[];
}

/** The steps in their order: those announced, those that requests name, and those that only hidden requests stood at. */
function spotsOf(
  announced: readonly StageFact[],
  requests: readonly AssignmentFact[],
  joined: readonly Joined[],
): readonly Spot[] {
  const spots = new Map<string, Spot>();
  const spotAt = ({ stage, step }: Place, fact: StageFact | null): Spot => {
    const key = `${stage}/${step}`;
    const found = spots.get(key) ?? { stage, step, announced: fact, requests: [], answers: [] };
    spots.set(key, found);
    return found;
  };
  for (const fact of announced) spotAt(fact, fact);
  // A stage that was announced as a whole holds what names it, by the first step that does; another step is one of its own.
  const stepOf = new Map<number, number>();
  const wholeStage = ({ stage, step }: Place): Spot | undefined => {
    const whole = stage === 0 ? undefined : spots.get(`${stage}/0`);
    if (whole === undefined) return undefined;
    const held = stepOf.get(stage) ?? step;
    stepOf.set(stage, held);
    return held === step ? whole : undefined;
  };
  const locate = (place: Place): Spot =>
    spots.get(`${place.stage}/${place.step}`) ?? wholeStage(place) ?? spotAt(place, null);
  for (const request of requests) locate(request).requests.push(request);
  for (const answer of joined) locate(answer.request ?? answer).answers.push(answer);
  return [...spots.values()].sort((a, b) => a.stage - b.stage || a.step - b.step);
}

interface Context {
  readonly fact: ProcessFact;
  readonly originOf: (request: AssignmentFact) => Origin;
  /** Ids of the requests that another one took over. */
  readonly handedOn: ReadonlySet<string>;
  /** Ids of the people who have begun an answer and not sent it. */
  readonly drafts: ReadonlySet<string>;
  readonly validityAt: (on: number | null) => Validity;
  readonly settings: Settings;
}

export interface Built {
  readonly stages: readonly Stage[];
  /** In the order they were given, and what each step that was answered came to. */
  readonly responses: readonly Response[];
  readonly loose: readonly Response[];
  readonly outcomes: readonly (Outcome | null)[];
  readonly hiddenRequest: boolean;
  readonly hiddenResponse: boolean;
}

/** Concludes step by step who has decided, who is waited for, who is not needed any more. */
export function buildStages(
  announced: readonly StageFact[],
  requests: readonly AssignmentFact[],
  joined: readonly Joined[],
  context: Context,
): Built {
  const responseOf = new Map<Joined, Response>();
  const loose: Response[] = [];
  const outcomes: (Outcome | null)[] = [];
  const stages: Stage[] = [];
  let hiddenRequest = false;
  let hiddenResponse = false;
  let route: StageFact | null = null;
  for (const spot of spotsOf(announced, requests, joined)) {
    const built = buildStage(spot, route, context);
    for (const [answer, response] of built.responses) {
      responseOf.set(answer, response);
      if (answer.request === null) loose.push(response);
    }
    if (built.outcome !== undefined) outcomes.push(built.outcome);
    hiddenRequest ||= built.hiddenRequest;
    hiddenResponse ||= built.stage.assignments.some(({ status }) => status === "hidden");
    // Where only an answer to a hidden request stood, the answer is told by itself.
    if (spot.announced !== null || spot.requests.length > 0) stages.push(built.stage);
    route = spot.announced?.machine ? spot.announced : null;
  }
  const responses = joined.flatMap((answer) => responseOf.get(answer) ?? []);
  return { stages, responses, loose, outcomes, hiddenRequest, hiddenResponse };
}

function buildStage(
  spot: Spot,
  route: StageFact | null,
  context: Context,
): {
  readonly stage: Stage;
  readonly responses: ReadonlyMap<Joined, Response>;
  /** Undefined: nobody answered. */
  readonly outcome: Outcome | null | undefined;
  readonly hiddenRequest: boolean;
} {
  const { fact, handedOn, originOf, settings } = context;
  const { announced } = spot;
  const policy = announced === null || announced.policy.kind === "unknown" ? fact.policy : announced.policy;

  const answered = new Map<AssignmentFact, Joined>();
  for (const answer of spot.answers) if (answer.request !== null) answered.set(answer.request, answer);
  // The successor of a request that was handed on tells its story.
  const own = spot.requests.filter(({ state, provenance }) => state !== "reassigned" || !handedOn.has(provenance.id));
  const originals = copiesIn(
    own,
    {
      onOf: ({ requestedOn }) => requestedOn,
      keyOf: ({ reassignedFrom, state, assignee }) =>
        reassignedFrom === null && state !== "reassigned" && assignee.id !== "" ? assignee.id : null,
      isKept: (request) => answered.has(request),
    },
    settings.copiesWithin,
  );
  const copies = new Map<AssignmentFact, AssignmentFact[]>();
  for (const [copy, original] of originals) append(copies, original, copy);
  const asked = originals.size === 0 ? own : own.filter((request) => !originals.has(request));

  const inTime = spot.answers.filter(({ fact: { on } }) => !isAfterEnd(fact, on));
  const canVote =
    asked.filter(({ state }) => state !== "reassigned").length +
    spot.answers.filter(({ request }) => request === null).length;
  const counted = count(
    policy,
    inTime.map((answer) => answer.fact.outcome),
    canVote,
  );
  const responses = new Map<Joined, Response>();
  let votes = 0;
  for (const answer of spot.answers) {
    const afterEnd = isAfterEnd(fact, answer.fact.on);
    if (!afterEnd) votes += 1;
    const late = counted.decidedAt !== null && votes > counted.decidedAt + 1;
    responses.set(answer, toResponse(answer, afterEnd ? "afterEnd" : late ? "afterDecision" : "counts", spot, context));
  }
  const deciding = counted.decidedAt === null ? undefined : inTime[counted.decidedAt];
  const decidedBy = (deciding && responses.get(deciding)) ?? null;
  const decided = decidedBy !== null;
  const endedOn = decidedBy?.on ?? fact.completedOn;

  let hiddenRequest = false;
  const reasonOfRoute: Reason | undefined = route?.machine && {
    kind: "condition",
    text: route.name ?? route.machine.rule ?? route.machine.rawVerdict,
  };
  const assignments = asked.map((request): Assignment => {
    const { chain, hidden } = originOf(request);
    hiddenRequest ||= hidden || request.state === "reassigned";
    const answer = answered.get(request);
    const response = (answer && responses.get(answer)) ?? null;
    const status = unansweredStatus(request, fact, decided, policy.kind === "unknown" && spot.answers.length > 0);
    const until =
      response !== null ? response.on : status === "pending" ? settings.now : status === "hidden" ? null : endedOn;
    const standing = response === null ? { status, response } : { status: "responded" as const, response };
    return {
      ...standing,
      id: request.provenance.id,
      provenance: request.provenance,
      assignee: request.assignee,
      rawState: request.rawState,
      requestedOn: request.requestedOn,
      dueOn: request.dueOn,
      due:
        response === null && status === "pending"
          ? dueOf(request.dueOn ?? fact.dueOn, settings.now, settings.soon)
          : ("none" as const),
      chain,
      reason:
        request.reason ??
        (chain !== null ? { kind: "delegated" as const, from: chain.last.from, cause: null } : (reasonOfRoute ?? null)),
      options: request.options ?? null,
      drafted: response === null && context.drafts.has(request.assignee.id),
      copies: copies.get(request)?.map(({ provenance }) => provenance) ?? NONE,
      waited: request.requestedOn === null || until === null ? null : settings.measure(request.requestedOn, until),
    };
  });

  const status = stageStatus(announced, assignments, fact, decided || spot.answers.length > 0);
  return {
    responses,
    hiddenRequest,
    outcome: inTime.length === 0 ? undefined : (counted.outcome ?? openOutcome(policy.kind, inTime)),
    stage: {
      stage: spot.stage,
      step: spot.step,
      policy,
      kind: announced?.kind ?? "approval",
      name: announced?.name ?? "",
      status,
      certainty: spot.requests.length > 0 || isPast(status) ? "actual" : (announced?.certainty ?? "planned"),
      assignments,
      quorum: {
        needed: canVote === 0 && policy.kind !== "nOfM" ? null : ruleOf(policy).needed(canVote),
        approvals: counted.approvals,
        asked: canVote,
      },
      decidedBy,
      machine: announced?.machine ?? null,
      took: tookOf(spot, status, endedOn, settings),
    },
  };
}

const NONE: readonly never[] = [];

const isPast = (status: Stage["status"]): boolean => status === "done" || status === "active" || status === "skipped";

/** Of answers that nobody knows how to count: any rejection rejects, and only approvals approve. */
function openOutcome(policy: ProcessFact["policy"]["kind"], answers: readonly Joined[]): Outcome | null {
  if (policy !== "unknown") return null;
  if (answers.some(({ fact }) => fact.outcome === "reject")) return "reject";
  return answers.every(({ fact }) => fact.outcome === "approve") ? "approve" : "custom";
}

/** An answer to what had expired or was stopped before does nothing. */
function isAfterEnd({ lifecycle, completedOn, expiresOn }: ProcessFact, on: number | null): boolean {
  if (lifecycle !== "expired" && lifecycle !== "cancelled" && lifecycle !== "abandoned") return false;
  const end = completedOn ?? (lifecycle === "expired" ? expiresOn : null);
  return on !== null && end !== null && on > end;
}

function toResponse(
  { fact, request }: Joined,
  effect: Response["effect"],
  { stage, step }: Place,
  { validityAt }: Context,
): Response {
  return {
    provenance: fact.provenance,
    assignmentId: request?.provenance.id ?? null,
    actor: fact.actor,
    onBehalfOf: fact.onBehalfOf ?? null,
    stage,
    step,
    outcome: fact.outcome,
    rawOutcome: fact.rawOutcome,
    comment: fact.comment,
    on: fact.on,
    effect,
    validity: validityAt(fact.on),
  };
}

function unansweredStatus(
  request: AssignmentFact,
  { lifecycle }: ProcessFact,
  decided: boolean,
  perhapsDecided: boolean,
): UnansweredStatus {
  if (request.state === "reassigned") return "reassigned";
  switch (lifecycle) {
    case "completed":
      return decided || perhapsDecided || request.state !== "closed" ? "notNeeded" : "hidden";
    case "expired":
      return decided ? "notNeeded" : "expired";
    case "cancelled":
    case "abandoned":
      return decided ? "notNeeded" : "cancelled";
    case "open":
    case "suspended":
      if (decided) return "notNeeded";
      return request.state === "open" ? "pending" : request.state === "closed" ? "hidden" : "unknown";
    case "unknown":
      return request.state === "closed" ? "hidden" : "unknown";
  }
}

function stageStatus(
  announced: StageFact | null,
  assignments: readonly Assignment[],
  { lifecycle }: ProcessFact,
  answered: boolean,
): Stage["status"] {
  const goesOn = lifecycle === "open" || lifecycle === "suspended";
  const told = announced?.state;
  if (told === "future" || (told === undefined && assignments.length === 0 && !answered))
    return goesOn ? "future" : "notReached";
  if (told === "active") return goesOn ? "active" : answered ? "done" : "cancelled";
  if (told !== undefined) return told;
  if (assignments.some(({ status }) => status === "pending")) return "active";
  return answered || !assignments.every(({ status }) => status === "cancelled" || status === "expired")
    ? "done"
    : "cancelled";
}

function tookOf(
  { announced, requests, answers }: Spot,
  status: Stage["status"],
  endedOn: number | null,
  { measure, now }: Settings,
): Stage["took"] {
  if (status !== "active" && status !== "done" && status !== "cancelled") return null;
  const from = announced?.enteredOn ?? earliest(requests.map(({ requestedOn }) => requestedOn));
  const last = answers[answers.length - 1]?.fact.on ?? null;
  const to = announced?.leftOn ?? (status === "active" ? now : (endedOn ?? last));
  return from === null || to === null ? null : measure(from, to);
}

function earliest(times: readonly (number | null)[]): number | null {
  let first: number | null = null;
  for (const time of times) if (time !== null && (first === null || time < first)) first = time;
  return first;
}

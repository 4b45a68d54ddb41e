import { chainOf } from "./chain";
import type { AssignmentFact, Facts, Gap, Lifecycle, Policy, ProcessFact, ResponseFact, StageFact } from "./facts";
import { joinResponses, markLate } from "./join";
import type {
  Assignment,
  Completeness,
  History,
  HistoryEvent,
  Process,
  ProcessStatus,
  Response,
  Stage,
  UnansweredStatus,
} from "./model";

export interface InterpretOptions {
  /** Now, ms UTC. */
  readonly now: number;
  /** After how many days what waits for the answers gives up. The two days before count as unsure. */
  readonly givesUpAfterDays: number;
}

const DAY = 86_400_000;
const UNSURE_DAYS = 2;

/** Concludes from the facts of all sources how each approval of a record stands, newest first; one that was not read is left out. */
export function interpret(facts: Facts, options: InterpretOptions): History {
  const assignments = groupBy(facts.assignments, (fact) => fact.processKey);
  const responses = groupBy(facts.responses, (fact) => fact.processKey);
  const stages = groupBy(facts.stages, (fact) => fact.processKey);
  const unread = new Set(facts.unread);
  const gaps: Gap[] =
    unread.size === 0 ? [...facts.gaps] : [...facts.gaps, { kind: "notYetRead", processes: unread.size }];
  const responsesReadable = !facts.gaps.some((gap) => "part" in gap && gap.part === "responses");

  const oldestFirst = [...facts.processes].sort((a, b) => (a.createdOn ?? 0) - (b.createdOn ?? 0));
  const attempts = new Map<string, number>();
  const processes = oldestFirst.flatMap((fact) => {
    const attempt = (attempts.get(fact.title) ?? 0) + 1;
    attempts.set(fact.title, attempt);
    if (unread.has(fact.key)) return [];
    const found = interpretProcess(
      fact,
      stages.get(fact.key) ?? [],
      assignments.get(fact.key) ?? [],
      responses.get(fact.key) ?? [],
      options,
    );
    if (found.hiddenRequest) addGap(gaps, { kind: "hiddenRequest" });
    if (found.hiddenResponse && responsesReadable) addGap(gaps, { kind: "hiddenResponse" });
    return [{ ...found.process, attempt }];
  });
  if (facts.seesEverything === false) addGap(gaps, { kind: "sharedRowsOnly" });
  return { processes: processes.reverse(), completeness: completenessOf(gaps, facts.seesEverything) };
}

function completenessOf(gaps: readonly Gap[], seesEverything: boolean | null): Completeness {
  if (gaps.length > 0) return { kind: "partial", gaps };
  return { kind: seesEverything === true ? "full" : "unknown", gaps };
}

function addGap(gaps: Gap[], gap: Gap): void {
  if (!gaps.some(({ kind }) => kind === gap.kind)) gaps.push(gap);
}

function groupBy<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

interface Found {
  readonly process: Omit<Process, "attempt">;
  readonly hiddenRequest: boolean;
  readonly hiddenResponse: boolean;
}

function interpretProcess(
  fact: ProcessFact,
  planned: readonly StageFact[],
  requests: readonly AssignmentFact[],
  answers: readonly ResponseFact[],
  options: InterpretOptions,
): Found {
  const byTime = [...requests].sort((a, b) => (a.requestedOn ?? 0) - (b.requestedOn ?? 0));
  const byId = new Map(byTime.map((request) => [request.provenance.id, request]));
  const handedOn = new Set(byTime.map((request) => request.reassignedFrom));
  const places = placesOf(planned, byTime, fact.policy);
  const policyAt = new Map(places.map((place) => [`${place.stage}/${place.step}`, place.policy]));
  const responses = markLate(
    joinResponses(byTime, answers),
    ({ stage, step }) => policyAt.get(`${stage}/${step}`) ?? fact.policy,
  );
  const responseOf = new Map(responses.map((response) => [response.assignmentId, response]));

  let hiddenRequest = false;
  let hiddenResponse = false;
  const stages: Stage[] = [];
  for (const place of places) {
    const { policy } = place;
    const here = responses.filter((response) => response.stage === place.stage && response.step === place.step);
    const decided = isDecided(policy, here);
    const list: Assignment[] = [];
    for (const request of place.requests) {
      // Its successor tells the story of a request that was handed on.
      if (request.state === "reassigned" && handedOn.has(request.provenance.id)) continue;
      const chain = chainOf(request, byId);
      const response = responseOf.get(request.provenance.id) ?? null;
      const status = unansweredStatus(request, fact.lifecycle, decided);
      hiddenRequest ||= chain.hidden || request.state === "reassigned";
      hiddenResponse ||= response === null && status === "unknown" && request.state === "closed";
      const head = {
        id: request.provenance.id,
        assignee: request.assignee,
        rawState: request.rawState,
        requestedOn: request.requestedOn,
        dueOn: request.dueOn,
        overdue: response === null && status === "pending" && isPast(request.dueOn ?? fact.dueOn, options.now),
        chain: chain.handOvers,
      };
      if (response) list.push({ ...head, status: "responded", response });
      else list.push({ ...head, status, response: null });
    }
    stages.push({
      stage: place.stage,
      step: place.step,
      policy,
      status: stageStatus(list, fact.lifecycle),
      assignments: list,
    });
  }

  const all = stages.flatMap((stage) => stage.assignments);
  const waiting = all.filter((assignment) => assignment.status === "pending");
  const { lifecycle, results, ...rest } = fact;
  const status = processStatus(lifecycle, responses, results);
  const loose = responses.filter((response) => response.assignmentId === null);
  return {
    hiddenRequest,
    hiddenResponse,
    process: {
      ...rest,
      status,
      stages,
      looseResponses: loose,
      waitingFor: waiting.map((assignment) => assignment.assignee),
      approvals: responses.filter((response) => response.outcome === "approve" && response.counted).length,
      asked: all.filter((assignment) => assignment.status !== "reassigned").length + loose.length,
      overdue:
        status === "pending" && (isPast(fact.dueOn, options.now) || waiting.some((assignment) => assignment.overdue)),
      listening: listeningOf(fact, options),
      events: eventsOf(fact, byTime, responses),
    },
  };
}

interface Place extends Omit<StageFact, "processKey"> {
  readonly requests: AssignmentFact[];
}

/** The steps in their order: those announced and those that requests name. */
function placesOf(
  planned: readonly StageFact[],
  requests: readonly AssignmentFact[],
  ofProcess: Policy,
): readonly Place[] {
  const places = new Map<string, Place>();
  const place = (stage: number, step: number, policy: Policy): Place => {
    const key = `${stage}/${step}`;
    const found = places.get(key) ?? { stage, step, policy: policy === "unknown" ? ofProcess : policy, requests: [] };
    places.set(key, found);
    return found;
  };
  for (const { stage, step, policy } of planned) place(stage, step, policy);
  for (const request of requests) place(request.stage, request.step, "unknown").requests.push(request);
  return [...places.values()].sort((a, b) => a.stage - b.stage || a.step - b.step);
}

/** First-to-respond is decided by any answer; everyone-must-approve by the first rejection. */
function isDecided(policy: Policy, responses: readonly Response[]): boolean {
  if (policy === "first") return responses.length > 0;
  return policy === "all" && responses.some((response) => response.outcome === "reject");
}

function unansweredStatus(request: AssignmentFact, lifecycle: Lifecycle, decided: boolean): UnansweredStatus {
  if (request.state === "reassigned") return "reassigned";
  switch (lifecycle) {
    case "completed":
      return "notNeeded";
    case "expired":
      return "expired";
    case "cancelled":
    case "abandoned":
      return "cancelled";
    case "open":
    case "suspended":
      if (decided) return "notNeeded";
      return request.state === "open" ? "pending" : "unknown";
    case "unknown":
      return "unknown";
  }
}

function stageStatus(assignments: readonly Assignment[], lifecycle: Lifecycle): Stage["status"] {
  const goesOn = lifecycle === "open" || lifecycle === "suspended";
  if (assignments.length === 0) return goesOn ? "future" : "notReached";
  return assignments.some((assignment) => assignment.status === "pending") ? "active" : "done";
}

function processStatus(
  lifecycle: Lifecycle,
  responses: readonly Response[],
  results: ProcessFact["results"],
): ProcessStatus {
  if (lifecycle === "open") return "pending";
  if (lifecycle !== "completed") return lifecycle;
  // The source's own summary may be cut off, so it counts only where no answer can be read.
  const counted = responses.filter((response) => response.counted);
  const outcomes = counted.length > 0 ? counted.map(({ outcome }) => outcome) : results;
  if (outcomes.includes("reject")) return "rejected";
  return outcomes.length > 0 && outcomes.every((outcome) => outcome === "approve") ? "approved" : "completed";
}

/** "Due exactly now" is not late yet. */
const isPast = (instant: number | null, now: number): boolean => instant !== null && instant < now;

function listeningOf(fact: ProcessFact, { now, givesUpAfterDays }: InterpretOptions): Process["listening"] {
  if (fact.lifecycle !== "open" || fact.createdOn === null) return "yes";
  const age = (now - fact.createdOn) / DAY;
  if (age >= givesUpAfterDays) return "no";
  return age >= givesUpAfterDays - UNSURE_DAYS ? "unsure" : "yes";
}

function eventsOf(
  fact: ProcessFact,
  requests: readonly AssignmentFact[],
  responses: readonly Response[],
): readonly HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const add = (on: number | null, event: Omit<HistoryEvent, "on">): void => {
    // What has no time on record has no place in time: it is never given one.
    if (on !== null) events.push({ ...event, on });
  };
  const none = { outcome: null, rawOutcome: null } as const;
  add(fact.createdOn, {
    type: "created",
    precision: "exact",
    actor: fact.requester,
    provenance: fact.provenance,
    ...none,
  });
  for (const request of requests) {
    const handed = request.reassignedFrom !== null;
    add(request.requestedOn, {
      type: handed ? "reassigned" : "requested",
      precision: handed ? "derived" : "exact",
      actor: request.assignee,
      provenance: request.provenance,
      ...none,
    });
  }
  for (const { provenance, actor, outcome, rawOutcome, on } of responses)
    add(on, { type: "responded", precision: "exact", actor, outcome, rawOutcome, provenance });
  add(fact.completedOn, { type: "ended", precision: "exact", actor: null, provenance: fact.provenance, ...none });
  return events.sort((a, b) => a.on - b.on);
}

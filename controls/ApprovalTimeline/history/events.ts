import type { AssignmentFact, ProcessFact, StageFact } from "./facts";
import { compareIds } from "./groups";
import type { HistoryEvent, Response } from "./model";

/** Where equal times leave the order open, the order in which such things happen. */
const ORDER: Readonly<Record<HistoryEvent["type"], number>> = {
  created: 0,
  machine: 1,
  requested: 2,
  reassigned: 3,
  responded: 4,
  ended: 5,
};

const NOTHING = { outcome: null, rawOutcome: null } as const;

/** Everything of a process that has a time on record. What has none has no place in time: it is never given one. */
export function eventsOf(
  fact: ProcessFact,
  stages: readonly StageFact[],
  requests: readonly AssignmentFact[],
  responses: readonly Response[],
  now: number,
): readonly HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const add = (
    type: HistoryEvent["type"],
    on: number | null,
    actor: HistoryEvent["actor"],
    provenance: HistoryEvent["provenance"],
    said: Pick<HistoryEvent, "outcome" | "rawOutcome"> = NOTHING,
  ): void => {
    if (on === null) return;
    const precision = type === "reassigned" || type === "machine" ? "derived" : "exact";
    const { outcome, rawOutcome } = said;
    events.push({ type, on, precision, inFuture: on > now, actor, outcome, rawOutcome, provenance });
  };
  add("created", fact.createdOn, fact.requester, fact.provenance);
  for (const { reassignedFrom, requestedOn, assignee, provenance } of requests)
    add(reassignedFrom === null ? "requested" : "reassigned", requestedOn, assignee, provenance);
  for (const response of responses) add("responded", response.on, response.actor, response.provenance, response);
  for (const { machine, name, provenance } of stages)
    if (machine)
      add("machine", machine.on, null, provenance ?? fact.provenance, {
        // What a machine decides is nobody's answer.
        outcome: null,
        rawOutcome: name ?? machine.rawVerdict,
      });
  add("ended", fact.completedOn, null, fact.provenance);
  return events.sort((a, b) => a.on - b.on || ORDER[a.type] - ORDER[b.type] || compareIds(a, b));
}

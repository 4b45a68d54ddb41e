import type { AssignmentFact, ProcessFact, StageFact } from "./facts";
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

/** Everything of a process that has a time on record. What has none has no place in time: it is never given one. */
export function eventsOf(
  fact: ProcessFact,
  stages: readonly StageFact[],
  requests: readonly AssignmentFact[],
  responses: readonly Response[],
  now: number,
): readonly HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const add = (on: number | null, event: Omit<HistoryEvent, "on" | "inFuture">): void => {
    if (on !== null) events.push({ ...event, on, inFuture: on > now });
  };
  const { provenance } = fact;
  const none = { outcome: null, rawOutcome: null } as const;
  add(fact.createdOn, { type: "created", precision: "exact", actor: fact.requester, provenance, ...none });
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
  for (const { provenance: read, actor, outcome, rawOutcome, on } of responses)
    add(on, { type: "responded", precision: "exact", actor, outcome, rawOutcome, provenance: read });
  for (const { machine, name, provenance: read } of stages)
    if (machine)
      add(machine.on, {
        type: "machine",
        precision: "derived",
        actor: null,
        // What a machine decides is nobody's answer.
        outcome: null,
        rawOutcome: name ?? machine.rawVerdict,
        provenance: read ?? provenance,
      });
  add(fact.completedOn, { type: "ended", precision: "exact", actor: null, provenance, ...none });
  return events.sort((a, b) => a.on - b.on || ORDER[a.type] - ORDER[b.type]);
}

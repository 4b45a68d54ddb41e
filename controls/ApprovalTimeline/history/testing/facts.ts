import type { AssignmentFact, Facts, Outcome, Person, Policy, ProcessFact, ResponseFact } from "../facts";
import { interpret } from "../interpret";
import type { Assignment, History, Process, Response } from "../model";
import type { InterpretOptions } from "../options";

/** Small facts for tests: each says only what its test is about. */
export const NOW = Date.UTC(2026, 5, 15, 12);
export const DAY = 86_400_000;
export const HOUR = 3_600_000;
export const MINUTE = 60_000;
export const ago = (days: number): number => NOW - days * DAY;

export const person = (name: string): Person => ({ id: name.toLowerCase(), name, kind: "user" });
export const mia = person("Mia Chen");
export const omar = person("Omar Haddad");
export const grace = person("Grace Kim");

export const FIRST: Policy = { kind: "first" };
export const ALL: Policy = { kind: "all", oneRejectionEnds: true };
export const UNKNOWN: Policy = { kind: "unknown" };

export const process = (more: Partial<ProcessFact> = {}): ProcessFact => ({
  key: more.key ?? "p",
  provenance: { table: "approval", id: more.key ?? "p" },
  title: "Approve desks",
  requester: null,
  lifecycle: "open",
  rawStatus: "Pending",
  results: [],
  policy: FIRST,
  createdOn: ago(3),
  dueOn: null,
  expiresOn: null,
  completedOn: null,
  ...more,
});

export const ask = (id: string, assignee: Person, more: Partial<AssignmentFact> = {}): AssignmentFact => ({
  provenance: { table: "request", id },
  processKey: "p",
  assignee,
  stage: 1,
  step: 1,
  state: "open",
  rawState: "Active",
  requestedOn: ago(3),
  dueOn: null,
  reassignedFrom: null,
  ...more,
});

const outcomes: Readonly<Record<string, Outcome>> = { Approve: "approve", Reject: "reject" };

export const answer = (
  id: string,
  actor: Person,
  rawOutcome: string,
  more: Partial<ResponseFact> = {},
): ResponseFact => ({
  provenance: { table: "response", id },
  processKey: "p",
  actor,
  stage: 1,
  step: 1,
  outcome: outcomes[rawOutcome] ?? "custom",
  rawOutcome,
  comment: { kind: "empty" },
  state: "committed",
  on: ago(1),
  ...more,
});

/** What a source knows; one process that waits where nothing else is said. */
export const factsOf = (facts: Partial<Facts> = {}): Facts => ({
  source: "engine",
  processes: [process()],
  unread: [],
  stages: [],
  assignments: [],
  responses: [],
  gaps: [],
  seesEverything: true,
  ...facts,
});

export const read = (facts: Partial<Facts>, options: Partial<InterpretOptions> = {}): History =>
  interpret([factsOf(facts)], { now: NOW, ...options });

export function only(facts: Partial<Facts>, options: Partial<InterpretOptions> = {}): Process {
  const [first] = read(facts, options).processes;
  if (first === undefined) throw new Error("no process");
  return first;
}

export const assignmentsOf = ({ stages }: Process): readonly Assignment[] =>
  stages.flatMap(({ assignments }) => assignments);

/** "Mia Chen: pending" for each request. */
export const statuses = (found: Process): readonly string[] =>
  assignmentsOf(found).map(({ assignee, status }) => `${assignee.name}: ${status}`);

export const allResponses = (found: Process): readonly Response[] => [
  ...assignmentsOf(found).flatMap(({ response }) => response ?? []),
  ...found.looseResponses,
];

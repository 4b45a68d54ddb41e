import { capabilitiesOf, type Capability, type Viewer } from "./capabilities";
import type { Person } from "./facts";
import type { Due, History, Process, ProcessStatus, Quorum, Response, Stage, Validity } from "./model";

/** The parts of the one sentence that says how things stand. The view has the words. */
export type StatusSentence =
  /** `visible`: there are none; not visible: there may be some that one cannot see. */
  | { readonly kind: "none"; readonly process: null; readonly visible: boolean }
  | {
      readonly kind: "waiting";
      /** The approval that the sentence is about. */
      readonly process: Process;
      /** Empty: for whom cannot be seen. */
      readonly who: readonly Person[];
      /** How far it has come; null where one answer is enough. */
      readonly quorum: Quorum | null;
      readonly since: number | null;
      readonly until: { readonly kind: "due" | "expires"; readonly on: number } | null;
      readonly due: Due;
      readonly then: Next;
      readonly listening: Process["listening"];
      /** How many other approvals wait as well. */
      readonly others: number;
    }
  /** Decided as far as the answers tell, and the engine has not taken note of it yet. */
  | {
      readonly kind: "answered";
      readonly process: Process;
      readonly by: Person | null;
      readonly since: number | null;
      readonly then: Next;
    }
  | {
      readonly kind: "ended";
      readonly process: Process;
      readonly status: ProcessStatus;
      readonly rawStatus: string;
      readonly on: number | null;
      /** Whose answers made it so. */
      readonly by: readonly Response[];
      /** The stage whose machine decided, in a person's place. */
      readonly machine: Stage | null;
      readonly backing: Process["backing"];
      readonly validity: Validity | null;
    };

/** What follows; null: nothing is known of it. */
export type Next = { readonly kind: "stage"; readonly stage: Stage } | { readonly kind: "end" } | null;

/** Everything that a person asks of a record's approvals. */
export interface Answers {
  readonly status: StatusSentence;
  readonly capabilities: readonly Capability[];
}

/** Answers how a record stands: in one sentence, what the viewer may do, and why not what they may not. */
export function answersOf(history: History, viewer: Viewer): Answers {
  const status = statusSentence(history);
  return { status, capabilities: status.process === null ? [] : capabilitiesOf(status.process, viewer) };
}

/** How a record stands, in the parts of one sentence. */
export function statusSentence(history: History): StatusSentence {
  const process = headline(history.processes);
  if (process === null) return { kind: "none", process, visible: history.completeness.kind !== "partial" };
  return sentenceOf(process, history);
}

/** What still waits and can be heard matters more than what came later and has ended. */
function headline(processes: readonly Process[]): Process | null {
  const waits = processes.find(
    ({ status, supersededBy, listening }) => status === "pending" && supersededBy === null && listening !== "no",
  );
  return waits ?? processes[0] ?? null;
}

function sentenceOf(process: Process, { processes }: History): StatusSentence {
  const { status, stages, waitingFor } = process;
  if (status !== "pending") {
    const machine =
      process.backing === "machine"
        ? (stages.find(({ machine: by }) => by?.verdict === "approve" || by?.verdict === "reject") ?? null)
        : null;
    return {
      kind: "ended",
      process,
      status,
      rawStatus: process.rawStatus,
      on: process.completedOn,
      by: machine === null ? decidingOf(process) : [],
      machine,
      backing: process.backing,
      validity: process.validity,
    };
  }
  const then = nextOf(stages);
  const last = stages.reduce<Stage | null>((found, stage) => (stage.decidedBy ? stage : found), null);
  const knows = stages.some(({ assignments }) =>
    assignments.some(({ status: how }) => how === "pending" || how === "hidden" || how === "unknown"),
  );
  if (waitingFor.length === 0 && last?.decidedBy && !knows && stages.every(({ status: how }) => how !== "active"))
    return { kind: "answered", process, by: last.decidedBy.actor, since: last.decidedBy.on, then };
  const active = stages.filter(({ assignments }) => assignments.some(({ status: how }) => how === "pending"));
  const pending = active.flatMap(({ assignments }) => assignments.filter(({ status: how }) => how === "pending"));
  const dueOn = smallest(pending.map((assignment) => assignment.dueOn)) ?? process.dueOn;
  const [only] = active;
  return {
    kind: "waiting",
    process,
    who: waitingFor,
    quorum: only && active.length === 1 && only.policy.kind !== "first" && only.quorum.asked > 1 ? only.quorum : null,
    since: smallest(pending.map(({ requestedOn }) => requestedOn)),
    until:
      dueOn !== null
        ? { kind: "due", on: dueOn }
        : process.expiresOn !== null
          ? { kind: "expires", on: process.expiresOn }
          : null,
    due: process.due,
    then,
    listening: process.listening,
    others: processes.filter(
      (other) => other !== process && other.status === "pending" && other.contradictions.length === 0,
    ).length,
  };
}

/** The stage after the last one that was reached. Only what is announced says that nothing follows. */
function nextOf(stages: readonly Stage[]): Next {
  const next = stages.find(({ status }) => status === "future");
  if (next) return { kind: "stage", stage: next };
  return stages.length > 1 && stages.every(({ status }) => status !== "future") ? { kind: "end" } : null;
}

/** The answers that made a process end as it did. */
function decidingOf({ status, stages, looseResponses }: Process): readonly Response[] {
  const counted = [
    ...stages.flatMap(({ assignments }) => assignments.flatMap(({ response }) => response ?? [])),
    ...looseResponses,
  ].filter(({ effect }) => effect === "counts");
  if (status === "completed") return counted.slice(-1);
  if (status === "approved") return counted.filter(({ outcome }) => outcome === "approve");
  return status === "rejected" ? counted.filter(({ outcome }) => outcome === "reject") : [];
}

function smallest(times: readonly (number | null)[]): number | null {
  let first: number | null = null;
  for (const time of times) if (time !== null && (first === null || time < first)) first = time;
  return first;
}

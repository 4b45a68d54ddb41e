import type {
  ColumnChange,
  Comment,
  Gap,
  MachineVerdict,
  Outcome,
  Person,
  Place,
  Policy,
  ProcessFact,
  Provenance,
  Reason,
  StageFact,
} from "./facts";

/** How a process stands. `completed` is decided in a way that is neither plain approval nor rejection. */
export type ProcessStatus =
  "pending" | "suspended" | "approved" | "rejected" | "completed" | "expired" | "cancelled" | "abandoned" | "unknown";

/**
 * How a request stands that nobody has answered, as far as one can see. `hidden`: closed by an answer that is not among the
 * rows. `unknown`: a code that nobody knows.
 */
export type UnansweredStatus = "pending" | "notNeeded" | "reassigned" | "expired" | "cancelled" | "hidden" | "unknown";

/** Whether a decision still fits the record that it was made about. */
export type Validity =
  | { readonly kind: "unchanged" }
  /** What is different now from what was decided on; `on`, `by`: the last of those changes. */
  | {
      readonly kind: "changed";
      readonly columns: readonly ColumnChange[];
      readonly on: number;
      readonly by: Person | null;
    }
  /** The record was saved since; which columns changed is not known. */
  | { readonly kind: "maybeChanged"; readonly on: number; readonly by: Person | null }
  /** Nothing is known of the record's changes, or not when the decision was made. */
  | { readonly kind: "unknown" };

export interface Response extends Place {
  readonly provenance: Provenance;
  /** Null: no request of that person is among the rows. */
  readonly assignmentId: string | null;
  readonly actor: Person;
  readonly onBehalfOf: Person | null;
  readonly outcome: Outcome;
  readonly rawOutcome: string;
  readonly comment: Comment;
  readonly on: number | null;
  /** `afterDecision`: others had decided already. `afterEnd`: the process had expired or been stopped. */
  readonly effect: "counts" | "afterDecision" | "afterEnd";
  readonly validity: Validity;
}

/** One hand-over. `from` is null where the former request is hidden. */
export interface HandOver {
  readonly from: Person | null;
  readonly to: Person;
  /** When the new request was made: the nearest known time, not the click itself. */
  readonly on: number | null;
}

/**
 * How a request came to its person, from the last hand-over back. Requests that were handed on by the same people share what
 * they have in common; `handOversOf` lists it.
 */
export interface Chain {
  readonly last: HandOver;
  readonly before: Chain | null;
  readonly length: number;
}

/** `soon`: not over yet, and closer than the options say. */
export type Due = "none" | "inTime" | "soon" | "over";

/** How long something lasted, ms. */
export interface Duration {
  readonly calendar: number;
  /** In working hours; null where no working hours are known. */
  readonly business: number | null;
}

export type Assignment = AssignmentHead &
  (
    | { readonly status: "responded"; readonly response: Response }
    | { readonly status: UnansweredStatus; readonly response: null }
  );

interface AssignmentHead {
  readonly id: string;
  readonly provenance: Provenance;
  readonly assignee: Person;
  readonly rawState: string;
  readonly requestedOn: number | null;
  readonly dueOn: number | null;
  readonly due: Due;
  readonly chain: Chain | null;
  /** Why it is this person; null: not known. */
  readonly reason: Reason | null;
  readonly options: readonly string[] | null;
  /** An answer was begun and not sent. */
  readonly drafted: boolean;
  /** The same request, sent again by mistake. */
  readonly copies: readonly Provenance[];
  /** How long it waited or has been waiting; null: not known since when or until when. */
  readonly waited: Duration | null;
}

/** How far a step has come under its policy. */
export interface Quorum {
  /** How many approvals decide; null: not known. */
  readonly needed: number | null;
  readonly approvals: number;
  /** Who was asked and can count. */
  readonly asked: number;
}

export interface Stage extends Place {
  readonly policy: Policy;
  readonly kind: NonNullable<StageFact["kind"]>;
  readonly name: string;
  /** `notReached`: announced, and the process ended before it. */
  readonly status: "future" | "active" | "done" | "skipped" | "cancelled" | "notReached";
  readonly certainty: "actual" | "planned" | "inferred";
  readonly assignments: readonly Assignment[];
  readonly quorum: Quorum;
  /** The answer that decided it; null: not decided, or by a machine. */
  readonly decidedBy: Response | null;
  readonly machine: MachineVerdict | null;
  readonly took: Duration | null;
}

/** Something that happened, with its place in time. */
export interface HistoryEvent {
  readonly type: "created" | "requested" | "reassigned" | "responded" | "machine" | "ended";
  readonly on: number;
  /** `derived`: the nearest time on record, not the moment itself. */
  readonly precision: "exact" | "derived";
  /** Later than now: a clock is wrong somewhere. */
  readonly inFuture: boolean;
  readonly actor: Person | null;
  readonly outcome: Outcome | null;
  /** The answer in its own words; of a machine, the stage's name. */
  readonly rawOutcome: string | null;
  readonly provenance: Provenance;
}

/** How another engine tells the same process. */
export interface Contradiction {
  /** `answers`: each knows answers that the other does not. */
  readonly about: "status" | "answers";
  readonly source: string;
  readonly key: string;
  readonly status: ProcessStatus;
  readonly rawStatus: string;
}

export interface Process extends Omit<ProcessFact, "lifecycle" | "results" | "hears" | "series" | "sameAs" | "allows"> {
  readonly source: string;
  readonly status: ProcessStatus;
  /** What the status rests on: answers that one can see, a machine's verdict, or only what the source sums up. */
  readonly backing: "answers" | "machine" | "summary" | "none";
  /** 1 for the first attempt of its series on the record, 2 for the next, … */
  readonly attempt: number;
  /** The key of the attempt before. */
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
  readonly stages: readonly Stage[];
  /** Answers whose request is not among the rows. */
  readonly looseResponses: readonly Response[];
  readonly waitingFor: readonly Person[];
  readonly approvals: number;
  /** How many people were asked and can still count, hand-overs counted once. */
  readonly asked: number;
  readonly due: Due;
  /** Whether anything behind an open process can still hear an answer. */
  readonly listening: "yes" | "unsure" | "no";
  readonly allows: { readonly reassign: boolean | null; readonly cancel: boolean | null };
  /** Whether the decision still fits the record; null: there is none. */
  readonly validity: Validity | null;
  /** Other sources that tell the same process in the same way. */
  readonly alsoIn: readonly { readonly source: string; readonly provenance: Provenance }[];
  readonly contradictions: readonly Contradiction[];
  /** The same process, started again by mistake within minutes. */
  readonly copies: readonly Provenance[];
  /** Oldest first. */
  readonly events: readonly HistoryEvent[];
}

export interface Completeness {
  readonly kind: "full" | "partial" | "unknown";
  readonly gaps: readonly Gap[];
}

export interface History {
  /** Newest first. */
  readonly processes: readonly Process[];
  readonly completeness: Completeness;
}

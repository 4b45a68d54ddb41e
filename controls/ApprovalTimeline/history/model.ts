import type { Comment, Gap, Outcome, Person, Place, Policy, ProcessFact, Provenance } from "./facts";

/** How a process stands. `completed` is decided in a way that is neither plain approval nor rejection. */
export type ProcessStatus =
  "pending" | "suspended" | "approved" | "rejected" | "completed" | "expired" | "cancelled" | "abandoned" | "unknown";

/** How a request stands that nobody has answered, as far as one can see. */
export type UnansweredStatus = "pending" | "notNeeded" | "reassigned" | "expired" | "cancelled" | "unknown";

export interface Response extends Place {
  readonly provenance: Provenance;
  /** Null: no request of that person is among the rows. */
  readonly assignmentId: string | null;
  readonly actor: Person;
  readonly outcome: Outcome;
  readonly rawOutcome: string;
  readonly comment: Comment;
  readonly on: number | null;
  /** False: it came after somebody else's answer had decided. */
  readonly counted: boolean;
}

/** One hand-over. `from` is null where the former request is hidden. */
export interface HandOver {
  readonly from: Person | null;
  readonly to: Person;
  /** When the new request was made: the nearest known time, not the click itself. */
  readonly on: number | null;
}

export type Assignment = AssignmentHead &
  (
    | { readonly status: "responded"; readonly response: Response }
    | { readonly status: UnansweredStatus; readonly response: null }
  );

interface AssignmentHead {
  readonly id: string;
  readonly assignee: Person;
  readonly rawState: string;
  readonly requestedOn: number | null;
  readonly dueOn: number | null;
  readonly overdue: boolean;
  /** How it came to this person, oldest first. */
  readonly chain: readonly HandOver[];
}

export interface Stage extends Place {
  readonly policy: Policy;
  /** `notReached`: announced, and the process ended before it. */
  readonly status: "future" | "active" | "done" | "notReached";
  readonly assignments: readonly Assignment[];
}

/** Something that happened, with its place in time. */
export interface HistoryEvent {
  readonly type: "created" | "requested" | "reassigned" | "responded" | "ended";
  readonly on: number;
  /** `derived`: the nearest time on record, not the moment itself. */
  readonly precision: "exact" | "derived";
  readonly actor: Person | null;
  readonly outcome: Outcome | null;
  readonly rawOutcome: string | null;
  readonly provenance: Provenance;
}

export interface Process extends Omit<ProcessFact, "lifecycle" | "results"> {
  readonly status: ProcessStatus;
  /** 1 for the first process of this title on the record, 2 for the next, … */
  readonly attempt: number;
  readonly stages: readonly Stage[];
  /** Answers whose request is not among the rows. */
  readonly looseResponses: readonly Response[];
  readonly waitingFor: readonly Person[];
  readonly approvals: number;
  /** How many people were asked and can still count, hand-overs counted once. */
  readonly asked: number;
  readonly overdue: boolean;
  /** Whether anything behind an open process can still hear an answer. */
  readonly listening: "yes" | "unsure" | "no";
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

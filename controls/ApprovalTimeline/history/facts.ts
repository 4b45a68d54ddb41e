/**
 * What a source knows, before anything is concluded: one source's rows in the words of approvals. Instants are
 * milliseconds UTC. Raw codes and texts are kept, so that what nobody knows yet can be shown as it is.
 */
export interface Person {
  /** Lower-case id, unique in its source. */
  readonly id: string;
  /** Null: deleted, disabled or not readable. */
  readonly name: string | null;
  readonly kind: "user" | "team" | "unknown";
}

/** Where a fact was read. */
export interface Provenance {
  readonly table: string;
  readonly id: string;
}

/** Where in a process a request or an answer stands. Numbers start at 1; 0: the source does not say. */
export interface Place {
  readonly stage: number;
  readonly step: number;
}

/** What an answer means. `custom` is an option in somebody's own words and never an approval, however it is called. */
export type Outcome = "approve" | "reject" | "custom";

/** Who has to answer before a process is decided. */
export type Policy = "first" | "all" | "unknown";

export type Lifecycle = "open" | "suspended" | "completed" | "expired" | "cancelled" | "abandoned" | "unknown";

export interface ProcessFact {
  readonly key: string;
  readonly provenance: Provenance;
  readonly title: string;
  readonly requester: Person | null;
  readonly lifecycle: Lifecycle;
  /** The status as the source wrote it. */
  readonly rawStatus: string;
  /** The source's own summary of the answers, empty where it has none. It can be cut off: answers count more. */
  readonly results: readonly Outcome[];
  readonly policy: Policy;
  readonly createdOn: number | null;
  readonly dueOn: number | null;
  readonly expiresOn: number | null;
  readonly completedOn: number | null;
}

/** A step that the source announces, whether or not it was reached. */
export interface StageFact extends Place {
  readonly processKey: string;
  readonly policy: Policy;
}

export interface AssignmentFact extends Place {
  readonly provenance: Provenance;
  readonly processKey: string;
  readonly assignee: Person;
  readonly state: "open" | "closed" | "reassigned" | "unknown";
  readonly rawState: string;
  readonly requestedOn: number | null;
  readonly dueOn: number | null;
  /** The id of the assignment that this one took over. */
  readonly reassignedFrom: string | null;
}

export type Comment =
  { readonly kind: "text"; readonly text: string } | { readonly kind: "empty" } | { readonly kind: "restricted" };

export interface ResponseFact extends Place {
  readonly provenance: Provenance;
  readonly processKey: string;
  readonly actor: Person;
  readonly outcome: Outcome;
  /** The answer as it was given, in its own casing. */
  readonly rawOutcome: string;
  readonly comment: Comment;
  /** Drafts are no decisions. */
  readonly state: "committed" | "draft" | "unknown";
  readonly on: number | null;
}

/** What a history is made of besides the processes themselves. */
export type Part = "requests" | "responses";

/** Why a history may not be the whole one. */
export type Gap =
  /** The user may not read the table that holds this part. */
  | { readonly kind: "forbidden"; readonly part: Part; readonly table: string }
  /** That table could not be read for another reason, although others could. */
  | { readonly kind: "unreadable"; readonly part: Part; readonly table: string }
  /** The user's role shows only rows that are theirs or shared with them. */
  | { readonly kind: "sharedRowsOnly" }
  /** A request in a chain of reassignments is not among the rows. */
  | { readonly kind: "hiddenRequest" }
  /** A request was closed, and the answer that closed it is not among the rows. */
  | { readonly kind: "hiddenResponse" }
  /** So many earlier processes are known to exist, and nothing else about them was read yet. */
  | { readonly kind: "notYetRead"; readonly processes: number };

export interface Facts {
  readonly processes: readonly ProcessFact[];
  /** Keys of the processes whose requests and answers were not read yet: nothing can be concluded about them. */
  readonly unread: readonly string[];
  readonly stages: readonly StageFact[];
  readonly assignments: readonly AssignmentFact[];
  readonly responses: readonly ResponseFact[];
  readonly gaps: readonly Gap[];
  /** Whether the user may read every row; null where the host does not tell. */
  readonly seesEverything: boolean | null;
}

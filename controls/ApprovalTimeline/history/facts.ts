/**
 * What sources know, before anything is concluded: rows in the words of approvals, one `Facts` a source. Instants are
 * milliseconds UTC. Raw codes and texts are kept, so that what nobody knows yet can be shown as it is. A member that is
 * absent is one that the source has nothing to say about.
 */
export interface Person {
  /** Lower-case id, unique over all sources of a record; empty: nobody knows who. */
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

/** Who has to answer before a step is decided; each kind is a file in `policies`. */
export type Policy =
  | { readonly kind: "first" }
  /** `oneRejectionEnds`: the first rejection decides, although others could still approve. */
  | { readonly kind: "all"; readonly oneRejectionEnds: boolean }
  | { readonly kind: "majority"; readonly oneRejectionEnds: boolean }
  /** `percent`: of those asked, above 0 up to 100. */
  | { readonly kind: "percent"; readonly percent: number; readonly oneRejectionEnds: boolean }
  /** `needed`: how many approvals, at least 1. */
  | { readonly kind: "nOfM"; readonly needed: number; readonly oneRejectionEnds: boolean }
  | { readonly kind: "unknown" };

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
  /** Until when anything behind an open process surely hears an answer, and from when on surely nothing does. */
  readonly hears?: { readonly surelyUntil: number; readonly notFrom: number };
  /** What attempts at the same thing share, unique in its source; absent: the title. */
  readonly series?: string;
  /** Keys of processes, of other sources too, that are this very one as another engine tells it. */
  readonly sameAs?: readonly string[];
  /** Whether requests may be handed on and the process cancelled; absent: not said. */
  readonly allows?: { readonly reassign: boolean | null; readonly cancel: boolean | null };
}

/** What a machine decided in a stage of its own, by a condition or a model. */
export interface MachineVerdict {
  readonly verdict: "continue" | "goto" | "approve" | "reject" | "unknown";
  readonly rawVerdict: string;
  /** Where it went to, for `goto`. */
  readonly target: string | null;
  /** The condition or the model's name. */
  readonly rule: string | null;
  /** Why, in the machine's own words. */
  readonly rationale: string | null;
  readonly on: number | null;
}

/** A step that the source announces, whether or not it was reached. */
export interface StageFact extends Place {
  readonly processKey: string;
  readonly policy: Policy;
  readonly kind?: "approval" | "condition" | "ai" | "task";
  readonly name?: string;
  /** How the source says that the step stands; absent: the requests tell. */
  readonly state?: "future" | "active" | "done" | "skipped" | "cancelled";
  /** `inferred`: nobody announced it, the source guesses it from what usually follows. Default `planned`. */
  readonly certainty?: "planned" | "inferred";
  readonly provenance?: Provenance;
  readonly enteredOn?: number | null;
  readonly leftOn?: number | null;
  readonly machine?: MachineVerdict;
}

/** What made a person the approver, as the source says it. */
export type Reason =
  | { readonly kind: "rule" | "condition"; readonly text: string }
  | { readonly kind: "named"; readonly by: Person | null }
  /** Handed on by `from` (null: hidden), who was away or had let the time run out; null: not said why. */
  | { readonly kind: "delegated"; readonly from: Person | null; readonly cause: "away" | "timeOut" | null }
  | { readonly kind: "override"; readonly by: Person | null; readonly from: Person | null };

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
  readonly reason?: Reason;
  /** The answers that are offered, in the source's own words; absent: to approve or to reject. */
  readonly options?: readonly string[];
}

export type Comment =
  { readonly kind: "text"; readonly text: string } | { readonly kind: "empty" } | { readonly kind: "restricted" };

export interface ResponseFact extends Place {
  readonly provenance: Provenance;
  readonly processKey: string;
  readonly actor: Person;
  /** In whose place the actor answered. */
  readonly onBehalfOf?: Person;
  readonly outcome: Outcome;
  /** The answer as it was given, in its own casing. */
  readonly rawOutcome: string;
  readonly comment: Comment;
  /** Drafts are no decisions. */
  readonly state: "committed" | "draft" | "unknown";
  readonly on: number | null;
}

/** What a history is made of besides the processes themselves. */
export type Part = "requests" | "responses" | "stages" | "changes";

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
  /** Rows that are older than the source keeps were taken away. */
  | { readonly kind: "archived" }
  /** The source keeps how things stand, not how they came to it. */
  | { readonly kind: "currentStateOnly" }
  /** So many earlier processes are known to exist, and nothing else about them was read yet. */
  | { readonly kind: "notYetRead"; readonly processes: number };

/** A column of the record that was changed. Values as they are to be read by people; null: empty. */
export interface ColumnChange {
  readonly column: string;
  readonly label: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Column security applies: that it changed may be told, its values may not. */
  readonly secured?: boolean;
}

/** One save of the record that the approvals are about. */
export interface RecordChange {
  readonly on: number;
  readonly by: Person | null;
  readonly columns: readonly ColumnChange[];
}

/** What is known of the record's changes. */
export type RecordChanges =
  /**
   * Every change of every column that is audited, those at the same time in the order they happened. `since`: from when on;
   * null: from the start. `saved`: when the record was last saved, which can be a change of columns that are not audited.
   */
  | {
      readonly kind: "audited";
      readonly since: number | null;
      readonly changes: readonly RecordChange[];
      readonly saved?: { readonly on: number; readonly by: Person | null };
    }
  /** Only when it was last changed. */
  | { readonly kind: "lastOnly"; readonly on: number; readonly by: Person | null };

/** What one source knows of a record's approvals. */
export interface Facts {
  /** The source's id. */
  readonly source: string;
  readonly processes: readonly ProcessFact[];
  /** Keys of the processes whose requests and answers were not read yet: nothing can be concluded about them. */
  readonly unread: readonly string[];
  readonly stages: readonly StageFact[];
  readonly assignments: readonly AssignmentFact[];
  readonly responses: readonly ResponseFact[];
  readonly gaps: readonly Gap[];
  /** Whether the user may read every row; null where the host does not tell. */
  readonly seesEverything: boolean | null;
  readonly record?: RecordChanges;
}

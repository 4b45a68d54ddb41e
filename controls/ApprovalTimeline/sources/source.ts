import type { Dataverse } from "../../../shared/dataverse/client";
import type { Facts } from "../history/facts";

/** The record that a form shows. */
export interface RecordTarget {
  /** Lower-case GUID. */
  readonly id: string;
  /** Logical name; null where the form does not tell. */
  readonly table: string | null;
  /** The environment's host; null where it is not configured. */
  readonly host: string | null;
}

export interface ColumnAbout {
  readonly label: string | null;
  /** Column security applies: an empty value then proves nothing, and what it was may not be told. */
  readonly secured: boolean;
  /** Of a choice. */
  readonly options: readonly { readonly label: string; readonly value: number }[];
  /** Logical names of the tables that a lookup may point to. */
  readonly targets: readonly string[];
}

/** What a source reads with. */
export interface SourceContext {
  readonly dataverse: Dataverse;
  readonly target: RecordTarget;
  readonly signal?: AbortSignal;
  /** How many approvals are wanted first, at least 1. */
  readonly first: number;
  /** What a table says of columns of it; one that is missing is one that nothing is known of. */
  readonly columnsOf: (table: string, columns: readonly string[]) => Promise<ReadonlyMap<string, ColumnAbout>>;
  /** Whether the user may read every row of a table; null where the host does not tell. */
  readonly seesEverything: (table: string) => boolean | null;
}

export type SourceResult =
  | { readonly kind: "facts"; readonly facts: Facts }
  /** Its tables are not in this environment; that is no error. */
  | { readonly kind: "notProvisioned" }
  /** What a maker configured has mistakes, and nothing was read by it. */
  | { readonly kind: "misconfigured"; readonly problems: readonly MappingProblem[] };

/** A mistake in a mapping: where it is, and what is possible there. */
export interface MappingProblem {
  /** `outcome.approve[1]`; empty: the mapping as a whole. */
  readonly path: string;
  readonly kind: "notJson" | "missing" | "wrongType" | "notPossible" | "unknownColumn" | "unknownMember" | "ambiguous";
  /** What stands there. */
  readonly given: string;
  readonly possible: readonly string[];
}

/** Where approvals of a record are read from. What vendors call things ends here. */
export interface Source {
  readonly id: string;
  /**
   * Reads what the source knows of the record, and yields it as soon as that is more, the last time with nothing unread. Only
   * reads.
   *
   * @throws DataverseError where nothing can be read at all; a part that cannot is told in `facts.gaps`
   */
  readonly read: (context: SourceContext) => AsyncGenerator<SourceResult, void>;
}

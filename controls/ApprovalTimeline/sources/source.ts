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

/** What a source reads with. */
export interface SourceContext {
  readonly dataverse: Dataverse;
  readonly target: RecordTarget;
  readonly signal?: AbortSignal;
  /** How many approvals are wanted first, at least 1. */
  readonly first: number;
  /** Whether column security applies to a column: an empty value then proves nothing. */
  readonly isSecured: (table: string, column: string) => Promise<boolean>;
  /** Whether the user may read every row of a table; null where the host does not tell. */
  readonly seesEverything: (table: string) => boolean | null;
}

export type SourceResult =
  | { readonly kind: "facts"; readonly facts: Facts }
  /** Its tables are not in this environment; that is no error. */
  | { readonly kind: "notProvisioned" };

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

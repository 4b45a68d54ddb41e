import type { UserRights } from "../data/actingUser";
import type { Failure } from "../data/failure";
import type { AttributeValue, Row } from "../data/values";
import type { Formats } from "./formats";
import type { RecordStore } from "./rowCreator";
import type { Form, HostModel, RequiredLevel, Table } from "../../../solution/model/types";

/** ms that the host waits after notifyOutputChanged, so that a burst of calls is one reading of the outputs. */
export const OUTPUT_DEBOUNCE = 100;

/** One column of the record on the form. */
export interface AttributeState {
  readonly logicalName: string;
  readonly value: AttributeValue;
  /** As the server formatted it, or as the host formats an unsaved value. */
  readonly formatted: string;
  readonly dirty: boolean;
  readonly required: RequiredLevel;
  /** A business rule or a developer's switch locked it, over and above the XML's `disabled`. */
  readonly locked: boolean;
  /** What column security gives the user; null for a column that is not secured. */
  readonly security: { readonly readable: boolean; readonly editable: boolean; readonly secured: boolean } | null;
  /** The error under the field, or null. It blocks saving. */
  readonly error: string | null;
}

/** Why subscribers are called. `value` and `state` name the columns; the rest speak of the whole record. */
export type SessionChange =
  | { readonly kind: "value" | "state"; readonly columns: readonly string[] }
  /** Another record, fresh data, first save: every value may differ. */
  | { readonly kind: "record" }
  | { readonly kind: "saving" | "saved" | "saveFailed" };

/** Codes of the client API: 1 Save, 2 Save & Close, 5 Deactivate, 6 Reactivate, 59 Save & New, 70 Autosave. */
export type SaveMode = 1 | 2 | 5 | 6 | 59 | 70;

export type SaveOutcome =
  | { readonly kind: "saved"; readonly created: boolean }
  /** Nothing was dirty: no request was made. */
  | { readonly kind: "unchanged" }
  /** `columns`: those with an error, in form order. */
  | { readonly kind: "invalid"; readonly columns: readonly string[] }
  | { readonly kind: "prevented" }
  | { readonly kind: "failed"; readonly failure: Failure };

export interface FormNotification {
  readonly id: string;
  readonly level: "error" | "warning" | "info";
  readonly text: string;
  /** Choosing the entry leads to this field. */
  readonly column?: string;
}

export type ReadOnlyReason = "inactive" | "noWritePrivilege" | "developer";

export interface SessionOptions {
  readonly model: HostModel;
  readonly table: Table;
  readonly form: Form;
  readonly store: RecordStore;
  readonly formats: Formats;
  readonly rights: UserRights;
  readonly recordId: string | null;
  /** Values for a new record: parent mapping and passed parameters; they win over the columns' defaults. */
  readonly initialValues?: Readonly<Record<string, AttributeValue>>;
  /** The list's row: shown until the record itself has arrived. */
  readonly cachedRow?: Row;
  readonly readOnly?: boolean;
  /** Columns that look secured and unreadable although they are not. */
  readonly maskedColumns?: readonly string[];
  readonly autosave?: boolean;
  /** ms from a change to the autosave. */
  readonly autosaveDelay?: number;
  /** How a save ended that nobody asked for, and that nobody therefore waits for. */
  readonly onAutosave?: (outcome: SaveOutcome) => void;
  /** The sign of a currency by the id of its row; null asks for the base currency. */
  readonly currencySymbol?: (id: string | null) => Promise<string>;
}

/**
 * The record on a form: what a form's fields and its PCF controls read and write. One per opened form; it lives on while
 * the record is saved for the first time.
 */
export interface FormSession {
  readonly table: Table;
  readonly form: Form;
  /** Null until a new record is saved. */
  readonly recordId: string | null;
  readonly recordName: string;
  /** The whole form is read-only: inactive record, missing privilege, or a developer's switch. */
  readonly readOnly: boolean;
  readonly dirty: boolean;
  /** False during the provoked "first paint without values". */
  readonly loaded: boolean;
  subscribe(listener: (change: SessionChange) => void): () => void;
  /** Undefined for a column that is not on the form. */
  attribute(logicalName: string): AttributeState | undefined;
  /** From a field, a control's output, or a script; a refused value keeps the old one and notifies all the same. */
  setValue(logicalName: string, value: AttributeValue): void;
  /**
   * A control flushes its pending output here before the save starts, and says whether it held one back or is about to draw
   * something new; returns the unregister function.
   */
  onFlush(flush: () => boolean): () => void;
}

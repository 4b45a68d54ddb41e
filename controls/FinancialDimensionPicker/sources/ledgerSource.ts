import type { DimensionValue, LedgerModel } from "../../../shared/ledger";
import type { Part } from "./tables";

/** What a ledger can do without; then something cannot be verified. */
export type UnreadPart = Exclude<Part, "dimensions" | "ledgers" | "values" | "structures" | "segments" | "rows">;

/** A part of the ledger that could not be read, so that what hangs on it cannot be verified. */
export interface Unread {
  /** Its name in the mapping, "rules". */
  readonly part: UnreadPart;
  /** Logical name of the table. */
  readonly table: string;
}

/** What a source hands over: the model, what is missing in it, and where to look for more. */
export interface LedgerSource {
  readonly model: LedgerModel;
  readonly unread: readonly Unread[];
  /**
   * Searches a partial dimension's values on the server: "x" at the beginning of value or description, "*x" anywhere,
   * "=x" the value itself. Absent for a snapshot, which has all there is.
   */
  readonly search?: (dimension: string, text: string, signal: AbortSignal) => Promise<readonly DimensionValue[]>;
}

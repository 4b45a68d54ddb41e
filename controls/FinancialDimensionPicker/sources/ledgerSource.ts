import type { Dataverse } from "../../../shared/dataverse/client";
import type { DimensionValue, LedgerModel } from "../../../shared/ledger";
import type { PeriodOf } from "./periods";
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

/** What makes typing easier and decides nothing. */
const conveniences: readonly UnreadPart[] = ["aliases", "formats"];

/** Whether an account that seems valid could be refused for what was not read. */
export const limitsVerdict = (unread: readonly Unread[]): boolean =>
  unread.some(({ part }) => !conveniences.includes(part));

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

/** A ledger as it was read, which all controls of a page share: whoever searches does so by a Dataverse of their own. */
export interface ReadSource extends Pick<LedgerSource, "model" | "unread"> {
  readonly search?: (
    dataverse: Dataverse,
    dimension: string,
    text: string,
    signal: AbortSignal,
  ) => Promise<readonly DimensionValue[]>;
  /** Days of one period have the same compiled ledger. */
  readonly periodOf: PeriodOf;
  /** What tells later whether it has changed. Absent: nothing can change (a snapshot). */
  readonly stamp?: Stamp;
  /** Values are still coming: the dimensions that lack some are partial until then. */
  readonly isPartial: boolean;
}

/** What was seen of the tables when they were read. */
interface Stamp {
  /** When the long tables were read last, ms UTC. */
  readonly readAt: number;
  /** Of each short part what its rows said; these are simply read again. */
  readonly digests: Readonly<Partial<Record<Part, string>>>;
  /** Of each long table how many rows it had and when the newest was changed. */
  readonly marks: Readonly<Record<string, Mark>>;
}

/** How a long table stood, by which it is known whether it is still the same; null where it does not tell. */
export interface Mark {
  /** How many rows it has. Dataverse counts no more than 50,000, and a virtual table none. */
  readonly count: string | null;
  /** Its newest changes. */
  readonly newest: string | null;
}

/** Whether it tells everything: without a count a row that is removed goes unnoticed. */
export const tellsAll = ({ count, newest }: Mark): boolean => count !== null && newest !== null;

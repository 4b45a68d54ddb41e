import type { Solution } from "../../solution/model/types";
import { approvalRows } from "./approvals";
import { ledgerRows } from "./ledger";
import { userRows, vendorRows } from "./people";
import { Random } from "./random";
import { requestRows } from "./requests";

/** A row for bulk loading: column's logical name → JSON value; a polymorphic lookup also has `<column>type`. */
export type Row = Readonly<Record<string, unknown>>;

export interface Batch {
  readonly table: string;
  readonly rows: readonly Row[];
}

export type Scale = "small" | "large";

export interface SampleOptions {
  /**
   * small: thousands of dimension values, 60 purchase requests.
   * large: 100,000 values, 10,000 structure rows, 5,000 requests, one of them with 20,000 approval events; `crowdRequests` have sizes of their own.
   */
  readonly scale: Scale;
  /** The same seed and `now` give the same rows. */
  readonly seed: number;
  /** Waiting, due and expired approvals are placed around this instant. */
  readonly now: Date;
  /** Whose roles and column security profiles the people get. */
  readonly solutions: readonly Solution[];
}

/** The sample data, table by table in an order in which each lookup's target comes first where that is possible. */
export function* generateSample({ scale, seed, now, solutions }: SampleOptions): Generator<Batch> {
  yield* userRows(solutions);
  yield* vendorRows(new Random(seed));
  yield* ledgerRows(new Random(seed + 1), scale);
  yield* requestRows(new Random(seed + 2), scale, now);
  yield* approvalRows(new Random(seed + 3), scale, now);
}

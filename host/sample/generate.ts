import type { Solution } from "../../solution/model/types";
import { approvalRows } from "./approvals";
import { ledgerRows } from "./ledger";
import { userRows, vendorRows } from "./people";
import { Random } from "./random";
import { requestRows } from "./requests";
import type { SampleBatch, Scale } from "./rows";

export interface SampleOptions {
  readonly scale: Scale;
  /** The same seed and `now` give the same rows. */
  readonly seed: number;
  /** Waiting, due and expired approvals are placed around this instant. */
  readonly now: Date;
  /** Whose roles and column security profiles the people get. */
  readonly solutions: readonly Solution[];
}

/** The sample data, table by table in an order in which each lookup's target comes first where that is possible. */
export function* generateSample({ scale, seed, now, solutions }: SampleOptions): Generator<SampleBatch> {
  yield* userRows(solutions);
  yield* vendorRows(new Random(seed));
  yield* ledgerRows(new Random(seed + 1), scale);
  yield* requestRows(new Random(seed + 2), scale, now);
  yield* approvalRows(new Random(seed + 3), scale, now);
}

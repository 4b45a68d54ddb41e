import { CancelledError } from "../../../shared/dataverse/error";
import type { Compilation } from "../../../shared/ledger";

/** How long one stretch of work may hold the page, in ms; the person's keystrokes come in between. */
const sliceMs = 12;
const now = (): number => performance.now();

/** @throws CancelledError when nobody waits for it any more */
export async function inSlices<T>(work: Compilation<T>, signal: AbortSignal): Promise<T> {
  while (!work.advance(sliceMs, now)) {
    // A macrotask, so that input events and painting get their turn.
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (signal.aborted) throw new CancelledError("cancelled");
  }
  return work.result();
}

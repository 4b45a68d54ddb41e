import { CancelledError } from "../dataverse/error";

/** How long one stretch of work may hold the page, in ms; the person's keystrokes come in between. */
const sliceMs = 12;

const now = (): number => performance.now();

/** A macrotask, so that input events and painting get their turn. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * Works through a list and lets the page live meanwhile.
 *
 * @throws CancelledError when nobody waits for it any more
 */
export async function inTurns<T>(list: readonly T[], signal: AbortSignal, work: (item: T) => void): Promise<void> {
  let end = now() + sliceMs;
  for (const [index, item] of list.entries()) {
    work(item);
    // A look at the clock costs as much as a row.
    if (index % 64 !== 63 || now() < end) continue;
    await nextTask();
    if (signal.aborted) throw new CancelledError("cancelled");
    end = now() + sliceMs;
  }
}

/** Work of an engine that can be done bit by bit. */
interface Stepwise<T> {
  /** Goes on for so many ms; true when all is done. */
  advance(ms: number, clock: () => number): boolean;
  result(): T;
}

/**
 * Does such work and lets the page live meanwhile.
 *
 * @throws CancelledError when nobody wants it any more, and what the work throws
 */
export async function inSlices<T>(work: Stepwise<T>, isWanted: () => boolean): Promise<T> {
  while (!work.advance(sliceMs, now)) {
    await nextTask();
    if (!isWanted()) throw new CancelledError("cancelled");
  }
  return work.result();
}

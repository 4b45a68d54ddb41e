import { CancelledError, DataverseError } from "./error";

/** Time and chance, so that tests run without waiting. */
export interface Clock {
  /** Resolves after `ms` milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

export const systemClock: Clock = {
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

const ATTEMPTS = 4;
const FIRST_WAIT_MS = 800;
const LONGEST_WAIT_MS = 12_000;

/**
 * The wait before the next attempt. A control never sees Retry-After, so it doubles from 0.8 s, and half of it is left to
 * chance, so that the controls of one form do not come back all at once.
 *
 * @param attempt how many attempts failed, from 1
 */
export function backoff(attempt: number, random: () => number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  return Math.round(full / 2 + (full / 2) * random());
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CancelledError("cancelled");
}

/**
 * Runs a *read*, and again while the server says that this user asks too much. A write is never repeated blindly.
 *
 * @throws DataverseError after the last attempt, or at once for any kind other than `throttled`
 * @throws CancelledError once `signal` is aborted
 */
export async function retryThrottled<T>(read: () => Promise<T>, clock: Clock, signal?: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    throwIfCancelled(signal);
    try {
      const answer = await read();
      throwIfCancelled(signal);
      return answer;
    } catch (error) {
      throwIfCancelled(signal);
      if (!(error instanceof DataverseError) || error.kind !== "throttled" || attempt === ATTEMPTS) throw error;
      await clock.sleep(backoff(attempt, clock.random));
    }
  }
}

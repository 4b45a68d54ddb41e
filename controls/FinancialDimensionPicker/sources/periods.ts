import type { LedgerModel } from "../../../shared/ledger";
import { inTurns } from "../../../shared/form/turns";

/** Names the period that a day, "YYYY-MM-DD", lies in. */
export type PeriodOf = (day: string) => string;

/**
 * The periods of a model: between two days on which nothing of it begins or ends, a ledger judges alike. So the records of a
 * month mostly share one compiled ledger, whatever their dates.
 *
 * @throws CancelledError when nobody waits for it any more
 */
export async function periodsOf({ dimensions, structures }: LedgerModel, signal: AbortSignal): Promise<PeriodOf> {
  const starts = new Set<string>();
  const ends = new Set<string>();
  const note = ({ activeFrom, activeTo }: { readonly activeFrom?: string; readonly activeTo?: string }): void => {
    if (activeFrom) starts.add(activeFrom.slice(0, 10));
    if (activeTo) ends.add(activeTo.slice(0, 10));
  };
  for (const { values } of dimensions)
    await inTurns(values, signal, (value) => {
      note(value);
      value.overrides?.forEach(note);
    });
  for (const { rows } of structures) await inTurns(rows, signal, note);
  const [begun, ended] = [[...starts].sort(), [...ends].sort()];
  // Both ends of a window are inclusive.
  return (day) => `${countBelow(begun, (start) => start <= day)} ${countBelow(ended, (end) => end < day)}`;
}

/** How many at the beginning of a sorted list are below. */
function countBelow(sorted: readonly string[], isBelow: (text: string) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(sorted[middle] ?? "")) low = middle + 1;
    else high = middle;
  }
  return low;
}

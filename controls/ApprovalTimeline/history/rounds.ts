import type { ProcessFact } from "./facts";
import { groupBy } from "./groups";

/** Where a process stands among the attempts at the same thing. */
export interface Round {
  readonly attempt: number;
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
}

/** Oldest first; what has no time comes first, and equal times go by key, so that the order of reading does not matter. */
export function oldestFirst<T extends { readonly key: string; readonly createdOn: number | null }>(
  processes: readonly T[],
): readonly T[] {
  return [...processes].sort(
    (a, b) => (a.createdOn ?? 0) - (b.createdOn ?? 0) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
}

/** Numbers the attempts of each series: recalled and sent again, or rejected and sent again. */
export function roundsOf(inOrder: readonly ProcessFact[]): ReadonlyMap<string, Round> {
  const series = groupBy(inOrder, (fact) =>
    fact.series === undefined ? `title ${fact.title}` : `series ${fact.series}`,
  );
  const rounds = new Map<string, Round>();
  for (const list of series.values())
    list.forEach(({ key }, index) =>
      rounds.set(key, {
        attempt: index + 1,
        supersedes: list[index - 1]?.key ?? null,
        supersededBy: list[index + 1]?.key ?? null,
      }),
    );
  return rounds;
}

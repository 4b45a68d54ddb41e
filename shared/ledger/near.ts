import { firstFrom, type IndexedDimension, isUsable, mostZeros, valuesBetween } from "./dimension";

/** A value that may have been meant, and how unlikely the mistake is. */
export interface NearValue {
  readonly rank: number;
  readonly cost: number;
}

/** What a mistake in typing costs: the more often it happens, the less. */
const mistakes = { zeros: 1, likely: 2, other: 3 } as const;

/** The keys of a number pad and of the row above the letters, and letters that are read for digits. */
const beside = "12 23 34 45 56 67 78 89 90 14 47 25 58 36 69 01 02 0O 1I 1L".split(" ");
const areBeside = (a: string, b: string): boolean => beside.includes(a + b) || beside.includes(b + a);

/** All values that one mistake turns into a text: a character added, lost, swapped or another; leading zeros. */
export function valuesNear(dimension: IndexedDimension, text: string): NearValue[] {
  const { keys } = dimension.values;
  const typed = dimension.key(text);
  const costs = new Map<number, number>();
  const add = (key: string, cost: number): void => {
    const [from = 0, to = 0] = key ? valuesBetween(dimension, key, key) : [];
    for (let rank = from; rank < to; rank++)
      if (key !== typed && isUsable(dimension, rank)) costs.set(rank, Math.min(cost, costs.get(rank) ?? cost));
  };
  /** The characters that follow a beginning in some value. */
  function* following(beginning: string): Generator<string> {
    for (let rank = firstFrom(dimension, beginning); keys[rank]?.startsWith(beginning);) {
      const next = keys[rank]?.[beginning.length];
      if (next) yield next;
      rank = next ? firstFrom(dimension, beginning + next + "\uffff") : rank + 1;
    }
  }
  for (let zeros = 1; zeros <= mostZeros; zeros++) {
    add("0".repeat(zeros) + typed, mistakes.zeros);
    if (typed.startsWith("0".repeat(zeros))) add(typed.slice(zeros), mistakes.zeros);
  }
  for (let at = 0; at <= typed.length; at++) {
    const beginning = typed.slice(0, at);
    const [before, here, after] = [typed[at - 1], typed[at], typed[at + 1]];
    const rest = typed.slice(at + 1);
    if (here && typed.length > 1) add(beginning + rest, here === before ? mistakes.likely : mistakes.other);
    if (here && after) add(beginning + after + here + typed.slice(at + 2), mistakes.likely);
    for (const next of following(beginning)) {
      const isLikely = here !== undefined && areBeside(here, next);
      // Of a text of one character, another one leaves nothing.
      if (here && (isLikely || typed.length > 1)) add(beginning + next + rest, mistakes[isLikely ? "likely" : "other"]);
      if (typed) add(beginning + next + typed.slice(at), next === before ? mistakes.likely : mistakes.other);
    }
  }
  return [...costs].map(([rank, cost]) => ({ rank, cost })).sort((a, b) => a.cost - b.cost);
}

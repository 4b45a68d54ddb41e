/**
 * Sets of values of one dimension. A value is known by its rank, its place among the sorted values of the dimension;
 * rank 0 is "blank". A set is sorted, disjoint, half-open intervals of ranks, flattened (from, to, from, to …).
 * Rank 0 is "blank", the others are the sorted values. Intervals keep a cell such as 100000..399999 at two numbers,
 * however many values it covers.
 */
export type ValueSet = readonly number[];

export const onlyBlank: ValueSet = [0, 1];

export function interval(from: number, to: number): ValueSet {
  return from < to ? [from, to] : [];
}

/** The place of the first interval that ends behind a rank. */
function firstBehind(set: ValueSet, rank: number): number {
  let low = 0;
  let high = set.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rank < (set[2 * middle + 1] as number)) high = middle;
    else low = middle + 1;
  }
  return 2 * low;
}

export function has(set: ValueSet, rank: number): boolean {
  return rank >= (set[firstBehind(set, rank)] as number);
}

/** What is in both; `a` itself when it lies in `b`, so that an unchanged domain can be told by its identity. */
export function intersect(a: ValueSet, b: ValueSet): ValueSet {
  const whole = b.length === 2 && a.length > 0;
  if (whole && (b[0] as number) <= (a[0] as number) && (a[a.length - 1] as number) <= (b[1] as number)) return a;
  const out: number[] = [];
  let same = true;
  for (let i = 0, j = firstBehind(b, a[0] ?? 0); i < a.length && j < b.length;) {
    const from = Math.max(a[i] as number, b[j] as number);
    const to = Math.min(a[i + 1] as number, b[j + 1] as number);
    if (from < to) {
      same = same && from === a[i] && to === a[i + 1];
      out.push(from, to);
    }
    if (to === a[i + 1]) i += 2;
    else j += 2;
  }
  return same && out.length === a.length ? a : out;
}

/** Whether two sets have anything in common. */
export function overlaps(a: ValueSet, b: ValueSet): boolean {
  for (let i = 0, j = firstBehind(b, a[0] ?? 0); i < a.length && j < b.length;) {
    const [endOfA, endOfB] = [a[i + 1] as number, b[j + 1] as number];
    if ((a[i] as number) < endOfB && (b[j] as number) < endOfA) return true;
    if (endOfA < endOfB) i += 2;
    else j += 2;
  }
  return false;
}

/** Everything below `size` that is not in the set. */
export function complement(set: ValueSet, size: number): ValueSet {
  // The ends of the gaps between intervals are the ends of the intervals.
  const ends = [0, ...set, size];
  return union(ends.flatMap((from, i) => (i % 2 ? [] : [[from, ends[i + 1] as number]])));
}

/** The union of sets; in each of them intervals may come in any order, and be empty. */
export function union(sets: readonly ValueSet[]): ValueSet {
  let flat = sets.length === 1 ? (sets[0] as ValueSet) : sets.flat();
  for (let i = 2; i < flat.length; i += 2)
    if ((flat[i] as number) < (flat[i - 2] as number)) {
      flat = pairs(flat)
        .sort((a, b) => a[0] - b[0])
        .flat();
      break;
    }
  const out: number[] = [];
  let end = -1;
  for (let i = 0; i < flat.length; i += 2) {
    const [from, to] = [flat[i] as number, flat[i + 1] as number];
    if (from >= to) continue;
    if (from > end) out.push(from, to);
    else if (to > end) out[out.length - 1] = to;
    end = Math.max(end, to);
  }
  return out;
}

/** The intervals one by one. */
export function pairs(set: ValueSet): [number, number][] {
  return set.flatMap((from, i): [number, number][] => (i % 2 ? [] : [[from, set[i + 1] as number]]));
}

/** How many ranks there are in a set. */
export function sizeOf(set: ValueSet): number {
  let size = 0;
  for (let i = 0; i < set.length; i += 2) size += (set[i + 1] as number) - (set[i] as number);
  return size;
}

/** The ranks one by one. */
export function ranksIn(set: ValueSet): number[] {
  return pairs(set).flatMap(([from, to]) => Array.from({ length: to - from }, (_, n) => from + n));
}

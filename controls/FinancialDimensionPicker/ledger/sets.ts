/**
 * Sets of elements of one dimension: sorted, disjoint half-open intervals, flattened (from, to, from, to …).
 * Element 0 is "blank", element i + 1 is the value at place i of the sorted values. Intervals keep a cell such as
 * 100000..399999 at two numbers, however many values it covers.
 */
export type ElementSet = readonly number[];

export const blankElement = 0;
export const onlyBlank: ElementSet = [0, 1];

export function has(set: ElementSet, element: number): boolean {
  const length = set.length;
  if (length <= 8) {
    for (let i = 0; i < length; i += 2) {
      if (element < (set[i + 1] as number)) return element >= (set[i] as number);
    }
    return false;
  }
  let low = 0;
  let high = length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (element < (set[2 * middle + 1] as number)) high = middle;
    else low = middle + 1;
  }
  return 2 * low < length && element >= (set[2 * low] as number);
}

const nothing: ElementSet = [];

/** What is in both; `a` itself when it lies in `b`, so that an unchanged domain can be told by its identity. */
export function intersect(a: ElementSet, b: ElementSet): ElementSet {
  if (a.length === 2 && (a[1] as number) - (a[0] as number) === 1) return has(b, a[0] as number) ? a : nothing;
  if (a.length === 2 && b.length === 2) {
    const from = Math.max(a[0] as number, b[0] as number);
    const to = Math.min(a[1] as number, b[1] as number);
    return from >= to ? nothing : from === a[0] && to === a[1] ? a : [from, to];
  }
  const out: number[] = [];
  let same = true;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const fromA = (a[i] as number);
    const endA = (a[i + 1] as number);
    const endB = (b[j + 1] as number);
    const from = Math.max(fromA, (b[j] as number));
    const to = Math.min(endA, endB);
    if (from < to) {
      same = same && from === fromA && to === endA;
      out.push(from, to);
    }
    if (endA < endB) i += 2;
    else j += 2;
  }
  return same && out.length === a.length ? a : out;
}

/** Everything below `size` that is not in the set. */
export function complement(set: ElementSet, size: number): ElementSet {
  const out: number[] = [];
  let from = 0;
  for (let i = 0; i < set.length; i += 2) {
    if ((set[i] as number) > from) out.push(from, (set[i] as number));
    from = (set[i + 1] as number);
  }
  if (from < size) out.push(from, size);
  return out;
}

/** The union of intervals in any order, overlapping or not. */
export function union(intervals: readonly (readonly [number, number])[]): ElementSet {
  const out: number[] = [];
  let end = -1;
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    if (from >= to) continue;
    if (from > end) out.push(from, to);
    else if (to > end) out[out.length - 1] = to;
    end = Math.max(end, to);
  }
  return out;
}

/** The set as the pairs that `union` takes. */
export function pairs(set: ElementSet): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i < set.length; i += 2) out.push([(set[i] as number), (set[i + 1] as number)]);
  return out;
}

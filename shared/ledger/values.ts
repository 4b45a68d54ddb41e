import type { Dimension, DimensionValue } from "./model";
import type { Problem } from "./types";
import { commonPeriod } from "./calendar";

/** The company and the day for which values count, and how they are compared. */
export interface Scope {
  readonly legalEntity: string;
  readonly day: string;
  readonly key: (text: string) => string;
}

/** The values of a dimension, sorted by key. A rank is a place among them; rank 0 stands for "blank". */
export interface Values {
  /** The model's own objects: nothing of them is copied but what searching needs. */
  readonly list: readonly DimensionValue[];
  readonly keys: readonly string[];
  /** What is searched: lines of key, separator, folded description and line end, so many values each in one text. */
  readonly chunks: readonly string[];
  /** Where each value's line ends in its chunk. */
  readonly ends: Uint32Array;
  /** How many values below this rank can be chosen. */
  readonly usable: Uint32Array;
  /** Values: the list, and for a partial dimension one more that stands for all values not seen yet. */
  readonly size: number;
}

export const chunkSize = 128;
/** Between the key of a code and that of its description: in neither, and below all other characters. */
export const separator = "\0";

/**
 * Sorts and packs the values of a dimension for one company and day. Yields about once a millisecond.
 * `required`: blank is no value that can be chosen.
 */
export function* packValues(
  { values, partial }: Pick<Dimension, "values" | "partial">,
  scope: Scope,
  required: boolean,
): Generator<void, Values> {
  const unsorted: string[] = [];
  for (const { value } of values) {
    if (unsorted.push(scope.key(value)) % 2048 === 0) yield;
  }
  // Of values spelled the same, the company's own comes first, then the shared one, then another company's.
  const precedence = ({ legalEntity }: DimensionValue): number =>
    legalEntity === scope.legalEntity ? 0 : legalEntity ? 2 : 1;
  const at = (place: number): DimensionValue => values[place] as DimensionValue;
  const sorted = yield* sort(
    [...unsorted.keys()],
    (a, b) =>
      order(unsorted[a] as string, unsorted[b] as string) ||
      order(at(a).value, at(b).value) ||
      precedence(at(a)) - precedence(at(b)),
  );
  const list: DimensionValue[] = [{ value: "" }];
  const keys = [""];
  for (const place of sorted) {
    if (at(place).value === list[list.length - 1]?.value) continue;
    list.push(at(place));
    if (keys.push(unsorted[place] as string) % 2048 === 0) yield;
  }
  const size = list.length + (partial ? 1 : 0);
  const usable = new Uint32Array(size + 1);
  const ends = new Uint32Array(list.length);
  const chunks: string[] = [];
  let lines: string[] = [];
  let count = 0;
  let end = 0;
  for (const [rank, value] of list.entries()) {
    usable[rank + 1] = (usable[rank] as number) + (defectOf(value, scope) || (required && rank === 0) ? 0 : 1);
    const key = keys[rank] as string;
    const description = value.description ? scope.key(value.description) : "";
    lines.push(key, separator, description, "\n");
    ends[rank] = end += key.length + description.length + 2;
    if (++count < chunkSize && rank < list.length - 1) continue;
    // Joined, a text is flat at once, and not when it is searched for the first time; the parts are not, and cost nothing.
    chunks.push(lines.join(""));
    lines = [];
    count = end = 0;
    yield;
  }
  if (partial) usable[size] = (usable[list.length] as number) + 1;
  return { list, keys, chunks, ends, usable, size };
}

export function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A merge sort in small steps, since a native sort of a million values would block. What is in order stays as it is. */
function* sort(places: number[], compare: (a: number, b: number) => number): Generator<void, number[]> {
  let inOrder = 1;
  while (inOrder < places.length && compare(places[inOrder - 1] as number, places[inOrder] as number) <= 0)
    if (++inOrder % 4096 === 0) yield;
  if (inOrder >= places.length) return places;
  if (places.length <= 1024) {
    yield;
    return places.sort(compare);
  }
  const middle = places.length >> 1;
  const left = yield* sort(places.slice(0, middle), compare);
  const right = yield* sort(places.slice(middle), compare);
  if (compare(left[middle - 1] as number, right[0] as number) <= 0) return left.concat(right);
  const merged: number[] = [];
  for (let l = 0, r = 0; l < left.length || r < right.length;) {
    const takeRight = l === left.length || (r < right.length && compare(right[r] as number, left[l] as number) < 0);
    if (merged.push((takeRight ? right[r++] : left[l++]) as number) % 4096 === 0) yield;
  }
  return merged;
}

/** What keeps a value from being chosen, whatever stands beside it: the first of all that holds. */
export function defectOf(
  value: DimensionValue,
  { legalEntity, day }: Scope,
): Pick<Problem, "code" | "legalEntity" | "from" | "to"> | undefined {
  if (value.legalEntity && value.legalEntity !== legalEntity)
    return { code: "otherCompany", legalEntity: value.legalEntity };
  const own = value.overrides?.filter((override) => override.legalEntity === legalEntity) ?? [];
  if (own.some(({ suspended }) => suspended)) return { code: "suspended", legalEntity };
  if (value.suspended) return { code: "suspended" };
  const { from, to } = commonPeriod([value, ...own]);
  if (day < from) return { code: "notYetActive", from };
  if (day > to) return { code: "noLongerActive", to };
  return value.total ? { code: "total" } : value.blocked ? { code: "blocked" } : undefined;
}

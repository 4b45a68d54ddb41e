import type { Dimension, DimensionValue } from "./model";
import type { Problem } from "./types";
import { commonWindow } from "./calendar";
import type { Term } from "./criteria";
import { type ElementSet, intersect, interval, onlyBlank, union } from "./sets";

/** The company and the day for which values count, and how they are compared. */
export interface Scope {
  readonly legalEntity: string;
  readonly day: string;
  readonly key: (text: string) => string;
}

/** A cell's text, compiled. All cells of a dimension with the same text are one object. */
export interface Cell {
  readonly text: string;
  /** What it certainly accepts. */
  readonly set: ElementSet;
  /** The parts that were not understood: for what `set` lacks, the cell cannot be verified. */
  readonly unclear: readonly string[];
}

/** The values of a dimension, sorted by key. An element is a place among them; the first of all stands for "blank". */
export interface Values {
  /** The model's own objects: nothing of them is copied but what searching needs. */
  readonly list: readonly DimensionValue[];
  readonly keys: readonly string[];
  /** What is searched: lines of key, separator, folded description and line end, so many elements each in one text. */
  readonly chunks: readonly string[];
  /** Where each element's line ends in its chunk. */
  readonly ends: Uint32Array;
  /** How many elements below this one can be chosen. */
  readonly usable: Uint32Array;
  /** Elements: the list, and for a partial dimension one more that stands for all values not seen yet. */
  readonly size: number;
}

/** A dimension with its values. */
export interface Axis extends Scope {
  /** The place in all arrays that go by dimension. */
  readonly index: number;
  readonly name: string;
  readonly displayName: string;
  /** False for a dimension that only a rule or a structure mentions. */
  readonly known: boolean;
  readonly partial: boolean;
  /** Exchanged when values are admitted. */
  values: Values;
  readonly cells: Map<string, Cell>;
}

const chunkSize = 128;
/** Between the key of a code and that of its description: in neither, and below all other characters. */
const separator = "\0";
/** Behind every text that begins with another. */
const last = "\uffff";

/** Sorts and packs the values of a dimension for one company and day. Yields about once a millisecond. */
export function* packValues(
  { values, partial }: Pick<Dimension, "values" | "partial">,
  scope: Scope,
): Generator<void, Values> {
  const unsorted: string[] = [];
  for (const { value } of values) {
    if (unsorted.push(scope.key(value)) % 2048 === 0) yield;
  }
  // Of values spelled the same, the company's own comes first, then the shared one, then another company's.
  const rank = ({ legalEntity }: DimensionValue): number =>
    legalEntity === scope.legalEntity ? 0 : legalEntity ? 2 : 1;
  const at = (place: number): DimensionValue => values[place] as DimensionValue;
  const sorted = yield* sort(
    [...unsorted.keys()],
    (a, b) =>
      order(unsorted[a] as string, unsorted[b] as string) ||
      order(at(a).value, at(b).value) ||
      rank(at(a)) - rank(at(b)),
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
  let end = 0;
  for (const [element, value] of list.entries()) {
    usable[element + 1] = (usable[element] as number) + (defectOf(value, scope) ? 0 : 1);
    const line = `${keys[element] as string}${separator}${scope.key(value.description ?? "")}\n`;
    ends[element] = end += line.length;
    if (lines.push(line) < chunkSize && element < list.length - 1) continue;
    // Joined, a text is flat at once, and not when it is searched for the first time.
    chunks.push(lines.join(""));
    lines = [];
    end = 0;
    yield;
  }
  if (partial) usable[size] = (usable[list.length] as number) + 1;
  return { list, keys, chunks, ends, usable, size };
}

export function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A merge sort in small steps, since a native sort of a million values would block. */
function* sort(places: number[], compare: (a: number, b: number) => number): Generator<void, number[]> {
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
  const { from, to } = commonWindow([value, ...own]);
  if (day < from) return { code: "notYetActive", from };
  if (day > to) return { code: "noLongerActive", to };
  return value.total ? { code: "total" } : value.blocked ? { code: "blocked" } : undefined;
}

/** A value as the model spells it; "" for blank and for the value not seen yet. */
export function codeOf({ values }: Axis, element: number): string {
  return values.list[element]?.value ?? "";
}

export function descriptionOf({ values }: Axis, element: number): string {
  return values.list[element]?.description ?? "";
}

export function isUsable({ values: { usable } }: Axis, element: number): boolean {
  return (usable[element + 1] as number) > (usable[element] as number);
}

/** How many elements of a set can be chosen. */
export function countUsable({ values: { usable } }: Axis, set: ElementSet): number {
  let count = 0;
  for (let i = 0; i < set.length; i += 2)
    count += (usable[set[i + 1] as number] as number) - (usable[set[i] as number] as number);
  return count;
}

/** The nth element of a set that can be chosen, from 0; −1 when there are fewer. */
export function nthUsable({ values: { usable } }: Axis, set: ElementSet, nth: number): number {
  let skip = nth;
  for (let i = 0; skip >= 0 && i < set.length; i += 2) {
    const to = set[i + 1] as number;
    let element = set[i] as number;
    const until = (usable[element] as number) + skip;
    skip = until - (usable[to] as number);
    if (skip >= 0) continue;
    while ((usable[element + 1] as number) <= until) element++;
    return element;
  }
  return -1;
}

/** The first element whose key is not below `key`. */
export function firstFrom({ values: { keys } }: Axis, key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The elements whose keys lie between two, both inclusive. */
export function between(axis: Axis, from: string, to: string): ElementSet {
  return interval(firstFrom(axis, from), firstFrom(axis, to + separator));
}

/** The element of a text: spelled exactly so if there is one, else by its key; −1 when it does not exist. */
export function elementOf(axis: Axis, text = ""): number {
  const [from = 0, to = 0] = between(axis, axis.key(text), axis.key(text));
  let best = -1;
  for (let element = from; element < to; element++) {
    if (codeOf(axis, element) === text) return element;
    if (best < 0 || (!isUsable(axis, best) && isUsable(axis, element))) best = element;
  }
  return best < 0 && axis.partial ? axis.values.size - 1 : best;
}

/** Visits each element whose line has the needle, with its place in the line, until `visit` says stop. */
function scan(
  { values: { chunks, ends } }: Axis,
  needle: string,
  visit: (element: number, at: number) => boolean,
): void {
  chunks.some((chunk, number) => {
    let element = number * chunkSize;
    let start = 0;
    for (let hit = chunk.indexOf(needle); hit >= 0; hit = chunk.indexOf(needle, start)) {
      for (; (ends[element] as number) <= hit; element++) start = ends[element] as number;
      if (visit(element, hit - start)) return true;
      start = ends[element++] as number;
    }
    return false;
  });
}

/** The elements that a term accepts among the values at hand. */
export function elementsFor(axis: Axis, term: Term): ElementSet {
  const containing = (needle: string): ElementSet => {
    const found: ElementSet[] = [];
    scan(axis, needle, (element, at) => {
      if (at < (axis.values.keys[element] as string).length) found.push([element, element + 1]);
      return false;
    });
    return union(found);
  };
  switch (term.kind) {
    case "blank":
      return onlyBlank;
    case "any":
      return interval(1, axis.values.list.length);
    case "exact":
      return between(axis, axis.key(term.text), axis.key(term.text));
    case "begins":
      return between(axis, axis.key(term.text), axis.key(term.text) + last);
    case "ends":
      return containing(axis.key(term.text) + separator);
    case "contains":
      return containing(axis.key(term.text));
    case "range": {
      const range = between(axis, axis.key(term.from), axis.key(term.to));
      // An asterisk at an end stands for itself, and 100*..399* is documented to match practically nothing, although
      // 150000 lies between the texts: such a range takes only values with an asterisk.
      return (term.from + term.to).includes("*") ? intersect(range, containing("*")) : range;
    }
  }
}

/** A description that matches while thousands of others do is no find: the search stops there. */
const scanLimit = 2000;

/**
 * Values that match what was typed, best first: codes that begin with it, then descriptions that do; for "*x" also
 * codes that contain it, and at last descriptions that do.
 */
export function find(axis: Axis, typed: string, limit: number, accept: (element: number) => boolean): number[] {
  const text = typed.trim();
  const needle = axis.key(text.replace(/^\*+|\*+$/g, ""));
  const from = Math.max(1, firstFrom(axis, needle));
  const to = firstFrom(axis, needle + last);
  const found: number[] = [];
  for (let element = from; element < to && found.length < limit; element++) if (accept(element)) found.push(element);
  const inDescription: number[] = [];
  if (needle && found.length < limit) {
    scan(axis, text.startsWith("*") ? needle : separator + needle, (element, at) => {
      const isNew = element < from || element >= to;
      if (isNew && accept(element))
        (at <= (axis.values.keys[element] as string).length + 1 ? found : inDescription).push(element);
      return found.length >= limit || inDescription.length >= scanLimit;
    });
  }
  return [...found, ...inDescription].slice(0, limit);
}

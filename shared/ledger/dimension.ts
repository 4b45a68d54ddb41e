import type { Term } from "./criteria";
import { intersect, interval, onlyBlank, union, type ValueSet } from "./sets";
import { chunkSize, type Scope, separator, type Values } from "./values";

/** A cell's text, compiled. All cells of a dimension with the same text are one object. */
export interface Cell {
  readonly text: string;
  /** What it certainly accepts. */
  readonly set: ValueSet;
  /** The parts that were not understood: for what `set` lacks, the cell cannot be verified. */
  readonly unclear: readonly string[];
}

/** A dimension with its values, sorted and indexed for one company and day. */
export interface IndexedDimension extends Scope {
  /** The place in all arrays that go by dimension. */
  readonly index: number;
  readonly name: string;
  readonly displayName: string;
  /** False for a dimension that only a rule or a structure mentions. */
  readonly known: boolean;
  readonly partial: boolean;
  /** Blank cannot be chosen. */
  readonly required: boolean;
  /** Nothing changes its value. */
  readonly locked: boolean;
  readonly values: Values;
  /** Compiled cells by their text, as far as they may be looked up again. */
  readonly cells: Map<string, Cell>;
}

/** Behind every text that begins with another. */
const last = "\uffff";

/** A value as the model spells it; "" for blank and for the value not seen yet. */
export function codeOf({ values }: IndexedDimension, rank: number): string {
  return values.list[rank]?.value ?? "";
}

/** The description of a value; "" where it has none. */
export function descriptionOf({ values }: IndexedDimension, rank: number): string {
  return values.list[rank]?.description ?? "";
}

/** Whether a value can be chosen, whatever stands beside it. */
export function isUsable({ values: { usable } }: IndexedDimension, rank: number): boolean {
  return (usable[rank + 1] as number) > (usable[rank] as number);
}

/** How many values of a set can be chosen. */
export function countUsable({ values: { usable } }: IndexedDimension, set: ValueSet): number {
  let count = 0;
  for (let i = 0; i < set.length; i += 2)
    count += (usable[set[i + 1] as number] as number) - (usable[set[i] as number] as number);
  return count;
}

/** The rank of the nth value of a set that can be chosen, from 0; −1 when there are fewer. */
export function nthUsable({ values: { usable } }: IndexedDimension, set: ValueSet, nth: number): number {
  let skip = nth;
  for (let i = 0; skip >= 0 && i < set.length; i += 2) {
    const to = set[i + 1] as number;
    let rank = set[i] as number;
    const until = (usable[rank] as number) + skip;
    skip = until - (usable[to] as number);
    if (skip >= 0) continue;
    while ((usable[rank + 1] as number) <= until) rank++;
    return rank;
  }
  return -1;
}

/** The rank of the first value whose key is not below `key`. */
export function firstFrom({ values: { keys } }: IndexedDimension, key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The values whose keys lie between two, both inclusive. */
export function valuesBetween(dimension: IndexedDimension, from: string, to: string): ValueSet {
  return interval(firstFrom(dimension, from), firstFrom(dimension, to + separator));
}

/** The rank of a text: spelled exactly so if there is one, else by its key; −1 when it does not exist. */
export function rankOf(dimension: IndexedDimension, text = ""): number {
  const [from = 0, to = 0] = valuesBetween(dimension, dimension.key(text), dimension.key(text));
  let best = -1;
  for (let rank = from; rank < to; rank++) {
    if (codeOf(dimension, rank) === text) return rank;
    if (best < 0 || (!isUsable(dimension, best) && isUsable(dimension, rank))) best = rank;
  }
  return best < 0 && dimension.partial ? dimension.values.size - 1 : best;
}

/** Leading zeros that a spreadsheet takes away: it makes 1 of 001. */
export const mostZeros = 12;

/** The rank of a text; where there is none, that of the number with the fewest leading zeros before it. */
export function rankWithZeros(dimension: IndexedDimension, text: string): number {
  let rank = rankOf(dimension, text);
  if (/^\d+$/.test(text))
    for (let zeros = 1; zeros <= mostZeros && rank < 0; zeros++) rank = rankOf(dimension, "0".repeat(zeros) + text);
  return rank;
}

/** Visits the rank of each value whose line has the needle, with its place in the line, until `visit` says stop. */
function scan(
  { values: { chunks, ends } }: IndexedDimension,
  needle: string,
  visit: (rank: number, at: number) => boolean,
): void {
  chunks.some((chunk, number) => {
    let rank = number * chunkSize;
    let start = 0;
    for (let hit = chunk.indexOf(needle); hit >= 0; hit = chunk.indexOf(needle, start)) {
      for (; (ends[rank] as number) <= hit; rank++) start = ends[rank] as number;
      if (visit(rank, hit - start)) return true;
      start = ends[rank++] as number;
    }
    return false;
  });
}

/** The values that a term accepts among the values at hand. */
export function valuesFor(dimension: IndexedDimension, term: Term): ValueSet {
  const containing = (needle: string): ValueSet => {
    const found: ValueSet[] = [];
    scan(dimension, needle, (rank, at) => {
      if (at < (dimension.values.keys[rank] as string).length) found.push([rank, rank + 1]);
      return false;
    });
    return union(found);
  };
  switch (term.kind) {
    case "blank":
      return onlyBlank;
    case "any":
      return interval(1, dimension.values.list.length);
    case "exact":
      return valuesBetween(dimension, dimension.key(term.text), dimension.key(term.text));
    case "begins":
      return valuesBetween(dimension, dimension.key(term.text), dimension.key(term.text) + last);
    case "ends":
      return containing(dimension.key(term.text) + separator);
    case "contains":
      return containing(dimension.key(term.text));
    case "range": {
      const range = valuesBetween(dimension, dimension.key(term.from), dimension.key(term.to));
      // An asterisk at an end stands for itself, and 100*..399* is documented to match practically nothing, although
      // 150000 lies between the texts: such a range takes only values with an asterisk.
      return (term.from + term.to).includes("*") ? intersect(range, containing("*")) : range;
    }
  }
}

/** Once this many descriptions have matched, another one helps nobody: the search stops there. */
const scanLimit = 2000;

/**
 * Values that match what was typed, best first: codes that begin with it, then descriptions that do; for "*x" also
 * codes that contain it, and at last descriptions that do.
 */
export function find(
  dimension: IndexedDimension,
  typed: string,
  limit: number,
  accept: (rank: number) => boolean,
): number[] {
  const text = typed.trim();
  const needle = dimension.key(text.replace(/^\*+|\*+$/g, ""));
  const from = Math.max(1, firstFrom(dimension, needle));
  const to = firstFrom(dimension, needle + last);
  const found: number[] = [];
  for (let rank = from; rank < to && found.length < limit; rank++) if (accept(rank)) found.push(rank);
  const inDescription: number[] = [];
  if (needle && found.length < limit) {
    scan(dimension, text.startsWith("*") ? needle : separator + needle, (rank, at) => {
      const isNew = rank < from || rank >= to;
      if (isNew && accept(rank))
        (at <= (dimension.values.keys[rank] as string).length + 1 ? found : inDescription).push(rank);
      return found.length >= limit || inDescription.length >= scanLimit;
    });
  }
  return [...found, ...inDescription].slice(0, limit);
}

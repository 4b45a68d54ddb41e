import type { Collation } from "./types";
import type { Dimension, DimensionValue } from "./model";
import { firstDay, lastDay } from "./calendar";

/** Why a value cannot be chosen, as bits; 0 = it can. */
export const status = { suspended: 1, early: 2, late: 4, total: 8, blocked: 16, otherCompany: 32, byOverride: 64 } as const;

const chunkBits = 11;
const chunkSize = 1 << chunkBits;

/**
 * The values of one dimension, sorted by key, at about 80 bytes each: the texts lie end to end in chunks, once as they
 * are and once folded to keys of the same length, so that one array of places serves both and a search for "contains"
 * is an indexOf over a few long strings. A chunk reads "\n" code "\t" description "\n" code …
 */
export interface Values {
  readonly count: number;
  readonly partial: boolean;
  readonly collation: Collation;
  readonly texts: string[];
  readonly folded: string[];
  /** Place of the code in its chunk. */
  readonly start: Uint32Array;
  readonly codeLength: Uint16Array;
  readonly status: Uint8Array;
  /** How many elements below this one can be chosen; blank counts as one. */
  readonly usable: Uint32Array;
  /** For values that are not active: the day from or until which they are. */
  readonly limit: Map<number, number>;
  /** The company that has a value of another one, as a place in `companies`; empty when there is none. */
  readonly company: Uint16Array;
  readonly companies: string[];
}

export interface Scope {
  readonly legalEntity: string;
  readonly day: number;
  readonly collation: Collation;
}

/** Sorts and packs the values of a dimension for one company and day. Yields about once a millisecond. */
export function* packValues(dimension: Dimension, scope: Scope): Generator<void, Values> {
  const { values } = dimension;
  const keys: string[] = [];
  let ascending = true;
  let foreign = false;
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] as DimensionValue);
    const key = scope.collation.key(value.value);
    if (key.length !== value.value.length) throw new RangeError("A collation key must keep the length of its text");
    ascending = ascending && !(i && (keys[i - 1] as string) >= key);
    foreign = foreign || Boolean(value.legalEntity);
    keys.push(key);
    if ((i & 2047) === 2047) yield;
  }
  // Ascending keys are all different, so that there are no twins either.
  const order = ascending && keys[0] !== "" ? placesUpTo(keys.length) : yield* withoutTwins(yield* sortedOrder(keys), keys, values, scope.legalEntity);
  const count = order.length;
  const packed: Values = {
    count,
    partial: dimension.partial === true,
    collation: scope.collation,
    texts: [],
    folded: [],
    start: new Uint32Array(count),
    codeLength: new Uint16Array(count),
    status: new Uint8Array(count),
    // One more for blank, one for the value not seen yet of a partial dimension, one as the end.
    usable: new Uint32Array(count + 3),
    limit: new Map(),
    company: new Uint16Array(foreign ? count : 0),
    companies: [],
  };
  packed.usable[1] = 1;
  for (let begin = 0; begin < count; begin += chunkSize) {
    packChunk(packed, begin, order, values, keys, scope);
    yield;
  }
  packed.usable[count + 2] = (packed.usable[count + 1] as number) + (packed.partial ? 1 : 0);
  return packed;
}

function packChunk(packed: Values, begin: number, order: Uint32Array, values: readonly DimensionValue[], keys: readonly string[], scope: Scope): void {
  const texts: string[] = [];
  const folded: string[] = [];
  let place = 1;
  for (let i = begin; i < Math.min(packed.count, begin + chunkSize); i++) {
    const value = (values[(order[i] as number)] as DimensionValue);
    const description = value.description ?? "";
    const key = scope.collation.key(description);
    texts.push("\n", value.value, "\t", description);
    folded.push("\n", (keys[(order[i] as number)] as string), "\t", key.length === description.length ? key : description);
    packed.start[i] = place;
    packed.codeLength[i] = value.value.length;
    place += value.value.length + description.length + 2;
    setStatus(packed, i, value, scope);
    packed.usable[i + 2] = (packed.usable[i + 1] as number) + (packed.status[i] ? 0 : 1);
  }
  packed.texts.push(texts.join("") + "\n");
  packed.folded.push(folded.join("") + "\n");
}

function setStatus(packed: Values, i: number, value: DimensionValue, { legalEntity, day }: Scope): void {
  let bits = (value.suspended ? status.suspended : 0) | (value.total ? status.total : 0) | (value.blocked ? status.blocked : 0);
  let from = firstDay(value.activeFrom);
  let to = lastDay(value.activeTo);
  for (const override of value.overrides ?? []) {
    if (override.legalEntity !== legalEntity) continue;
    if (override.suspended) bits |= status.suspended | status.byOverride;
    from = Math.max(from, firstDay(override.activeFrom));
    to = Math.min(to, lastDay(override.activeTo));
  }
  if (day < from) bits |= status.early;
  if (day > to) bits |= status.late;
  if (bits & (status.early | status.late)) packed.limit.set(i, day < from ? from : to);
  if (value.legalEntity && value.legalEntity !== legalEntity) {
    bits |= status.otherCompany;
    let company = packed.companies.indexOf(value.legalEntity);
    if (company < 0) company = packed.companies.push(value.legalEntity) - 1;
    packed.company[i] = company;
  }
  packed.status[i] = bits;
}

function placesUpTo(count: number): Uint32Array {
  const places = new Uint32Array(count);
  for (let i = 0; i < count; i++) places[i] = i;
  return places;
}

/** Places of the keys in ascending order: a merge sort in slices, since a native sort of a million would block. */
function* sortedOrder(keys: readonly string[]): Generator<void, Uint32Array> {
  const count = keys.length;
  let from: Uint32Array = placesUpTo(count);
  const compare = (a: number, b: number): number => {
    const left = (keys[a] as string);
    const right = (keys[b] as string);
    return left < right ? -1 : left > right ? 1 : a - b;
  };
  const run = 1024;
  for (let i = 0; i < count; i += run) {
    from.subarray(i, i + run).sort(compare);
    yield;
  }
  let into: Uint32Array = new Uint32Array(count);
  for (let width = run; width < count; width *= 2) {
    for (let begin = 0; begin < count; begin += 2 * width) {
      const middle = Math.min(begin + width, count);
      const end = Math.min(begin + 2 * width, count);
      for (let i = begin, left = begin, right = middle; i < end; i++) {
        const takeLeft = right >= end || (left < middle && compare((from[left] as number), (from[right] as number)) <= 0);
        into[i] = takeLeft ? (from[left++] as number) : (from[right++] as number);
        if ((i & 4095) === 4095) yield;
      }
    }
    [from, into] = [into, from];
  }
  return from;
}

/** Of values spelled the same, keeps the company's own, or the shared one, rather than another company's. */
function* withoutTwins(order: Uint32Array, keys: readonly string[], values: readonly DimensionValue[], legalEntity: string): Generator<void, Uint32Array> {
  const rank = (place: number): number => {
    const company = (values[place] as DimensionValue).legalEntity;
    return company === legalEntity ? 0 : company ? 2 : 1;
  };
  let kept = 0;
  for (let i = 0; i < order.length; i++) {
    const place = (order[i] as number);
    const text = (values[place] as DimensionValue).value;
    if (text) {
      // Values that differ in case alone share a key and may alternate: look back over the whole run.
      let twin = kept - 1;
      const sameKey = (): boolean => twin >= 0 && (keys[(order[twin] as number)] as string) === (keys[place] as string);
      while (sameKey() && (values[(order[twin] as number)] as DimensionValue).value !== text) twin--;
      if (!sameKey()) order[kept++] = place;
      else if (rank(place) < rank((order[twin] as number))) order[twin] = place;
    }
    if ((i & 2047) === 2047) yield;
  }
  return order.slice(0, kept);
}

export function keyAt(values: Values, i: number): string {
  const start = (values.start[i] as number);
  return (values.folded[i >>> chunkBits] as string).slice(start, start + (values.codeLength[i] as number));
}

export function codeAt(values: Values, i: number): string {
  const start = (values.start[i] as number);
  return (values.texts[i >>> chunkBits] as string).slice(start, start + (values.codeLength[i] as number));
}

export function descriptionAt(values: Values, i: number): string {
  const text = (values.texts[i >>> chunkBits] as string);
  const next = i + 1;
  const end = next < values.count && next & (chunkSize - 1) ? (values.start[next] as number) : text.length;
  return text.slice((values.start[i] as number) + (values.codeLength[i] as number) + 1, end - 1);
}

/** The first place whose key is not below `key`. With `past`, the first whose key is above it or, as a prefix, beyond it. */
export function placeOf(values: Values, key: string, past?: "key" | "prefix"): number {
  let low = 0;
  let high = values.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = keyAt(values, middle);
    const below = at < key || (past !== undefined && (past === "key" ? at === key : at.startsWith(key)));
    if (below) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of a value: spelled exactly so if there is one, else ignoring case; −1 when there is none. */
export function findValue(values: Values, text: string): number {
  const key = values.collation.key(text);
  let best = -1;
  for (let i = placeOf(values, key); i < values.count && keyAt(values, i) === key; i++) {
    if (codeAt(values, i) === text) return i;
    if (best < 0 || (values.status[best] && !values.status[i])) best = i;
  }
  return best;
}

/**
 * Calls `visit` with the place of every value whose folded text contains `needle`, and where in it: "code" when it lies
 * in the code, "begin" when the description begins with it, "description" otherwise. Stops when `visit` returns true.
 */
export function scan(values: Values, needle: string, visit: (i: number, where: "code" | "begin" | "description") => boolean): void {
  values.folded.some((text, chunk) => {
    const first = chunk << chunkBits;
    const last = Math.min(values.count, first + chunkSize) - 1;
    let low = first;
    for (let hit = text.indexOf(needle); hit >= 0; ) {
      let high = last;
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        if ((values.start[middle] as number) <= hit + 1) low = middle;
        else high = middle - 1;
      }
      const offset = hit - (values.start[low] as number) - (values.codeLength[low] as number);
      // A needle that begins with the separator before the description sits at offset 0.
      if (visit(low, offset < 0 ? "code" : offset <= 1 ? "begin" : "description")) return true;
      hit = low === last ? -1 : text.indexOf(needle, (values.start[low + 1] as number) - 1);
    }
    return false;
  });
}

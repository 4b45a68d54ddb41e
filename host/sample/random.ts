/** A repeatable source of chance: the same seed gives the same data on every machine. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A number in [0, 1). The generator is mulberry32: small, fast, and good enough for sample data. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError("Nothing to pick from an empty list.");
    return item;
  }
}

/**
 * The id of the nth row of a kind, the same in every run, so that links and tests can name a row.
 * `kind` is four hexadecimal digits.
 */
export function rowId(kind: string, n: number): string {
  return `${n.toString(16).padStart(8, "0")}-${kind}-4000-8000-f1e1d5700000`;
}

const dayLength = 86_400_000;

/** The instant `days` before (negative: after) `now`, ISO 8601 in UTC, whole seconds. */
export function daysBefore(now: Date, days: number): string {
  return instant(new Date(now.getTime() - days * dayLength));
}

/** The calendar day `days` after (negative: before) `now`, `YYYY-MM-DD`. */
export function dayAfter(now: Date, days: number): string {
  return new Date(now.getTime() + days * dayLength).toISOString().slice(0, 10);
}

function instant(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { BenchFigure } from "../../test/bench/types";

/** What one bench module measured. */
export interface Measured {
  readonly name: string;
  readonly figures: readonly BenchFigure[];
}

/** Committed figures of an earlier run, by bench, name and statistic, in their own unit. */
export type Baseline = ReadonlyMap<string, number>;

export interface Comparison {
  /** The baseline's value; absent for a new figure. */
  readonly before?: number;
  /** `MORE` is a failure; `slower` and `larger` may be the machine's doing. */
  readonly verdict: "MORE" | "slower" | "larger" | "less" | "";
}

/** What is counted is the same on every machine, but for a byte here and there. */
const COUNTED_TOLERANCE = 0.02;
/** A figure in ms, or of memory, depends on the machine and on what else it does. */
const TIMED_TOLERANCE = 0.3;

const counted: ReadonlySet<BenchFigure["unit"]> = new Set(["KB", "nodes", "requests", "listeners"]);

const keyOf = (name: string, figure: BenchFigure) => `${name}: ${figure.name} (${figure.statistic}, ${figure.unit})`;

/** How a figure stands beside the baseline. */
export function compare(name: string, figure: BenchFigure, baseline: Baseline): Comparison {
  const before = baseline.get(keyOf(name, figure));
  if (before === undefined) return { verdict: "" };
  const isCounted = counted.has(figure.unit);
  const tolerance = isCounted ? COUNTED_TOLERANCE : TIMED_TOLERANCE;
  if (figure.value > before * (1 + tolerance))
    return { before, verdict: isCounted ? "MORE" : figure.unit === "ms" ? "slower" : "larger" };
  return { before, verdict: figure.value < before * (1 - tolerance) ? "less" : "" };
}

/** The committed baseline; empty where there is none yet. */
export function readBaseline(file: string): Baseline {
  if (!existsSync(file)) return new Map();
  return new Map(Object.entries(JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, number>>));
}

/** Keeps what was measured, and of the former baseline what was not measured this time. */
export function writeBaseline(file: string, measured: readonly Measured[], former: Baseline): void {
  const figures = new Map(former);
  for (const { name, figures: found } of measured) {
    for (const key of figures.keys()) if (key.startsWith(`${name}: `)) figures.delete(key);
    for (const figure of found) figures.set(keyOf(name, figure), Number(figure.value.toPrecision(4)));
  }
  const sorted = [...figures].sort(([one], [other]) => one.localeCompare(other));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}

/** One measured line of the table that `npm run bench` prints and of `out/bench.json`. */
export interface BenchFigure {
  /** What was measured, e.g. `keystroke to ranked list`. */
  readonly name: string;
  /** The measured number, in `unit`. */
  readonly value: number;
  readonly unit: "ms" | "bytes" | "KB" | "MB" | "bytes/value" | "nodes" | "requests" | "listeners";
  /** What `value` is over the samples; `once` for a single measurement. */
  readonly statistic: "p95" | "median" | "max" | "once";
  /** How many samples stand behind it. */
  readonly samples: number;
  /** The most that is allowed, in `unit`; absent where nothing is promised. A figure above it fails the run. */
  readonly budget?: number;
}

/** What a module `test/bench/<name>.bench.ts` exports as `bench`. It runs in a Node process of its own, under tsx. */
export interface Bench {
  /** Heading of its lines in the table. */
  readonly name: string;
  /** Measures. Progress goes to stderr through `log`; stdout is the runner's. */
  run(log: (message: string) => void): Promise<readonly BenchFigure[]>;
}

/** The value below which `share` (0 to 1) of the samples lie, by the nearest-rank method; NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

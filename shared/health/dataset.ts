import type { Assessment } from "./assessment";

/** The health of several records together. It speaks of those that are loaded, never of more. */
export interface DatasetHealth {
  /** Records that have a score. */
  readonly scored: number;
  /** Mean of the exact scores, rounded down; null where no record has one. */
  readonly mean: number | null;
  /** Records with a score and no failure. */
  readonly healthy: number;
  /** Failures per column, most first. */
  readonly failures: readonly { readonly column: string; readonly label: string; readonly count: number }[];
}

export function summarise(assessments: readonly Assessment[]): DatasetHealth {
  const counts = new Map<string, { column: string; label: string; count: number }>();
  let sum = 0;
  let scored = 0;
  let healthy = 0;
  for (const { score, findings } of assessments) {
    if (score === null) continue;
    scored += 1;
    sum += score;
    let failed = false;
    for (const { rule, label, outcome } of findings) {
      if (outcome.kind !== "fail") continue;
      failed = true;
      const entry = counts.get(rule.column) ?? { column: rule.column, label, count: 0 };
      entry.count += 1;
      counts.set(rule.column, entry);
    }
    if (!failed) healthy += 1;
  }
  return {
    scored,
    mean: scored === 0 ? null : Math.floor(sum / scored + 1e-9),
    healthy,
    failures: [...counts.values()].sort((a, b) => b.count - a.count),
  };
}

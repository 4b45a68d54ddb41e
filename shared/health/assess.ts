import type { Assessment, HealthFinding } from "./assessment";
import { dimensionOf, explain, judge, type HealthOutcome, type HealthRule } from "./rules";
import type { Band, BandLimits, ColumnFact, Severity } from "./types";

const WEIGHTS: Readonly<Record<Severity, number>> = { critical: 10, high: 7.5, medium: 5, low: 2.5, info: 0 };

/** The bands of Lighthouse, the web page audit: 90 and 50. */
export const DEFAULT_BANDS: BandLimits = { goodFrom: 90, fairFrom: 50 };

const scoreOf = (outcome: HealthOutcome): number | null =>
  outcome.kind === "pass" ? 1 : outcome.kind === "fail" ? outcome.score : null;

/**
 * Judges a record. Score = 100 · Σ w·s / Σ w over the rules that could be evaluated, flat, so that the points to gain are
 * exact. What the user may not read is left out of the score and shows in the coverage instead.
 */
export function assess(
  rules: readonly HealthRule[],
  columns: readonly ColumnFact[],
  bands: BandLimits = DEFAULT_BANDS,
): Assessment {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const judged = rules.map((rule) => ({
    rule,
    outcome: judge(rule, byName.get(rule.column)),
    weight: WEIGHTS[rule.severity],
  }));

  let total = 0;
  let reached = 0;
  let applicableWeight = 0;
  let evaluated = 0;
  let applicable = 0;
  for (const { outcome, weight } of judged) {
    if (outcome.kind === "notApplicable") continue;
    applicable += 1;
    applicableWeight += weight;
    const score = scoreOf(outcome);
    if (score === null) continue;
    evaluated += 1;
    total += weight;
    reached += weight * score;
  }
  const score = total === 0 ? null : (100 * reached) / total;

  const findings = judged.map(({ rule, outcome, weight }): HealthFinding => {
    const met = scoreOf(outcome);
    const pointsToGain = met === null || total === 0 ? 0 : (100 * weight * (1 - met)) / total;
    const column = byName.get(rule.column);
    return {
      rule,
      label: column?.label ?? rule.column,
      dimension: dimensionOf(rule),
      outcome,
      explanation:
        outcome.kind === "fail" || outcome.kind === "notEvaluable"
          ? { reason: outcome.reason, values: explain(rule, outcome.reason, column) }
          : null,
      pointsToGain,
    };
  });
  const gatedBy = findings.filter((finding) => finding.rule.severity === "critical" && finding.outcome.kind === "fail");
  return {
    findings,
    score,
    shown: score === null ? null : floorScore(score),
    band: bandOf(score, gatedBy.length > 0, bands),
    gatedBy,
    coverage: { evaluated, applicable, weight: applicableWeight === 0 ? 1 : total / applicableWeight },
  };
}

/** Rounds down; only a rounding error of the division may lift a number to the next whole one. */
const floorScore = (score: number): number => Math.floor(score + 1e-9);

/** A critical failure forces the worst band, whatever the number. */
export function bandOf(score: number | null, gated: boolean, bands: BandLimits): Band {
  if (score === null) return "none";
  if (gated) return "poor";
  const shown = floorScore(score);
  if (shown >= bands.goodFrom) return "good";
  return shown >= bands.fairFrom ? "fair" : "poor";
}

/** What is wrong, the greatest gain first; equal gains keep the order of the rules. */
export const failures = (assessment: Assessment): readonly HealthFinding[] =>
  assessment.findings.filter(({ outcome }) => outcome.kind === "fail").sort((a, b) => b.pointsToGain - a.pointsToGain);

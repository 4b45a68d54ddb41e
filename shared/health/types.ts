/** What kind of thing a rule looks at (ISO/IEC 25012 names). */
export type Dimension = "completeness";

/** OpenSSF Scorecard's weights stand behind these: critical 10, high 7.5, medium 5, low 2.5, info 0. */
export type Severity = "critical" | "high" | "medium" | "low" | "info";

export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low", "info"];

export type ColumnKind =
  "text" | "memo" | "richText" | "number" | "choice" | "multiChoice" | "boolean" | "lookup" | "date" | "file";

/** A column of the record that is judged, with its value as the framework gives it. */
export interface ColumnFact {
  readonly name: string;
  readonly label: string;
  readonly kind: ColumnKind;
  readonly value: unknown;
  /**
   * `no`: the user may not read it. `unknown`: column security applies and nobody says whether the user may; then an empty
   * value proves nothing, while a value that is there is one.
   */
  readonly readable: "yes" | "no" | "unknown";
  readonly required: "required" | "recommended" | "none" | "unknown";
}

/** The column must have a value because the rules say so. */
export interface RequiredRule {
  readonly kind: "required";
  readonly id: string;
  readonly column: string;
  readonly severity: Severity;
}

/** The column must have a value because the table says so; where the table does not, the rule does not apply. */
export interface RequiredByMetadataRule {
  readonly kind: "requiredByMetadata";
  readonly id: string;
  readonly column: string;
  readonly severity: Severity;
  /** Whether "recommended" columns count, too. */
  readonly recommended: boolean;
}

export type Rule = RequiredRule | RequiredByMetadataRule;

/** Why a rule came out as it did; a view has a sentence for each. */
export type Reason =
  "present" | "blank" | "placeholder" | "neverBlank" | "notRequired" | "unreadable" | "unknownColumn";

/** `score` in [0, 1): how much of the rule is met all the same. */
export type Outcome =
  | { readonly kind: "pass"; readonly reason: Reason }
  | { readonly kind: "fail"; readonly score: number; readonly reason: Reason }
  | { readonly kind: "notApplicable"; readonly reason: Reason }
  | { readonly kind: "notEvaluable"; readonly reason: Reason };

export interface Finding {
  readonly rule: Rule;
  readonly label: string;
  readonly dimension: Dimension;
  readonly outcome: Outcome;
  /** How many points of 100 the mend would bring; 0 unless failed. They add up to 100 − score. */
  readonly pointsToGain: number;
}

export type Band = "good" | "fair" | "poor" | "none";

export interface Policy {
  /** From this score on (0 to 100) a record is good. */
  readonly goodFrom: number;
  /** From this score on it is fair, below it poor. */
  readonly fairFrom: number;
}

export interface Assessment {
  /** In the order of the rules. */
  readonly findings: readonly Finding[];
  /** 0 to 100, exact; null where nothing could be evaluated. */
  readonly score: number | null;
  /** What is shown: rounded down, so that 100 means that everything passed. */
  readonly shown: number | null;
  readonly band: Band;
  /** Failing critical rules, which force the worst band and never the number. */
  readonly gatedBy: readonly Finding[];
  readonly coverage: {
    /** Rules that could be evaluated, and rules that apply. */
    readonly evaluated: number;
    readonly applicable: number;
    /** Evaluated ÷ applicable weight, 0 to 1; 1 where nothing applies. */
    readonly weight: number;
  };
}

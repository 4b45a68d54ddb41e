/** What kind of thing a rule looks at (ISO/IEC 25012 names). */
export type Dimension = "completeness";

/** OpenSSF Scorecard's weights stand behind these: critical 10, high 7.5, medium 5, low 2.5, info 0. */
export type Severity = "critical" | "high" | "medium" | "low" | "info";

export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low", "info"];

export type ColumnKind =
  "text" | "memo" | "richText" | "number" | "choice" | "multiChoice" | "boolean" | "lookup" | "date" | "file";

/** A column of the record that is judged, with its value as its source gives it. */
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

export type Band = "good" | "fair" | "poor" | "none";

/** Where the bands begin, 0 to 100. */
export interface BandLimits {
  /** From this score on a record is good. */
  readonly goodFrom: number;
  /** From this score on it is fair, below it poor. */
  readonly fairFrom: number;
}

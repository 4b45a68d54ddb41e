/** A row for bulk loading: column's logical name → JSON value; a polymorphic lookup also has `<column>type`. */
export type SampleRow = Readonly<Record<string, unknown>>;

export interface SampleBatch {
  readonly table: string;
  readonly rows: readonly SampleRow[];
}

/**
 * small: thousands of dimension values, 60 purchase requests.
 * large: 100,000 values, 10,000 structure rows, 5,000 requests, one of them with 20,000 approval events; `crowdRequests` have sizes of their own.
 */
export type Scale = "small" | "large";

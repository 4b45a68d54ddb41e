import type { Row } from "./client";

const FORMATTED = "@OData.Community.Display.V1.FormattedValue";
const LOOKUP_TABLE = "@Microsoft.Dynamics.CRM.lookuplogicalname";

/** Reads a column as the type it should have; anything else is null, never a guess. */
export const textOf = (row: Row, column: string): string | null => {
  const value = row[column];
  return typeof value === "string" ? value : null;
};

export const numberOf = (row: Row, column: string): number | null => {
  const value = row[column];
  return typeof value === "number" ? value : null;
};

export const booleanOf = (row: Row, column: string): boolean | null => {
  const value = row[column];
  return typeof value === "boolean" ? value : null;
};

/** A date-time as milliseconds UTC. */
export const instantOf = (row: Row, column: string): number | null => {
  const value = row[column];
  const instant = typeof value === "string" ? Date.parse(value) : NaN;
  return Number.isNaN(instant) ? null : instant;
};

/** How the server would write the value for this user: the label of a choice, the name behind a lookup. */
export const formattedOf = (row: Row, column: string): string | null => textOf(row, column + FORMATTED);

export interface Reference {
  /** Lower-case GUID. */
  readonly id: string;
  /** The primary name, null where the server did not send one (a deleted or unnamed row). */
  readonly name: string | null;
  /** Logical table name. */
  readonly table: string | null;
}

/** What a lookup column points to. Pass the plain column name: a read row carries it as `_column_value`. */
export function referenceOf(row: Row, column: string): Reference | null {
  const key = `_${column}_value`;
  const id = textOf(row, key);
  return id === null
    ? null
    : { id: id.toLowerCase(), name: formattedOf(row, key), table: textOf(row, key + LOOKUP_TABLE) };
}

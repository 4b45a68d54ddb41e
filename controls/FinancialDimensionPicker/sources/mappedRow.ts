import type { Row } from "../../../shared/dataverse/client";
import { formattedOf } from "../../../shared/dataverse/row";
import type { TableMap } from "./tables";

/** A row of a table, read by the engine's field names instead of the table's columns. */
export class MappedRow {
  constructor(
    private readonly row: Row,
    private readonly map: TableMap,
    private readonly yesLabels: readonly string[],
  ) {}

  /** The text of a field; a lookup gives the name of the row that it points to. "" where there is none. */
  get(field: string): string {
    const column = this.map.columns[field] ?? "";
    return column.startsWith("_") ? (formattedOf(this.row, column) ?? "") : this.raw(field);
  }

  /** The texts of several fields, each under its own name. */
  texts<Field extends string>(...fields: readonly Field[]): Readonly<Record<Field, string>> {
    return Object.fromEntries(fields.map((field) => [field, this.get(field)])) as Record<Field, string>;
  }

  /** The value as stored: for a lookup the id, for a choice the number. */
  raw(field: string): string {
    const value = this.row[this.map.columns[field] ?? ""];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  }

  /** A calendar day, "YYYY-MM-DD". Finance's year 1900 and year 2154 mean none. */
  day(field: string): string | undefined {
    const day = this.raw(field).slice(0, 10);
    return !day || /^(1900|2154)/.test(day) ? undefined : day;
  }

  /** True for a yes/no column, and for an enumeration of Finance, whose numbers are unstable but whose label is not. */
  yes(field: string): boolean {
    const column = this.map.columns[field] ?? "";
    return this.row[column] === true || this.yesLabels.includes(formattedOf(this.row, column) ?? this.raw(field));
  }

  /** What the map says that the value of the kind column means. */
  kind(): string {
    return this.map.kinds?.[this.raw("kind")] ?? "";
  }

  /** A draft beside the active version, in tables that say so. */
  isDraft(): boolean {
    return "active" in this.map.columns && !this.yes("active");
  }

  /** The texts of `field1`, `field2` …, without blanks, for tables that have a column for each. */
  list(field: string): string[] {
    return Object.keys(this.map.columns)
      .filter((name) => name.replace(/\d+$/, "") === field && name !== field)
      .map((name) => this.get(name))
      .filter(Boolean);
  }
}

/** Rows by a key, in their order. */
export function group(
  rows: readonly MappedRow[],
  keyOf: (row: MappedRow) => string,
): ReadonlyMap<string, readonly MappedRow[]> {
  const groups = new Map<string, MappedRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const found = groups.get(key);
    if (found) found.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

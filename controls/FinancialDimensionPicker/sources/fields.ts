import type { Row } from "../../../shared/dataverse/client";
import { formattedOf } from "../../../shared/dataverse/row";
import type { TableMap } from "./tables";

/** A row by the engine's field names instead of the table's columns. */
export class Fields {
  constructor(
    private readonly row: Row,
    private readonly map: TableMap,
  ) {}

  /** The text of a field; a lookup gives the name of the row that it points to. "" where there is none. */
  text(field: string): string {
    const column = this.map.columns[field];
    if (column === undefined) return "";
    if (column.startsWith("_")) return formattedOf(this.row, column) ?? "";
    return this.raw(field);
  }

  /** The value as stored: for a lookup the id, for a choice the number. */
  raw(field: string): string {
    const column = this.map.columns[field];
    const value = column === undefined ? undefined : this.row[column];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  }

  /** A calendar day, "YYYY-MM-DD", or undefined. */
  day(field: string): string | undefined {
    return this.raw(field).slice(0, 10) || undefined;
  }

  /** True for a yes/no column, and for Finance's NoYes, whose numbers are unstable but whose label is not. */
  yes(field: string): boolean {
    const column = this.map.columns[field];
    if (column === undefined) return false;
    const value = this.row[column];
    return value === true || (typeof value === "number" && formattedOf(this.row, column) === "Yes");
  }

  /** What the map says that the value of the kind column means. */
  kind(): string {
    return this.map.kinds?.[this.raw("kind")] ?? "";
  }

  /** Whether the map knows a column for the field. */
  has(field: string): boolean {
    return field in this.map.columns;
  }
}

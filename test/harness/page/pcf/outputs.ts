import type { Column, ControlManifest, CustomControlUse } from "../../../../solution/tools/model/types";
import type { AttributeValue, LookupValue } from "../form/session.types";
import { boundColumns } from "./parameters";

/** What `getOutputs` asks of the form. */
export interface OutputChanges {
  /** Columns to set, in the manifest's order. */
  readonly columns: readonly { readonly property: string; readonly column: string; readonly value: AttributeValue }[];
  /** Output properties and bound properties without a column: no attribute holds them, only listeners hear of them. */
  readonly unbound: Readonly<Record<string, unknown>>;
  /** Values whose type the column cannot take; they change nothing. */
  readonly mistakes: readonly string[];
}

/**
 * Sorts a control's outputs. A key that is absent leaves its column untouched; `undefined` or `null` under a present key
 * clears it. Keys that the manifest does not know are mistakes.
 */
export function readOutputs(outputs: unknown, manifest: ControlManifest, use: CustomControlUse, tableColumns: readonly Column[]): OutputChanges {
  if (typeof outputs !== "object" || outputs === null) {
    return { columns: [], unbound: {}, mistakes: [] };
  }
  const values = new Map<string, unknown>(Object.entries(outputs));
  const bound = boundColumns(manifest, use);
  const columns: { property: string; column: string; value: AttributeValue }[] = [];
  const unbound: Record<string, unknown> = {};
  const mistakes: string[] = [];
  for (const property of manifest.properties) {
    if (!values.has(property.name)) {
      continue;
    }
    const value = values.get(property.name);
    values.delete(property.name);
    const name = bound.get(property.name);
    const column = tableColumns.find((candidate) => candidate.logicalName === name);
    if (property.usage === "input") {
      mistakes.push(`The property "${property.name}" is an input and cannot be written.`);
    } else if (column === undefined) {
      unbound[property.name] = value;
    } else {
      const converted = toColumn(column, value);
      if (converted === undefined) {
        mistakes.push(`The output "${property.name}" is ${describe(value)}, which the ${column.type} column ${column.logicalName} cannot take.`);
      } else {
        columns.push({ property: property.name, column: column.logicalName, value: converted });
      }
    }
  }
  for (const name of values.keys()) {
    mistakes.push(`The manifest has no property "${name}".`);
  }
  return { columns, unbound, mistakes };
}

/** Undefined: the value is of another type than the column's. */
function toColumn(column: Column, value: unknown): AttributeValue | undefined {
  if (value === null || value === undefined) {
    return null;
  }
  switch (column.type) {
    case "text":
    case "memo":
      return typeof value === "string" ? (value === "" ? null : value) : undefined;
    case "integer":
    case "bigint":
    case "choice":
    case "state":
    case "status":
      return typeof value === "number" && Number.isInteger(value) ? value : undefined;
    case "decimal":
    case "float":
    case "money":
      return typeof value === "number" && Number.isFinite(value) ? value : undefined;
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "multichoice":
      return Array.isArray(value) && value.every((item) => Number.isInteger(item)) ? (value.length === 0 ? null : value.map(Number)) : undefined;
    case "datetime":
      return value instanceof Date && !Number.isNaN(value.getTime()) ? new Date(value.getTime()) : undefined;
    case "lookup":
      return toLookup(value);
    default:
      return undefined;
  }
}

function toLookup(value: unknown): AttributeValue | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  if (value.length === 0) {
    return null;
  }
  const rows: LookupValue[] = [];
  for (const item of value) {
    if (typeof item !== "object" || item === null || typeof item.id !== "string" || typeof item.entityType !== "string") {
      return undefined;
    }
    rows.push({ id: item.id.replace(/[{}]/g, "").toLowerCase(), name: typeof item.name === "string" ? item.name : "", entityType: item.entityType });
  }
  return rows;
}

function describe(value: unknown): string {
  return Array.isArray(value) ? "a list" : value instanceof Date ? "an invalid date" : `a ${typeof value} (${JSON.stringify(value)})`;
}

import type { Column, ControlManifest, CustomControlUse } from "../../../solution/model/types";
import type { AttributeValue } from "../data/values";
import { coerce } from "../data/values";
import { boundColumns } from "./parameters";

/** What `getOutputs` asks of the form. */
export interface OutputChanges {
  /** Columns to set, in the manifest's order. */
  readonly columns: readonly { readonly property: string; readonly column: string; readonly value: AttributeValue }[];
  /** Output properties and bound properties without a column: no attribute holds them, only listeners hear of them. */
  readonly unbound: Readonly<Record<string, unknown>>;
  /** Values whose type the column cannot take: the form shows an error for a plain one, and anything else changes nothing. */
  readonly mistakes: readonly string[];
}

/**
 * Sorts a control's outputs. A key that is absent leaves its column untouched; `undefined` or `null` under a present key
 * clears it. Keys that the manifest does not know are mistakes.
 */
export function readOutputs(
  outputs: unknown,
  manifest: ControlManifest,
  use: CustomControlUse,
  tableColumns: readonly Column[],
): OutputChanges {
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
      const converted = coerce(column, value);
      if (converted === undefined) {
        mistakes.push(
          `The output "${property.name}" is ${describe(value)}, which the ${column.type} column ${column.logicalName} cannot take.`,
        );
      }
      if (converted !== undefined || isPlain(value)) {
        columns.push({
          property: property.name,
          column: column.logicalName,
          value: converted === undefined && isPlain(value) ? value : (converted ?? null),
        });
      }
    }
  }
  for (const name of values.keys()) {
    mistakes.push(`The manifest has no property "${name}".`);
  }
  return { columns, unbound, mistakes };
}

/** What a form can be asked to hold, right or wrong for the column. */
function isPlain(value: unknown): value is string | number | boolean | Date {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value instanceof Date;
}

function describe(value: unknown): string {
  return Array.isArray(value)
    ? "a list"
    : value instanceof Date
      ? "an invalid date"
      : `a ${typeof value} (${JSON.stringify(value)})`;
}

import type { Column, HostModel, Table } from "../../../../solution/model/types";
import type { Row } from "../../data/values";
import type { AttributeValue, LookupValue } from "../../data/values";
import { formattedIn, propertyOf, readColumn } from "../../data/values";

export type EntityReference = ComponentFramework.EntityReference;
export type EntityRecord = ComponentFramework.PropertyHelper.DataSetApi.EntityRecord;

/** Where a data set's column comes from: its own table, or a linked one under an alias. */
export interface ResolvedColumn {
  readonly column: Column;
  /** The key of the value in a FetchXML row: a lookup under an alias has no `_…_value`. */
  readonly property: string;
}

/** Undefined when the name leads nowhere; the form's findings speak of that. */
export function resolveColumn(
  model: Pick<HostModel, "tables">,
  table: Table,
  linked: ReadonlyMap<string, string>,
  name: string,
): ResolvedColumn | undefined {
  const [alias, inner] = name.split(".");
  if (inner === undefined) {
    const column = table.columns.find((candidate) => candidate.logicalName === name);
    return column === undefined ? undefined : { column, property: propertyOf(column) };
  }
  const target = model.tables.find((candidate) => candidate.logicalName === linked.get(alias ?? ""));
  const column = target?.columns.find((candidate) => candidate.logicalName === inner);
  return column === undefined ? undefined : { column, property: name };
}

/** One row as `dataset.records[id]`. */
export function createRecord(
  table: Table,
  row: Row,
  resolve: (name: string) => ResolvedColumn | undefined,
): EntityRecord {
  const id = String(row[table.primaryKey]);
  const read = (name: string): AttributeValue => {
    const resolved = resolve(name);
    return resolved === undefined ? null : readColumn(resolved.column, ownRow(row, resolved));
  };
  const text = (name: string): string => {
    const resolved = resolve(name);
    if (resolved === undefined) {
      return "";
    }
    const plain = row[resolved.property];
    return formattedIn(row, resolved.property) || (plain === null || plain === undefined ? "" : String(plain));
  };
  return {
    getRecordId: () => id,
    getFormattedValue: text,
    getNamedReference: () => ({ id: { guid: id }, etn: table.logicalName, name: String(row[table.primaryName] ?? "") }),
    // The declared type leaves out null, which an empty column has.
    getValue: (name) => rowValue(read(name)) as ReturnType<EntityRecord["getValue"]>,
  };
}

/** The row under the keys that a table's own columns have, for a column that stands under an alias. */
function ownRow(row: Row, { column, property }: ResolvedColumn): Row {
  const own = propertyOf(column);
  if (own === property) {
    return row;
  }
  const renamed: Record<string, unknown> = { [own]: row[property] };
  for (const [key, value] of Object.entries(row)) {
    if (key.startsWith(`${property}@`)) {
      renamed[own + key.slice(property.length)] = value;
    }
  }
  return renamed;
}

/** A lookup is an entity reference here, unlike in a bound property. */
function rowValue(value: AttributeValue): string | number | boolean | Date | null | number[] | EntityReference {
  if (value === null || typeof value !== "object") {
    return value;
  }
  if (value instanceof Date) {
    return new Date(value.getTime());
  }
  const [first] = value;
  return isLookup(first) ? { id: { guid: first.id }, etn: first.entityType, name: first.name } : value.map(Number);
}

function isLookup(value: number | LookupValue | undefined): value is LookupValue {
  return typeof value === "object";
}

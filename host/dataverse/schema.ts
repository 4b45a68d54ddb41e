import { createHash } from "node:crypto";
import type { Column } from "../../solution/model/types";
import type { Catalog, CatalogTable } from "./catalog";
import { isView, viewStatement } from "./platform/views";
import { sqlSupport } from "./sqlSupport";

/** A stored column that no longer fits the solution: nothing that this server could mend without losing data. */
export class SchemaConflict extends Error {
  constructor(conflicts: readonly string[]) {
    super(
      `The stored data no longer fits the solution's tables:\n  ${conflicts.join("\n  ")}\nStart once with --reset: it discards the stored data and creates the tables anew.`,
    );
    this.name = "SchemaConflict";
  }
}

/** What PostgreSQL already has: table → column → type, as `pg_type` names it. */
export type StoredSchema = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Logical names come from the catalog, never from a request; quoting keeps reserved words legal. */
export const quote = (name: string): string => `"${name.replace(/"/gu, '""')}"`;

/** PostgreSQL's own short names of its types. */
export type SqlType =
  "uuid" | "text" | "int4" | "bool" | "int8" | "numeric" | "float8" | "timestamptz" | "date" | "timestamp";

/** The SQL type in which a column is stored and read. */
export function sqlTypeOf(column: Column): SqlType {
  switch (column.type) {
    case "primarykey":
    case "guid":
    case "lookup":
      return "uuid";
    case "text":
    case "memo":
    case "multichoice":
    case "image":
    case "file":
      return "text";
    case "choice":
    case "state":
    case "status":
    case "integer":
      return "int4";
    case "boolean":
      return "bool";
    case "bigint":
      return "int8";
    case "decimal":
    case "money":
      return "numeric";
    case "float":
      return "float8";
    case "datetime":
      return column.behavior === "userLocal" ? "timestamptz" : column.behavior === "dateOnly" ? "date" : "timestamp";
  }
}

/** Whether a lookup needs the companion column that names the table it points into. */
export const hasTypeColumn = (column: Column): boolean => column.type === "lookup" && column.targets.length !== 1;

/** Columns as stored: each column, and after a polymorphic lookup its companion. */
function storedColumns(table: CatalogTable): ReadonlyMap<string, SqlType> {
  const stored = new Map<string, SqlType>();
  for (const column of table.columns) {
    stored.set(column.logicalName, sqlTypeOf(column));
    if (hasTypeColumn(column)) {
      stored.set(`${column.logicalName}type`, "text");
    }
  }
  stored.set("versionnumber", "int8");
  return stored;
}

/**
 * The statements that turn what is stored into what the catalog says: new tables, new columns, indexes. Columns that the
 * catalog no longer has stay, unused.
 * @throws SchemaConflict where a stored column has another type.
 */
export function schemaStatements(catalog: Catalog, stored: StoredSchema): string[] {
  const conflicts: string[] = [];
  const tables = catalog.tables.filter((table) => !isView(table.logicalName));
  const statements = tables.flatMap((table) => {
    const existing = stored.get(table.logicalName);
    const wanted = storedColumns(table);
    const definition = (name: string, type: SqlType): string =>
      `${quote(name)} ${type}${name === table.primaryKey ? " primary key" : name === "versionnumber" ? " not null default nextval('dv_version')" : ""}`;
    if (existing === undefined) {
      return [
        `create table ${quote(table.logicalName)} (${[...wanted].map(([name, type]) => definition(name, type)).join(", ")})`,
      ];
    }
    return [...wanted].flatMap(([name, type]) => {
      const present = existing.get(name);
      if (present === undefined) {
        return [`alter table ${quote(table.logicalName)} add column ${definition(name, type)}`];
      }
      if (present !== type) {
        conflicts.push(`${table.logicalName}.${name} is stored as ${present}, the solution wants ${type}`);
      }
      return [];
    });
  });
  if (conflicts.length > 0) {
    throw new SchemaConflict(conflicts);
  }
  return [
    "create sequence if not exists dv_version start 1000001",
    "create table if not exists dv_meta (key text primary key, value text not null)",
    "create table if not exists dv_autonumber (tablename text, columnname text, last bigint not null, primary key (tablename, columnname))",
    sqlSupport,
    ...statements,
    ...tables.flatMap((table) => indexes(table)),
    ...intersectIndexes(catalog),
    ...catalog.tables.flatMap((table) => viewStatements(catalog, table)),
  ];
}

/** Few queries ask by these, and each index costs a bulk load. */
const unindexed = new Set([
  "createdby",
  "modifiedby",
  "createdonbehalfby",
  "modifiedonbehalfby",
  "owningbusinessunit",
  "owninguser",
  "owningteam",
  "organizationid",
  "transactioncurrencyid",
]);

function indexes(table: CatalogTable): string[] {
  // Most lookups of most rows are empty; nobody looks those up.
  const lookups = table.columns
    .filter((column) => column.type === "lookup" && !unindexed.has(column.logicalName))
    .map(
      (column) =>
        `create index if not exists ${indexName(table, column.logicalName)} on ${quote(table.logicalName)} (${quote(column.logicalName)}) where ${quote(column.logicalName)} is not null`,
    );
  const keys = table.keys.map(
    (key) =>
      `create unique index if not exists ${indexName(table, key.name)} on ${quote(table.logicalName)} (${key.columns.map((name) => comparable(table, name)).join(", ")})`,
  );
  return [...lookups, ...keys, ...nameOrder(table)];
}

/** What every list of the table is sorted by sooner or later; `order.ts` reads a page straight from it. */
function nameOrder(table: CatalogTable): string[] {
  const name = table.columnsByName.get(table.primaryName);
  // PostgreSQL refuses an index entry of more than 2,700 bytes.
  return name?.type === "text" && name.maxLength <= 500
    ? [
        `create index if not exists ${indexName(table, "dv_order")} on ${quote(table.logicalName)} (dv_sort(${quote(name.logicalName)}) nulls first, ${quote(table.primaryKey)})`,
      ]
    : [];
}

/** Texts are equal by Dataverse's rules, not byte for byte. */
function comparable(table: CatalogTable, columnName: string): string {
  const type = table.columnsByName.get(columnName)?.type;
  return type === "text" || type === "memo" ? `dv_fold(${quote(columnName)})` : quote(columnName);
}

function intersectIndexes(catalog: Catalog): string[] {
  return catalog.relationships.flatMap((item) =>
    item.kind === "manyToMany"
      ? [
          `create unique index if not exists ${quote(`ix_${item.intersectTable}_pair`)} on ${quote(item.intersectTable)} (${quote(item.column1)}, ${quote(item.column2)})`,
          `create index if not exists ${quote(`ix_${item.intersectTable}_back`)} on ${quote(item.intersectTable)} (${quote(item.column2)})`,
        ]
      : [],
  );
}

/** PostgreSQL cuts names at 63 bytes, where two would then collide. */
function indexName(table: CatalogTable, part: string): string {
  const name = `ix_${table.logicalName}_${part}`;
  return quote(name.length < 60 ? name : `ix_${createHash("sha256").update(name).digest("hex").slice(0, 32)}`);
}

/** Made anew: a view cannot be replaced by one with other columns. */
function viewStatements(catalog: Catalog, table: CatalogTable): string[] {
  const columns = [...storedColumns(table)].map(([name, type]) => ({ name, type }));
  const rows = viewStatement(catalog, table.logicalName, columns);
  const name = quote(table.logicalName);
  return rows === undefined ? [] : [`drop view if exists ${name}`, `create view ${name} as ${rows}`];
}

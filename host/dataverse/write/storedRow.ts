import type { CatalogTable } from "../catalog";
import { hasTypeColumn, quote, sqlTypeOf } from "../schema";
import type { WriteContext } from "./context";
import { alreadyExists, keyViolated } from "./faults";

type Values = ReadonlyMap<string, unknown>;

/** Inserts a row. What the table does not store is left out. @throws Fault 412 for a key that is taken */
export async function insertRow(context: WriteContext, table: CatalogTable, values: Values): Promise<void> {
  const stored = [...values].filter(([name]) => isStored(table, name) && name !== "versionnumber");
  try {
    await context.database.query(
      `insert into ${quote(table.logicalName)} (${stored.map(([name]) => quote(name)).join(", ")}) values (${stored.map(([name], index) => `$${index + 1}::${storedType(table, name)}`).join(", ")})`,
      stored.map(([, value]) => value),
    );
  } catch (error) {
    throw keyFault(table, error);
  }
}

/** Changes columns of a row; its version changes even when nothing else does. @throws Fault 412 for a key that is taken */
export async function changeRow(context: WriteContext, table: CatalogTable, id: string, values: Values): Promise<void> {
  const params: unknown[] = [id];
  const assignments = [...values]
    .filter(([name]) => isStored(table, name))
    .map(([name, value]) => `${quote(name)} = $${params.push(value)}::${storedType(table, name)}`);
  try {
    await context.database.query(
      `update ${quote(table.logicalName)} set ${[...assignments, "versionnumber = nextval('dv_version')"].join(", ")} where ${quote(table.primaryKey)} = $1::uuid`,
      params,
    );
  } catch (error) {
    throw keyFault(table, error);
  }
  context.touched.add(table.logicalName);
}

const isStored = (table: CatalogTable, name: string): boolean =>
  table.columnsByName.has(name) || isCompanion(table, name);

function isCompanion(table: CatalogTable, name: string): boolean {
  const column = name.endsWith("type") ? table.columnsByName.get(name.slice(0, -4)) : undefined;
  return column !== undefined && hasTypeColumn(column);
}

function storedType(table: CatalogTable, name: string): string {
  const column = table.columnsByName.get(name);
  return column === undefined ? "text" : sqlTypeOf(column);
}

/** What PostgreSQL says about a unique index, in Dataverse's words. */
function keyFault(table: CatalogTable, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "23505") {
    return error;
  }
  const constraint = "constraint" in error && typeof error.constraint === "string" ? error.constraint : "";
  const key =
    table.keys.find(({ name }) => constraint.endsWith(`_${name}`)) ??
    (constraint.endsWith("_pkey") ? undefined : table.keys[0]);
  return key === undefined ? alreadyExists() : keyViolated(table, key.name);
}

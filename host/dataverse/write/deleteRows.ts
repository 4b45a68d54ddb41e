import type { CatalogTable } from "../catalog";
import type { OneToMany } from "../../../solution/model/types";
import { isView } from "../platform/views";
import { hasTypeColumn, quote } from "../schema";
import { missingRight, rightPredicate } from "../security";
import type { WriteContext } from "./context";
import { stillReferenced } from "./faults";

/**
 * Deletes rows and does to the rows that point to them what each relationship says: delete them too, clear their lookup, or
 * refuse it all. What cascades needs the caller's Delete on it as well.
 * @throws Fault 405 0x80040227 when a restricting relationship still has rows, 403 for a row beyond the caller's rights
 */
export async function deleteRows(
  context: WriteContext,
  table: CatalogTable,
  ids: readonly string[],
  visited: ReadonlySet<string> = new Set(),
): Promise<void> {
  const fresh = ids.filter((id) => !visited.has(id));
  if (fresh.length === 0) {
    return;
  }
  await requireDelete(context, table, fresh);
  const now = new Set([...visited, ...fresh]);
  const relationships = context.catalog.relationships;
  const children = relationships.filter(
    (item): item is OneToMany => item.kind === "oneToMany" && item.referencedTable === table.logicalName,
  );
  for (const relationship of children.filter(({ cascadeDelete }) => cascadeDelete === "restrict")) {
    if ((await referencing(context, relationship, fresh)).some((id) => !now.has(id))) {
      throw stillReferenced();
    }
  }
  for (const relationship of children) {
    const child = context.catalog.table(relationship.referencingTable);
    if (child === undefined || isView(child.logicalName)) {
      continue;
    }
    if (relationship.cascadeDelete === "cascade") {
      await deleteRows(context, child, await referencing(context, relationship, fresh), now);
    } else if (relationship.cascadeDelete === "removeLink") {
      await clear(context, child, relationship, fresh);
    }
  }
  for (const item of relationships) {
    if (item.kind === "manyToMany") {
      const columns = [
        ...(item.table1 === table.logicalName ? [item.column1] : []),
        ...(item.table2 === table.logicalName ? [item.column2] : []),
      ];
      for (const column of columns) {
        await context.database.query(
          `delete from ${quote(item.intersectTable)} where ${quote(column)} = any($1::uuid[])`,
          [fresh],
        );
        context.touched.add(item.intersectTable);
      }
    }
  }
  await context.database.query("delete from principalobjectaccess where objectid = any($1::uuid[])", [fresh]);
  await context.database.query(
    `delete from ${quote(table.logicalName)} where ${quote(table.primaryKey)} = any($1::uuid[])`,
    [fresh],
  );
  context.touched.add(table.logicalName);
}

async function requireDelete(context: WriteContext, table: CatalogTable, ids: readonly string[]): Promise<void> {
  const params: unknown[] = [ids];
  const predicate = rightPredicate(context.caller, "Delete", table, "t", (value) => `$${params.push(value)}`);
  if (predicate === "true") {
    return;
  }
  const [beyond] = await context.database.query<{ id: string }>(
    `select t.${quote(table.primaryKey)}::text as id from ${quote(table.logicalName)} t where t.${quote(table.primaryKey)} = any($1::uuid[]) and (${predicate}) is not true limit 1`,
    params,
  );
  if (beyond !== undefined) {
    throw missingRight(context.caller, "Delete", table, beyond.id);
  }
}

/** A polymorphic lookup holds ids of several tables; its companion says of which. */
function pointing(context: WriteContext, relationship: OneToMany): string {
  const column = context.catalog
    .table(relationship.referencingTable)
    ?.columnsByName.get(relationship.referencingColumn);
  const typed = column !== undefined && hasTypeColumn(column) && relationship.referencedTable !== "owner";
  return `${quote(relationship.referencingColumn)} = any($1::uuid[])${typed ? ` and ${quote(`${relationship.referencingColumn}type`)} = '${relationship.referencedTable}'` : ""}`;
}

async function referencing(context: WriteContext, relationship: OneToMany, ids: readonly string[]): Promise<string[]> {
  const child = context.catalog.table(relationship.referencingTable);
  if (child === undefined) {
    return [];
  }
  const rows = await context.database.query<{ id: string }>(
    `select ${quote(child.primaryKey)}::text as id from ${quote(child.logicalName)} where ${pointing(context, relationship)}`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

async function clear(
  context: WriteContext,
  child: CatalogTable,
  relationship: OneToMany,
  ids: readonly string[],
): Promise<void> {
  const column = child.columnsByName.get(relationship.referencingColumn);
  if (column === undefined) {
    return;
  }
  const companion = hasTypeColumn(column) ? `, ${quote(`${column.logicalName}type`)} = null` : "";
  await context.database.query(
    `update ${quote(child.logicalName)} set ${quote(column.logicalName)} = null${companion}, versionnumber = nextval('dv_version') where ${pointing(context, relationship)}`,
    [ids],
  );
  context.touched.add(child.logicalName);
}

import { randomUUID } from "node:crypto";
import type { CatalogTable, Navigation } from "../catalog";
import { Fault } from "../fault";
import { quote } from "../schema";
import { requireRowRight } from "../security";
import { loadRow, type WriteContext } from "./context";
import { alreadyExists, notExisting } from "./faults";
import { setLookup } from "./lookups";
import { writeRow } from "./updateRow";

type Collection = Exclude<Navigation, { kind: "lookup" }>;

/** Links a row to one of a collection: sets the other's lookup (1:N), or adds the pair (N:N). */
export async function associate(
  context: WriteContext,
  table: CatalogTable,
  id: string,
  navigation: Collection,
  targetId: string,
): Promise<void> {
  const target = tableOf(context, navigation.target);
  if (navigation.kind === "collection") {
    await pointTo(context, target, targetId, navigation.relationship.referencingColumn, { table, id });
    return;
  }
  await requirePair(context, table, id, target, targetId);
  const { ownColumn, targetColumn, relationship } = navigation;
  const intersect = relationship.intersectTable;
  const added = await context.database.query(
    `insert into ${quote(intersect)} (${quote(`${intersect}id`)}, ${quote(ownColumn)}, ${quote(targetColumn)}) values ($1, $2, $3) on conflict do nothing returning 1`,
    [randomUUID(), id, targetId],
  );
  if (added.length === 0) {
    throw alreadyExists();
  }
  context.touched.add(intersect);
}

/** Takes a row out of a collection. Both rows stay. */
export async function disassociate(
  context: WriteContext,
  table: CatalogTable,
  id: string,
  navigation: Collection,
  targetId: string,
): Promise<void> {
  const target = tableOf(context, navigation.target);
  if (navigation.kind === "collection") {
    const row = await loadRow(context, target, targetId);
    if (row === undefined || row[navigation.relationship.referencingColumn] !== id) {
      throw notExisting(target, targetId);
    }
    await pointTo(context, target, targetId, navigation.relationship.referencingColumn, null);
    return;
  }
  await requirePair(context, table, id, target, targetId);
  const { ownColumn, targetColumn, relationship } = navigation;
  const removed = await context.database.query(
    `delete from ${quote(relationship.intersectTable)} where ${quote(ownColumn)} = $1::uuid and ${quote(targetColumn)} = $2::uuid returning 1`,
    [id, targetId],
  );
  if (removed.length === 0) {
    throw notExisting(target, targetId);
  }
  context.touched.add(relationship.intersectTable);
}

/** Sets or clears one lookup of an existing row, with the rights that takes. */
export async function pointTo(
  context: WriteContext,
  table: CatalogTable,
  id: string,
  column: string,
  target: { table: CatalogTable; id: string } | null,
): Promise<void> {
  const row = await loadRow(context, table, id);
  if (row === undefined) {
    throw notExisting(table, id);
  }
  await requireRowRight(context.database, context.caller, "Write", table, id);
  const values = new Map<string, unknown>();
  await setLookup(context, table, column, values, target);
  await writeRow(context, table, row, values);
}

async function requirePair(
  context: WriteContext,
  table: CatalogTable,
  id: string,
  target: CatalogTable,
  targetId: string,
): Promise<void> {
  if ((await loadRow(context, table, id)) === undefined) {
    throw notExisting(table, id);
  }
  if ((await loadRow(context, target, targetId)) === undefined) {
    throw notExisting(target, targetId);
  }
  await requireRowRight(context.database, context.caller, "Append", table, id);
  await requireRowRight(context.database, context.caller, "AppendTo", target, targetId);
}

function tableOf(context: WriteContext, name: string): CatalogTable {
  const table = context.catalog.table(name);
  if (table === undefined) {
    throw new Fault(404, "0x8006088a", `Resource not found for the segment '${name}'.`);
  }
  return table;
}

import type { CatalogTable } from "../catalog";
import { withoutContentId } from "../contentIds";
import { Fault } from "../fault";
import { parseRowReference } from "../read/request/address";
import type { RowKey } from "../read/request/types";
import { findRow, type WriteContext } from "./context";
import { notExisting } from "./faults";

/** A row that another one points to or is linked with. */
export interface Target {
  readonly table: CatalogTable;
  readonly id: string;
}

/**
 * The row that an address in a body names; `$1` is the row that an earlier request of the change set made.
 * @throws Fault 404 when it does not exist, 400 for what is no address of a row
 */
export async function targetOf(context: WriteContext, reference: string): Promise<Target> {
  if (reference.includes("\0")) {
    throw new Fault(400, "0x80060888", "Bad Request - Error in query syntax.");
  }
  const { table, key } = parseRowReference(context.catalog, withoutContentId(reference, context.contentIds));
  return targetByKey(context, table, key);
}

export async function targetByKey(context: WriteContext, table: CatalogTable, key: RowKey): Promise<Target> {
  const id = await findRow(context, table, key);
  if (id === undefined) {
    throw key.kind === "id"
      ? notExisting(table, key.id)
      : new Fault(
          404,
          "0x80060891",
          `A record with the specified key values does not exist in ${table.logicalName} entity`,
        );
  }
  return { table, id };
}

export async function targetById(context: WriteContext, tableName: string, id: string): Promise<Target> {
  const table = context.catalog.table(tableName);
  if (table === undefined) {
    throw new Fault(404, "0x8006088a", `Resource not found for the segment '${tableName}'.`);
  }
  return targetByKey(context, table, { kind: "id", id });
}

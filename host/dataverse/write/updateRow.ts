import type { CatalogTable } from "../catalog";
import { requireRowRight } from "../security";
import { compute } from "./computed";
import type { StoredRow, WriteContext } from "./context";
import { refuseDuplicates } from "./duplicates";
import { applyBinds, checkColumns } from "./lookups";
import { checkOwner, type Owner, ownerValues } from "./ownership";
import { parsePayload } from "./payload";
import { stamp } from "./stamp";
import { settleState } from "./state";
import { changeRow } from "./storedRow";

/** Changes a row that exists; `row` is what is stored. Nothing sent still counts as a change, as in Dataverse. */
export async function updateRow(
  context: WriteContext,
  table: CatalogTable,
  row: StoredRow,
  body: unknown,
  keyColumns: readonly string[] = [],
): Promise<void> {
  const payload = parsePayload(table, body, "update");
  const id = String(row[table.primaryKey]);
  await requireRowRight(context.database, context.caller, "Write", table, id);
  const values = new Map([...payload.values].filter(([name]) => !keyColumns.includes(name)));
  checkColumns(context, table, payload, "update");
  await applyBinds(context, table, payload, values);
  await writeRow(context, table, row, values);
}

/** Writes columns that are already checked and stored in form, with all that follows from them. */
export async function writeRow(
  context: WriteContext,
  table: CatalogTable,
  row: StoredRow,
  values: Map<string, unknown>,
): Promise<void> {
  const id = String(row[table.primaryKey]);
  await changeOwner(context, table, row, values);
  settleState(table, values, row);
  await compute(context, table, values, row);
  if (context.detectDuplicates) {
    await refuseDuplicates(context, table, id, { ...row, ...Object.fromEntries(values) });
  }
  stamp(context, table, values, "modified");
  await changeRow(context, table, id, values);
}

async function changeOwner(
  context: WriteContext,
  table: CatalogTable,
  row: StoredRow,
  values: Map<string, unknown>,
): Promise<void> {
  const id = values.get("ownerid");
  if (table.ownership !== "user" || typeof id !== "string" || id === row["ownerid"]) {
    return;
  }
  await requireRowRight(context.database, context.caller, "Assign", table, String(row[table.primaryKey]));
  const owner: Owner = { table: values.get("owneridtype") === "team" ? "team" : "systemuser", id };
  await checkOwner(context, table, owner, false);
  (await ownerValues(context, table, owner)).forEach((value, name) => values.set(name, value));
}

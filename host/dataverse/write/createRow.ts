import { randomUUID } from "node:crypto";
import type { CatalogTable, Navigation } from "../catalog";
import { Fault } from "../fault";
import type { Literal } from "../read/request/types";
import { requirePrivilege } from "../security";
import { wellKnown } from "../wellKnown";
import { associate } from "./associations";
import { formatNumber, reserveNumbers } from "./autonumber";
import { compute } from "./computed";
import type { WriteContext } from "./context";
import { refuseDuplicates } from "./duplicates";
import { payloadFault } from "./faults";
import { applyBinds, checkColumns, setLookup } from "./lookups";
import { checkOwner, type Owner, ownerValues } from "./ownership";
import { parsePayload, type Payload } from "./payload";
import { stamp } from "./stamp";
import { settleState } from "./state";
import { insertRow } from "./storedRow";
import { targetById, targetOf } from "./targets";
import { storedValue } from "./values";

export interface CreateOptions {
  /** From the URL of an upsert; wins over the body. */
  readonly id?: string;
  /** Alternate key columns from the URL of an upsert; the body wins over them. */
  readonly keyValues?: ReadonlyMap<string, Literal>;
  /** A lookup that the place of the row decides: it is created through a collection of its parent. */
  readonly parent?: { readonly navigation: Extract<Navigation, { kind: "collection" }>; readonly id: string };
}

/** Creates a row with everything nested in it. @returns its id */
export async function createRow(
  context: WriteContext,
  table: CatalogTable,
  body: unknown,
  options: CreateOptions = {},
): Promise<string> {
  requirePrivilege(context.caller, "Create", table);
  const payload = parsePayload(table, body, "create");
  const values = new Map<string, unknown>(
    [...(options.keyValues ?? [])].map(([name, literal]) => [name, keyValue(table, name, literal)]),
  );
  payload.values.forEach((value, name) => values.set(name, value));
  const id = options.id ?? textOf(values.get(table.primaryKey)) ?? randomUUID();
  values.set(table.primaryKey, id);
  checkColumns(context, table, payload, "create");
  if (options.parent !== undefined) {
    const { navigation, id: parentId } = options.parent;
    await setLookup(
      context,
      table,
      navigation.relationship.referencingColumn,
      values,
      await targetById(context, navigation.relationship.referencedTable, parentId),
    );
  }
  for (const parent of payload.parents) {
    const target = context.catalog.table(parent.navigation.target);
    if (target === undefined || target.logicalName === "owner") {
      throw payloadFault(
        table,
        `Microsoft.OData.ODataException: '${parent.navigation.name}' cannot be created together with its row.`,
      );
    }
    const parentId = await createRow(context, target, parent.row);
    await setLookup(context, table, parent.navigation.column, values, { table: target, id: parentId });
  }
  await applyBinds(context, table, payload, values);
  await fillDefaults(context, table, values);
  settleState(table, values, undefined);
  await compute(context, table, values, undefined);
  if (context.detectDuplicates) {
    await refuseDuplicates(context, table, id, Object.fromEntries(values));
  }
  await insertRow(context, table, values);
  context.touched.add(table.logicalName);
  await createChildren(context, table, id, payload);
  return id;
}

async function createChildren(context: WriteContext, table: CatalogTable, id: string, payload: Payload): Promise<void> {
  for (const { navigation, rows, references } of payload.children) {
    const target = context.catalog.table(navigation.target);
    if (target === undefined) {
      throw new Fault(404, "0x8006088a", `Resource not found for the segment '${navigation.name}'.`);
    }
    for (const row of rows) {
      if (navigation.kind === "collection") {
        await createRow(context, target, row, { parent: { navigation, id } });
      } else {
        await associate(context, table, id, navigation, await createRow(context, target, row));
      }
    }
    for (const reference of references) {
      const linked = await targetOf(context, reference);
      await associate(context, table, id, navigation, linked.id);
    }
  }
}

async function fillDefaults(context: WriteContext, table: CatalogTable, values: Map<string, unknown>): Promise<void> {
  for (const column of table.columns) {
    const { logicalName } = column;
    if (values.has(logicalName)) {
      continue;
    }
    if ((column.type === "choice" || column.type === "boolean") && column.defaultValue !== undefined) {
      values.set(logicalName, column.defaultValue);
    } else if (column.type === "text" && column.autoNumber !== undefined && column.autoNumber !== "") {
      values.set(
        logicalName,
        formatNumber(column.autoNumber, await reserveNumbers(context.database, table, logicalName, 1), context.now),
      );
    }
  }
  if (table.ownership === "user") {
    const owner: Owner = values.has("ownerid")
      ? { table: values.get("owneridtype") === "team" ? "team" : "systemuser", id: String(values.get("ownerid")) }
      : { table: "systemuser", id: context.caller.userId };
    await checkOwner(context, table, owner, true);
    (await ownerValues(context, table, owner)).forEach((value, name) => values.set(name, value));
  }
  if (
    table.ownership === "businessUnit" &&
    table.columnsByName.has("businessunitid") &&
    table.primaryKey !== "businessunitid" &&
    !values.has("businessunitid")
  ) {
    values.set("businessunitid", context.caller.businessUnitId);
  }
  if (table.ownership === "organization" && table.columnsByName.has("organizationid")) {
    values.set("organizationid", wellKnown.organization);
  }
  stamp(context, table, values, "created");
  stamp(context, table, values, "modified");
  const overridden = values.get("overriddencreatedon");
  if (typeof overridden === "string") {
    // A migrated row shows the date that it brings; what is stored as overridden is the real one.
    values.set("overriddencreatedon", values.get("createdon"));
    values.set("createdon", overridden);
  }
}

/** The value of a key column as its URL writes it. */
function keyValue(table: CatalogTable, name: string, literal: Literal): unknown {
  const column = table.columnsByName.get(name);
  if (column === undefined || literal.kind === "null") {
    return null;
  }
  return storedValue(table, column, literal.kind === "number" ? Number(literal.value) : literal.value);
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

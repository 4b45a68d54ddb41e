import { randomUUID } from "node:crypto";
import type { CatalogTable, Navigation } from "../catalog";
import { Fault } from "../fault";
import { parseRowReference } from "../read/request/address";
import type { Literal, RowKey } from "../read/request/types";
import { hasTypeColumn, quote, sqlTypeOf } from "../schema";
import { requireColumnPermission, requirePrivilege, requireRowRight } from "../security";
import { wellKnown } from "../wellKnown";
import { formatNumber, reserveNumbers } from "./autonumber";
import { associate } from "./associations";
import { compute } from "./computed";
import { findRow, type StoredRow, type WriteContext } from "./context";
import { refuseDuplicates } from "./duplicates";
import { alreadyExists, cannotBeNull, keyViolated, notExisting, payloadFault } from "./faults";
import { checkOwner, type Owner, ownerValues } from "./ownership";
import { parsePayload, type Payload } from "./payload";
import { settleState } from "./state";
import { storedValue } from "./values";

interface Target {
  readonly table: CatalogTable;
  readonly id: string;
}

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
  await insert(context, table, values);
  context.touched.add(table.logicalName);
  await createChildren(context, table, id, payload);
  return id;
}

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

/** A lookup column and its companions, checked: the target exists, may be pointed to, and this row may point. */
export async function setLookup(
  context: WriteContext,
  table: CatalogTable,
  columnName: string,
  values: Map<string, unknown>,
  target: Target | null,
): Promise<void> {
  const column = table.columnsByName.get(columnName);
  if (column?.type !== "lookup") {
    throw new Fault(
      400,
      "0x80060888",
      `Could not find a property named '${columnName}' on type 'Microsoft.Dynamics.CRM.${table.logicalName}'.`,
    );
  }
  if (target === null && (column.owner || column.requiredLevel === "systemrequired")) {
    throw cannotBeNull(columnName);
  }
  if (target !== null && !column.targets.includes(target.table.logicalName)) {
    throw payloadFault(
      table,
      `Microsoft.OData.ODataException: A row of '${target.table.entitySetName}' is not a legal value of '${columnName}'.`,
    );
  }
  if (target !== null && !column.owner) {
    requirePrivilege(context.caller, "Append", table);
    await requireRowRight(context.database, context.caller, "AppendTo", target.table, target.id);
  }
  values.set(columnName, target?.id ?? null);
  if (hasTypeColumn(column)) {
    values.set(`${columnName}type`, target?.table.logicalName ?? null);
  }
}

/** The row that an address in a body names. @throws Fault 404 when it does not exist */
export async function targetOf(context: WriteContext, reference: string): Promise<Target> {
  const { table, key } = parseRowReference(context.catalog, reference);
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

async function targetById(context: WriteContext, tableName: string, id: string): Promise<Target> {
  const table = context.catalog.table(tableName);
  if (table === undefined) {
    throw new Fault(404, "0x8006088a", `Resource not found for the segment '${tableName}'.`);
  }
  return targetByKey(context, table, { kind: "id", id });
}

async function applyBinds(
  context: WriteContext,
  table: CatalogTable,
  payload: Payload,
  values: Map<string, unknown>,
): Promise<void> {
  // Of a polymorphic column's navigation properties the one with a value decides; the others may be sent as null.
  const clearing = payload.binds.filter(({ reference }) => reference === null);
  const setting = payload.binds.filter(({ reference }) => reference !== null);
  for (const { navigation, reference } of [...clearing, ...setting]) {
    const aim = context.catalog.table(navigation.target);
    if (reference !== null && aim !== undefined && aim.logicalName !== "owner") {
      // Who may not point there is not told either whether the row exists.
      requirePrivilege(context.caller, "Append", table);
      requirePrivilege(context.caller, "AppendTo", aim);
    }
    const target = reference === null ? null : await targetOf(context, reference);
    if (target !== null && navigation.target !== "owner" && target.table.logicalName !== navigation.target) {
      throw payloadFault(
        table,
        `Microsoft.OData.ODataException: The address '${reference}' of '${navigation.name}' is no row of '${navigation.target}'.`,
      );
    }
    await setLookup(context, table, navigation.column, values, target);
  }
}

/** Every secured column that a body names, lookups included. */
function checkColumns(context: WriteContext, table: CatalogTable, payload: Payload, kind: "create" | "update"): void {
  const named = [
    ...payload.values.keys(),
    ...payload.binds.map(({ navigation }) => navigation.column),
    ...payload.parents.map(({ navigation }) => navigation.column),
  ];
  for (const name of named) {
    if (table.columnsByName.get(name)?.secured === true) {
      requireColumnPermission(context.caller, kind, table, name);
    }
  }
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

function stamp(
  context: WriteContext,
  table: CatalogTable,
  values: Map<string, unknown>,
  kind: "created" | "modified",
): void {
  if (table.columnsByName.has(`${kind}on`)) {
    values.set(`${kind}on`, `${context.now.toISOString().slice(0, 19)}Z`);
  }
  if (table.columnsByName.has(`${kind}by`)) {
    values.set(`${kind}by`, context.caller.userId);
  }
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

async function insert(context: WriteContext, table: CatalogTable, values: ReadonlyMap<string, unknown>): Promise<void> {
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

/** The value of a key column as its URL writes it. */
function keyValue(table: CatalogTable, name: string, literal: Literal): unknown {
  const column = table.columnsByName.get(name);
  if (column === undefined || literal.kind === "null") {
    return null;
  }
  return storedValue(table, column, literal.kind === "number" ? Number(literal.value) : literal.value);
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

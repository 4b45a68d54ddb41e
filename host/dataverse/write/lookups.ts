import type { CatalogTable } from "../catalog";
import { Fault } from "../fault";
import { hasTypeColumn } from "../schema";
import { requireColumnPermission, requirePrivilege, requireRowRight } from "../security";
import type { WriteContext } from "./context";
import { cannotBeNull, payloadFault } from "./faults";
import type { Payload } from "./payload";
import { type Target, targetOf } from "./targets";

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

/** Sets and clears the lookups that a body names by address. */
export async function applyBinds(
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

/**
 * Looks at every secured column that a body names, lookups included.
 * @throws Fault 403 for the first that the caller may not write
 */
export function checkColumns(
  context: WriteContext,
  table: CatalogTable,
  payload: Payload,
  kind: "create" | "update",
): void {
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

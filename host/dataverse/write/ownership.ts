import type { CatalogTable } from "../catalog";
import { Fault } from "../fault";
import { missingRight, requirePrivilege } from "../security";
import type { WriteContext } from "./context";
import { notExisting } from "./faults";

export interface Owner {
  readonly table: "systemuser" | "team";
  readonly id: string;
}

/** The columns that follow from the owner, for a user-owned table. */
export async function ownerValues(
  context: WriteContext,
  table: CatalogTable,
  owner: Owner,
): Promise<ReadonlyMap<string, unknown>> {
  const businessUnit = await businessUnitOf(context, owner);
  const all: readonly (readonly [string, unknown])[] = [
    ["ownerid", owner.id],
    ["owneridtype", owner.table],
    ["owningbusinessunit", businessUnit],
    ["owninguser", owner.table === "systemuser" ? owner.id : null],
    ["owningteam", owner.table === "team" ? owner.id : null],
  ];
  return new Map(all.filter(([name]) => table.columnsByName.has(name) || name === "owneridtype"));
}

/**
 * A new owner must exist and have Read on the table; a create must lie within the depth of the caller's Create.
 * @throws Fault 403 0x80040299, 403 0x80048306, 404
 */
export async function checkOwner(
  context: WriteContext,
  table: CatalogTable,
  owner: Owner,
  creating: boolean,
): Promise<void> {
  const { caller, security, database } = context;
  const isCaller = owner.id === caller.userId;
  const businessUnit = isCaller ? caller.businessUnitId : await businessUnitOf(context, owner);
  if (!isCaller && !(await security.mayRead(database, owner, table.logicalName))) {
    throw new Fault(
      403,
      "0x80040299",
      `Read Privilege Check For Owner failed with exception: Principal ${owner.table === "team" ? "team" : "user"} (Id=${owner.id}, type=${owner.table === "team" ? 9 : 8}) is missing prvRead${table.schemaName} privilege on OTC=${table.objectTypeCode} for entity '${table.logicalName}'.`,
    );
  }
  if (!creating) {
    return;
  }
  const depth = requirePrivilege(caller, "Create", table);
  const reach =
    depth === "global" ||
    isCaller ||
    (owner.table === "team" && caller.teamIds.includes(owner.id)) ||
    (depth !== "basic" &&
      (depth === "deep" ? caller.businessUnitsBelow.includes(businessUnit) : businessUnit === caller.businessUnitId));
  if (!reach) {
    throw missingRight(caller, "Create", table, "00000000-0000-0000-0000-000000000000");
  }
}

async function businessUnitOf(context: WriteContext, owner: Owner): Promise<string> {
  if (owner.id === context.caller.userId) {
    return context.caller.businessUnitId;
  }
  const [row] = await context.database.query<{ id: string | null }>(
    `select businessunitid as id from ${owner.table} where ${owner.table}id = $1::uuid`,
    [owner.id],
  );
  if (row === undefined) {
    const table = context.catalog.table(owner.table);
    throw table === undefined
      ? new Fault(404, "0x80040217", `${owner.table} With Id = ${owner.id} Does Not Exist`)
      : notExisting(table, owner.id);
  }
  return row.id ?? context.caller.businessUnitId;
}

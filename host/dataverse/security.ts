import type { PrivilegeVerb, Solution } from "../../solution/model/types";
import type { Caller, ColumnPermission, MaskingRule } from "./caller";
import type { Catalog, CatalogTable } from "./catalog";
import { Fault } from "./fault";
import {
  administratorPrivileges,
  approvalsKitPrivileges,
  basicUserPrivileges,
  depthOf,
  privilegeId,
  privilegeName,
  type Privileges,
  privilegesOfRole,
  union,
} from "./privileges";
import type { Queryable } from "./queryable";
import { quote } from "./schema";
import { wellKnown } from "./wellKnown";

/** A caller with what the row rules need besides. */
export interface SecurityCaller extends Caller {
  /** The caller's business unit and all below it. */
  readonly businessUnitsBelow: readonly string[];
  readonly privilegeCount: number;
  readonly entraObjectId: string;
}

/** Bits of `principalobjectaccess.accessrightsmask`. */
const accessBits: Readonly<Record<PrivilegeVerb, number>> = {
  Read: 1,
  Write: 2,
  Append: 4,
  AppendTo: 16,
  Create: 32,
  Delete: 65536,
  Share: 262144,
  Assign: 524288,
};

/** Tables from which callers are made: after a write to one of them every caller is made anew. */
const sources = new Set([
  "systemuser",
  "team",
  "teammembership",
  "systemuserroles",
  "teamroles",
  "role",
  "businessunit",
  "fieldsecurityprofile",
  "fieldpermission",
  "systemuserprofiles",
  "teamprofiles",
  "maskingrule",
  "attributemaskingrule",
  "usersettings",
  "organization",
]);

interface UserRow {
  readonly fullname: string | null;
  readonly businessunitid: string | null;
  readonly isdisabled: boolean | null;
  readonly entraobjectid: string | null;
  readonly languageid: number | null;
  readonly timezone: string | null;
}

interface PermissionRow {
  readonly entityname: string;
  readonly attributelogicalname: string;
  readonly canread: number | null;
  readonly cancreate: number | null;
  readonly canupdate: number | null;
  readonly canreadunmasked: number | null;
}

const everything: ColumnPermission = { canRead: true, canCreate: true, canUpdate: true, unmasked: "all" };
const nothing: ColumnPermission = { canRead: false, canCreate: false, canUpdate: false, unmasked: "none" };

/** Makes callers out of the rows of users, teams, roles and profiles, and remembers them until one of those rows changes. */
export class Security {
  private readonly privilegesByRole: ReadonlyMap<string, Privileges>;
  private readonly callers = new Map<string, Promise<SecurityCaller>>();

  constructor(
    private readonly catalog: Catalog,
    solutions: readonly Solution[],
  ) {
    this.privilegesByRole = new Map([
      [wellKnown.systemAdministratorRole, administratorPrivileges(catalog)],
      [wellKnown.basicUserRole, basicUserPrivileges(catalog)],
      [wellKnown.approvalsKitRole, approvalsKitPrivileges(catalog)],
      ...solutions.flatMap((solution) =>
        solution.roles.map((role) => [role.id, privilegesOfRole(catalog, role)] as const),
      ),
    ]);
  }

  /** To be called after a committed write. */
  tableChanged(table: string): void {
    if (sources.has(table)) {
      this.callers.clear();
    }
  }

  /**
   * @param userId a systemuserid, lower case
   * @throws Fault 404 for an unknown user, 403 0x80040225 for a disabled one
   */
  caller(database: Queryable, userId: string): Promise<SecurityCaller> {
    const known = this.callers.get(userId);
    if (known !== undefined) {
      return known;
    }
    const made = this.makeCaller(database, userId);
    this.callers.set(userId, made);
    made.catch(() => this.callers.delete(userId));
    return made;
  }

  /** Whether a user or team may read a table at all: it cannot own a row of it otherwise. */
  async mayRead(
    database: Queryable,
    principal: { readonly table: string; readonly id: string },
    table: string,
  ): Promise<boolean> {
    if (principal.table === "systemuser") {
      return (await this.caller(database, principal.id)).privilege("Read", table) !== null;
    }
    const roles = await database.query<{ roleid: string }>("select roleid from teamroles where teamid = $1", [
      principal.id,
    ]);
    return depthOf(this.privilegesOf(roles.map(({ roleid }) => roleid)), "Read", table) !== null;
  }

  private privilegesOf(roleIds: readonly string[]): Privileges {
    return union(roleIds.flatMap((id) => this.privilegesByRole.get(id) ?? []));
  }

  private async makeCaller(database: Queryable, userId: string): Promise<SecurityCaller> {
    const [user] = await database.query<UserRow>(
      `select u.fullname, u.businessunitid, u.isdisabled, u.azureactivedirectoryobjectid as entraobjectid, s.uilanguageid as languageid, s.timezoneiana as timezone
         from systemuser u left join usersettings s on s.systemuserid = u.systemuserid where u.systemuserid = $1`,
      [userId],
    );
    if (user === undefined) {
      throw new Fault(404, "0x80040217", `systemuser With Id = ${userId} Does Not Exist`);
    }
    if (user.isdisabled === true) {
      throw new Fault(
        403,
        "0x80040225",
        `The specified user(Id = ${userId}) is disabled. Consider enabling this user.`,
      );
    }
    const businessUnitId = user.businessunitid ?? wellKnown.businessUnit;
    const teams = await database.query<{ teamid: string }>(
      "select teamid from teammembership where systemuserid = $1",
      [userId],
    );
    const teamIds = teams.map(({ teamid }) => teamid);
    const roles = await database.query<{ roleid: string; name: string | null }>(
      `select distinct r.roleid, r.name from role r
        where r.roleid in (select roleid from systemuserroles where systemuserid = $1) or r.roleid in (select roleid from teamroles where teamid = any($2::uuid[]))`,
      [userId, teamIds],
    );
    const below = await database.query<{ id: string }>(
      `with recursive below(id) as (select $1::uuid union select b.businessunitid from businessunit b join below on b.parentbusinessunitid = below.id) select id from below`,
      [businessUnitId],
    );
    const isSystemAdministrator = roles.some(({ roleid }) => roleid === wellKnown.systemAdministratorRole);
    const privileges = this.privilegesOf(roles.map(({ roleid }) => roleid));
    const permissions = await this.columnPermissions(database, userId, teamIds);
    const masks = await this.masks(database);
    const secured = (table: string, column: string): boolean =>
      this.catalog.table(table)?.columnsByName.get(column)?.secured === true;
    return {
      userId,
      fullName: user.fullname ?? "",
      businessUnitId,
      organizationId: wellKnown.organization,
      teamIds,
      roleNames: roles.map(({ name }) => name ?? ""),
      isSystemAdministrator,
      privilege: (verb, table) => depthOf(privileges, verb, table),
      columnPermission(table, column) {
        const granted =
          isSystemAdministrator || !secured(table, column)
            ? everything
            : (permissions.get(`${table}.${column}`) ?? nothing);
        const mask = masks.get(`${table}.${column}`);
        return mask === undefined ? granted : { ...granted, mask };
      },
      languageId: user.languageid ?? 1033,
      timeZone: user.timezone ?? "UTC",
      businessUnitsBelow: below.map(({ id }) => id),
      privilegeCount: privileges.size,
      entraObjectId: user.entraobjectid ?? userId,
    };
  }

  private async columnPermissions(
    database: Queryable,
    userId: string,
    teamIds: readonly string[],
  ): Promise<ReadonlyMap<string, ColumnPermission>> {
    const rows = await database.query<PermissionRow>(
      `select p.entityname, p.attributelogicalname, max(p.canread) as canread, max(p.cancreate) as cancreate, max(p.canupdate) as canupdate, max(p.canreadunmasked) as canreadunmasked
         from fieldpermission p
        where p.fieldsecurityprofileid in (select fieldsecurityprofileid from systemuserprofiles where systemuserid = $1)
           or p.fieldsecurityprofileid in (select fieldsecurityprofileid from teamprofiles where teamid = any($2::uuid[]))
        group by p.entityname, p.attributelogicalname`,
      [userId, teamIds],
    );
    return new Map(
      rows.map((row) => [
        `${row.entityname}.${row.attributelogicalname}`,
        {
          canRead: (row.canread ?? 0) !== 0,
          canCreate: (row.cancreate ?? 0) !== 0,
          canUpdate: (row.canupdate ?? 0) !== 0,
          unmasked: row.canreadunmasked === 3 ? "all" : row.canreadunmasked === 1 ? "one" : "none",
        },
      ]),
    );
  }

  private async masks(database: Queryable): Promise<ReadonlyMap<string, MaskingRule>> {
    const rows = await database.query<{
      entityname: string;
      attributelogicalname: string;
      pattern: string | null;
      character: string | null;
    }>(
      `select a.entityname, a.attributelogicalname, m.regularexpression as pattern, m.maskedcharacter as character
         from attributemaskingrule a join maskingrule m on m.maskingruleid = a.maskingruleid`,
    );
    return new Map(
      rows.map((row) => [
        `${row.entityname}.${row.attributelogicalname}`,
        { pattern: row.pattern ?? ".", maskedCharacter: row.character ?? "*" },
      ]),
    );
  }
}

/**
 * SQL boolean over the rows of `alias` on which the caller has the right; `true` when on all.
 * @throws Fault 403 0x80040220 without the privilege
 */
export function rightPredicate(
  caller: SecurityCaller,
  verb: PrivilegeVerb,
  table: CatalogTable,
  alias: string,
  bind: (value: unknown) => string,
): string {
  const depth = requirePrivilege(caller, verb, table);
  if (depth === "global" || table.ownership === "organization" || table.ownership === "none") {
    return "true";
  }
  const units = (): string => `${bind(depth === "deep" ? caller.businessUnitsBelow : [caller.businessUnitId])}::uuid[]`;
  if (table.ownership === "businessUnit") {
    if (depth === "basic") {
      return `${alias}.${quote(table.primaryKey)} = ${bind(caller.userId)}::uuid`;
    }
    return table.columnsByName.has("businessunitid") ? `${alias}.businessunitid = any(${units()})` : "true";
  }
  const principals = `${bind([caller.userId, ...caller.teamIds])}::uuid[]`;
  const own = `${alias}.ownerid = any(${principals})`;
  const shared = `exists (select 1 from principalobjectaccess poa where poa.objectid = ${alias}.${quote(table.primaryKey)} and poa.principalid = any(${principals}) and poa.accessrightsmask & ${accessBits[verb]} <> 0)`;
  return depth === "basic"
    ? `(${own} or ${shared})`
    : `(${own} or ${alias}.owningbusinessunit = any(${units()}) or ${shared})`;
}

/** @throws Fault 403 0x80040220 without the privilege */
export function readPredicate(
  caller: SecurityCaller,
  table: CatalogTable,
  alias: string,
  bind: (value: unknown) => string,
): string {
  return rightPredicate(caller, "Read", table, alias, bind);
}

/** @throws Fault 403 0x80040220 when no role of the caller gives the privilege at any depth */
export function requirePrivilege(
  caller: SecurityCaller,
  verb: PrivilegeVerb,
  table: CatalogTable,
): NonNullable<ReturnType<Caller["privilege"]>> {
  const depth = caller.privilege(verb, table.logicalName);
  if (depth === null) {
    const name = privilegeName(verb, table);
    throw new Fault(
      403,
      "0x80040220",
      `Principal user (Id=${caller.userId}, type=8, roleCount=${caller.roleNames.length}, privilegeCount=${caller.privilegeCount}, accessMode='0 Read-Write', AADObjectId='${caller.entraObjectId}', MetadataCachePrivilegesCount=10681, businessUnitId=${caller.businessUnitId}), is missing ${name} privilege (Id=${privilegeId(name)}) on OTC=${table.objectTypeCode} for entity '${table.logicalName}' (LocalizedName='${table.displayName[1033] ?? table.schemaName}'). context.Caller=${caller.userId}. Consider adding missed privilege to one of the principal (user/team) roles.`,
    );
  }
  return depth;
}

/** 403 for one row that the caller's depth does not reach. */
export function missingRight(caller: SecurityCaller, verb: PrivilegeVerb, table: CatalogTable, id: string): Fault {
  return new Fault(
    403,
    "0x80048306",
    `Principal with id ${caller.userId} does not have ${verb}Access right(s) for record with id ${id} of entity ${table.logicalName}. Details: {"CallerPrincipal":{"PrincipalId":"${caller.userId}","Type":8}}`,
  );
}

/** @throws Fault 403 0x80048306 when the row is beyond the caller's depth, 0x80040220 without the privilege */
export async function requireRowRight(
  database: Queryable,
  caller: SecurityCaller,
  verb: PrivilegeVerb,
  table: CatalogTable,
  id: string,
): Promise<void> {
  const params: unknown[] = [id];
  const predicate = rightPredicate(caller, verb, table, "t", (value) => `$${params.push(value)}`);
  if (predicate === "true") {
    return;
  }
  const [row] = await database.query<{ ok: boolean | null }>(
    `select (${predicate}) as ok from ${quote(table.logicalName)} t where t.${quote(table.primaryKey)} = $1::uuid`,
    params,
  );
  if (row?.ok !== true) {
    throw missingRight(caller, verb, table, id);
  }
}

/** The whole write fails when it names one secured column that the caller may not write. */
export function requireColumnPermission(
  caller: SecurityCaller,
  kind: "create" | "update",
  table: CatalogTable,
  columnName: string,
): void {
  const permission = caller.columnPermission(table.logicalName, columnName);
  if (kind === "create" ? permission.canCreate : permission.canUpdate) {
    return;
  }
  const column = table.columnsByName.get(columnName)?.displayName[1033] ?? columnName;
  throw new Fault(
    403,
    kind === "create" ? "0x8004f502" : "0x8004f507",
    `Caller user with Id ${caller.userId} does not have ${kind} permissions to a ${column} secured field on entity ${table.displayName[1033] ?? table.logicalName} table. The requested operation could not be completed.`,
  );
}

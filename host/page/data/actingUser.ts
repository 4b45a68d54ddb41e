import type { HostModel, PrivilegeDepth, PrivilegeVerb } from "../../../solution/model/types";
import type { LookupValue } from "./values";
import { errorOfAnswer } from "./apiError";
import type { Transport } from "./transport";
import { jsonObject, rowsOf } from "./webApi";

/** What the acting user may do. */
export interface UserRights {
  readonly user: LookupValue;
  can(verb: PrivilegeVerb, table: string): boolean;
  /** For a secured column. */
  column(
    table: string,
    column: string,
  ): { readonly canRead: boolean; readonly canUpdate: boolean; readonly canCreate: boolean };
}

type ColumnRight = ReturnType<UserRights["column"]>;

/** The user in whose name the page works, with what they may do. */
export interface ActingUser extends UserRights {
  /** The systemuser row. */
  readonly user: LookupValue;
  /** Role ids, as `userSettings.securityRoles` has them. */
  readonly roleIds: readonly string[];
  readonly roleNames: readonly string[];
  /** The deepest depth of the privilege over all of the user's roles, or null for none. `table`: logical name. */
  privilege(verb: PrivilegeVerb, table: string): PrivilegeDepth | null;
}

const DEPTHS: readonly PrivilegeDepth[] = ["basic", "local", "deep", "global"];

/** True when `granted` reaches at least as far as `wanted`. */
export function reaches(granted: PrivilegeDepth | null, wanted: PrivilegeDepth): boolean {
  return granted !== null && DEPTHS.indexOf(granted) >= DEPTHS.indexOf(wanted);
}

/** The platform's tables whose privileges carry another name than the table's schema name. */
const PRIVILEGE_NAMES: Readonly<Record<string, string>> = {
  systemuser: "User",
  task: "Activity",
  annotation: "Note",
  savedquery: "Query",
};

/** Sees and may do everything, secured columns included. */
const ADMINISTRATOR = "System Administrator";

/**
 * Reads the acting user with roles, privileges and column permissions: `WhoAmI`, the systemuser row, the bound function
 * `RetrieveUserPrivileges`, and the field permissions of the user's profiles, all of which a real environment has too.
 * @throws WebApiError when one of them is refused.
 */
export async function loadActingUser(transport: Transport, model: Pick<HostModel, "tables">): Promise<ActingUser> {
  const get = async (path: string): Promise<Record<string, unknown>> => {
    const answer = await transport("form", { method: "GET", path });
    if (answer.status >= 400) {
      throw errorOfAnswer(answer);
    }
    return jsonObject(answer.text);
  };
  const id = String((await get("WhoAmI"))["UserId"]).toLowerCase();
  const [row, granted, own, ofTeams] = await Promise.all([
    get(`systemusers(${id})?$select=fullname&$expand=systemuserroles_association($select=roleid,name)`),
    get(`systemusers(${id})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges`),
    get(
      `fieldpermissions?fetchXml=${encodeURIComponent(fieldPermissionQuery(link("systemuserprofiles", "fieldsecurityprofileid", ofUser(id))))}`,
    ),
    get(
      `fieldpermissions?fetchXml=${encodeURIComponent(fieldPermissionQuery(link("teamprofiles", "fieldsecurityprofileid", link("teammembership", "teamid", ofUser(id)))))}`,
    ),
  ]);
  const roles = rowsOf(row["systemuserroles_association"]);
  const roleNames = roles.map((role) => String(role["name"]));
  const depths = deepest(rowsOf(granted["RolePrivileges"]));
  const columns = columnRights([...rowsOf(own["value"]), ...rowsOf(ofTeams["value"])]);
  const everything = roleNames.includes(ADMINISTRATOR);
  const schemaNames = new Map(model.tables.map((table) => [table.logicalName, table.schemaName]));
  const privilege = (verb: PrivilegeVerb, table: string): PrivilegeDepth | null =>
    depths.get(`prv${verb}${PRIVILEGE_NAMES[table] ?? schemaNames.get(table) ?? table}`.toLowerCase()) ?? null;
  return {
    user: { id, name: String(row["fullname"] ?? ""), entityType: "systemuser" },
    roleIds: roles.map((role) => String(role["roleid"])),
    roleNames,
    privilege,
    can: (verb, table) => privilege(verb, table) !== null,
    column: (table, column) => (everything ? ALL : (columns.get(`${table}.${column}`) ?? NOTHING)),
  };
}

const ALL: ColumnRight = { canRead: true, canCreate: true, canUpdate: true };
const NOTHING: ColumnRight = { canRead: false, canCreate: false, canUpdate: false };

const ofUser = (id: string): string =>
  `<filter><condition attribute="systemuserid" operator="eq" value="${id}"/></filter>`;
const link = (table: string, key: string, inner: string): string =>
  `<link-entity name="${table}" from="${key}" to="${key}" intersect="true">${inner}</link-entity>`;

/** The permissions of the profiles that a user, or a team of the user's, is in. */
function fieldPermissionQuery(members: string): string {
  return (
    '<fetch><entity name="fieldpermission"><attribute name="entityname"/><attribute name="attributelogicalname"/><attribute name="canread"/>' +
    `<attribute name="cancreate"/><attribute name="canupdate"/>${members}</entity></fetch>`
  );
}

/** Several profiles add up. 4 = allowed. */
function columnRights(permissions: readonly Record<string, unknown>[]): ReadonlyMap<string, ColumnRight> {
  const rights = new Map<string, ColumnRight>();
  for (const permission of permissions) {
    const key = `${String(permission["entityname"])}.${String(permission["attributelogicalname"])}`;
    const before = rights.get(key) ?? NOTHING;
    rights.set(key, {
      canRead: before.canRead || permission["canread"] === 4,
      canCreate: before.canCreate || permission["cancreate"] === 4,
      canUpdate: before.canUpdate || permission["canupdate"] === 4,
    });
  }
  return rights;
}

function deepest(granted: readonly Record<string, unknown>[]): ReadonlyMap<string, PrivilegeDepth> {
  const depths = new Map<string, PrivilegeDepth>();
  for (const privilege of granted) {
    const name = String(privilege["PrivilegeName"]).toLowerCase();
    const depth = DEPTHS.find((candidate) => candidate === String(privilege["Depth"]).toLowerCase());
    if (depth !== undefined && !reaches(depths.get(name) ?? null, depth)) {
      depths.set(name, depth);
    }
  }
  return depths;
}

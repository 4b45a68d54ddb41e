import type { PrivilegeDepth, PrivilegeVerb, Role, Table } from "../../solution/model/types";
import type { Catalog } from "./catalog";
import { stableId, wellKnown } from "./wellKnown";

export const verbs: readonly PrivilegeVerb[] = [
  "Create",
  "Read",
  "Write",
  "Delete",
  "Append",
  "AppendTo",
  "Assign",
  "Share",
];
const rank: Readonly<Record<PrivilegeDepth, number>> = { basic: 1, local: 2, deep: 3, global: 4 };

/** The privileges of a role or of everything a principal has: verb and table → depth. */
export type Privileges = ReadonlyMap<string, PrivilegeDepth>;

const keyOf = (verb: PrivilegeVerb, table: string): string => `${verb} ${table}`;

export const depthOf = (privileges: Privileges, verb: PrivilegeVerb, table: string): PrivilegeDepth | null =>
  privileges.get(keyOf(verb, table)) ?? null;

/** The deepest of each: roles add up. */
export function union(all: readonly Privileges[]): Privileges {
  const result = new Map<string, PrivilegeDepth>();
  for (const [key, depth] of all.flatMap((privileges) => [...privileges])) {
    const known = result.get(key);
    if (known === undefined || rank[depth] > rank[known]) {
      result.set(key, depth);
    }
  }
  return result;
}

/** Tables whose privileges carry another name than the table's. */
const privilegeNames: Readonly<Record<string, string>> = {
  systemuser: "User",
  task: "Activity",
  activitypointer: "Activity",
  audit: "AuditSummary",
  annotation: "Note",
  savedquery: "Query",
  usersettings: "UserSettings",
};

/** `Read` and account → `prvReadAccount`. */
export const privilegeName = (verb: PrivilegeVerb, table: Table): string =>
  `prv${verb}${privilegeNames[table.logicalName] ?? table.schemaName}`;

/** Privileges have ids in Dataverse; here they are derived from the name. */
export const privilegeId = (name: string): string => stableId(`privilege ${name.toLowerCase()}`);

/** What the source of a role says. Privileges on tables that this server does not have are of no consequence. */
export function privilegesOfRole(catalog: Catalog, role: Pick<Role, "privileges">): Privileges {
  // One privilege may be for several tables: all kinds of activities share theirs.
  const byName = new Map<string, string[]>();
  for (const table of catalog.tables) {
    for (const verb of verbs) {
      const name = privilegeName(verb, table).toLowerCase();
      byName.set(name, [...(byName.get(name) ?? []), keyOf(verb, table.logicalName)]);
    }
  }
  return new Map(
    role.privileges.flatMap(({ name, depth }) =>
      (byName.get(name.toLowerCase()) ?? []).map((key) => [key, depth] as const),
    ),
  );
}

/** Everything, on every table. */
export const administratorPrivileges = (catalog: Catalog): Privileges =>
  new Map(catalog.tables.flatMap((table) => verbs.map((verb) => [keyOf(verb, table.logicalName), "global"] as const)));

const ownWork = ["account", "contact", "task", "activitypointer", "annotation", "userquery"];
const readByAll = [
  "organization",
  "businessunit",
  "systemuser",
  "team",
  "role",
  "usersettings",
  "transactioncurrency",
  "savedquery",
  "environmentvariabledefinition",
  "environmentvariablevalue",
  "fieldsecurityprofile",
  "fieldpermission",
  "maskingrule",
  "attributemaskingrule",
];

/**
 * The platform's "Basic User": reads what forms need (users, currencies, views, settings), and works with accounts, contacts,
 * tasks, notes and approvals that are the user's own or shared. Solution roles add to it.
 */
export function basicUserPrivileges(catalog: Catalog): Privileges {
  const grants = new Map<string, PrivilegeDepth>();
  for (const table of catalog.tables) {
    const { logicalName } = table;
    if (readByAll.includes(logicalName)) {
      grants.set(keyOf("Read", logicalName), "global");
      grants.set(keyOf("AppendTo", logicalName), "global");
    } else if (ownWork.includes(logicalName) || /^(msdyn_flow_|approvalstage|approvalprocess)/u.test(logicalName)) {
      verbs.forEach((verb) => grants.set(keyOf(verb, logicalName), "basic"));
    } else if (table.ownership === "none" && logicalName !== "audit") {
      grants.set(keyOf("Read", logicalName), "global");
    }
  }
  return grants;
}

/**
 * The Business Approvals Kit brings no role: this one stands for what whoever installed it made for its users. They read every
 * process, and reassign or cancel by an override, which is the write that the Kit supports.
 */
export function approvalsKitPrivileges(catalog: Catalog): Privileges {
  const override = "cat_businessapprovalinstanceoverride";
  const tables = catalog.tables.flatMap(({ logicalName }) =>
    logicalName.startsWith("cat_businessapprov") ? [logicalName] : [],
  );
  return new Map([
    ...tables.flatMap((table) =>
      (["Read", "AppendTo"] as const).map((verb) => [keyOf(verb, table), "global"] as const),
    ),
    ...(["Create", "Append"] as const).map((verb) => [keyOf(verb, override), "basic"] as const),
  ]);
}

export const builtInRoles = [
  { id: wellKnown.systemAdministratorRole, name: "System Administrator" },
  { id: wellKnown.basicUserRole, name: "Basic User" },
  { id: wellKnown.approvalsKitRole, name: "Approvals Kit User" },
] as const;

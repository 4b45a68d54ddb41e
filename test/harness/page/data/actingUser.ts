import type { PrivilegeDepth, PrivilegeVerb, Table } from "../../../../solution/tools/model/types";
import { errorOfAnswer } from "./apiError";
import type { Transport } from "./transport";
import { jsonObject } from "./webApi";

/** The user in whose name the page works. */
export interface ActingUser {
  /** systemuserid, lower case. */
  readonly id: string;
  readonly name: string;
  /** Role ids, as `userSettings.securityRoles` has them. */
  readonly roleIds: readonly string[];
  readonly roleNames: readonly string[];
  /** The deepest depth of the privilege over all of the user's roles, or null for none. Metadata and lists decide by it. */
  privilege(verb: PrivilegeVerb, table: Pick<Table, "schemaName" | "ownership">): PrivilegeDepth | null;
}

const DEPTHS: readonly PrivilegeDepth[] = ["basic", "local", "deep", "global"];

/** True when `granted` reaches at least as far as `wanted`. */
export function reaches(granted: PrivilegeDepth | null, wanted: PrivilegeDepth): boolean {
  return granted !== null && DEPTHS.indexOf(granted) >= DEPTHS.indexOf(wanted);
}

/**
 * Reads the acting user with roles and privileges: `WhoAmI`, the systemuser row, and the bound function
 * `RetrieveUserPrivileges`, all of which a real environment has too.
 * @throws WebApiError when one of them is refused.
 */
export async function loadActingUser(transport: Transport): Promise<ActingUser> {
  const get = async (path: string): Promise<Record<string, unknown>> => {
    const answer = await transport("form", { method: "GET", path });
    if (answer.status >= 400) {
      throw errorOfAnswer(answer);
    }
    return jsonObject(answer.text);
  };
  const id = String((await get("WhoAmI"))["UserId"]).toLowerCase();
  const [row, granted] = await Promise.all([
    get(`systemusers(${id})?$select=fullname&$expand=systemuserroles_association($select=roleid,name)`),
    get(`systemusers(${id})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges`),
  ]);
  const roles = listOf(row["systemuserroles_association"]);
  const depths = deepest(listOf(granted["RolePrivileges"]));
  return {
    id,
    name: String(row["fullname"] ?? ""),
    roleIds: roles.map((role) => String(role["roleid"])),
    roleNames: roles.map((role) => String(role["name"])),
    privilege: (verb, table) => depths.get(privilegeName(verb, table).toLowerCase()) ?? null,
  };
}

function privilegeName(verb: PrivilegeVerb, table: Pick<Table, "schemaName">): string {
  return `prv${verb}${table.schemaName}`;
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

function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((item): item is Record<string, unknown> => typeof item === "object" && item !== null) : [];
}

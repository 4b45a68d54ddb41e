import { unsupported } from "../../fault";
import { privilegeId, privilegeName, verbs } from "../../privileges";
import type { Address, ReadDeps } from "../request/types";

const DEPTHS = { basic: "Basic", local: "Local", deep: "Deep", global: "Global" } as const;

/**
 * `systemusers(<id>)/Microsoft.Dynamics.CRM.RetrieveUserPrivileges`, for the caller alone: what a form needs to know about the
 * person in front of it.
 */
export function userPrivileges(
  { catalog, caller, origin }: ReadDeps,
  address: Extract<Address, { kind: "function" }>,
): unknown {
  const { bound } = address;
  if (bound?.table.logicalName !== "systemuser" || bound.key?.kind !== "id" || bound.key.id !== caller.userId) {
    throw unsupported("RetrieveUserPrivileges of another user than the caller");
  }
  return {
    "@odata.context": `${origin}/api/data/v9.2/$metadata#Microsoft.Dynamics.CRM.RetrieveUserPrivilegesResponse`,
    RolePrivileges: catalog.tables.flatMap((table) =>
      verbs.flatMap((verb) => {
        const depth = caller.privilege(verb, table.logicalName);
        const name = privilegeName(verb, table);
        return depth === null
          ? []
          : [
              {
                Depth: DEPTHS[depth],
                PrivilegeId: privilegeId(name),
                BusinessUnitId: caller.businessUnitId,
                PrivilegeName: name,
              },
            ];
      }),
    ),
  };
}

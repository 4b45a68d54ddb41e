import type { Part } from "./parts";
import type { ColumnSecurityProfile, PrivilegeDepth, Role } from "./types";
import { attribute, child, children, childText, guid, placeOf, SourceError } from "./xml";

const depths: Readonly<Record<string, PrivilegeDepth>> = {
  Basic: "basic",
  Local: "local",
  Deep: "deep",
  Global: "global",
};

export function readRole({ file, root }: Part): Role {
  return {
    id: guid(attribute(root, "id")),
    name: attribute(root, "name") ?? "",
    privileges: children(child(root, "RolePrivileges"), "RolePrivilege").map((privilege) => {
      const level = attribute(privilege, "level") ?? "";
      const depth = depths[level];
      if (depth === undefined) {
        throw new SourceError(
          placeOf(privilege, file),
          `privilege level "${level}" does not exist; use Basic, Local, Deep or Global`,
        );
      }
      return { name: attribute(privilege, "name") ?? "", depth };
    }),
    place: placeOf(root, file),
  };
}

/** In column permissions 4 is "allowed" and 0 "not allowed". */
const allowed = "4";

export function readColumnSecurityProfile({ root }: Part): ColumnSecurityProfile {
  return {
    id: guid(attribute(root, "fieldsecurityprofileid")),
    name: attribute(root, "name") ?? "",
    permissions: children(child(root, "FieldPermissions"), "FieldPermission").map((permission) => ({
      table: (childText(permission, "EntityName") ?? "").toLowerCase(),
      column: (childText(permission, "AttributeName") ?? "").toLowerCase(),
      canRead: childText(permission, "CanRead") === allowed,
      canUpdate: childText(permission, "CanUpdate") === allowed,
      canCreate: childText(permission, "CanCreate") === allowed,
    })),
  };
}

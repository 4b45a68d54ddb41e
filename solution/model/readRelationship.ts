import type { Part } from "./parts";
import type { CascadeDelete, Relationship } from "./types";
import { attribute, child, children, childText, type Element, placeOf, SourceError } from "./xml";

const cascades: Readonly<Record<string, CascadeDelete>> = {
  RemoveLink: "removeLink",
  Restrict: "restrict",
  Cascade: "cascade",
  NoCascade: "none",
};

/** `RelationshipRoleType` 1 is the referencing side, 0 the referenced one. */
function navigationOf(element: Element, roleType: string): string | undefined {
  const role = children(child(element, "EntityRelationshipRoles"), "EntityRelationshipRole").find(
    (candidate) => childText(candidate, "RelationshipRoleType") === roleType,
  );
  return childText(role, "NavigationPropertyName");
}

/** One `<EntityRelationship>`. Throws `SourceError` when it does not say what it relates. */
export function readRelationship({ file, root }: Part): Relationship {
  const schemaName = attribute(root, "Name") ?? "";
  const required = (name: string): string => {
    const value = childText(root, name);
    if (value === undefined) {
      throw new SourceError(placeOf(root, file), `relationship "${schemaName}" lacks <${name}>`);
    }
    return value;
  };
  if (required("EntityRelationshipType") === "ManyToMany") {
    const roles = children(child(root, "EntityRelationshipRoles"), "EntityRelationshipRole");
    const [table1, table2] = [required("FirstEntityName").toLowerCase(), required("SecondEntityName").toLowerCase()];
    return {
      kind: "manyToMany",
      schemaName,
      intersectTable: required("IntersectEntityName").toLowerCase(),
      table1,
      column1: childText(root, "FirstEntityIntersectAttribute")?.toLowerCase() ?? `${table1}id`,
      navigation1: childText(roles[0], "NavigationPropertyName") ?? schemaName,
      table2,
      column2: childText(root, "SecondEntityIntersectAttribute")?.toLowerCase() ?? `${table2}id`,
      navigation2: childText(roles[1], "NavigationPropertyName") ?? schemaName,
    };
  }
  const column = required("ReferencingAttributeName");
  return {
    kind: "oneToMany",
    schemaName,
    referencedTable: required("ReferencedEntityName").toLowerCase(),
    referencingTable: required("ReferencingEntityName").toLowerCase(),
    referencingColumn: column.toLowerCase(),
    // System relationships are exported without roles: their navigation property is the logical name.
    referencingNavigation: navigationOf(root, "1") ?? column.toLowerCase(),
    referencedNavigation: navigationOf(root, "0") ?? schemaName,
    cascadeDelete: cascades[childText(root, "CascadeDelete") ?? ""] ?? "none",
    ...(childText(root, "IsHierarchical") === "1" ? { hierarchical: true } : {}),
  };
}

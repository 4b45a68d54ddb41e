import type { ManyToMany, OneToMany, Relationship } from "../../../../solution/model/types";
import type { Catalog } from "../../catalog";
import { type JsonObject, managed, metadataId } from "./json";

export const relationshipTypeOf = (relationship: Relationship): string =>
  relationship.kind === "oneToMany"
    ? "Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata"
    : "Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata";

/** Every property that Microsoft publishes of `RelationshipMetadataBase`, which both kinds of relationships have. */
export function relationshipJson(relationship: Relationship): JsonObject {
  return {
    MetadataId: metadataId(`relationship ${relationship.schemaName}`),
    HasChanged: null,
    SchemaName: relationship.schemaName,
    RelationshipType: relationship.kind === "oneToMany" ? "OneToManyRelationship" : "ManyToManyRelationship",
    IntroducedVersion: "1.0.0.0",
    IsCustomRelationship: /^[a-z]{2,8}_/u.test(relationship.schemaName),
    IsCustomizable: managed(true, "iscustomizable"),
    IsManaged: true,
    IsValidForAdvancedFind: true,
    SecurityTypes: "Append",
  };
}

/** What the kind of the relationship adds to that. */
export function derivedRelationshipJson(catalog: Catalog, relationship: Relationship): JsonObject {
  return relationship.kind === "oneToMany" ? oneToMany(catalog, relationship) : manyToMany(relationship);
}

function oneToMany(catalog: Catalog, relationship: OneToMany): JsonObject {
  return {
    ReferencedEntity: relationship.referencedTable,
    ReferencedAttribute: catalog.table(relationship.referencedTable)?.primaryKey ?? null,
    ReferencedEntityNavigationPropertyName: relationship.referencedNavigation,
    ReferencingEntity: relationship.referencingTable,
    ReferencingAttribute: relationship.referencingColumn,
    ReferencingEntityNavigationPropertyName: relationship.referencingNavigation,
    RelationshipBehavior: 1,
    RelationshipAttributes: [],
    IsHierarchical: relationship.hierarchical ?? false,
    EntityKey: null,
    IsRelationshipAttributeDenormalized: false,
    IsDenormalizedLookup: false,
    DenormalizedAttributeName: null,
    AssociatedMenuConfiguration: associatedMenu(),
    CascadeConfiguration: cascades(relationship),
  };
}

const deletes = { removeLink: "RemoveLink", restrict: "Restrict", cascade: "Cascade", none: "NoCascade" } as const;

/** A relationship whose rows are deleted together is parental: what else is done to the parent is done to the children. */
function cascades({ cascadeDelete }: OneToMany): JsonObject {
  const others = cascadeDelete === "cascade" ? "Cascade" : "NoCascade";
  return {
    Assign: others,
    Delete: deletes[cascadeDelete],
    Archive: deletes[cascadeDelete],
    Merge: others,
    Reparent: others,
    Share: others,
    Unshare: others,
    RollupView: "NoCascade",
  };
}

function manyToMany(relationship: ManyToMany): JsonObject {
  return {
    IntersectEntityName: relationship.intersectTable,
    Entity1LogicalName: relationship.table1,
    Entity1IntersectAttribute: relationship.column1,
    Entity1NavigationPropertyName: relationship.navigation1,
    Entity1AssociatedMenuConfiguration: associatedMenu(),
    Entity2LogicalName: relationship.table2,
    Entity2IntersectAttribute: relationship.column2,
    Entity2NavigationPropertyName: relationship.navigation2,
    Entity2AssociatedMenuConfiguration: associatedMenu(),
  };
}

/** How a form lists the related rows: under the plural name of their table. */
const associatedMenu = (): JsonObject => ({
  Behavior: "UseCollectionName",
  Group: "Details",
  Label: { LocalizedLabels: [], UserLocalizedLabel: null },
  Order: null,
  IsCustomizable: true,
  Icon: null,
  ViewId: "00000000-0000-0000-0000-000000000000",
  AvailableOffline: true,
  MenuId: null,
  QueryApi: null,
});

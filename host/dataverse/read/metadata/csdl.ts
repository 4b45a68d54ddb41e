import type { Column } from "../../../../solution/model/types";
import type { Catalog, CatalogTable, Navigation } from "../../catalog";
import { propertyName } from "../json/writers";
import { propertyColumn, typeName } from "../request/address";

/**
 * `$metadata`: a CSDL 4.0 document of the catalog.
 * @param annotations adds Description and Computed, as `?annotations=true` does.
 */
export function metadataDocument(catalog: Catalog, annotations: boolean): string {
  const tables = [...catalog.tables].sort((a, b) => (a.logicalName < b.logicalName ? -1 : 1));
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>',
    '<Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm">',
    '<EntityType Name="crmbaseentity" Abstract="true" />',
    ...tables.map((table) => entityType(catalog, table, annotations)),
    '<ComplexType Name="WhoAmIResponse"><Property Name="BusinessUnitId" Type="Edm.Guid" Nullable="false" /><Property Name="UserId" Type="Edm.Guid" Nullable="false" /><Property Name="OrganizationId" Type="Edm.Guid" Nullable="false" /></ComplexType>',
    '<Function Name="WhoAmI"><ReturnType Type="mscrm.WhoAmIResponse" Nullable="false" /></Function>',
    '<EntityContainer Name="System">',
    ...tables.map((table) => entitySet(catalog, table)),
    '<FunctionImport Name="WhoAmI" Function="mscrm.WhoAmI" />',
    "</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>",
  ].join("\n");
}

function entityType(catalog: Catalog, table: CatalogTable, annotations: boolean): string {
  const properties = table.columns
    .filter((column) => propertyColumn(table, propertyName(column)) !== undefined)
    .map((column) => property(column, annotations));
  const navigations = [...table.navigations.values()]
    .filter(({ target }) => catalog.table(target) !== undefined)
    .map((one) => navigationProperty(catalog, one));
  return [
    `<EntityType Name="${escapeXml(typeName(table))}" BaseType="mscrm.crmbaseentity">`,
    `<Key><PropertyRef Name="${escapeXml(table.primaryKey)}" /></Key>`,
    ...properties,
    ...navigations,
    "</EntityType>",
  ].join("");
}

function property(column: Column, annotations: boolean): string {
  const start = `<Property Name="${escapeXml(propertyName(column))}" Type="${edmType(column)}"${column.type === "decimal" || column.type === "money" ? ' Scale="Variable"' : ""}${column.type === "primarykey" ? ' Nullable="false"' : ""}`;
  const description = column.description?.[1033];
  const notes = annotations
    ? [
        ...(description === undefined
          ? []
          : [`<Annotation Term="Org.OData.Core.V1.Description" String="${escapeXml(description)}" />`]),
        ...(column.type === "lookup" || (column.system && !column.validForUpdate)
          ? ['<Annotation Term="Org.OData.Core.V1.Computed" Bool="true" />']
          : []),
      ]
    : [];
  return notes.length === 0 ? `${start} />` : `${start}>${notes.join("")}</Property>`;
}

function navigationProperty(catalog: Catalog, navigation: Navigation): string {
  const target = catalog.table(navigation.target);
  const name = `mscrm.${target === undefined ? navigation.target : typeName(target)}`;
  const type = navigation.kind === "lookup" ? name : `Collection(${name})`;
  const partner = partnerOf(catalog, navigation);
  const start = `<NavigationProperty Name="${escapeXml(navigation.name)}" Type="${type}"${navigation.kind === "lookup" ? ' Nullable="false"' : ""}${partner === undefined ? "" : ` Partner="${escapeXml(partner)}"`}`;
  if (navigation.kind !== "lookup") {
    return `${start} />`;
  }
  const key = target?.primaryKey ?? "";
  const column = catalog.table(navigation.relationship.referencingTable)?.columnsByName.get(navigation.column);
  // A few old columns lead to a row without being lookups: their property is the column itself.
  const property = column?.type === "guid" ? column.logicalName : `_${navigation.column}_value`;
  return `${start}><ReferentialConstraint Property="${escapeXml(property)}" ReferencedProperty="${escapeXml(key)}" /></NavigationProperty>`;
}

function partnerOf(catalog: Catalog, navigation: Navigation): string | undefined {
  if (navigation.kind === "manyToMany") {
    return navigation.name === navigation.relationship.navigation1
      ? navigation.relationship.navigation2
      : navigation.relationship.navigation1;
  }
  const name =
    navigation.kind === "lookup"
      ? navigation.relationship.referencedNavigation
      : navigation.relationship.referencingNavigation;
  return catalog.table(navigation.target)?.navigations.has(name) === true ? name : undefined;
}

function entitySet(catalog: Catalog, table: CatalogTable): string {
  const bindings = [...table.navigations.values()].flatMap((navigation) => {
    const target = catalog.table(navigation.target);
    return target === undefined
      ? []
      : [
          `<NavigationPropertyBinding Path="${escapeXml(navigation.name)}" Target="${escapeXml(target.entitySetName)}" />`,
        ];
  });
  return `<EntitySet Name="${escapeXml(table.entitySetName)}" EntityType="Microsoft.Dynamics.CRM.${typeName(table)}">${bindings.join("")}</EntitySet>`;
}

function edmType(column: Column): string {
  switch (column.type) {
    case "primarykey":
    case "guid":
    case "lookup":
      return "Edm.Guid";
    case "text":
    case "memo":
    case "multichoice":
      return "Edm.String";
    case "choice":
    case "state":
    case "status":
    case "integer":
      return "Edm.Int32";
    case "boolean":
      return "Edm.Boolean";
    case "bigint":
      return "Edm.Int64";
    case "decimal":
    case "money":
      return "Edm.Decimal";
    case "float":
      return "Edm.Double";
    case "datetime":
      return column.behavior === "dateOnly" ? "Edm.Date" : "Edm.DateTimeOffset";
    case "image":
      return "Edm.Binary";
    case "file":
      return "Edm.Guid";
  }
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

import type { Column, Relationship } from "../../../../solution/model/types";
import type { CatalogTable } from "../../catalog";
import { unsupported } from "../../fault";
import type { ReadDeps } from "../request/types";
import { attributeJson, attributeTypeOf, derivedAttributeJson } from "./attribute";
import { globalChoiceOf, optionSetJson } from "./choices";
import { type Definition, definition } from "./definition";
import { entityJson, keysJson } from "./entity";
import type { JsonObject } from "./json";
import { derivedRelationshipJson, relationshipJson, relationshipTypeOf } from "./relationship";

type RelationshipList = "ManyToOneRelationships" | "OneToManyRelationships" | "ManyToManyRelationships";

/** The definitions of one of the metadata sets. */
export function definitionsOf(deps: ReadDeps, set: string): readonly Definition[] {
  const { catalog } = deps;
  switch (set) {
    case "EntityDefinitions":
      return catalog.tables.map((table) => entity(deps, table));
    case "RelationshipDefinitions":
      return catalog.relationships.map((one) => ({
        ...relationship(deps, one),
        declaredType: "Microsoft.Dynamics.CRM.RelationshipMetadataBase",
        declared: relationshipJson(one),
        added: derivedRelationshipJson(catalog, one),
      }));
    case "GlobalOptionSetDefinitions":
      return globalChoices(deps);
    default:
      throw unsupported(set);
  }
}

function entity(deps: ReadDeps, table: CatalogTable): Definition {
  const { catalog, caller } = deps;
  const relationships = (list: RelationshipList) => () =>
    catalog.relationships.filter((one) => belongsTo(list, table, one)).map((one) => relationship(deps, one));
  return definition(
    "EntityMetadata",
    entityJson(catalog, table, caller.languageId),
    new Map<string, () => readonly Definition[]>([
      ["Attributes", () => table.columns.map((column) => attribute(deps, table, column))],
      ["Keys", () => keysJson(table, caller.languageId).map((key) => definition("EntityKeyMetadata", key))],
      ["ManyToOneRelationships", relationships("ManyToOneRelationships")],
      ["OneToManyRelationships", relationships("OneToManyRelationships")],
      ["ManyToManyRelationships", relationships("ManyToManyRelationships")],
    ]),
  );
}

function belongsTo(list: RelationshipList, { logicalName }: CatalogTable, one: Relationship): boolean {
  if (one.kind === "manyToMany") {
    return list === "ManyToManyRelationships" && (one.table1 === logicalName || one.table2 === logicalName);
  }
  return list === "ManyToOneRelationships"
    ? one.referencingTable === logicalName
    : list === "OneToManyRelationships" && one.referencedTable === logicalName;
}

/** As one of a list of its kind, which needs no cast. */
function relationship({ catalog }: ReadDeps, one: Relationship): Definition {
  const type = relationshipTypeOf(one);
  return {
    declaredType: type,
    declared: { ...relationshipJson(one), ...derivedRelationshipJson(catalog, one) },
    type,
    added: {},
    lists: new Map(),
    singles: new Map(),
  };
}

function attribute(deps: ReadDeps, table: CatalogTable, column: Column): Definition {
  const { languageId } = deps.caller;
  const options = (): JsonObject | null => optionSetJson(table, column, languageId);
  const isGlobal = globalChoiceOf(column) !== undefined;
  const hasOptions = ["choice", "multichoice", "state", "status", "boolean"].includes(column.type);
  return {
    declaredType: "Microsoft.Dynamics.CRM.AttributeMetadata",
    declared: attributeJson(table, column, languageId),
    type: attributeTypeOf(column),
    added: derivedAttributeJson(table, column),
    lists: new Map(),
    // A column has its own choices or those of a global choice, never both.
    singles: new Map<string, () => JsonObject | null>(
      hasOptions
        ? [
            ["OptionSet", options],
            ["GlobalOptionSet", () => (isGlobal ? options() : null)],
          ]
        : [],
    ),
  };
}

function globalChoices({ catalog, caller }: ReadDeps): readonly Definition[] {
  const found = new Map<string, Definition>();
  for (const table of catalog.tables) {
    for (const column of table.columns) {
      const name = globalChoiceOf(column);
      const set = name === undefined || found.has(name) ? null : optionSetJson(table, column, caller.languageId);
      if (name !== undefined && set !== null) {
        const { Options = [], ...declared } = set;
        found.set(name, {
          declaredType: "Microsoft.Dynamics.CRM.OptionSetMetadataBase",
          declared,
          type: "Microsoft.Dynamics.CRM.OptionSetMetadata",
          added: { Options },
          lists: new Map(),
          singles: new Map(),
        });
      }
    }
  }
  return [...found.values()];
}

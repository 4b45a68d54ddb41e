import { partsOfFolder, type SolutionParts } from "./parts";
import { readApp, readEnvironmentVariable } from "./readApp";
import { platformRelationshipsOf } from "./platformRelationships";
import { readOptions } from "./readColumn";
import { readForm } from "./readForm";
import { readRelationship } from "./readRelationship";
import { readColumnSecurityProfile, readRole } from "./readSecurity";
import { readTable } from "./readTable";
import { readView } from "./readView";
import type { Relationship, Solution } from "./types";
import {
  attribute,
  child,
  children,
  childText,
  guid,
  localized,
  numberOf,
  path,
  placeOf,
  SourceError,
  text,
} from "./xml";

export { buildHostModel } from "./buildHostModel";
export { readManifests } from "./readManifests";
export { SourceError } from "./xml";

/**
 * Reads a solution from pac's unpacked layout (`folder` holds Other/, Entities/, …).
 * Throws one `SourceError`, whose message begins with `file:line: `, for XML that is not well-formed and for what leaves no
 * table, relationship or role to speak of. Names that do not resolve are no error here: see `buildHostModel`.
 */
export function readSolution(folder: string): Solution {
  return readParts(partsOfFolder(folder));
}

/** The same for a solution that is already cut into its pieces, from a folder or a zip. */
export function readParts(parts: SolutionParts): Solution {
  const manifest = child(parts.solution.root, "SolutionManifest");
  const uniqueName = childText(manifest, "UniqueName");
  if (uniqueName === undefined) {
    throw new SourceError(placeOf(parts.solution.root, parts.solution.file), "the solution has no UniqueName");
  }
  const publisher = child(manifest, "Publisher");
  const defined = parts.relationships.map(readRelationship);
  const relationships = [
    ...defined,
    ...parts.entities.flatMap(({ entity: { root } }) =>
      platformRelationshipsOf(
        text(child(root, "Name")).toLowerCase(),
        children(path(root, "EntityInfo", "entity", "attributes"), "attribute").map(
          (column) => childText(column, "LogicalName") ?? "",
        ),
        defined,
      ),
    ),
  ];
  const choices = new Map(
    parts.choices.map((choice) => [(attribute(choice.root, "Name") ?? "").toLowerCase(), readOptions(choice.root)]),
  );
  const tables = parts.entities.map(({ entity }) => {
    const logicalName = text(child(entity.root, "Name")).toLowerCase();
    return readTable(entity, {
      globalChoice: (name) => choices.get(name.toLowerCase()),
      lookupTargets: (column) => lookupTargets(relationships, logicalName, column),
    });
  });
  const ofEach = parts.entities.map((entity, index) => ({ ...entity, table: tables[index]?.logicalName ?? "" }));
  return {
    uniqueName,
    displayName: localized(child(manifest, "LocalizedNames")),
    version: childText(manifest, "Version") ?? "1.0.0.0",
    publisher: {
      uniqueName: childText(publisher, "UniqueName") ?? "",
      prefix: childText(publisher, "CustomizationPrefix") ?? "",
      optionValuePrefix: numberOf(childText(publisher, "CustomizationOptionValuePrefix"), 0),
    },
    rootComponents: children(path(manifest, "RootComponents"), "RootComponent").map((component) => {
      const schemaName = attribute(component, "schemaName");
      const id = attribute(component, "id");
      return {
        type: numberOf(attribute(component, "type"), 0),
        ...(schemaName === undefined ? {} : { schemaName }),
        ...(id === undefined ? {} : { id: guid(id) }),
        behavior: numberOf(attribute(component, "behavior"), 0),
        place: placeOf(component, parts.solution.file),
      };
    }),
    tables,
    relationships,
    forms: ofEach.flatMap(({ forms, table }) => forms.map(({ form, type }) => readForm(form, table, type))),
    views: ofEach.flatMap(({ views, table }) => views.map((view) => readView(view, table))),
    roles: parts.roles.map(readRole),
    columnSecurityProfiles: parts.columnSecurityProfiles.map(readColumnSecurityProfile),
    environmentVariables: parts.environmentVariables.map(({ definition }) => readEnvironmentVariable(definition)),
    apps: parts.apps.map((app) => readApp(app, parts.siteMaps, tables)),
  };
}

function lookupTargets(relationships: readonly Relationship[], table: string, column: string): string[] {
  const targets = relationships.flatMap((relationship) =>
    relationship.kind === "oneToMany" &&
    relationship.referencingTable === table &&
    relationship.referencingColumn === column
      ? [relationship.referencedTable]
      : [],
  );
  return [...new Set(targets)];
}

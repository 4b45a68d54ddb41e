import type { Part, SolutionParts } from "./parts";
import type { App, EnvironmentVariable, LocalizedText, SiteMapGroup, Table } from "./types";
import { attribute, child, children, childText, descendants, guid, localized, numberOf, path, placeOf } from "./xml";

/** Component types of an app (`AppModuleComponent/@type`). */
export const appComponent = { table: "1", view: "26", form: "60", siteMap: "62" } as const;

/** One AppModule.xml with the site map that it names; groups of all areas come one after the other. */
export function readApp({ file, root }: Part, siteMaps: SolutionParts["siteMaps"], tables: readonly Table[]): App {
  const uniqueName = childText(root, "UniqueName") ?? "";
  const components = children(child(root, "AppModuleComponents"), "AppModuleComponent");
  const idsOf = (type: string): string[] =>
    components
      .filter((component) => attribute(component, "type") === type)
      .map((component) => guid(attribute(component, "id")));
  const siteMapName = attribute(
    components.find((component) => attribute(component, "type") === appComponent.siteMap),
    "schemaName",
  );
  const siteMap = siteMaps.find(
    (candidate) => childText(candidate.root, "SiteMapUniqueName") === (siteMapName ?? uniqueName),
  );
  return {
    uniqueName,
    displayName: localized(child(root, "LocalizedNames")),
    siteMap: siteMap === undefined ? [] : readGroups(siteMap, tables),
    formIds: idsOf(appComponent.form),
    viewIds: idsOf(appComponent.view),
    place: placeOf(root, file),
  };
}

function titles(parent: Parameters<typeof child>[0]): LocalizedText {
  return localized(child(parent, "Titles"), "Title", "LCID");
}

function readGroups(siteMap: Part, tables: readonly Table[]): SiteMapGroup[] {
  return descendants(path(siteMap.root, "SiteMap"), "Group").map((group) => ({
    title: titles(group),
    items: children(group, "SubArea").flatMap((item) => {
      const table = attribute(item, "Entity")?.toLowerCase();
      if (table === undefined) {
        return [];
      }
      const own = titles(item);
      const known = tables.find((candidate) => candidate.logicalName === table);
      return [{ table, title: Object.keys(own).length > 0 ? own : (known?.pluralName ?? {}) }];
    }),
  }));
}

const variableTypes: Readonly<Record<number, EnvironmentVariable["type"]>> = {
  100000000: "text",
  100000001: "number",
  100000002: "boolean",
  100000003: "json",
  100000005: "secret",
};

export function readEnvironmentVariable({ file, root }: Part): EnvironmentVariable {
  const defaultValue = childText(root, "defaultvalue");
  const displayName = child(root, "displayname");
  const inEachLanguage = localized(displayName);
  return {
    schemaName: attribute(root, "schemaname") ?? "",
    displayName:
      Object.keys(inEachLanguage).length > 0 ? inEachLanguage : { 1033: attribute(displayName, "default") ?? "" },
    type: variableTypes[numberOf(childText(root, "type"), 100000000)] ?? "text",
    ...(defaultValue === undefined ? {} : { defaultValue }),
    place: placeOf(root, file),
  };
}

import type { Part, SolutionParts } from "../../model/parts";
import { attribute, child, children, type Element, serialize } from "../../model/xml";
import type { BuiltControl } from "./builtControls";
import { escapeText } from "./escape";

/** The order in which an import expects the parts of customizations.xml. */
export const customizationNodes = [
  "Entities",
  "Roles",
  "Workflows",
  "FieldSecurityProfiles",
  "Templates",
  "EntityMaps",
  "EntityRelationships",
  "OrganizationSettings",
  "optionsets",
  "Dashboards",
  "WebResources",
  "CustomControls",
  "SolutionPluginAssemblies",
  "AppModuleSiteMaps",
  "AppModules",
  "EntityDataProviders",
  "Languages",
] as const;

type NodeName = (typeof customizationNodes)[number];

/** What the folders of the source put into each node of customizations.xml; a node that is absent has nothing. */
export function customizationContents(
  parts: SolutionParts,
  controls: readonly BuiltControl[],
): ReadonlyMap<NodeName, readonly string[]> {
  const contents = new Map<NodeName, readonly string[]>([
    ["Entities", parts.entities.map(entityXml)],
    ["Roles", sorted(parts.roles).map(partXml)],
    ["FieldSecurityProfiles", parts.columnSecurityProfiles.map(partXml)],
    ["EntityRelationships", sorted(parts.relationships).map(partXml)],
    ["optionsets", sorted(parts.choices).map(partXml)],
    ["WebResources", parts.webResources.map(partXml)],
    ["CustomControls", controls.map((control) => controlXml(control.name))],
    ["AppModuleSiteMaps", parts.siteMaps.map(partXml)],
    ["AppModules", parts.apps.map(partXml)],
  ]);
  return new Map([...contents].filter(([, items]) => items.length > 0));
}

/** The whole customizations.xml: every node that the source's Customizations.xml names, filled, in the import's order. */
export function customizationsXml(parts: SolutionParts, controls: readonly BuiltControl[]): string {
  const contents = customizationContents(parts, controls);
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<ImportExportXml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
  ];
  for (const name of customizationNodes) {
    const node = child(parts.customizations.root, name);
    if (node === undefined) {
      continue;
    }
    const items = contents.get(name);
    lines.push(
      items === undefined
        ? `  ${withoutNamespaces(serialize(node))}`
        : `  <${name}>\n${items.map((item) => `    ${item}`).join("\n")}\n  </${name}>`,
    );
  }
  lines.push("</ImportExportXml>", "");
  return lines.join("\n");
}

function sorted(parts: readonly Part[]): Part[] {
  const key = (part: Part): string =>
    (attribute(part.root, "Name") ?? attribute(part.root, "name") ?? "").toLowerCase();
  return [...parts].sort((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0));
}

/** The root of customizations.xml declares the one namespace; the parts need not repeat it. */
function withoutNamespaces(xml: string): string {
  return xml.replaceAll(' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"', "");
}

function partXml(part: Part): string {
  return withoutNamespaces(serialize(part.root));
}

function controlXml(name: string): string {
  return `<CustomControl>\n      <Name>${escapeText(name)}</Name>\n      <FileName>/Controls/${escapeText(name)}/ControlManifest.xml</FileName>\n    </CustomControl>`;
}

/** An Entity with its forms, views and ribbon, which lie in files of their own in the source. */
function entityXml({ entity, forms, views, ribbon }: SolutionParts["entities"][number]): string {
  const types = [...new Set(forms.map((form) => form.type))];
  const formXml = types.map((type) => {
    const ofType = forms.filter((form) => form.type === type).map(({ form }) => partXml(form));
    return `<forms type="${type}">${ofType.join("\n")}</forms>`;
  });
  const fill = (element: Element): string => {
    switch (element.nodeName) {
      case "FormXml":
        return formXml.length === 0 ? "<FormXml />" : `<FormXml>${formXml.join("\n")}</FormXml>`;
      case "SavedQueries":
        return views.length === 0
          ? "<SavedQueries />"
          : `<SavedQueries><savedqueries>${views.map(partXml).join("\n")}</savedqueries></SavedQueries>`;
      case "RibbonDiffXml":
        return ribbon === undefined ? withoutNamespaces(serialize(element)) : partXml(ribbon);
      default:
        return withoutNamespaces(serialize(element));
    }
  };
  return `<Entity>\n      ${children(entity.root).map(fill).join("\n      ")}\n    </Entity>`;
}

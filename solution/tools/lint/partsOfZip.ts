import type { Part, SolutionParts } from "../../model/parts";
import { attribute, child, children, type Element, parseXml, SourceError } from "../../model/xml";
import type { ZipFiles } from "../pack/zip";

/** Cuts a package into its pieces. Throws `SourceError` when a root file is missing or is not well-formed. */
export function partsOfZip(files: ZipFiles, name: string): SolutionParts {
  const parse = (path: string): Part => {
    const bytes = files.get(path);
    if (bytes === undefined) {
      throw new SourceError({ file: `${name}/${path}`, line: 1 }, "the file is missing in the package");
    }
    return parseXml(new TextDecoder().decode(bytes), `${name}/${path}`);
  };
  const customizations = parse("customizations.xml");
  const part = (root: Element): Part => ({ file: customizations.file, root });
  const items = (node: string, item: string): Part[] => children(child(customizations.root, node), item).map(part);
  return {
    solution: parse("solution.xml"),
    customizations,
    entities: items("Entities", "Entity").map((entity) => {
      const ribbon = child(entity.root, "RibbonDiffXml");
      return {
        entity,
        ...(ribbon === undefined ? {} : { ribbon: part(ribbon) }),
        forms: children(child(entity.root, "FormXml"), "forms").flatMap((forms) =>
          children(forms, "systemform").map((form) => ({ type: attribute(forms, "type") ?? "main", form: part(form) })),
        ),
        views: children(child(entity.root, "SavedQueries"), "savedqueries").flatMap((views) =>
          children(views, "savedquery").map(part),
        ),
      };
    }),
    choices: items("optionsets", "optionset"),
    roles: items("Roles", "Role"),
    columnSecurityProfiles: items("FieldSecurityProfiles", "FieldSecurityProfile"),
    relationships: items("EntityRelationships", "EntityRelationship"),
    siteMaps: items("AppModuleSiteMaps", "AppModuleSiteMap"),
    apps: items("AppModules", "AppModule"),
    environmentVariables: [...files.keys()]
      .filter((path) => /^environmentvariabledefinitions\/[^/]+\/environmentvariabledefinition\.xml$/.test(path))
      .map((path) => ({ folder: path.split("/")[1] ?? "", definition: parse(path) })),
    webResources: items("WebResources", "WebResource"),
  };
}

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { displayPath, readXml, SourceError, type XmlFile } from "./xml";

/** An element and its file: one form, one view, one role, … */
export type Part = XmlFile;

/**
 * A solution cut into the pieces that the readers and the rules work on. Both the unpacked folder and a zip are cut into
 * it, so that the same code judges the source and what was packed from it.
 */
export interface SolutionParts {
  readonly solution: Part;
  /** `<ImportExportXml>` of Other/Customizations.xml, or of the zip's customizations.xml. */
  readonly customizations: Part;
  readonly entities: readonly {
    readonly entity: Part;
    readonly ribbon?: Part;
    /** Root = `<systemform>`; `type` = main, quickCreate, quick or card. */
    readonly forms: readonly { readonly type: string; readonly form: Part }[];
    /** Root = `<savedquery>`. */
    readonly views: readonly Part[];
  }[];
  /** Root = `<optionset>`. */
  readonly choices: readonly Part[];
  /** Root = `<Role>`. */
  readonly roles: readonly Part[];
  /** Root = `<FieldSecurityProfile>`. */
  readonly columnSecurityProfiles: readonly Part[];
  /** Root = `<EntityRelationship>` with its definition. */
  readonly relationships: readonly Part[];
  /** Names in Relationships.xml; a zip has no such list. */
  readonly relationshipIndex?: Part;
  /** Root = `<AppModuleSiteMap>`. */
  readonly siteMaps: readonly Part[];
  /** Root = `<AppModule>`. */
  readonly apps: readonly Part[];
  /** Root = `<environmentvariabledefinition>`; `folder` is the folder's name. */
  readonly environmentVariables: readonly { readonly folder: string; readonly definition: Part }[];
  /** Root = `<WebResource>`. */
  readonly webResources: readonly Part[];
}

function folders(path: string): string[] {
  return existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
}

function xmlFiles(path: string): string[] {
  return existsSync(path)
    ? readdirSync(path)
        // pac's twins for the managed package, which MSBuild lays beside ours before it packs.
        .filter((name) => name.endsWith(".xml") && !name.endsWith("_managed.xml"))
        .sort()
        .map((name) => join(path, name))
    : [];
}

function readWhenThere(path: string): Part | undefined {
  return existsSync(path) ? readXml(path) : undefined;
}

function elementsOf(part: Part | undefined, name: string): Part[] {
  return part === undefined ? [] : [...part.root.getElementsByTagName(name)].map((root) => ({ file: part.file, root }));
}

/** Reads pac's unpacked layout. Throws `SourceError` when a file is missing that must be there, or is not well-formed. */
export function partsOfFolder(folder: string): SolutionParts {
  const other = join(folder, "Other");
  for (const name of ["Solution.xml", "Customizations.xml"]) {
    if (!existsSync(join(other, name))) {
      throw new SourceError(
        { file: displayPath(join(other, name)), line: 1 },
        "the file is missing; every unpacked solution has it",
      );
    }
  }
  const relationshipIndex = readWhenThere(join(other, "Relationships.xml"));
  return {
    solution: readXml(join(other, "Solution.xml")),
    customizations: readXml(join(other, "Customizations.xml")),
    entities: folders(join(folder, "Entities")).map((name) => {
      const home = join(folder, "Entities", name);
      const ribbon = readWhenThere(join(home, "RibbonDiff.xml"));
      return {
        entity: readXml(join(home, "Entity.xml")),
        ...(ribbon === undefined ? {} : { ribbon }),
        forms: folders(join(home, "FormXml")).flatMap((type) =>
          xmlFiles(join(home, "FormXml", type)).flatMap((file) =>
            elementsOf(readXml(file), "systemform").map((form) => ({ type, form })),
          ),
        ),
        views: xmlFiles(join(home, "SavedQueries")).flatMap((file) => elementsOf(readXml(file), "savedquery")),
      };
    }),
    choices: xmlFiles(join(folder, "OptionSets")).map(readXml),
    roles: xmlFiles(join(folder, "Roles")).map(readXml),
    columnSecurityProfiles: elementsOf(readWhenThere(join(other, "FieldSecurityProfiles.xml")), "FieldSecurityProfile"),
    relationships: xmlFiles(join(other, "Relationships")).flatMap((file) =>
      elementsOf(readXml(file), "EntityRelationship"),
    ),
    ...(relationshipIndex === undefined ? {} : { relationshipIndex }),
    siteMaps: folders(join(folder, "AppModuleSiteMaps")).map((name) =>
      readXml(join(folder, "AppModuleSiteMaps", name, "AppModuleSiteMap.xml")),
    ),
    apps: folders(join(folder, "AppModules")).map((name) => readXml(join(folder, "AppModules", name, "AppModule.xml"))),
    environmentVariables: folders(join(folder, "environmentvariabledefinitions")).map((name) => ({
      folder: name,
      definition: readXml(join(folder, "environmentvariabledefinitions", name, "environmentvariabledefinition.xml")),
    })),
    webResources: webResourceFiles(join(folder, "WebResources")).map(readXml),
  };
}

/** Names of web resources may contain slashes, hence folders. */
function webResourceFiles(path: string): string[] {
  return existsSync(path)
    ? readdirSync(path, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".data.xml"))
        .sort()
        .map((name) => join(path, name))
    : [];
}

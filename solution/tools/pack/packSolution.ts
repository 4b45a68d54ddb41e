import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { partsOfFolder, type SolutionParts } from "../../model/parts";
import type { SolutionSource } from "../../model/solutions";
import { child, childText, type Element, path, placeOf, serialize, SourceError } from "../../model/xml";
import type { PackageKind } from "./packages";
import { type BuiltControl, readBuiltControls } from "./builtControls";
import { contentTypes } from "./contentTypes";
import { customizationsXml } from "./customizations";
import { escapeAttribute } from "./escape";
import type { ZipFiles } from "./zip";

/**
 * The files of a package, as `pac solution pack` and the .cdsproj build make them: solution.xml with its Managed digit and
 * a root component per control, customizations.xml, the controls, and the files of web resources and environment variables.
 * Throws `SourceError` when the source or the built controls are not there.
 */
export function packSolution(source: SolutionSource, kind: PackageKind): ZipFiles {
  const parts = partsOfFolder(source.folder);
  const prefix = childText(path(parts.solution.root, "SolutionManifest", "Publisher"), "CustomizationPrefix") ?? "";
  const controls = source.builtControls === undefined ? [] : readBuiltControls(source.builtControls, prefix);
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

  const body = new Map<string, Uint8Array>([
    ["solution.xml", encode(solutionXml(parts, kind, controls))],
    ["customizations.xml", encode(customizationsXml(parts, controls))],
  ]);
  for (const control of controls) {
    for (const [file, bytes] of control.files) {
      body.set(`Controls/${control.name}/${file}`, bytes);
    }
  }
  for (const folder of ["WebResources", "environmentvariabledefinitions"]) {
    for (const [file, bytes] of filesBelow(join(source.folder, folder))) {
      // The description of a web resource is part of customizations.xml already.
      if (!file.endsWith(".data.xml")) {
        body.set(`${folder}/${file}`, bytes);
      }
    }
  }
  return new Map([["[Content_Types].xml", encode(contentTypes([...body.keys()]))], ...body]);
}

function filesBelow(folder: string): (readonly [string, Uint8Array])[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((file) => [file.slice(folder.length + 1).replaceAll("\\", "/"), readFileSync(file)] as const)
    : [];
}

function solutionXml(parts: SolutionParts, kind: PackageKind, controls: readonly BuiltControl[]): string {
  const { root, file } = parts.solution;
  const copy = root.cloneNode(true);
  if (!isElement(copy)) {
    throw new SourceError(placeOf(root, file), "solution.xml has no root element");
  }
  const manifest = child(copy, "SolutionManifest");
  const managed = child(manifest, "Managed");
  const roots = child(manifest, "RootComponents");
  if (managed === undefined || roots === undefined) {
    throw new SourceError(placeOf(root, file), "the manifest needs <Managed> and <RootComponents>");
  }
  managed.textContent = kind === "managed" ? "1" : "0";
  const text = serialize(copy);
  const added = controls
    .map((control) => `      <RootComponent type="66" schemaName="${escapeAttribute(control.name)}" behavior="0" />\n`)
    .join("");
  return `<?xml version="1.0" encoding="utf-8"?>\n${text.replace(/ *<\/RootComponents>/, `${added}    </RootComponents>`)}\n`;
}

function isElement(node: { readonly nodeType: number }): node is Element {
  return node.nodeType === 1;
}

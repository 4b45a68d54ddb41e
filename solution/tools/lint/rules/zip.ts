import { extensionOf } from "../../pack/contentTypes";
import type { ZipFiles } from "../../pack/zip";
import { attribute, childText, children, descendants, parseXml, SourceError } from "../../../model/xml";
import { FindingList, type LintFinding } from "./input";

const rootFiles = ["solution.xml", "customizations.xml", "[Content_Types].xml"];

/** The package as a file: its root files, names and content types. `names` are those of the central directory. */
export function zipLayout(names: readonly string[], files: ZipFiles, zip: string): LintFinding[] {
  const missing = new FindingList("zip-root");
  const findings = new FindingList("zip");
  const at = (path: string): { file: string; line: number } => ({ file: `${zip}/${path}`, line: 1 });
  for (const name of rootFiles.filter((candidate) => !files.has(candidate))) {
    const other = names.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    missing.add(
      at(name),
      name,
      other === undefined
        ? `The package has no ${name} at its root.`
        : `"${other}" must be called "${name}", in exactly this case.`,
    );
  }
  const seen = new Set<string>();
  for (const name of names) {
    if (name.includes("\\")) {
      findings.add(at(name), name, "A path in a package has forward slashes only. Pack it again with /.");
    }
    if (seen.has(name)) {
      findings.add(at(name), name, "The package holds this entry twice. Pack it again.");
    }
    seen.add(name);
    if (name.startsWith("Entities/")) {
      findings.add(
        at(name),
        name,
        "A package has no Entities folder: tables stand inside customizations.xml. This looks like an unpacked folder that was zipped.",
      );
    }
  }
  const types = files.get("[Content_Types].xml");
  if (types !== undefined) {
    contentTypes(new TextDecoder().decode(types), names, findings, at("[Content_Types].xml").file);
  }
  const customizations = files.get("customizations.xml");
  if (customizations !== undefined) {
    fileNames(new TextDecoder().decode(customizations), files, findings, at("customizations.xml").file);
  }
  return [...missing.list, ...findings.list];
}

function contentTypes(xml: string, names: readonly string[], findings: FindingList, file: string): void {
  const root = wellFormed(xml, file);
  if (root === undefined) {
    return;
  }
  const defaults = new Set(children(root, "Default").map((element) => attribute(element, "Extension")?.toLowerCase()));
  const overrides = new Set(children(root, "Override").map((element) => attribute(element, "PartName")));
  const missing = new Set<string>();
  for (const name of names.filter((candidate) => candidate !== "[Content_Types].xml" && !candidate.endsWith("/"))) {
    const extension = extensionOf(name);
    if (extension === undefined && !overrides.has(`/${name}`)) {
      findings.add(
        { file, line: 1 },
        "Types",
        `"${name}" has no extension and needs <Override PartName="/${name}" …>.`,
      );
    } else if (extension !== undefined && !defaults.has(extension) && !missing.has(extension)) {
      missing.add(extension);
      findings.add(
        { file, line: 1 },
        "Types",
        `The extension ".${extension}" needs <Default Extension="${extension}" …>.`,
      );
    }
  }
}

function fileNames(xml: string, files: ZipFiles, findings: FindingList, file: string): void {
  const root = wellFormed(xml, file);
  for (const name of ["CustomControl", "WebResource"]) {
    for (const element of descendants(root, name)) {
      const path = childText(element, "FileName") ?? "";
      if (!files.has(path.replace(/^\//, ""))) {
        findings.at(
          element,
          file,
          `${name}[${childText(element, "Name") ?? ""}]/FileName`,
          `The package has no file "${path}".`,
        );
      }
    }
  }
}

/** Undefined when the file is not well-formed, which is reported where it is read for good. */
function wellFormed(xml: string, file: string): ReturnType<typeof parseXml>["root"] | undefined {
  try {
    return parseXml(xml, file).root;
  } catch (error) {
    if (error instanceof SourceError) {
      return undefined;
    }
    throw error;
  }
}

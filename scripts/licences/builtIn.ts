import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** A package of which something is in a bundle. */
export interface BuiltInPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

/** What the platform gives at run time: imported, but in no bundle. */
const given: ReadonlySet<string> = new Set(["react", "@fluentui/react-components"]);
/** Joins the modules of every bundle, and leaves its own lines in it. */
const bundler = "webpack";

const packageOf = (specifier: string) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");

function productSources(root: string): string[] {
  return ["controls", "shared"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|d)\.tsx?$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => !/[\\/]testing[\\/]/.test(file)),
  );
}

/** The packages that the controls' bundles contain, by what the sources import, sorted by name. */
export function builtInPackages(root: string): readonly BuiltInPackage[] {
  const names = productSources(root).flatMap((file) =>
    ts
      .preProcessFile(readFileSync(file, "utf8"))
      .importedFiles.flatMap(({ fileName }) => (fileName.startsWith(".") ? [] : [packageOf(fileName)])),
  );
  return [...new Set([...names, bundler])]
    .filter((name) => !given.has(name))
    .sort()
    .map((name) => {
      const file = path.join(root, "node_modules", name, "package.json");
      const { version, license } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
      return { name, version: String(version), licence: String(license) };
    });
}

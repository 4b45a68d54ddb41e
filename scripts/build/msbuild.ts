import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { UsageError } from "../usage";
import type { ControlBuild } from "./build";
import { outputOf } from "./controls";

/**
 * What MSBuild says when `dotnet build` builds Fieldstone.pcfproj (package Microsoft.PowerApps.MSBuild.Pcf):
 * `npm run build -- --noColor --buildMode production --outDir <OutputPath> --buildSource MSBuild`, and `npm run clean`
 * before a rebuild. They are the options of pcf-scripts, which it takes to stand behind `npm run build`.
 */
export const msbuildOptions = {
  noColor: { type: "boolean" },
  buildMode: { type: "string" },
  outDir: { type: "string" },
  buildSource: { type: "string" },
} as const;

/** Throws `UsageError` for a development build: it evaluates text as code, and nothing that does so may ship. */
export function checkBuildMode(mode: string | undefined): void {
  if (mode !== undefined && mode !== "production")
    throw new UsageError(`--buildMode ${mode} is not built here, only production: anything else needs eval.`);
}

/** Folders of the repository that git ignores and builds may write to. */
const writable = ["out", "bin", "obj"];

/**
 * The folder that `--outDir` names, absolute; `out/controls` where it is absent. Throws `UsageError` for one in which a
 * build would overwrite sources.
 */
export function outputFolder(root: string, outDir: string | undefined): string {
  if (outDir === undefined || outDir.trim() === "") return path.join(root, "out", "controls");
  // MSBuild writes backslashes, on Linux, too.
  const folder = path.resolve(root, path.sep === "/" ? outDir.replaceAll("\\", "/") : outDir);
  const below = path.relative(root, folder);
  const outside = below.startsWith("..") || path.isAbsolute(below);
  const holdsRepository =
    !path.relative(folder, root).startsWith("..") && !path.isAbsolute(path.relative(folder, root));
  if (holdsRepository || (!outside && !writable.includes(below.split(path.sep)[0] ?? "")))
    throw new UsageError(`--outDir ${outDir} would overwrite sources: name a folder below ${writable.join(", ")}.`);
  return folder;
}

/**
 * Lays the built controls into another folder than their own, one folder each. What was there of a control is replaced;
 * of one that could not be built nothing stays, lest an old one be packed.
 */
export function deliver(root: string, builds: readonly ControlBuild[], folder: string): void {
  for (const { control, outcome } of builds) {
    const target = path.join(folder, control);
    if (path.relative(outputOf(root, control), target) === "") continue;
    rmSync(target, { recursive: true, force: true });
    if (outcome !== "failed") cpSync(outputOf(root, control), target, { recursive: true });
  }
}

/**
 * Removes what the build made: bundles, what it remembers of them, packages, and the controls in `folder`. What else lies
 * there stays.
 */
export function clean(root: string, folder: string): void {
  for (const made of ["controls", ".build", "solutions"])
    rmSync(path.join(root, "out", made), { recursive: true, force: true });
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const home = path.join(folder, name);
    if (existsSync(path.join(home, "ControlManifest.xml"))) rmSync(home, { recursive: true });
  }
}

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildHostModel } from "../../model/buildHostModel";
import { ModelNames } from "../../model/names";
import { partsOfFolder, type SolutionParts } from "../../model/parts";
import { readManifest, readManifests } from "../../model/readManifests";
import { readParts } from "../../model/readSolution";
import { controlsFolder, readSolutions, type SolutionSource, solutionSources } from "../../model/solutions";
import type { ControlManifest, Solution } from "../../model/types";
import { displayPath, parseXml, readXml, SourceError } from "../../model/xml";
import { readZip, type ZipFiles, zipNames } from "../pack/zip";
import { FindingList, type LintedControl, type LintFinding } from "./rules/input";
import { partsOfZip } from "./partsOfZip";
import { readReleases, type Releases } from "../pack/releases";
import { rules } from "./rules";
import { zipLayout } from "./rules/zip";

export const releasesFile = (root: string): string => join(root, "solution/released.json");

/** Lints the source of every solution below `root`, and the sources of the controls. */
export function lintSources(root: string): LintFinding[] {
  return guarded(() => {
    const sources = solutionSources(root).map((source) => {
      const parts = partsOfFolder(source.folder);
      return { source, parts, solution: readParts(parts) };
    });
    const manifests = readManifests(controlsFolder(root));
    const releases = readReleases(releasesFile(root));
    return sources.flatMap(({ source, parts, solution }) =>
      judge(
        parts,
        solution,
        sources.filter((other) => other.source !== source).map((other) => other.solution),
        manifests,
        sourceControls(source, manifests),
        releases,
      ),
    );
  });
}

/**
 * Lints an unpacked solution, ours or another's; `folder` holds Other/Solution.xml, or src/ does. Names that it does not
 * have itself are looked for in the sources below `root`.
 */
export function lintFolder(folder: string, root: string): LintFinding[] {
  const home = existsSync(join(folder, "src/Other/Solution.xml")) ? join(folder, "src") : folder;
  return guarded(() => {
    const parts = partsOfFolder(home);
    const solution = readParts(parts);
    const source = solutionSources(root).find((own) => resolve(own.folder) === resolve(home));
    const manifests = readManifests(controlsFolder(root));
    return judge(
      parts,
      solution,
      othersOf(solution, root),
      manifests,
      source === undefined ? [] : sourceControls(source, manifests),
      readReleases(releasesFile(root)),
    );
  });
}

/**
 * Lints one package. Names that it does not have itself are looked for in the sources below `root`, since a solution may
 * build on another one.
 */
export function lintPackage(bytes: Uint8Array, file: string, root: string): LintFinding[] {
  const zip = displayPath(file);
  const files = readZip(bytes);
  const layout = zipLayout(zipNames(bytes), files, zip);
  if (layout.some((finding) => finding.rule === "zip-root")) {
    return layout;
  }
  const contents = guarded(() => {
    const parts = partsOfZip(files, zip);
    const solution = readParts(parts);
    const controls = packedControls(files, zip);
    const own = new Set(controls.map((control) => control.manifest.fullName));
    const manifests = [
      ...controls.map((control) => control.manifest),
      ...readManifests(controlsFolder(root)).filter((manifest) => !own.has(manifest.fullName)),
    ];
    return judge(
      parts,
      solution,
      othersOf(solution, root),
      manifests,
      controls,
      readReleases(releasesFile(root)),
      files,
    );
  });
  return [...layout, ...contents];
}

/** Our own solutions, on which the linted one may build. */
function othersOf(solution: Solution, root: string): Solution[] {
  return readSolutions(root).filter((other) => other.uniqueName !== solution.uniqueName);
}

function judge(
  parts: SolutionParts,
  solution: Solution,
  others: readonly Solution[],
  manifests: readonly ControlManifest[],
  controls: readonly LintedControl[],
  releases: Releases,
  files?: ZipFiles,
): LintFinding[] {
  const all = [solution, ...others];
  const names = new ModelNames(
    all.flatMap((one) => one.tables),
    all.flatMap((one) => one.relationships),
    all.flatMap((one) => one.views),
    manifests,
    all.map((one) => one.publisher.prefix),
  );
  const formIds = new Set(solution.forms.map((form) => form.id));
  const forms = buildHostModel(all, manifests, []).forms.filter((form) => formIds.has(form.id));
  const input = {
    parts,
    solution,
    others,
    names,
    forms,
    controls,
    releases,
    ...(files === undefined ? {} : { files }),
  };
  return rules.flatMap((rule) => rule(input));
}

/** The controls of the project that a solution refers to. */
function sourceControls(source: SolutionSource, manifests: readonly ControlManifest[]): LintedControl[] {
  return source.builtControls === undefined
    ? []
    : manifests.map((manifest) => ({
        folder: manifest.place.file.split("/").at(-2) ?? "",
        part: readXml(manifest.place.file),
        manifest,
      }));
}

function packedControls(files: ZipFiles, zip: string): LintedControl[] {
  return [...files].flatMap(([path, bytes]) => {
    const folder = /^Controls\/([^/]+)\/ControlManifest\.xml$/.exec(path)?.[1];
    if (folder === undefined) {
      return [];
    }
    const part = parseXml(new TextDecoder().decode(bytes), `${zip}/${path}`);
    return [{ folder, part, manifest: readManifest(part) }];
  });
}

/** What cannot be read at all is a finding, too: one, with its place. */
function guarded(lint: () => LintFinding[]): LintFinding[] {
  try {
    return lint();
  } catch (error) {
    if (!(error instanceof SourceError)) {
      throw error;
    }
    const findings = new FindingList("source");
    findings.add(error.place, "xml", error.reason);
    return findings.list;
  }
}

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { ZipFiles } from "./zip";
import { readManifest } from "../../model/readManifests";
import { child, childText, parseXml, SourceError } from "../../model/xml";

/** A version that went out, and a hash of what was in it. */
interface Release {
  readonly version: string;
  /** SHA-256 over names and bytes. */
  readonly content: string;
}

/** The last release of each solution and control, by name: `solution/released.json`. */
export type Releases = Readonly<Record<string, Release>>;

/** Throws `SourceError` when the file is there but holds something else. */
export function readReleases(file: string): Releases {
  if (!existsSync(file)) {
    return {};
  }
  const place = { file, line: 1 };
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new SourceError(place, `this is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof parsed !== "object" || parsed === null) {
    throw new SourceError(place, 'an object {"<name>": {"version", "content"}} is expected');
  }
  const releases: Record<string, Release> = {};
  for (const [name, release] of Object.entries(parsed) as [string, unknown][]) {
    if (
      typeof release !== "object" ||
      release === null ||
      !("version" in release) ||
      !("content" in release) ||
      typeof release.version !== "string" ||
      typeof release.content !== "string"
    ) {
      throw new SourceError(place, `"${name}" needs a version and a content, both texts`);
    }
    releases[name] = { version: release.version, content: release.content };
  }
  return releases;
}

export function writeReleases(file: string, releases: Releases): void {
  const inOrder = Object.fromEntries(Object.entries(releases).sort(([left], [right]) => (left < right ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(inOrder, null, 2)}\n`);
}

/** What a release of this package would note: the solution and each of its controls. */
export function releasesOf(files: ZipFiles): Releases {
  const text = (path: string): string => new TextDecoder().decode(files.get(path));
  const manifest = child(parseXml(text("solution.xml"), "solution.xml").root, "SolutionManifest");
  const releases: Record<string, Release> = {
    [childText(manifest, "UniqueName") ?? ""]: {
      version: childText(manifest, "Version") ?? "",
      content: contentOf(files),
    },
  };
  for (const path of files.keys()) {
    const folder = /^(Controls\/[^/]+\/)ControlManifest\.xml$/.exec(path)?.[1];
    if (folder !== undefined) {
      const control = readManifest(parseXml(text(path), path));
      releases[control.fullName] = { version: control.version, content: contentOf(files, folder) };
    }
  }
  return releases;
}

/** Hash of the files whose path begins with `prefix`. The digit that tells managed from unmanaged does not count. */
export function contentOf(files: ZipFiles, prefix = ""): string {
  const hash = createHash("sha256");
  for (const [path, bytes] of [...files]
    .filter(([name]) => name.startsWith(prefix))
    .sort(([left], [right]) => (left < right ? -1 : 1))) {
    const content =
      path === "solution.xml" ? new TextDecoder().decode(bytes).replace(/<Managed>\d<\/Managed>/, "") : bytes;
    hash.update(path).update("\0").update(content).update("\0");
  }
  return hash.digest("hex");
}

/** Negative, zero or positive, as the first version is lower, equal or higher: numbers between dots, missing ones are 0. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split(".").map(Number)) as [number[], number[]];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

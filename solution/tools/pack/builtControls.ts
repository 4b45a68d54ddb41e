import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "../../model/readManifests";
import type { ControlManifest } from "../../model/types";
import { displayPath, readXml, SourceError } from "../../model/xml";

/** A control as `pcf-scripts` built it, with the name it has in a solution. */
export interface BuiltControl {
  /** `fsn_Fieldstone.ApprovalTimeline` */
  readonly name: string;
  readonly manifest: ControlManifest;
  /** By path relative to the control's folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * The built controls below `folder`, by name. Throws `SourceError` when there are none: a package without its controls
 * would import and do nothing.
 */
export function readBuiltControls(folder: string, prefix: string): BuiltControl[] {
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "ControlManifest.xml")))
        .map((entry) => entry.name)
        .sort()
    : [];
  if (names.length === 0) {
    throw new SourceError(
      { file: displayPath(folder), line: 1 },
      "there are no built controls; run npm run build first",
    );
  }
  return names.map((name) => {
    const home = join(folder, name);
    const manifest = readManifest(readXml(join(home, "ControlManifest.xml")));
    const files = readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith(".map"))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    return {
      name: `${prefix}_${manifest.fullName}`,
      manifest,
      files: new Map(
        files.map((file) => [file.slice(home.length + 1).replaceAll("\\", "/"), readFileSync(file)] as const),
      ),
    };
  });
}

import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

/** Names of the controls below `root`: every folder of `controls/` with a manifest, in alphabetical order. */
export function findControls(root: string): readonly string[] {
  const folder = path.join(root, "controls");
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, "ControlManifest.Input.xml")))
    .sort();
}

/** Where the build puts one control. */
export function outputOf(root: string, control: string): string {
  return path.join(root, "out", "controls", control);
}

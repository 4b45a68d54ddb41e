import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** What never reaches a bundle. */
const notBuilt = /(^|\/)(generated|testing)\/|\.test\.tsx?$|\.md$/;
const settings = ["package.json", "package-lock.json", "tsconfig.json", "pcfconfig.json", "featureconfig.json"];

function filesBelow(root: string, folder: string): string[] {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
}

/** True for a file (path relative to the root, forward slashes) that a change of means another bundle. */
export function isBuilt(file: string): boolean {
  return (
    !notBuilt.test(file) && (file.startsWith("controls/") || file.startsWith("shared/") || settings.includes(file))
  );
}

/** A fingerprint of everything that goes into one control's bundle: its own sources, the shared ones, and the settings. */
export function fingerprint(root: string, control: string): string {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  const files = [...filesBelow(root, `controls/${control}`), ...filesBelow(root, "shared"), ...settings]
    .filter(isBuilt)
    .sort();
  for (const file of files) {
    const absolute = path.join(root, file);
    if (existsSync(absolute)) hash.update(`\n${file}\n`).update(readFileSync(absolute));
  }
  return hash.digest("hex");
}

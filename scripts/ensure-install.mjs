// Plain Node and no package: it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const OLDEST_NODE = 20;

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * Why the packages must be installed, or null where what is installed is what the lockfile says.
 * npm writes its own account of an installation last, so that a broken-off one counts as missing.
 * @param {string} folder the repository
 * @returns {string | null}
 */
export function reasonToInstall(folder) {
  const wanted = packagesOf(path.join(folder, "package-lock.json"));
  if (!wanted) throw new Error("package-lock.json is missing or unreadable: get it back from the repository.");
  const installed = packagesOf(path.join(folder, "node_modules", ".package-lock.json"));
  if (!installed) return "The packages are not installed yet.";
  for (const [place, { version, optional, link }] of Object.entries(wanted)) {
    if (place === "" || link) continue;
    const found = installed[place];
    if (!found) {
      // Packages for other systems stay away.
      if (optional) continue;
      return `The packages are out of date (${place.replace("node_modules/", "")} is missing).`;
    }
    if (found.version !== version)
      return `The packages are out of date (${place.replace("node_modules/", "")} ${found.version} instead of ${version}).`;
  }
  return null;
}

/** What stops this Node from running the project, or null. */
export function unsupportedNode(version) {
  return Number.parseInt(version.split(".")[0], 10) < OLDEST_NODE
    ? `Fieldstone needs Node ${OLDEST_NODE} or later; this is ${version}. Get one from https://nodejs.org/.`
    : null;
}

/**
 * Installs the locked packages where they are missing or out of date, and ends the process where that cannot be done.
 * No install script of any package runs.
 */
export function ensureInstall() {
  const tooOld = unsupportedNode(process.versions.node);
  if (tooOld) {
    console.error(tooOld);
    process.exit(1);
  }
  const reason = reasonToInstall(root);
  if (!reason) return;
  console.log(`${reason} Installing them with npm ci; this takes a minute…`);
  const options = ["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"];
  // npm hands its own path to what it starts; without it, npm is looked up on the path.
  const npm = process.env.npm_execpath;
  const result =
    npm && /\.c?js$/.test(npm)
      ? spawnSync(process.execPath, [npm, ...options], { cwd: root, stdio: "inherit" })
      : spawnSync("npm", options, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (result.error || result.status !== 0) {
    console.error(
      `The packages could not be installed (${result.error ? result.error.message : `npm ended with ${result.status}`}). ` +
        "The first start needs a connection to the npm registry; what npm says above tells why there was none. Then start again.",
    );
    process.exit(1);
  }
}

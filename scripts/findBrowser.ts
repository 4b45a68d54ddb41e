import { accessSync, constants } from "node:fs";
import path from "node:path";

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "microsoft-edge-stable",
  "chrome",
  "msedge",
];

function usualPlaces(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  if (platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].flatMap((app) =>
      ["/Applications", `${env.HOME ?? ""}/Applications`].map((folder) => `${folder}/${app}.app/Contents/MacOS/${app}`),
    );
  }
  if (platform === "win32") {
    const folders = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    );
    return folders.flatMap((folder) =>
      [
        "Google\\Chrome\\Application\\chrome.exe",
        "Microsoft\\Edge\\Application\\msedge.exe",
        "Chromium\\Application\\chrome.exe",
      ].map((file) => `${folder}\\${file}`),
    );
  }
  const onPath = (env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return [...onPath, "/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome", "/opt/microsoft/msedge"].flatMap(
    (folder) => names.map((name) => path.join(folder, name)),
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** How to get a browser for the browser tests. */
export const howToGetABrowser =
  "The browser tests need Chromium, Chrome or Edge. Debian and Ubuntu: apt-get install chromium. macOS and Windows: install Chrome or Edge. One in another place: FIELDSTONE_BROWSER=/path/to/it.";

/**
 * The path of a Chromium, Chrome or Edge on this machine, or undefined. `FIELDSTONE_BROWSER` names one in another place.
 * @throws Error where that variable names nothing that can be run
 */
export function findBrowser(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const wished = env.FIELDSTONE_BROWSER;
  if (wished !== undefined && wished !== "") {
    if (!isExecutable(wished)) throw new Error(`FIELDSTONE_BROWSER names ${wished}, which cannot be run.`);
    return wished;
  }
  return usualPlaces(platform, env).find(isExecutable);
}

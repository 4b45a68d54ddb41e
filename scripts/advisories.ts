import { spawnSync } from "node:child_process";
import path from "node:path";
import { advisoriesOf, NotAsked } from "./licences/advisories";
import { builtInPackages } from "./licences/builtIn";

const root = path.resolve(__dirname, "..");

/**
 * `npm run advisories`: known weaknesses of all packages. Ends with 1 where one is in a bundle that people import, and with
 * 2 where the registry could not be asked. It needs a connection, so that `npm test` does not run it; a release does.
 */
function main(): number {
  const { stdout } = spawnSync("npm", ["audit", "--json", "--package-lock-only", "--audit=true"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === "win32",
  });
  const builtIn = builtInPackages(root).map(({ name }) => name);
  try {
    const advisories = advisoriesOf(stdout, builtIn);
    for (const { name, severity, titles, builtIn: shipped } of advisories) {
      console.log(`${shipped ? "SHIPPED" : "tool   "}  ${severity.padEnd(8)} ${[name, ...titles].join(": ")}`);
    }
    const shipped = advisories.filter((advisory) => advisory.builtIn).length;
    console.log(`${shipped} in what is shipped (${builtIn.join(", ")}), ${advisories.length - shipped} in tools.`);
    return shipped > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof NotAsked)) throw error;
    console.error(`The registry could not be asked for advisories: ${error.message}`);
    return 2;
  }
}

process.exitCode = main();

import { ensureInstall } from "./ensure-install.mjs";

/**
 * Makes sure that everything is installed, then runs a script written in TypeScript in this process.
 * @param {URL} script
 */
export async function run(script) {
  ensureInstall();
  await import("tsx");
  await import(script.href);
}

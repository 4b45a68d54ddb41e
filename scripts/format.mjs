import { ensureInstall } from "./ensure-install.mjs";

ensureInstall();
process.argv.push("--log-level", "warn", "--write", ".");
await import("prettier/bin/prettier.cjs");

import { spawn } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildControls } from "./build/build";
import { findControls, outputOf } from "./build/controls";
import { endWithUsage, UsageError } from "./usage";

const root = path.resolve(__dirname, "..");

const help = () => `npm run harness -- <Control>: builds one control and opens it in Microsoft's own test harness.

The controls: ${findControls(root).join(", ")}.`;

/** Null where help is asked for. */
function wantedControl(): string | null {
  const { values, positionals } = parseArgs({ options: { help: { type: "boolean" } }, allowPositionals: true });
  if (values.help) return null;
  const [control] = positionals;
  const known = findControls(root);
  if (control === undefined || positionals.length > 1) throw new UsageError(`Name one control: ${known.join(", ")}.`);
  if (!known.includes(control)) throw new UsageError(`There is no control '${control}': ${known.join(", ")}.`);
  return control;
}

async function main(): Promise<void> {
  const control = endWithUsage(wantedControl, "npm run harness -- --help");
  if (control === null) {
    console.log(help());
    return;
  }
  const [build] = await buildControls({ root, controls: [control], log: console.log });
  if (build === undefined || build.outcome === "failed") {
    console.error(`${control} could not be built:\n${build?.message ?? ""}`);
    process.exitCode = 1;
    return;
  }
  const script = path.join(path.dirname(require.resolve("pcf-start/package.json")), "bin/pcf-start.js");
  const child = spawn(process.execPath, [script, "--codePath", outputOf(root, control)], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PP_TOOLS_TELEMETRY_OPTOUT: "true" },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  child.once("close", (code) => (process.exitCode = code ?? 0));
}

void main();

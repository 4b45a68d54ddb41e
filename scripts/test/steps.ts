import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

/** What a step proved. A step that is no test suite counts as one test. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** Runs a program with its output on ours; resolves with its exit code, 1 where a signal ended it. */
function execute(
  root: string,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

/** A package's command, run by this Node. By its path: not every package lets its package.json be asked for. */
export function packageCommand(name: string, file: string): string {
  return path.join(__dirname, "../../node_modules", name, file);
}

/** Several programs side by side, all of them to their end; good when each ends with 0. */
export async function all(root: string, commands: readonly (readonly string[])[]): Promise<Outcome> {
  const codes = await Promise.all(commands.map((args) => execute(root, process.execPath, args)));
  return codes.every((code) => code === 0) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * Jest's own count of its tests. One that ended with an error without a failed test (a file that does not load, an open
 * handle) counts as one failure.
 */
export async function jest(
  root: string,
  report: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const file = path.join(root, "out", "test", `${report}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const code = await execute(
    root,
    process.execPath,
    [packageCommand("jest", "bin/jest.js"), "--json", `--outputFile=${file}`, "--silent=false", ...args],
    env,
  );
  return countJest(readReport(file), code);
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

const numberAt = (value: object, key: string) => {
  const found = Object.entries(value).find(([name]) => name === key)?.[1] as unknown;
  return typeof found === "number" ? found : 0;
};

/** The counts of Jest's JSON report, with its exit code. */
export function countJest(report: unknown, exitCode: number): Outcome {
  if (typeof report !== "object" || report === null) return { passed: 0, failed: 1 };
  const failed = numberAt(report, "numFailedTests") + numberAt(report, "numRuntimeErrorTestSuites");
  return { passed: numberAt(report, "numPassedTests"), failed: exitCode !== 0 && failed === 0 ? 1 : failed };
}

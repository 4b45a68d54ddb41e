import { spawn } from "node:child_process";
import { setPriority } from "node:os";
import path from "node:path";

export interface PcfScriptsResult {
  readonly succeeded: boolean;
  /** Everything it printed, without colours. */
  readonly output: string;
}

/** Below normal, on every system. */
const BACKGROUND = 10;

const running = new Set<ReturnType<typeof spawn>>();
process.once("exit", () => {
  for (const child of running) child.kill();
});

/**
 * Runs a task of Microsoft's build in one control's folder, so that it sees this control alone. It ends with 0 after a
 * failed build too: what counts is that it says `Succeeded`.
 * @param inBackground Everything else that the machine does comes first.
 */
export function pcfScripts(
  task: "build" | "refreshTypes",
  folder: string,
  options: readonly string[],
  inBackground = false,
): Promise<PcfScriptsResult> {
  const script = path.join(path.dirname(require.resolve("pcf-scripts/package.json")), "bin", "pcf-scripts.js");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, task, "--skipBuildLinting", "true", ...options], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, PP_TOOLS_TELEMETRY_OPTOUT: "true", NO_COLOR: "1" },
    });
    running.add(child);
    if (inBackground && child.pid !== undefined) setPriority(child.pid, BACKGROUND);
    let output = "";
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", reject);
    child.once("close", (code) => {
      running.delete(child);
      const plain = output.replace(/\u001b\[[0-9;]*m/g, "");
      resolve({ succeeded: code === 0 && new RegExp(`\\[${task}\\] Succeeded\\s*$`, "m").test(plain), output: plain });
    });
  });
}

import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

const root = path.resolve(__dirname, "../../..");

export interface TestServer {
  readonly origin: string;
  stop(): Promise<void>;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error("the server has no output");
    createInterface(child.stdout).once("line", resolve);
    child.once("close", (code) => reject(new Error(`the server ended with ${String(code)} before it had an address`)));
  });
}

/**
 * Starts the real server on a free port, with fresh sample data in a folder of its own that is removed afterwards. While
 * writing a walk, `FIELDSTONE_ORIGIN=http://localhost:3000` takes a server that runs already, with whatever is in it.
 */
export async function startTestServer(scale: "small" | "large" = "small"): Promise<TestServer> {
  const running = process.env.FIELDSTONE_ORIGIN;
  if (running !== undefined) return { origin: running, stop: () => Promise.resolve() };
  const folder = mkdtempSync(path.join(tmpdir(), "fieldstone-walk-"));
  const child = spawn(process.execPath, ["--import", "tsx", path.join(__dirname, "serve.ts"), folder, scale], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const said: unknown = JSON.parse(await firstLine(child));
  if (typeof said !== "object" || said === null || !("origin" in said)) throw new Error("the server gave no address");
  return {
    origin: String(said.origin),
    async stop() {
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

const root = path.resolve(__dirname, "../../..");

export interface TestServer {
  readonly origin: string;
  /** The repository that it runs from: this one, or a copy that a walk may change. */
  readonly sources: string;
  stop(): Promise<void>;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error("the server has no output");
    createInterface(child.stdout).once("line", resolve);
    child.once("close", (code) => reject(new Error(`the server ended with ${String(code)} before it had an address`)));
  });
}

/** What the form host is made of, with what has been built of it, in a folder where a walk may change it. */
function copyOfSources(folder: string): string {
  const copy = path.join(folder, "repository");
  for (const part of [
    "controls",
    "host",
    "shared",
    "solution",
    "scripts",
    "test",
    "out/.build",
    "out/controls",
    "package.json",
    "package-lock.json",
    "pcfconfig.json",
    "tsconfig.json",
  ])
    cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"), "dir");
  return copy;
}

/**
 * Starts the real server on a free port, with fresh sample data in a folder of its own that is removed afterwards. While
 * writing a walk, `FIELDSTONE_ORIGIN=http://localhost:3000` takes a server that runs already, with whatever is in it.
 * @param changing It runs from a copy of the sources, and watches it.
 */
export async function startTestServer(scale: "small" | "large" = "small", changing = false): Promise<TestServer> {
  const running = process.env.FIELDSTONE_ORIGIN;
  if (running !== undefined && !changing) return { origin: running, sources: root, stop: () => Promise.resolve() };
  const folder = mkdtempSync(path.join(tmpdir(), "fieldstone-walk-"));
  const copy = changing ? [copyOfSources(folder)] : [];
  const child = spawn(process.execPath, ["--import", "tsx", path.join(__dirname, "serve.ts"), folder, scale, ...copy], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const said: unknown = JSON.parse(await firstLine(child));
  if (typeof said !== "object" || said === null || !("origin" in said)) throw new Error("the server gave no address");
  return {
    origin: String(said.origin),
    sources: copy[0] ?? root,
    async stop() {
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

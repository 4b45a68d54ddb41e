import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Bench } from "./types";

const root = path.resolve(__dirname, "../..");
const POLL_MS = 50;
const LONGEST_MS = 300_000;

/** The tree as it is in the repository, with this one's packages: nothing built, no data. */
function cleanTree(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "fieldstone-start-"));
  const { stdout } = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const file of new Set(stdout.split("\0"))) {
    // The packages may be a link, which git then lists.
    if (file === "" || file === "node_modules") continue;
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    cpSync(path.join(root, file), path.join(folder, file), { force: true });
  }
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"), "junction");
  return folder;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Milliseconds from the command to the page's answer. */
async function timeToAnswer(folder: string): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, ["scripts/start.mjs", "--no-open", "--port", String(port)], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  try {
    while (performance.now() - began < LONGEST_MS && child.exitCode === null) {
      const status = await fetch(`http://127.0.0.1:${port}/`).then(
        (response) => response.status,
        () => 0,
      );
      if (status === 200) return performance.now() - began;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    throw new Error("npm start gave no answer");
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

/** How long a person waits for `npm start`. */
export const bench: Bench = {
  name: "npm start",
  async run(log) {
    const folder = cleanTree();
    try {
      log("from a clean tree");
      const clean = await timeToAnswer(folder);
      log("when built");
      const built = await timeToAnswer(folder);
      return [
        { name: "from a clean tree", value: clean, unit: "ms", statistic: "once", samples: 1, budget: 30_000 },
        { name: "when built", value: built, unit: "ms", statistic: "once", samples: 1, budget: 5_000 },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

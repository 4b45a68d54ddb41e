import { createHash } from "node:crypto";
import { existsSync, realpathSync, unlinkSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Another process has the data directory open: two would destroy it. */
class DataDirInUse extends Error {
  constructor(dataDir: string, processId: string) {
    super(
      `The database in ${dataDir} is in use by process ${processId}. Stop that one first, or give this one another data directory.`,
    );
    this.name = "DataDirInUse";
  }
}

/**
 * Claims a data directory for this process. The claim is a local socket that tells its process id to whoever asks: unlike a
 * file with a process id in it, it cannot outlive a killed process, nor be mistaken for another process with the same id.
 * @returns gives the directory free again
 * @throws DataDirInUse
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  const address = socketFor(realpathSync(dataDir));
  const holder = await ask(address);
  if (holder !== undefined) {
    throw new DataDirInUse(dataDir, holder);
  }
  if (process.platform !== "win32" && existsSync(address)) {
    unlinkSync(address);
  }
  const own = String(process.pid);
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.end(own);
  });
  await listen(server, address, dataDir);
  // Of two processes that both found no holder, the later one has replaced the socket of the earlier.
  const winner = await ask(address);
  if (winner !== own) {
    server.close();
    throw new DataDirInUse(dataDir, winner ?? "(unknown)");
  }
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

function socketFor(path: string): string {
  const name = `fieldstone-${createHash("sha256").update(path).digest("hex").slice(0, 20)}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

/** The process id of the holder; undefined when nobody answers. */
function ask(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(address);
    socket.setEncoding("utf8");
    socket.on("data", (part: string) => (answer += part));
    socket.on("end", () => resolve(answer === "" ? undefined : answer));
    socket.on("error", () => resolve(undefined));
  });
}

function listen(server: Server, address: string, dataDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new DataDirInUse(dataDir, "(starting)") : error),
    );
    server.listen(address, resolve);
  });
}

import { createServer } from "node:net";
import path from "node:path";
import { startServer } from "../../../host/server/server";

/** The same address each time, where it is free: what a browser keeps of the page, it keeps by address. */
const PORT = 41720;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once("error", () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });

/**
 * The real server for the walks, in a process of its own: `serve.ts <data folder> <scale> [<copy of the repository, to be
 * watched>]`. It says its address on stdout as one line of JSON, and ends with its parent's input.
 */
async function main(): Promise<void> {
  const [dataFolder, scale, copy] = process.argv.slice(2);
  const server = await startServer({
    root: copy ?? path.resolve(__dirname, "../../.."),
    port: (await isFree(PORT)) ? PORT : 0,
    scale: scale === "large" ? "large" : "small",
    build: true,
    watch: copy !== undefined,
    log: (message) => console.error(message),
    ...(dataFolder === undefined ? {} : { dataFolder }),
  });
  await server.controlsBuilt;
  console.log(JSON.stringify({ origin: server.origin }));
  const stop = () => void server.close().then(() => process.exit(0));
  process.stdin.on("end", stop).on("error", stop).resume();
  process.on("SIGTERM", stop);
}

void main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

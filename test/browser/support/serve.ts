import path from "node:path";
import { startServer } from "../../harness/server/server";

/**
 * The real server for the walks, in a process of its own: `serve.ts <data folder> <scale>`. It says its address on stdout
 * as one line of JSON, and ends with its parent's input.
 */
async function main(): Promise<void> {
  const [dataFolder, scale] = process.argv.slice(2);
  const server = await startServer({
    root: path.resolve(__dirname, "../../.."),
    port: 0,
    scale: scale === "large" ? "large" : "small",
    build: true,
    watch: false,
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

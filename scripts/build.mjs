import { run } from "./run.mjs";

await run(new URL("./build/cli.ts", import.meta.url));

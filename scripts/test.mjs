import { run } from "./run.mjs";

await run(new URL("./test/cli.ts", import.meta.url));

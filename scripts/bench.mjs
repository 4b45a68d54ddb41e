import { run } from "./run.mjs";

await run(new URL("./bench.ts", import.meta.url));

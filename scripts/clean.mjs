import { run } from "./run.mjs";

await run(new URL("./build/clean.ts", import.meta.url));

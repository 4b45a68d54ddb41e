import { run } from "./run.mjs";

await run(new URL("./check.ts", import.meta.url));

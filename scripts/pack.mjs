import { run } from "./run.mjs";

await run(new URL("../solution/tools/pack.ts", import.meta.url));

import { run } from "./run.mjs";

await run(new URL("../solution/tools/lint.ts", import.meta.url));

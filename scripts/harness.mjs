import { run } from "./run.mjs";

await run(new URL("./harness.ts", import.meta.url));

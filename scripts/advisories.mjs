import { run } from "./run.mjs";

await run(new URL("./advisories.ts", import.meta.url));

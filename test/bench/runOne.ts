import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Bench } from "./types";

/** Runs one bench module in this process: `runOne.ts <module> <file for the figures>`. */
async function main(): Promise<void> {
  const [file, target] = process.argv.slice(2);
  if (file === undefined || target === undefined) throw new Error("runOne.ts <module> <file for the figures>");
  const { bench } = (await import(path.resolve(file))) as { bench: Bench };
  const figures = await bench.run((message) => console.error(`  ${message}`));
  writeFileSync(target, JSON.stringify({ name: bench.name, figures }));
}

void main()
  .then(() => process.exit(0))
  .catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });

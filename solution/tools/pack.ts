import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { endWithUsage } from "../../scripts/usage";
import { packAll } from "./packAll";

const help = `npm run pack: packs the built controls and the solutions into out/solutions, managed and unmanaged, and lints them.

  --release   notes versions and contents in solution/released.json, so that a later change needs a higher version
  --help      shows this`;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function main(): number {
  const { values } = endWithUsage(
    () => parseArgs({ options: { release: { type: "boolean" }, help: { type: "boolean" } } }),
    "npm run pack -- --help",
  );
  if (values.help) {
    print(help);
    return 0;
  }
  return packAll(resolve(__dirname, "../.."), print, { release: values.release ?? false });
}

process.exitCode = main();

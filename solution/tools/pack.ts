import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { packAll } from "./packAll";

const help = `npm run pack: packs the built controls and the solutions into out/solutions, managed and unmanaged, and lints them.

  --release   notes versions and contents in solution/released.json, so that a later change needs a higher version
  --help      shows this`;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function main(): number {
  let release: boolean;
  try {
    const { values } = parseArgs({ options: { release: { type: "boolean" }, help: { type: "boolean" } } });
    if (values.help) {
      print(help);
      return 0;
    }
    release = values.release ?? false;
  } catch (error) {
    // Only the arguments are a person's mistake; one of the packer itself keeps its trace.
    print(`${error instanceof Error ? error.message : String(error)} See npm run pack -- --help.`);
    return 2;
  }
  return packAll(resolve(__dirname, "../.."), print, { release });
}

process.exitCode = main();

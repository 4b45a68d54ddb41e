import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { packAll } from "./packAll";

const help = `npm run pack: packs the built controls and the solutions into out/solutions, managed and unmanaged, and lints them.

  --release   notes versions and contents in solution/released.json, so that a later change needs a higher version
  --help      shows this`;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
try {
  const { values } = parseArgs({ options: { release: { type: "boolean" }, help: { type: "boolean" } } });
  if (values.help) {
    print(help);
  } else {
    process.exitCode = packAll(resolve(__dirname, "../.."), print, { release: values.release ?? false });
  }
} catch (error) {
  if (!(error instanceof TypeError)) {
    throw error;
  }
  print(`${error.message} See npm run pack -- --help.`);
  process.exitCode = 2;
}

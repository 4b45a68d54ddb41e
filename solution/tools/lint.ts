import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { lintAll } from "./lintAll";

const help = `npm run lint:solution [-- zip or folder…]: says what an import would stumble on, each with its place and its mend.

Without arguments: the sources below solution/ and the packages in out/solutions. A folder is pac's unpacked layout.
Ends with 0 when there is nothing, 1 with findings, 2 when something cannot be read.`;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function main(): number {
  let named: readonly string[];
  try {
    const { values, positionals } = parseArgs({ options: { help: { type: "boolean" } }, allowPositionals: true });
    if (values.help) {
      print(help);
      return 0;
    }
    named = positionals;
  } catch (error) {
    // Only the arguments are a person's mistake; one of the linter itself keeps its trace.
    print(`${error instanceof Error ? error.message : String(error)} See npm run lint:solution -- --help.`);
    return 2;
  }
  return lintAll(resolve(__dirname, "../.."), named, print);
}

process.exitCode = main();

import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { endWithUsage } from "../../scripts/usage";
import { lintAll } from "./lintAll";

const help = `npm run lint:solution [-- zip or folder…]: says what an import would stumble on, each with its place and its mend.

Without arguments: the sources below solution/ and the packages in out/solutions. A folder is pac's unpacked layout.
Ends with 0 when there is nothing, 1 with findings, 2 when something cannot be read.`;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function main(): number {
  const { values, positionals } = endWithUsage(
    () => parseArgs({ options: { help: { type: "boolean" } }, allowPositionals: true }),
    "npm run lint:solution -- --help",
  );
  if (values.help) {
    print(help);
    return 0;
  }
  return lintAll(resolve(__dirname, "../.."), positionals, print);
}

process.exitCode = main();

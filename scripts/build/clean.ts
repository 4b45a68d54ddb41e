import path from "node:path";
import { parseArgs } from "node:util";
import { endWithUsage } from "../usage";
import { clean, msbuildOptions, outputFolder } from "./msbuild";

const help = `npm run clean: removes what npm run build and npm run pack made.

  --outDir <folder>   where the controls were built to, unless it is out/controls
  --help              shows this`;

const root = path.resolve(__dirname, "../..");
const wanted = endWithUsage(() => {
  const { values } = parseArgs({ options: { ...msbuildOptions, help: { type: "boolean" } } });
  return values.help ? "help" : outputFolder(root, values.outDir);
}, "npm run clean -- --help");
if (wanted === "help") console.log(help);
else clean(root, wanted);

import path from "node:path";
import { parseArgs } from "node:util";
import { endWithUsage } from "../usage";
import { buildControls } from "./build";
import { findControls } from "./controls";
import { checkBuildMode, deliver, msbuildOptions, outputFolder } from "./msbuild";
import { kilobytes, table } from "./table";

const help = `npm run build: builds the controls in production mode into out/controls and prints the size of each bundle.

  --force             builds those that are up to date, too
  --outDir <folder>   lays the controls there, too
  --help              shows this

MSBuild adds --noColor, --buildMode production and --buildSource MSBuild, which change nothing.`;

async function main(): Promise<number> {
  const root = path.resolve(__dirname, "../..");
  const wanted = endWithUsage(() => {
    const { values } = parseArgs({
      options: { ...msbuildOptions, force: { type: "boolean" }, help: { type: "boolean" } },
    });
    checkBuildMode(values.buildMode);
    return { help: values.help, force: values.force ?? false, folder: outputFolder(root, values.outDir) };
  }, "npm run build -- --help");
  if (wanted.help) {
    console.log(help);
    return 0;
  }
  if (findControls(root).length === 0) {
    console.error("There is no control to build below controls/.");
    return 1;
  }
  const builds = await buildControls({ root, force: wanted.force, log: console.log });
  const rows = builds.flatMap((build) =>
    build.outcome === "failed"
      ? []
      : [
          [
            build.control,
            kilobytes(build.size.raw),
            kilobytes(build.size.gzip),
            build.outcome === "built" ? "built" : "up to date",
          ],
        ],
  );
  if (rows.length > 0) console.log(`\n${table(["control", "raw", "gzip", ""], rows)}`);
  deliver(root, builds, wanted.folder);
  const failed = builds.flatMap((build) => (build.outcome === "failed" ? [build] : []));
  for (const { control, message } of failed) console.error(`\n${control} could not be built:\n${message}`);
  if (failed.length > 0) console.error(`\n${failed.map(({ control }) => control).join(", ")} failed.`);
  return failed.length > 0 ? 1 : 0;
}

// Ending in an orderly way ends the compilers, too.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

void main().then((code) => (process.exitCode = code));

import path from "node:path";
import { parseArgs } from "node:util";
import { endWithUsage } from "../usage";
import { buildControls } from "./build";
import { findControls } from "./controls";
import { kilobytes, table } from "./table";

const help = `npm run build: builds the controls in production mode into out/controls and prints the size of each bundle.

  --force   builds those that are up to date, too
  --help    shows this`;

async function main(): Promise<number> {
  const { values } = endWithUsage(
    () => parseArgs({ options: { force: { type: "boolean" }, help: { type: "boolean" } } }),
    "npm run build -- --help",
  );
  if (values.help) {
    console.log(help);
    return 0;
  }
  const root = path.resolve(__dirname, "../..");
  if (findControls(root).length === 0) {
    console.error("There is no control to build below controls/.");
    return 1;
  }
  const builds = await buildControls({ root, force: values.force ?? false, log: console.log });
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
  const failed = builds.flatMap((build) => (build.outcome === "failed" ? [build] : []));
  for (const { control, message } of failed) console.error(`\n${control} could not be built:\n${message}`);
  if (failed.length > 0) console.error(`\n${failed.map(({ control }) => control).join(", ")} failed.`);
  return failed.length > 0 ? 1 : 0;
}

// Ending in an orderly way ends the compilers, too.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

void main().then((code) => (process.exitCode = code));

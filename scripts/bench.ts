import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { BenchFigure } from "../test/bench/types";
import { compare, readBaseline, writeBaseline, type Measured } from "./bench/baseline";
import { buildControls } from "./build/build";
import { table } from "./build/table";
import { endWithUsage, UsageError } from "./usage";

const root = path.resolve(__dirname, "..");
const folder = path.join(root, "test", "bench");
const report = path.join(root, "out", "bench.json");

const baselineFile = path.join(folder, "baseline.json");

const available = () =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".bench.ts"))
    .map((file) => file.slice(0, -".bench.ts".length))
    .sort();

interface Wanted {
  readonly benches: readonly string[];
  readonly keepAsBaseline: boolean;
}

function wantedBenches(): Wanted | "help" {
  const { values, positionals } = parseArgs({
    options: { help: { type: "boolean" }, baseline: { type: "boolean" } },
    allowPositionals: true,
  });
  if (values.help) return "help";
  const known = available();
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`There is no bench '${unknown}': ${known.join(", ")}.`);
  return { benches: positionals.length === 0 ? known : positionals, keepAsBaseline: values.baseline ?? false };
}

/** Each module has a process of its own: what one leaves in memory or in compiled code does not speed another up. */
function measure(name: string): Measured | undefined {
  const target = path.join(root, "out", `bench-${name}.json`);
  rmSync(target, { force: true });
  const { status } = spawnSync(
    process.execPath,
    ["--expose-gc", "--import", "tsx", path.join(folder, "runOne.ts"), path.join(folder, `${name}.bench.ts`), target],
    { cwd: root, stdio: ["ignore", 2, 2] },
  );
  if (status !== 0) return undefined;
  const measured = JSON.parse(readFileSync(target, "utf8")) as Measured;
  rmSync(target, { force: true });
  return measured;
}

const isOver = ({ value, budget }: BenchFigure) => budget !== undefined && !(value <= budget);
const number = (value: number) => value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 2 : 1 });

async function main(): Promise<void> {
  const wanted = endWithUsage(wantedBenches, "npm run bench -- --help");
  if (wanted === "help") {
    console.log(
      `npm run bench: measures, prints a table beside the committed baseline, and writes out/bench.json. Ends with 1 where a
budget is exceeded, or where something that can be counted (sizes, nodes, listeners, requests) is more than in the
baseline.

  --baseline   keeps what was measured as the baseline, to be committed

Some of it: npm run bench -- ${available().join(" ")}`,
    );
    return;
  }
  mkdirSync(path.dirname(report), { recursive: true });
  const builds = await buildControls({ root, log: (message) => console.error(message) });
  for (const build of builds)
    if (build.outcome === "failed") console.error(`${build.control} could not be built:\n${build.message}`);
  const broken: string[] = [];
  const baseline = readBaseline(baselineFile);
  const measured = wanted.benches.flatMap((name) => {
    console.error(`Measuring ${name}…`);
    const result = measure(name);
    if (!result) broken.push(name);
    return result ? [result] : [];
  });
  const compared = measured.flatMap(({ name, figures }) =>
    figures.map((figure) => ({ name, figure, ...compare(name, figure, baseline) })),
  );
  const rows = compared.map(({ name, figure, before, verdict }) => [
    `${name}: ${figure.name}`,
    `${number(figure.value)} ${figure.unit}`,
    figure.statistic === "once" ? "once" : `${figure.statistic} of ${figure.samples}`,
    before === undefined ? "" : number(before),
    figure.budget === undefined ? "" : `≤ ${number(figure.budget)} ${figure.unit}`,
    [isOver(figure) ? "OVER" : "", verdict].filter((word) => word !== "").join(", "),
  ]);
  console.log(table(["measured", "value", "of", "baseline", "budget", ""], rows));
  const machine = {
    cpu: cpus()[0]?.model.trim() ?? "",
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
  };
  writeFileSync(report, `${JSON.stringify({ date: new Date().toISOString(), machine, benches: measured }, null, 2)}\n`);
  console.log(
    `\n${machine.cores} cores of ${machine.cpu}, Node ${machine.node}. Written to ${path.relative(root, report)}.`,
  );
  if (wanted.keepAsBaseline) {
    writeBaseline(baselineFile, measured, baseline);
    console.log(`Kept as the baseline in ${path.relative(root, baselineFile)}.`);
  }
  const over = compared.filter(({ figure }) => isOver(figure)).length;
  const more = wanted.keepAsBaseline ? 0 : compared.filter(({ verdict }) => verdict === "MORE").length;
  if (broken.length > 0) console.error(`${broken.join(", ")} could not be measured.`);
  if (over > 0) console.error(`${over} over the budget.`);
  if (more > 0) console.error(`${more} more than in the baseline.`);
  process.exitCode =
    over > 0 || more > 0 || broken.length > 0 || builds.some(({ outcome }) => outcome === "failed") ? 1 : 0;
}

void main();

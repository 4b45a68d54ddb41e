import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { generateTypes } from "../build/build";
import { unusedTexts } from "../build/unusedTexts";
import { findBrowser, howToGetABrowser } from "../findBrowser";
import { endWithUsage, UsageError } from "../usage";
import { eslint, knip, prettier, projects, tsc } from "./commands";
import { all, jest, type Outcome } from "./steps";

const root = path.resolve(__dirname, "../..");

interface Step {
  readonly name: string;
  readonly title: string;
  run(): Promise<Outcome>;
}

const typescript = (file: string, ...args: string[]) => ["--import", "tsx", file, ...args];

const steps: readonly Step[] = [
  {
    name: "types",
    title: "Type check: controls, their tests, tools",
    async run() {
      await generateTypes(root);
      const outcome = await all(root, projects.map(tsc));
      const unused = unusedTexts(root);
      if (unused.length > 0) console.error(`Texts that nothing asks for:\n${unused.join("\n")}`);
      return { passed: outcome.passed, failed: outcome.failed + unused.length };
    },
  },
  { name: "format", title: "Format", run: () => all(root, [prettier(["."])]) },
  { name: "lint", title: "Lint, and what is exported but used nowhere", run: () => all(root, [eslint(["."]), knip()]) },
  {
    name: "unit",
    title: "Unit tests: Node, React 16.14, React 17",
    run: () => jest(root, "unit", ["--maxWorkers=100%"]),
  },
  { name: "solution", title: "Lint of the solutions", run: () => all(root, [typescript("solution/tools/lint.ts")]) },
  { name: "build", title: "Production build", run: () => all(root, [typescript("scripts/build/cli.ts")]) },
  { name: "pack", title: "Pack the solutions", run: () => all(root, [typescript("solution/tools/pack.ts")]) },
  { name: "browser", title: "Browser tests on the production bundles", run: browserTests },
];

async function browserTests(): Promise<Outcome> {
  if (findBrowser() === undefined) {
    console.error(howToGetABrowser);
    // A run that must prove something may not pass without them.
    if (process.env.CI) return { passed: 0, failed: 1 };
    console.error("THE BROWSER TESTS DID NOT RUN.");
    return { passed: 0, failed: 0 };
  }
  return jest(root, "browser", ["--selectProjects", "browser", "--runInBand"], { FIELDSTONE_BROWSER_TESTS: "1" });
}

const help = `npm test: everything that must hold before a change is good, in this order:

${steps.map(({ name, title }) => `  ${name.padEnd(9)} ${title}`).join("\n")}

Some of it: npm test -- lint unit`;

function wantedSteps(): readonly Step[] | "help" {
  const { values, positionals } = parseArgs({ options: { help: { type: "boolean" } }, allowPositionals: true });
  if (values.help) return "help";
  const unknown = positionals.find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined)
    throw new UsageError(`There is no step '${unknown}': ${steps.map(({ name }) => name).join(", ")}.`);
  return positionals.length === 0 ? steps : steps.filter(({ name }) => positionals.includes(name));
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

async function main(): Promise<void> {
  const wanted = endWithUsage(wantedSteps, "npm test -- --help");
  if (wanted === "help") {
    console.log(help);
    return;
  }
  const began = performance.now();
  const summary: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const step of wanted) {
    console.log(`\n── ${step.title}`);
    const since = performance.now();
    let outcome: Outcome;
    try {
      outcome = await step.run();
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      outcome = { passed: 0, failed: 1 };
    }
    passed += outcome.passed;
    failed += outcome.failed;
    const verdict = outcome.failed > 0 ? "FAILED" : outcome.passed > 0 ? "passed" : "DID NOT RUN";
    summary.push(`${verdict.padEnd(11)} ${step.title} (${seconds(since)})`);
    console.log(summary.at(-1));
  }
  console.log(`\n${summary.join("\n")}\n${seconds(began)} in all`);
  if (failed > 0 && existsSync(path.join(root, "out/browser")))
    console.log("Pictures of failed walks are in out/browser.");
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

void main();

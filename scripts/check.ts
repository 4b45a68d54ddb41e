import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { generateTypes } from "./build/build";
import { eslint, prettier, projects, tsc } from "./test/commands";
import { all, jest, type Outcome } from "./test/steps";
import { endWithUsage, UsageError } from "./usage";

const root = path.resolve(__dirname, "..");

const help = `npm run check: a quick answer while you work. Types of everything; form, lint and unit tests (React 16) of what has
changed since the branch left main, uncommitted changes included. npm test proves the rest.

  --since <commit>   instead of where the branch left main`;

const git = (...args: string[]) => {
  const { stdout, status } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.split("\n").filter((line) => line !== "") : [];
};

/** Where this branch left what is published, or the last commit. */
const forkPoint = () => git("merge-base", "HEAD", "origin/main")[0] ?? git("merge-base", "HEAD", "main")[0] ?? "HEAD";

/** Changed and new files that are still there, relative to the repository. */
function changedFiles(since: string): readonly string[] {
  const files = [...git("diff", "--name-only", since), ...git("ls-files", "--others", "--exclude-standard")];
  return [...new Set(files)].filter((file) => existsSync(path.join(root, file)));
}

function wanted(): { readonly help: boolean; readonly since: string } {
  const { values } = parseArgs({ options: { help: { type: "boolean" }, since: { type: "string" } } });
  const { help = false, since = forkPoint() } = values;
  // Nothing has changed since a commit that is none: that would be found good.
  if (git("rev-parse", "--verify", "--quiet", `${since}^{commit}`).length === 0)
    throw new UsageError(`'${since}' is no commit.`);
  return { help, since };
}

async function main(): Promise<void> {
  const { help: asked, since } = endWithUsage(wanted, "npm run check -- --help");
  if (asked) {
    console.log(help);
    return;
  }
  const began = performance.now();
  const files = changedFiles(since);
  const sources = files.filter((file) => /\.(tsx?|mjs|cjs)$/.test(file));
  await generateTypes(root);
  const tests = (): Promise<Outcome> =>
    jest(root, "check", ["--selectProjects", "node", "react16", "--passWithNoTests", "--findRelatedTests", ...sources]);
  // Types take one core, the rest the other.
  const outcomes = await Promise.all([
    all(root, projects.map(tsc)),
    (async () => {
      const style = await all(root, [
        ...(files.length > 0 ? [prettier(files)] : []),
        ...(sources.length > 0 ? [eslint(sources)] : []),
      ]);
      return sources.length === 0 ? [style] : [style, await tests()];
    })(),
  ]);
  const failed = outcomes.flat().reduce((sum, outcome) => sum + outcome.failed, 0);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`${failed === 0 ? "Good" : "NOT GOOD"}: ${files.length} changed files, ${seconds} s`);
  process.exitCode = failed === 0 ? 0 : 1;
}

void main();

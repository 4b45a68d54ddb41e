import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The order that `index.ts` tells: each folder knows itself and those before it. */
const steps = ["request", "sql", "plan", "json", "metadata", "functions", "rows", "fetch"];

const sources = readdirSync(__dirname, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/u.test(entry.name))
  .map((entry) => path.join(entry.parentPath, entry.name));

const stepOf = (file: string): string => path.relative(__dirname, file).split(path.sep)[0] ?? "";

test("each step of a request's way imports only from the steps before it", () => {
  const folders = readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...steps].sort());
  const backwards = sources
    .filter((file) => steps.includes(stepOf(file)))
    .flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/from "(\.[^"]*)"/gu)]
        .map((match) => path.join(path.dirname(file), match[1] ?? ""))
        .filter((target) => !path.relative(__dirname, target).startsWith(".."))
        .filter(
          (target) => steps.indexOf(stepOf(target)) > steps.indexOf(stepOf(file)) || !steps.includes(stepOf(target)),
        )
        .map((target) => `${path.relative(__dirname, file)} → ${path.relative(__dirname, target)}`),
    );
  expect(backwards).toEqual([]);
});

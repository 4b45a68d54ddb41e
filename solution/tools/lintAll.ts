import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { solutionSources } from "../model/solutions";
import { lintFolder, lintPackage, lintSources } from "./lint/lintPackage";
import { formatFinding, type LintFinding } from "./lint/rules/input";
import { packageKinds, packageName, packagesFolder } from "./pack/packages";
import { zipProblem } from "./pack/zip";

/**
 * Lints what is named, packages and unpacked folders alike; with nothing named the sources and the packages that were
 * already made of them. Prints each finding with its place and its mend.
 *
 * @param root The repository, in which names are looked for that the linted solution does not have itself.
 * @returns The exit code: 0 nothing found, 1 something found, 2 something named cannot be read, told in one line each.
 */
export function lintAll(root: string, named: readonly string[], print: (line: string) => void): number {
  const paths = named.length > 0 ? named : madePackages(root);
  const unreadable = paths.flatMap((path) => unreadableBecause(path) ?? []);
  if (unreadable.length > 0) {
    unreadable.forEach(print);
    return 2;
  }
  const findings: readonly LintFinding[] = [
    ...(named.length > 0 ? [] : lintSources(root)),
    ...paths.flatMap((path) =>
      statSync(path).isDirectory() ? lintFolder(path, root) : lintPackage(readFileSync(path), path, root),
    ),
  ];
  findings.forEach((finding) => print(formatFinding(finding)));
  const what = named.length > 0 ? named.join(", ") : `sources and ${paths.length} packages`;
  print(
    findings.length === 0
      ? `The solutions are sound (${what}).`
      : `${findings.length} ${findings.length === 1 ? "finding" : "findings"}.`,
  );
  return findings.length === 0 ? 0 : 1;
}

function madePackages(root: string): string[] {
  return solutionSources(root)
    .flatMap((source) => packageKinds.map((kind) => join(packagesFolder(root), packageName(source.uniqueName, kind))))
    .filter((file) => existsSync(file));
}

function unreadableBecause(path: string): string | undefined {
  if (!existsSync(path)) {
    return `There is no file or folder ${path}.`;
  }
  if (statSync(path).isDirectory()) {
    return undefined;
  }
  const problem = zipProblem(readFileSync(path));
  return problem === undefined ? undefined : `${path} cannot be read as a zip: ${problem}.`;
}

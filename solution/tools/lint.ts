import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatFinding, lintPackage, lintSources } from "./lint/lintPackage";
import { packageKinds, packageName, packagesFolder, solutionSources } from "./pack/packages";

/**
 * Lints the sources and those packages that were already made (or the zips named), prints each finding with its place and
 * its mend, and returns the exit code.
 */
function lintAll(root: string, zips: readonly string[], print: (line: string) => void): number {
  const made = solutionSources(root)
    .flatMap((source) => packageKinds.map((kind) => join(packagesFolder(root), packageName(source.uniqueName, kind))))
    .filter((file) => existsSync(file));
  const packages = zips.length > 0 ? zips : made;
  const missing = packages.filter((file) => !existsSync(file));
  if (missing.length > 0) {
    missing.forEach((file) => print(`There is no file ${file}.`));
    return 2;
  }
  const findings = [
    ...(zips.length > 0 ? [] : lintSources(root)),
    ...packages.flatMap((file) => lintPackage(readFileSync(file), file, root)),
  ];
  findings.forEach((finding) => print(formatFinding(finding)));
  print(
    findings.length === 0
      ? `The solutions are sound (sources and ${packages.length} packages).`
      : `${findings.length} ${findings.length === 1 ? "finding" : "findings"}.`,
  );
  return findings.length === 0 ? 0 : 1;
}

if (require.main === module) {
  process.exitCode = lintAll(process.cwd(), process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
}

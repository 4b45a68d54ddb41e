import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatFinding, lintPackage } from "./lint/lintPackage";
import { packSolution } from "./pack/packSolution";
import { writeZip } from "./pack/zip";
import { SourceError } from "./model/xml";
import { packageKinds, packageName, packagesFolder, solutionSources } from "./solutions";

/** Packs every solution, managed and unmanaged, lints each package and says what was written. Returns the exit code. */
export function packAll(root: string, print: (line: string) => void): number {
  const target = packagesFolder(root);
  mkdirSync(target, { recursive: true });
  let found = 0;
  try {
    for (const source of solutionSources(root)) {
      for (const kind of packageKinds) {
        const bytes = writeZip(packSolution(source, kind));
        const name = packageName(source.uniqueName, kind);
        writeFileSync(join(target, name), bytes);
        const findings = lintPackage(bytes, join(target, name), root);
        found += findings.length;
        findings.forEach((finding) => print(formatFinding(finding)));
        print(`${name}  ${(bytes.length / 1024).toFixed(0)} KB`);
      }
    }
  } catch (error) {
    if (!(error instanceof SourceError)) {
      throw error;
    }
    print(error.message);
    return 1;
  }
  if (found > 0) {
    print(`${found} ${found === 1 ? "finding" : "findings"}: an import would fail or the control would not work. Mend the source and pack again.`);
  }
  return found > 0 ? 1 : 0;
}

if (require.main === module) {
  process.exitCode = packAll(process.cwd(), (line) => process.stdout.write(`${line}\n`));
}

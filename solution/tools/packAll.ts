import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lintPackage, releasesFile } from "./lint/lintPackage";
import { formatFinding } from "./lint/rules/input";
import { readReleases, type Releases, releasesOf, writeReleases } from "./pack/releases";
import { packSolution } from "./pack/packSolution";
import { writeZip } from "./pack/zip";
import { solutionSources } from "../model/solutions";
import { SourceError } from "../model/xml";
import { packageKinds, packageName, packagesFolder } from "./pack/packages";

/**
 * Packs every solution, managed and unmanaged, lints each package and says what was written. With `release`, the versions
 * and hashes of sound packages are noted in solution/released.json, against which later changes are judged.
 * Returns the exit code: 1 when there are findings or something is missing.
 */
export function packAll(root: string, print: (line: string) => void, { release = false } = {}): number {
  const target = packagesFolder(root);
  mkdirSync(target, { recursive: true });
  let found = 0;
  let releases: Releases = {};
  try {
    for (const source of solutionSources(root)) {
      for (const kind of packageKinds) {
        const files = packSolution(source, kind);
        const bytes = writeZip(files);
        if (kind === "unmanaged") {
          releases = { ...releases, ...releasesOf(files) };
        }
        const name = packageName(source.uniqueName, kind);
        writeFileSync(join(target, name), bytes);
        const findings = lintPackage(bytes, join(target, name), root);
        found += findings.length;
        findings.forEach((finding) => print(formatFinding(finding)));
        print(`${name}  ${(bytes.length / 1024).toFixed(0)} KB`);
      }
    }
    if (release && found === 0) {
      writeReleases(releasesFile(root), { ...readReleases(releasesFile(root)), ...releases });
      print("solution/released.json notes these versions. Commit it with the release.");
    }
  } catch (error) {
    if (!(error instanceof SourceError)) {
      throw error;
    }
    print(error.message);
    return 1;
  }
  if (found > 0) {
    print(
      `${found} ${found === 1 ? "finding" : "findings"}: an import would fail or the control would not work. Mend the source and pack again.`,
    );
  }
  return found > 0 ? 1 : 0;
}

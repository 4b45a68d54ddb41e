import { child, path, placeOf } from "../../../model/xml";
import { FindingList, type LintRule } from "./input";
import { compareVersions, contentOf } from "../../pack/releases";

/**
 * What differs from the last release has a higher version: an import of the same version leaves the old one standing, and
 * browsers keep a control's bundle by its version.
 */
export const versions: LintRule = ({ parts, solution, controls, releases, files }) => {
  const findings = new FindingList("version");
  const manifest = child(parts.solution.root, "SolutionManifest");
  const element = path(manifest, "Version") ?? parts.solution.root;
  if (!/^\d+(\.\d+){3}$/.test(solution.version)) {
    findings.at(
      element,
      parts.solution.file,
      "SolutionManifest/Version",
      `"${solution.version}" is no version of a solution. Use four numbers, such as 1.0.0.0.`,
    );
    return findings.list;
  }
  const released = releases[solution.uniqueName];
  const changed = released !== undefined && (files === undefined ? false : contentOf(files) !== released.content);
  if (
    released !== undefined &&
    (compareVersions(solution.version, released.version) < 0 ||
      (changed && compareVersions(solution.version, released.version) === 0))
  ) {
    findings.at(
      element,
      parts.solution.file,
      "SolutionManifest/Version",
      `Version ${solution.version} is not above the last release, ${released.version}, though the content differs. Raise it.`,
    );
  }
  for (const control of controls) {
    const place = placeOf(control.part.root, control.part.file);
    if (!/^\d+\.\d+\.\d+$/.test(control.manifest.version)) {
      findings.add(
        place,
        "manifest/control/@version",
        `"${control.manifest.version}" is no version of a control. Use three numbers, such as 1.0.0.`,
      );
      continue;
    }
    const before = releases[control.manifest.fullName];
    const differs =
      before !== undefined && files !== undefined && contentOf(files, `Controls/${control.folder}/`) !== before.content;
    if (
      before !== undefined &&
      (compareVersions(control.manifest.version, before.version) < 0 ||
        (differs && compareVersions(control.manifest.version, before.version) === 0))
    ) {
      findings.add(
        place,
        "manifest/control/@version",
        `Version ${control.manifest.version} of ${control.manifest.fullName} is not above the last release, ${before.version}, though its content differs. Raise it.`,
      );
    }
  }
  return findings.list;
};

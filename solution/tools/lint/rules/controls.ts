import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { attribute, child, descendants, placeOf } from "../../../model/xml";
import { FindingList, type LintedControl, type LintInput, type LintRule } from "./input";

/** A bundle above this is refused by the import (default of the organisation setting for web resources). */
const maxBundleBytes = 5 * 1024 * 1024;

/** Controls are named alike everywhere and complete. */
export const controls: LintRule = (input) => {
  const findings = new FindingList("controls");
  for (const control of input.controls) {
    const { manifest, part } = control;
    const place = placeOf(part.root, part.file);
    const expected =
      input.files === undefined ? manifest.constructorName : `${input.solution.publisher.prefix}_${manifest.fullName}`;
    if (control.folder !== expected) {
      findings.add(
        place,
        "manifest/control",
        `The control's folder is "${control.folder}", but its manifest makes it "${expected}". Rename one of them.`,
      );
    }
    resources(control, input, findings);
    if (input.files !== undefined) {
      built(control, input.files, findings);
    }
  }
  return findings.list;
};

function resources({ folder, manifest, part }: LintedControl, { files }: LintInput, findings: FindingList): void {
  const there = (path: string): boolean =>
    files === undefined ? existsSync(join(dirname(part.file), path)) : files.has(`Controls/${folder}/${path}`);
  const { code, css, resx, images } = manifest.resources;
  for (const path of [code, ...css, ...resx, ...images]) {
    if (!there(path)) {
      findings.add(
        placeOf(part.root, part.file),
        `resources[${path}]`,
        `${manifest.fullName} names the resource "${path}", which is not there.`,
      );
    }
  }
}

function built(
  { folder, manifest, part }: LintedControl,
  files: ReadonlyMap<string, Uint8Array>,
  findings: FindingList,
): void {
  const place = placeOf(part.root, part.file);
  const element = child(part.root, "control");
  if (attribute(element, "api-version") === undefined) {
    findings.add(
      place,
      "manifest/control/@api-version",
      `${manifest.fullName} has no api-version: it was not built by pcf-scripts. Run npm run build.`,
    );
  }
  if (descendants(element, "built-by").length !== 1) {
    findings.add(
      place,
      "manifest/control/built-by",
      `${manifest.fullName} has no built-by: it was not built by pcf-scripts. Run npm run build.`,
    );
  }
  const bundle = files.get(`Controls/${folder}/${manifest.resources.code}`);
  if (bundle === undefined) {
    return;
  }
  if (bundle.length > maxBundleBytes) {
    findings.add(
      place,
      manifest.resources.code,
      `The bundle has ${(bundle.length / 1048576).toFixed(1)} MB; an import takes 5 MB at most. Find what was bundled by mistake.`,
    );
  }
  const text = new TextDecoder().decode(bundle);
  if (/sourceURL=webpack|eval-source-map|"eval" devtool/.test(text)) {
    findings.add(
      place,
      manifest.resources.code,
      "This is a development build: it uses eval, which an app's content security policy forbids. Build with --buildMode production.",
    );
  }
}

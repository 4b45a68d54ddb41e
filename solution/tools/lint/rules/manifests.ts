import { attribute, child, children, descendants, type Element, flag } from "../../../model/xml";
import { compareVersions } from "../../pack/releases";
import { FindingList, type LintedControl, type LintRule } from "./input";

/**
 * Versions of the platform's libraries that an import takes, as [lowest, highest] (Microsoft Learn, "React controls &
 * platform libraries"). Above them pcf-scripts still builds and a host may load a later one, but the import refuses the
 * solution: "platform library fluent_9_68_0 with version 9.68.0 is not supported by the platform".
 */
const platformLibraries: ReadonlyMap<string, readonly (readonly [lowest: string, highest: string])[]> = new Map([
  ["React", [["16.14.0", "16.14.0"]] as const],
  [
    "Fluent",
    [
      ["8.29.0", "8.121.1"],
      ["9.4.0", "9.46.2"],
    ] as const,
  ],
]);

/** Types of the manifest's schema that the platform does not support (Learn, manifest schema, `property` element). */
const unsupportedTypes: ReadonlySet<string> = new Set([
  "File",
  "Lookup.Customer",
  "Lookup.Owner",
  "Lookup.PartyList",
  "Lookup.Regarding",
  "Status",
  "Status Reason",
  "Whole.Duration",
  "Whole.Language",
  "Whole.TimeZone",
]);

/** Of namespace and constructor together. */
const longestName = 75;

/** What Microsoft's own gates for controls refuse in a manifest, told with the place and the mend. */
export const manifests: LintRule = ({ controls }) => {
  const findings = new FindingList("manifest");
  for (const control of controls) {
    const element = child(control.part.root, "control");
    if (element !== undefined) {
      const report: Report = (at, node, message) => {
        findings.at(at, control.part.file, node, `${control.manifest.fullName}: ${message}`);
      };
      judgeControl(control, element, report);
      judgeLibraries(control, element, report);
      judgeProperties(element, report);
      judgeFeatures(element, report);
    }
  }
  return findings.list;
};

type Report = (at: Element, node: string, message: string) => void;

function judgeControl({ manifest }: LintedControl, control: Element, report: Report): void {
  for (const name of ["display-name-key", "description-key"]) {
    const key = attribute(control, name) ?? "";
    if (key === "") {
      report(control, `manifest/control/@${name}`, `the control has no ${name}. Name a text of its resx.`);
    } else if (key.includes("'")) {
      report(control, `manifest/control/@${name}`, `the key "${key}" has an apostrophe, which breaks the form editor.`);
    }
  }
  const length = manifest.namespace.length + manifest.constructorName.length;
  if (length > longestName) {
    report(
      control,
      "manifest/control",
      `namespace and constructor have ${length} characters together; ${longestName} are allowed.`,
    );
  }
  const codes = children(child(control, "resources"), "code").length;
  if (codes !== 1) {
    report(control, "resources/code", `a control has exactly one <code>, not ${codes}.`);
  }
  for (const service of children(control, "external-service-usage")) {
    if (flag(attribute(service, "enabled"), true)) {
      report(
        service,
        "external-service-usage",
        "a control that names external services needs a premium licence for everyone who sees it. Remove the element.",
      );
    }
  }
}

function judgeLibraries({ manifest }: LintedControl, control: Element, report: Report): void {
  const libraries = children(child(control, "resources"), "platform-library");
  for (const library of libraries) {
    const name = attribute(library, "name") ?? "";
    const version = attribute(library, "version") ?? "";
    const node = `resources/platform-library[${name}]`;
    const ranges = platformLibraries.get(name);
    if (ranges === undefined) {
      report(
        library,
        node,
        `the platform has no library "${name}"; it has ${[...platformLibraries.keys()].join(" and ")}.`,
      );
    } else if (
      !ranges.some(
        ([lowest, highest]) => compareVersions(version, lowest) >= 0 && compareVersions(version, highest) <= 0,
      )
    ) {
      const legal = ranges.map(([lowest, highest]) => (lowest === highest ? lowest : `${lowest} to ${highest}`));
      report(library, node, `an import refuses ${name} ${version}. Declare ${legal.join(" or ")}.`);
    }
  }
  const majors = new Set(
    libraries
      .filter((library) => attribute(library, "name") === "Fluent")
      .map((library) => (attribute(library, "version") ?? "").split(".")[0]),
  );
  if (majors.size > 1) {
    report(control, "resources", "Fluent 8 and Fluent 9 are both declared. Keep one.");
  }
  if (manifest.kind === "virtual" && !libraries.some((library) => attribute(library, "name") === "React")) {
    report(control, "resources", "a virtual control is drawn by the platform's React. Declare it as platform-library.");
  }
}

function judgeProperties(control: Element, report: Report): void {
  const seen = new Set<string>();
  const groups = children(control, "type-group");
  for (const group of groups) {
    for (const type of children(group, "type")) {
      judgeType((type.textContent ?? "").trim(), type, `type-group[${attribute(group, "name") ?? ""}]`, report);
    }
  }
  for (const property of [...children(control, "property"), ...descendants(control, "property-set")]) {
    const name = attribute(property, "name") ?? "";
    const usage = attribute(property, "usage") ?? "";
    const type = attribute(property, "of-type");
    const node = `${property.nodeName}[${name}]`;
    if (seen.has(name)) {
      report(property, node, `"${name}" is there twice. Keep one.`);
    }
    seen.add(name);
    if (!["bound", "input", "output"].includes(usage)) {
      report(property, `${node}/@usage`, `usage="${usage}" does not exist. Use bound, input or output.`);
    }
    if (type !== undefined) {
      judgeType(type, property, node, report);
    }
    if (type === "Object" && usage !== "output") {
      report(property, `${node}/@of-type`, `"${name}" is an Object, which only an output can be.`);
    }
    if (usage === "bound" && attribute(property, "default-value") !== undefined) {
      report(
        property,
        `${node}/@default-value`,
        `"${name}" is bound: its value is the column's. Remove default-value.`,
      );
    }
  }
}

function judgeType(type: string, at: Element, node: string, report: Report): void {
  if (unsupportedTypes.has(type)) {
    report(at, node, `the platform does not support the type ${type}. Choose another of-type.`);
  }
}

function judgeFeatures(control: Element, report: Report): void {
  const seen = new Set<string>();
  for (const feature of children(child(control, "feature-usage"), "uses-feature")) {
    const name = attribute(feature, "name") ?? "";
    if (seen.has(name)) {
      report(feature, `feature-usage/uses-feature[${name}]`, `the feature ${name} is declared twice. Keep one.`);
    }
    seen.add(name);
  }
}

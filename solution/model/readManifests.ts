import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { ControlManifest, ManifestProperty } from "./types";
import {
  attribute,
  child,
  children,
  type Element,
  flag,
  placeOf,
  readXml,
  SourceError,
  text,
  type XmlFile,
} from "./xml";

/** Every `ControlManifest.Input.xml` one folder below `controlsFolder`, by folder name. Throws `SourceError`. */
export function readManifests(controlsFolder: string): ControlManifest[] {
  return !existsSync(controlsFolder)
    ? []
    : readdirSync(controlsFolder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => join(controlsFolder, entry.name, "ControlManifest.Input.xml"))
        .filter((file) => existsSync(file))
        .sort()
        .map((file) => readManifest(readXml(file)));
}

/** A manifest, the maker's `ControlManifest.Input.xml` or the built `ControlManifest.xml`: both have the same elements. */
export function readManifest({ file, root }: XmlFile): ControlManifest {
  const control = child(root, "control");
  if (control === undefined) {
    throw new SourceError(placeOf(root, file), "a manifest needs <manifest><control>");
  }
  const groups = new Map(
    children(control, "type-group").map((group) => [attribute(group, "name") ?? "", children(group, "type").map(text)]),
  );
  const required = (name: string): string => {
    const value = attribute(control, name);
    if (value === undefined || value === "") {
      throw new SourceError(placeOf(control, file), `the control has no ${name}; the manifest needs it`);
    }
    return value;
  };
  const property = (element: Element): ManifestProperty => readProperty(element, groups, file);
  const namespace = required("namespace");
  const constructorName = required("constructor");
  const resources = child(control, "resources");
  const paths = (name: string): string[] =>
    children(resources, name).map((element) => attribute(element, "path") ?? "");
  return {
    fullName: `${namespace}.${constructorName}`,
    namespace,
    constructorName,
    version: required("version"),
    displayNameKey: attribute(control, "display-name-key") ?? "",
    kind: attribute(control, "control-type") === "virtual" ? "virtual" : "standard",
    properties: children(control, "property").map(property),
    dataSets: children(control, "data-set").map((dataSet) => ({
      name: attribute(dataSet, "name") ?? "",
      displayNameKey: attribute(dataSet, "display-name-key") ?? "",
      properties: children(dataSet, "property-set").map(property),
      options: (attribute(dataSet, "cds-data-set-options") ?? "").split(";").filter((option) => option !== ""),
    })),
    events: children(control, "event").map((event) => attribute(event, "name") ?? ""),
    features: children(child(control, "feature-usage"), "uses-feature").map((feature) => ({
      name: attribute(feature, "name") ?? "",
      required: flag(attribute(feature, "required"), false),
    })),
    platformLibraries: children(resources, "platform-library").map((library) => ({
      name: attribute(library, "name") ?? "",
      version: attribute(library, "version") ?? "",
    })),
    resources: { code: paths("code")[0] ?? "", css: paths("css"), resx: paths("resx"), images: paths("img") },
    place: placeOf(control, file),
  };
}

function readProperty(
  element: Element,
  groups: ReadonlyMap<string, readonly string[]>,
  file: string,
): ManifestProperty {
  const name = attribute(element, "name") ?? "";
  const single = attribute(element, "of-type");
  const group = attribute(element, "of-type-group");
  const types = single === undefined ? groups.get(group ?? "") : [single];
  if (types === undefined) {
    throw new SourceError(
      placeOf(element, file),
      `property "${name}" has no of-type, and the type-group "${group ?? ""}" is not defined; name one of them`,
    );
  }
  const usage = attribute(element, "usage");
  const defaultValue = attribute(element, "default-value");
  return {
    name,
    displayNameKey: attribute(element, "display-name-key") ?? "",
    usage: usage === "input" || usage === "output" ? usage : "bound",
    types,
    required: flag(attribute(element, "required"), false),
    ...(defaultValue === undefined ? {} : { defaultValue }),
    values: children(element, "value").map((value) => ({
      name: attribute(value, "name") ?? "",
      value: text(value),
      displayNameKey: attribute(value, "display-name-key") ?? "",
    })),
  };
}

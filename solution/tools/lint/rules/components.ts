import { attribute, child, childText, guid, placeOf, text } from "../../../model/xml";
import { FindingList, type LintInput, type LintRule } from "./input";

interface Definition {
  readonly type: number;
  /** Schema name as a root component spells it, or the id. */
  readonly key: string;
  readonly what: string;
  readonly place: { readonly file: string; readonly line: number };
}

/** Every definition has a root component, every root component a definition, and there are no doubles. */
export const rootComponents: LintRule = (input) => {
  const findings = new FindingList("root-components");
  const definitions = definitionsOf(input);
  const file = input.parts.solution.file;
  const seen = new Set<string>();
  for (const component of input.solution.rootComponents) {
    const key = component.id ?? component.schemaName ?? "";
    const node = `RootComponent[type=${component.type}][${key}]`;
    const name = `${component.type} ${key.toLowerCase()}`;
    if (seen.has(name)) {
      findings.add(component.place, node, `"${key}" is a root component twice. Remove one.`);
    }
    seen.add(name);
    if (component.type === 1 && key !== key.toLowerCase()) {
      findings.add(
        component.place,
        node,
        `The schemaName of a table's root component is in lower case: "${key.toLowerCase()}".`,
      );
    }
    if (component.type === 66 && input.files === undefined) {
      findings.add(
        component.place,
        node,
        "The build adds the root components of controls. Remove this one from the source.",
      );
    } else if (
      !definitions.some(
        (definition) => definition.type === component.type && definition.key.toLowerCase() === key.toLowerCase(),
      )
    ) {
      findings.add(
        component.place,
        node,
        `Nothing in the solution defines "${key}" (type ${component.type}). Remove the root component or add the definition.`,
      );
    }
  }
  for (const definition of definitions) {
    if (!seen.has(`${definition.type} ${definition.key.toLowerCase()}`)) {
      const name = definition.key.includes("-") ? `id="{${definition.key}}"` : `schemaName="${definition.key}"`;
      findings.add(
        definition.place,
        definition.what,
        `This ${definition.what} is no root component. Add <RootComponent type="${definition.type}" ${name} behavior="0" /> to ${file}.`,
      );
    }
  }
  return findings.list;
};

function definitionsOf({ parts, solution, controls, files }: LintInput): Definition[] {
  return [
    ...solution.tables.map((table) => ({ type: 1, key: table.logicalName, what: "table", place: table.place })),
    ...parts.choices.map(({ root, file }) => ({
      type: 9,
      key: attribute(root, "Name") ?? "",
      what: "choice",
      place: placeOf(root, file),
    })),
    ...solution.roles.map((role) => ({ type: 20, key: role.id, what: "role", place: role.place })),
    ...parts.webResources.map(({ root, file }) => ({
      type: 61,
      key: childText(root, "Name") ?? "",
      what: "web resource",
      place: placeOf(root, file),
    })),
    ...parts.siteMaps.map(({ root, file }) => ({
      type: 62,
      key: childText(root, "SiteMapUniqueName") ?? "",
      what: "site map",
      place: placeOf(root, file),
    })),
    ...(files === undefined
      ? []
      : controls.map((control) => ({
          type: 66,
          key: control.folder,
          what: "custom control",
          place: control.manifest.place,
        }))),
    ...parts.columnSecurityProfiles.map(({ root, file }) => ({
      type: 70,
      key: guid(attribute(root, "fieldsecurityprofileid")),
      what: "column security profile",
      place: placeOf(root, file),
    })),
    ...solution.apps.map((app) => ({ type: 80, key: app.uniqueName, what: "app", place: app.place })),
    ...solution.environmentVariables.map((variable) => ({
      type: 380,
      key: variable.schemaName,
      what: "environment variable definition",
      place: variable.place,
    })),
  ];
}

/** Every name that we give carries the publisher's prefix. */
export const publisherPrefix: LintRule = (input) => {
  const findings = new FindingList("publisher-prefix");
  const { parts, solution } = input;
  const prefix = `${solution.publisher.prefix}_`;
  const manifest = parts.solution;
  // Learn, "Create a solution publisher prefix", and the limits of Microsoft's own gates for controls.
  if (!/^(?!mscrm)[a-z][a-z0-9]{1,7}$/i.test(solution.publisher.prefix)) {
    findings.at(
      manifest.root,
      manifest.file,
      "Publisher/CustomizationPrefix",
      `"${solution.publisher.prefix}" is no prefix: 2 to 8 letters and digits, a letter first, and not mscrm.`,
    );
  }
  if (solution.uniqueName.length > 65) {
    findings.at(
      manifest.root,
      manifest.file,
      "SolutionManifest/UniqueName",
      `The solution's name has ${solution.uniqueName.length} characters; 65 are allowed.`,
    );
  }
  const check = (name: string, what: string, place: { readonly file: string; readonly line: number }): void => {
    if (!name.toLowerCase().startsWith(prefix)) {
      findings.add(
        place,
        `${what}[${name}]`,
        `The name "${name}" lacks the publisher's prefix. Call it "${prefix}${name}".`,
      );
    }
  };
  for (const { entity } of parts.entities) {
    check(text(child(entity.root, "Name")), "table", placeOf(entity.root, entity.file));
  }
  for (const table of solution.tables) {
    for (const column of table.columns.filter((candidate) => !candidate.system)) {
      check(column.logicalName, "column", table.place);
    }
  }
  for (const { root, file } of parts.relationships) {
    // The platform names the relationships of its own columns: lk_…, user_…, TransactionCurrency_….
    if (
      (childText(root, "ReferencingAttributeName") ?? "").toLowerCase().startsWith(prefix) ||
      childText(root, "EntityRelationshipType") === "ManyToMany"
    ) {
      check(attribute(root, "Name") ?? "", "relationship", placeOf(root, file));
    }
  }
  parts.choices.forEach(({ root, file }) => check(attribute(root, "Name") ?? "", "choice", placeOf(root, file)));
  parts.webResources.forEach(({ root, file }) =>
    check(childText(root, "Name") ?? "", "web resource", placeOf(root, file)),
  );
  parts.siteMaps.forEach(({ root, file }) =>
    check(childText(root, "SiteMapUniqueName") ?? "", "site map", placeOf(root, file)),
  );
  solution.apps.forEach((app) => check(app.uniqueName, "app", app.place));
  solution.environmentVariables.forEach((variable) =>
    check(variable.schemaName, "environment variable", variable.place),
  );
  return findings.list;
};

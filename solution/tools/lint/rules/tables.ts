import { isPrimaryName } from "../../../model/readTable";
import type { Relationship } from "../../../model/types";
import { attribute, child, children, childText, type Element, numberOf, path, placeOf, text } from "../../../model/xml";
import { platformTableNames } from "./platformNames";
import { FindingList, type LintRule } from "./input";

function attributesOf(entity: Element): Element[] {
  return children(path(entity, "EntityInfo", "entity", "attributes"), "attribute");
}

/** One primary name, one key, no name twice, and a length for every text. */
export const columns: LintRule = ({ parts }) => {
  const findings = new FindingList("columns");
  for (const { entity } of parts.entities) {
    const table = text(child(entity.root, "Name"));
    const all = attributesOf(entity.root);
    const count = (test: (element: Element) => boolean): number => all.filter(test).length;
    const names = count(isPrimaryName);
    if (names !== 1) {
      findings.at(
        entity.root,
        entity.file,
        table,
        `Table ${table} has ${names} primary names. Exactly one attribute's DisplayMask begins with PrimaryName.`,
      );
    }
    const keys = count((element) => childText(element, "Type") === "primarykey");
    if (keys !== 1) {
      findings.at(
        entity.root,
        entity.file,
        table,
        `Table ${table} has ${keys} attributes of type primarykey. Keep exactly one.`,
      );
    }
    const seen = new Set<string>();
    for (const element of all) {
      const name = childText(element, "LogicalName") ?? "";
      const node = `${table}/attribute[${name}]`;
      if (seen.has(name)) {
        findings.at(element, entity.file, node, `Column ${name} is defined twice. Remove one.`);
      }
      seen.add(name);
      const type = childText(element, "Type");
      const length = numberOf(childText(element, "MaxLength"), 0);
      const most = type === "ntext" ? 1048576 : 4000;
      if ((type === "nvarchar" || type === "ntext") && (length < 1 || length > most)) {
        findings.at(element, entity.file, node, `Column ${name} needs a MaxLength from 1 to ${most}.`);
      }
    }
  }
  return findings.list;
};

/** Money columns have their base amount, the exchange rate and the currency beside them. */
export const moneyCompanions: LintRule = ({ parts }) => {
  const findings = new FindingList("money-companions");
  for (const { entity } of parts.entities) {
    const all = attributesOf(entity.root);
    const find = (name: string): Element | undefined =>
      all.find((element) => childText(element, "LogicalName") === name);
    for (const element of all.filter(
      (candidate) => childText(candidate, "Type") === "money" && childText(candidate, "CalculationOf") === undefined,
    )) {
      const name = childText(element, "LogicalName") ?? "";
      const node = `${text(child(entity.root, "Name"))}/attribute[${name}]`;
      const base = find(`${name}_base`);
      if (base === undefined || childText(base, "CalculationOf") !== name) {
        findings.at(
          element,
          entity.file,
          node,
          `Money column ${name} needs ${name}_base beside it, of type money with <CalculationOf>${name}</CalculationOf>.`,
        );
      }
      for (const companion of ["exchangerate", "transactioncurrencyid"]) {
        if (find(companion) === undefined) {
          findings.at(element, entity.file, node, `A table with money needs the column ${companion}. Add it.`);
        }
      }
      if (childText(element, "AccuracySource") === undefined) {
        findings.at(
          element,
          entity.file,
          node,
          `Money column ${name} needs <AccuracySource>: 0 own precision, 1 organisation, 2 currency.`,
        );
      }
    }
  }
  return findings.list;
};

/** Every lookup leads somewhere, every relationship joins what exists, and the list names what is defined. */
export const relationships: LintRule = ({ parts, solution, names }) => {
  const findings = new FindingList("relationships");
  const known = (table: string): boolean => names.table(table) !== undefined || platformTableNames.has(table);
  const oneToMany = solution.relationships.filter(
    (relationship): relationship is Relationship & { kind: "oneToMany" } => relationship.kind === "oneToMany",
  );
  for (const { entity } of parts.entities) {
    const table = text(child(entity.root, "Name")).toLowerCase();
    for (const element of attributesOf(entity.root).filter((candidate) =>
      ["lookup", "owner", "customer"].includes(childText(candidate, "Type") ?? ""),
    )) {
      const name = childText(element, "LogicalName") ?? "";
      if (
        !oneToMany.some(
          (relationship) => relationship.referencingTable === table && relationship.referencingColumn === name,
        )
      ) {
        findings.at(
          element,
          entity.file,
          `${table}/attribute[${name}]`,
          `Lookup ${name} has no relationship. Add an EntityRelationship whose ReferencingAttributeName is ${name}, and its name to Relationships.xml.`,
        );
      }
    }
  }
  const defined = new Map<string, Element>();
  for (const { root, file } of parts.relationships) {
    const name = attribute(root, "Name") ?? "";
    const node = `EntityRelationship[${name}]`;
    if (defined.has(name.toLowerCase())) {
      findings.at(root, file, node, `Relationship "${name}" is defined twice. Remove one.`);
    }
    defined.set(name.toLowerCase(), root);
    if (childText(root, "EntityRelationshipType") !== "OneToMany") {
      continue;
    }
    const [referencing, referenced, column] = [
      "ReferencingEntityName",
      "ReferencedEntityName",
      "ReferencingAttributeName",
    ].map((part) => (childText(root, part) ?? "").toLowerCase()) as [string, string, string];
    for (const table of [referencing, referenced].filter((candidate) => !known(candidate))) {
      findings.at(
        root,
        file,
        node,
        `Relationship "${name}" names the table "${table}", which neither the solutions nor the platform have.`,
      );
    }
    if (names.table(referencing) !== undefined && names.column(referencing, column) === undefined) {
      findings.at(
        root,
        file,
        node,
        `Relationship "${name}" names the column ${referencing}.${column}, which does not exist. Add the lookup, or remove the relationship.`,
      );
    }
  }
  const index = parts.relationshipIndex;
  if (index !== undefined) {
    const listed = new Set<string>();
    for (const element of children(index.root, "EntityRelationship")) {
      const name = attribute(element, "Name") ?? "";
      listed.add(name.toLowerCase());
      if (!defined.has(name.toLowerCase())) {
        findings.at(
          element,
          index.file,
          `EntityRelationship[${name}]`,
          `Relationships.xml names "${name}", which no file in Relationships/ defines. Define it or remove the name.`,
        );
      }
    }
    for (const { root, file } of parts.relationships) {
      const name = attribute(root, "Name") ?? "";
      if (!listed.has(name.toLowerCase())) {
        findings.at(
          root,
          file,
          `EntityRelationship[${name}]`,
          `Relationships.xml does not name "${name}", so it would not be packed. Add <EntityRelationship Name="${name}" />.`,
        );
      }
    }
  }
  return findings.list;
};

/** Values of our options lie in the publisher's range, and none is there twice. */
export const optionValues: LintRule = ({ parts, solution }) => {
  const findings = new FindingList("option-values");
  const from = solution.publisher.optionValuePrefix * 10000;
  const judge = (optionSet: Element | undefined, file: string, node: string): void => {
    const kind = childText(optionSet, "OptionSetType");
    const options = [
      ...children(child(optionSet, "options"), "option"),
      ...children(child(optionSet, "statuses"), "status"),
    ];
    const seen = new Set<number>();
    for (const option of options) {
      const value = numberOf(attribute(option, "value"), Number.NaN);
      const ours = value >= from && value <= from + 9999;
      // Yes/no is 1 and 0; the status reasons that the platform adds itself are 1 and 2.
      const fixed =
        (kind === "bit" && (value === 0 || value === 1)) || (kind === "status" && (value === 1 || value === 2));
      if (!ours && !fixed) {
        findings.at(
          option,
          file,
          node,
          `Option value ${attribute(option, "value") ?? ""} is outside the publisher's range ${from} to ${from + 9999}. Choose one inside.`,
        );
      }
      if (seen.has(value)) {
        findings.at(option, file, node, `Option value ${value} is there twice. Give one another value.`);
      }
      seen.add(value);
    }
  };
  for (const { entity } of parts.entities) {
    for (const element of attributesOf(entity.root)) {
      judge(
        child(element, "optionset"),
        entity.file,
        `${text(child(entity.root, "Name"))}/attribute[${childText(element, "LogicalName") ?? ""}]`,
      );
    }
  }
  parts.choices.forEach(({ root, file }) => judge(root, file, `optionset[${attribute(root, "Name") ?? ""}]`));
  return findings.list;
};

/** A vector icon is a web resource of the solution. */
export const tableIcons: LintRule = ({ parts }) => {
  const findings = new FindingList("table-icons");
  const resources = new Set(parts.webResources.map(({ root }) => childText(root, "Name")));
  for (const { entity } of parts.entities) {
    for (const name of ["IconVectorName", "IconSmallName", "IconMediumName", "IconLargeName"]) {
      const element = path(entity.root, "EntityInfo", "entity", name);
      const icon = text(element).replace(/^\$webresource:/i, "");
      if (element !== undefined && icon !== "" && !resources.has(icon)) {
        findings.add(
          placeOf(element, entity.file),
          name,
          `There is no web resource "${icon}". Add WebResources/${icon} or empty <${name}>.`,
        );
      }
    }
  }
  return findings.list;
};

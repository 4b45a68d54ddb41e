import { isMadeByPlatform } from "../../../model/platformRelationships";
import { attribute, child, children, childText, type Element, path, placeOf, text } from "../../../model/xml";
import { FindingList, type LintRule } from "./input";

/*
 * What the platform itself puts into every export, so that a table or role written by hand lacks nothing that one made
 * in an environment has. Seen alike in the exports of Microsoft's Approvals Kit and Power CAT toolkit.
 */

/** Object type codes of `systemuser` and `team`, as an export names what an owner can be. */
const ownerTypes = ["8", "9"];

/** The platform's own columns are as the platform makes them. */
export const systemColumns: LintRule = ({ parts }) => {
  const findings = new FindingList("system-columns");
  for (const { entity } of parts.entities) {
    const table = text(child(entity.root, "Name"));
    for (const column of children(path(entity.root, "EntityInfo", "entity", "attributes"), "attribute")) {
      const name = childText(column, "LogicalName") ?? "";
      const problem = systemColumnProblem(name, column);
      if (problem !== undefined) {
        findings.at(column, entity.file, `${table}/attribute[${name}]`, problem);
      }
    }
  }
  return findings.list;
};

function systemColumnProblem(name: string, column: Element): string | undefined {
  if (name === "overriddencreatedon") {
    return childText(column, "Behavior") === "1" && childText(column, "Format") === "date"
      ? undefined
      : "The platform's column overriddencreatedon has <Format>date</Format> and <Behavior>1</Behavior>; an import refuses to change it.";
  }
  if (childText(column, "Type") === "owner") {
    const types = children(child(column, "LookupTypes"), "LookupType").map(text);
    return ownerTypes.every((type) => types.includes(type))
      ? undefined
      : `Column ${name} belongs to users and teams. Name both in <LookupTypes>: a <LookupType> 8 and a <LookupType> 9.`;
  }
  return undefined;
}

/** Relationships that the platform makes for every table are in no export; one that comes along clashes with its own. */
export const systemRelationships: LintRule = ({ parts }) => {
  const findings = new FindingList("system-relationships");
  for (const { root, file } of parts.relationships) {
    const name = attribute(root, "Name") ?? "";
    if (isMadeByPlatform(childText(root, "ReferencingAttributeName") ?? "")) {
      findings.at(
        root,
        file,
        `EntityRelationship[${name}]`,
        `The platform makes "${name}" itself with the table. Remove it here and from Relationships.xml.`,
      );
    }
  }
  return findings.list;
};

/** The views that every table has, by `querytype` (reference of the table `savedquery`). */
const viewsOfEveryTable = [
  { queryType: 1, what: "an Advanced Find view" },
  { queryType: 2, what: "an associated view" },
  { queryType: 4, what: "a Quick Find view" },
  { queryType: 64, what: "a lookup view" },
  { queryType: 8192, what: "a view of the person's own rows, without layout" },
] as const;

export const systemViews: LintRule = ({ solution }) => {
  const findings = new FindingList("system-views");
  for (const table of solution.tables) {
    const views = solution.views.filter((view) => view.table === table.logicalName);
    for (const { queryType, what } of viewsOfEveryTable) {
      if (!views.some((view) => view.queryType === queryType)) {
        findings.add(
          table.place,
          `${table.schemaName}/SavedQueries`,
          `Every table has ${what} (querytype ${queryType}); ${table.schemaName} has none. Add it to SavedQueries.`,
        );
      }
    }
  }
  return findings.list;
};

/** Main and quick create forms say who sees them, and one of a table is the fallback for everybody else. */
export const displayConditions: LintRule = ({ parts }) => {
  const findings = new FindingList("display-conditions");
  for (const { forms } of parts.entities) {
    for (const { type, form } of forms) {
      if ((type === "main" || type === "quickCreate") && path(form.root, "form", "DisplayConditions") === undefined) {
        findings.at(
          form.root,
          form.file,
          "form/DisplayConditions",
          'The form does not say who sees it. Add <DisplayConditions Order="0" FallbackForm="true"><Everyone /></DisplayConditions> to <form>.',
        );
      }
    }
  }
  return findings.list;
};

/** A role that members of a team do not inherit gives a person nothing but what the team owns. */
export const roleInheritance: LintRule = ({ parts }) => {
  const findings = new FindingList("role-inheritance");
  for (const { root, file } of parts.roles) {
    if (attribute(root, "isinherited") !== "1") {
      findings.add(
        placeOf(root, file),
        `Role[${attribute(root, "name") ?? ""}]/@isinherited`,
        'The role is not inherited by the members of a team that has it. Add isinherited="1".',
      );
    }
  }
  return findings.list;
};

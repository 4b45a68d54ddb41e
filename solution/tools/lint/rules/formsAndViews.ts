import { findingsOf } from "../../../model/checkForm";
import { unknownColumn } from "../../../model/checkNames";
import type { Part } from "../../../model/parts";
import { attribute, childText, descendants, guid, path, placeOf } from "../../../model/xml";
import { FindingList, type LintRule } from "./input";

/** Names, class ids, descriptions and parameters: what the form host shows in the cells. */
export const formNames: LintRule = ({ forms }) =>
  forms.flatMap((form) => findingsOf(form).map((finding) => ({ rule: "form", ...finding })));

/** Ids are GUIDs, and no two things have the same one: forms and views everywhere, the rest within its form. */
export const uniqueIds: LintRule = ({ parts }) => {
  const findings = new FindingList("unique-ids");
  const overall = new Map<string, string>();
  const judge = (seen: Map<string, string>, id: string, part: Part, element: Part["root"], node: string): void => {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
      findings.at(element, part.file, node, `"${id}" is no GUID. Give a new one.`);
      return;
    }
    const first = seen.get(id);
    if (first !== undefined) {
      findings.at(element, part.file, node, `The id {${id}} is already that of ${first}. Give a new GUID.`);
    }
    seen.set(id, first ?? `${node} (${part.file}:${placeOf(element, part.file).line})`);
  };
  for (const { forms, views } of parts.entities) {
    for (const { form } of forms) {
      judge(overall, guid(childText(form.root, "formid")), form, form.root, "systemform");
      const within = new Map<string, string>();
      for (const name of ["tab", "section", "cell"]) {
        for (const element of descendants(form.root, name)) {
          judge(within, guid(attribute(element, "id")), form, element, name);
        }
      }
      const controls = new Map<string, string>();
      for (const element of descendants(form.root, "control")) {
        const uniqueId = attribute(element, "uniqueid");
        if (uniqueId !== undefined) {
          judge(controls, guid(uniqueId), form, element, `control[${attribute(element, "id") ?? ""}]`);
        }
      }
    }
    for (const view of views) {
      judge(overall, guid(childText(view.root, "savedqueryid")), view, view.root, "savedquery");
    }
  }
  for (const role of parts.roles) {
    judge(overall, guid(attribute(role.root, "id")), role, role.root, "Role");
  }
  return findings.list;
};

/** A quick find view says which columns it searches, and columns of views exist. */
export const views: LintRule = ({ parts, solution, names }) => {
  const findings = new FindingList("views");
  const all = parts.entities.flatMap((entity) => entity.views);
  solution.views.forEach((view, index) => {
    const part = all[index];
    if (part === undefined) {
      return;
    }
    const node = `savedquery[${view.name[1033] ?? view.id}]`;
    const entity = path(part.root, "fetchxml", "fetch", "entity");
    if (
      (view.queryType === 4 || view.isQuickFind) &&
      !descendants(entity, "filter").some((filter) => attribute(filter, "isquickfindfields") === "1")
    ) {
      findings.add(
        view.place,
        node,
        'A quick find view needs <filter type="or" isquickfindfields="1"> with the columns that it searches.',
      );
    }
    if ((attribute(entity, "name") ?? "") !== view.table) {
      findings.add(
        view.place,
        node,
        `The view's fetch asks for "${attribute(entity, "name") ?? ""}", but the view lies with ${view.table}. They must agree.`,
      );
    }
    for (const column of view.columns.filter((candidate) => !candidate.name.includes("."))) {
      if (names.column(view.table, column.name) === undefined) {
        findings.add(view.place, `${node}/layoutxml`, unknownColumn(column.name, view.table, names));
      } else if (!descendants(entity, "attribute").some((element) => attribute(element, "name") === column.name)) {
        findings.add(
          view.place,
          `${node}/fetchxml`,
          `The view shows ${column.name} without fetching it. Add <attribute name="${column.name}" />.`,
        );
      }
    }
    for (const element of descendants(entity, "condition").filter(
      (condition) => attribute(condition, "entityname") === undefined,
    )) {
      const column = attribute(element, "attribute") ?? "";
      // Conditions of a link-entity speak of another table.
      if (
        element.parentNode?.parentNode?.nodeName !== "link-entity" &&
        names.column(view.table, column) === undefined
      ) {
        findings.at(element, part.file, `${node}/fetchxml`, unknownColumn(column, view.table, names));
      }
    }
  });
  return findings.list;
};

import type { Part } from "./parts";
import { readCells, readControlDescriptions, readRows } from "./readFormCell";
import type { SourceFinding, Form, FormSection, FormTab, FormType } from "./types";
import {
  attribute,
  child,
  children,
  childText,
  descendants,
  type Element,
  flag,
  guid,
  localized,
  numberOf,
  path,
  placeOf,
  text,
} from "./xml";

const formTypes: Readonly<Record<string, FormType>> = {
  main: "main",
  quickCreate: "quickCreate",
  quick: "quick",
  card: "card",
};

/**
 * One `<systemform>` as a form. Names of columns, views and controls are not resolved here: `buildHostModel` does that, once
 * everything is known. What is wrong with the structure itself stands as findings on the cells and the form.
 */
export function readForm({ file, root }: Part, table: string, type: string): Form {
  const form = child(root, "form");
  const formPlace = placeOf(form ?? root, file);
  const { descriptions, findings } = readControlDescriptions(form, file);
  const used = new Set<string>();
  const context = { file, descriptions, used };

  const tabs = children(child(form, "tabs"), "tab").map((tab, index): FormTab => {
    const name = attribute(tab, "name") ?? `tab_${index + 1}`;
    const node = `form/tabs/tab[${name}]`;
    return {
      id: guid(attribute(tab, "id")),
      name,
      label: localized(child(tab, "labels")),
      visible: flag(attribute(tab, "visible"), true),
      expanded: flag(attribute(tab, "expanded"), true),
      availableForPhone: flag(attribute(tab, "availableforphone"), true),
      columns: children(child(tab, "columns"), "column").map((column) => ({
        widthPercent: numberOf(attribute(column, "width")?.replace("%", ""), 100),
        sections: children(child(column, "sections"), "section").map((section, position) =>
          readSection(section, position, node, context),
        ),
      })),
    };
  });
  const header = readCells(child(form, "header"), { ...context, node: "form/header" });
  const footer = readCells(child(form, "footer"), { ...context, node: "form/footer" });
  const orphans = [...descriptions.values()].filter((description) => !used.has(description.forControl));
  const conditions = child(form, "DisplayConditions") ?? child(root, "DisplayConditions");

  return {
    id: guid(childText(root, "formid")),
    table,
    type: formTypes[type] ?? "main",
    name: localized(child(root, "LocalizedNames")),
    headerDensity: headerDensity(attribute(form, "headerdensity")),
    maxWidth: numberOf(attribute(form, "maxWidth"), 1900),
    showImage: flag(attribute(form, "showImage"), false),
    tabs,
    header,
    footer,
    hiddenColumns: children(child(form, "hiddencontrols"), "data").map((data) =>
      (attribute(data, "datafieldname") ?? "").toLowerCase(),
    ),
    navigation: readNavigation(form),
    scripts: readScripts(form),
    order: numberOf(attribute(conditions, "Order"), 0),
    fallback: flag(attribute(conditions, "FallbackForm"), true),
    roles: children(conditions, "Role").map((role) => guid(attribute(role, "Id") ?? attribute(role, "id"))),
    findings: [
      ...findings,
      ...(form === undefined
        ? [{ place: formPlace, node: "systemform", message: "This form has no <form>; add one with its tabs." }]
        : []),
      ...orphans.map((orphan): SourceFinding => ({
        place: orphan.place,
        node: `form/controlDescriptions/controlDescription[${orphan.forControl}]`,
        message: `No control on this form has the uniqueid ${orphan.forControl}. Give it to the control meant, or remove the description.`,
      })),
    ],
    place: placeOf(root, file),
  };
}

type SectionContext = Pick<Parameters<typeof readRows>[1], "file" | "descriptions" | "used">;

function readSection(section: Element, position: number, tabNode: string, context: SectionContext): FormSection {
  const name = attribute(section, "name") ?? `section_${position + 1}`;
  return {
    id: guid(attribute(section, "id")),
    name,
    label: localized(child(section, "labels")),
    showLabel: flag(attribute(section, "showlabel"), true),
    visible: flag(attribute(section, "visible"), true),
    availableForPhone: flag(attribute(section, "availableforphone"), true),
    columns: fieldColumns(attribute(section, "columns")),
    labelPosition: attribute(section, "celllabelposition")?.toLowerCase() === "top" ? "top" : "left",
    rows: readRows(child(section, "rows"), { ...context, node: `${tabNode}/section[${name}]` }),
  };
}

/** One digit per column (`11` = two); an old plain `2` means two, too. */
function fieldColumns(value: string | undefined): number {
  const digits = value ?? "1";
  return Math.min(4, Math.max(1, /^1+$/.test(digits) ? digits.length : numberOf(digits, 1)));
}

function headerDensity(value: string | undefined): Form["headerDensity"] {
  return value === "Low" || value === "HighReadOnlyValues" ? value : "HighWithControls";
}

function readNavigation(form: Element | undefined): Form["navigation"] {
  return descendants(path(form, "Navigation"), "NavBarByRelationshipItem").map((item) => ({
    relationship: attribute(item, "RelationshipName") ?? "",
    label: localized(child(item, "Titles"), "Text", "LCID"),
  }));
}

/** Handlers as "onload MyLibrary.onLoad (library.js)", in the order of the source. */
function readScripts(form: Element | undefined): string[] {
  return children(child(form, "events"), "event").flatMap((event) =>
    descendants(event, "Handler")
      .filter((handler) => flag(attribute(handler, "enabled"), true))
      .map((handler) => {
        const column = attribute(event, "attribute");
        const when = [attribute(event, "name") ?? "", ...(column === undefined ? [] : [column])].join(" ");
        return `${when} ${attribute(handler, "functionName") ?? text(handler)} (${attribute(handler, "libraryName") ?? "?"})`;
      }),
  );
}

import type { Column, Form, FormCell, LocalizedText, Table } from "../../../solution/model/types";
import { textIn } from "../data/localized";

/** Every cell of a form: the body in the order in which it is read, then footer and header. A column's first cell is its own. */
export function cellsOf(form: Form): readonly FormCell[] {
  const body = form.tabs.flatMap((tab) =>
    tab.columns.flatMap((column) => column.sections.flatMap((section) => section.rows.flat())),
  );
  return [...body, ...form.footer, ...form.header];
}

/** Columns that the form loads and may write, in form order: of cells, of custom controls' bound parameters, and the hidden ones. */
export function columnsOf(form: Form, table: Table): readonly Column[] {
  const names = new Set<string>();
  for (const cell of cellsOf(form)) {
    const control = cell.control;
    if (!control) continue;
    if (control.column) names.add(control.column);
    for (const use of control.custom) {
      for (const parameter of use.parameters) if (parameter.kind === "bound") names.add(parameter.value);
    }
  }
  for (const hidden of form.hiddenColumns) names.add(hidden);
  const byName = new Map(table.columns.map((column) => [column.logicalName, column]));
  return [...names].flatMap((name) => {
    const column = byName.get(name);
    return column?.validForRead ? [column] : [];
  });
}

/** Columns that a person can see and therefore must fill in when they are required. */
export function visibleColumns(form: Form): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (cell: FormCell): void => {
    if (cell.visible && cell.control?.column) names.add(cell.control.column);
  };
  form.header.forEach(add);
  for (const tab of form.tabs) {
    if (!tab.visible) continue;
    for (const column of tab.columns)
      for (const section of column.sections) if (section.visible) section.rows.flat().forEach(add);
  }
  return names;
}

/** What the form calls a column: the label of its cell, else the column's own name. */
export function labelOf(form: Form, column: Column, languageId: number): string {
  const cell = cellsOf(form).find((candidate) => candidate.control?.column === column.logicalName);
  return cellLabel(cell?.label, column, languageId);
}

/** The label of a cell by language: the user's, else the base language, else the column's display name. */
export function cellLabel(label: LocalizedText | undefined, column: Column | undefined, languageId: number): string {
  const own = label?.[languageId];
  return own ?? textIn(column?.displayName, languageId, textIn(label, languageId, column?.logicalName ?? ""));
}

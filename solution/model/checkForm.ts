import { classIdName, classIdsOf, stockClassIds } from "./classIds";
import { checkCustomControl } from "./checkCustomControl";
import { checkRowSource, related, type Report, unknownColumn } from "./checkNames";
import { didYouMean, type ModelNames } from "./names";
import { customControlClassId } from "./readFormCell";
import type { SourceFinding, Form, FormCell, FormControl } from "./types";

/** Puts the findings about a form's names on its cells and on itself. The form is otherwise unchanged. */
export function checkForm(form: Form, names: ModelNames): Form {
  const controlIds = new Set<string>();
  const check = (cell: FormCell, node: string): FormCell => {
    if (cell.control === undefined) {
      return cell;
    }
    const control = cell.control;
    const findings: SourceFinding[] = [...cell.findings];
    const here = `${node}/control[${control.id}]`;
    if (controlIds.has(control.id)) {
      findings.push({
        place: control.place,
        node: here,
        message: `Two controls of this form have the id "${control.id}". Give one another id; scripts address controls by it.`,
      });
    }
    controlIds.add(control.id);
    checkControl(control, form, names, (message, detail = "", place = control.place) =>
      findings.push({ place, node: `${here}${detail}`, message }),
    );
    return { ...cell, findings };
  };
  return {
    ...form,
    tabs: form.tabs.map((tab) => ({
      ...tab,
      columns: tab.columns.map((column) => ({
        ...column,
        sections: column.sections.map((section) => ({
          ...section,
          rows: section.rows.map((row) =>
            row.map((cell) => check(cell, `form/tabs/tab[${tab.name}]/section[${section.name}]`)),
          ),
        })),
      })),
    })),
    header: form.header.map((cell) => check(cell, "form/header")),
    footer: form.footer.map((cell) => check(cell, "form/footer")),
    findings: [...form.findings, ...checkWholeForm(form, names)],
  };
}

/** Every finding of a form: its own and those of its cells. */
export function findingsOf(form: Form): SourceFinding[] {
  const cells = [
    ...form.tabs.flatMap((tab) =>
      tab.columns.flatMap((column) => column.sections.flatMap((section) => section.rows.flat())),
    ),
    ...form.header,
    ...form.footer,
  ];
  return [...form.findings, ...cells.flatMap((cell) => cell.findings)];
}

function checkWholeForm(form: Form, names: ModelNames): SourceFinding[] {
  const findings: SourceFinding[] = [];
  const table = names.table(form.table);
  if (table === undefined) {
    return [
      {
        place: form.place,
        node: "systemform",
        message: `This form belongs to the table "${form.table}", which no solution has.`,
      },
    ];
  }
  for (const column of form.hiddenColumns) {
    if (names.column(form.table, column) === undefined) {
      findings.push({
        place: form.place,
        node: `form/hiddencontrols/data[${column}]`,
        message: unknownColumn(column, form.table, names),
      });
    }
  }
  for (const { relationship } of form.navigation) {
    const known = names.relationship(relationship);
    if (known === undefined) {
      findings.push({
        place: form.place,
        node: `form/Navigation/NavBarByRelationshipItem[${relationship}]`,
        message: `There is no relationship "${relationship}".${didYouMean(relationship, related(form.table, names))} Correct the RelationshipName or remove the item.`,
      });
    }
  }
  return findings;
}

function checkControl(control: FormControl, form: Form, names: ModelNames, report: Report): void {
  const column = control.column === undefined ? undefined : names.column(form.table, control.column);
  if (control.column !== undefined && column === undefined) {
    report(unknownColumn(control.column, form.table, names));
  }
  if (column !== undefined) {
    const fitting = classIdsOf(column);
    const shown = control.classId === customControlClassId ? control.fallbackClassId : control.classId;
    if (shown !== undefined && !fitting.includes(shown)) {
      const mend =
        fitting[0] === undefined
          ? "remove the control; no field shows such a column"
          : `use {${fitting[0].toUpperCase()}}`;
      report(
        `The classid {${shown.toUpperCase()}} is ${classIdName(shown)} field, but ${column.logicalName} is a ${column.type} column; ${mend}.`,
      );
    }
  }
  if (control.isSubgrid) {
    checkRowSource(
      {
        viewId: (control.parameters["ViewId"] ?? "").replace(/[{}]/g, "").toLowerCase(),
        table: (control.parameters["TargetEntityType"] ?? "").toLowerCase(),
        relationshipName: control.parameters["RelationshipName"] ?? "",
      },
      form,
      names,
      report,
    );
    if (control.fallbackClassId !== undefined && control.fallbackClassId !== stockClassIds.subgrid) {
      report(
        `The fallback of a sub-grid is {${stockClassIds.subgrid.toUpperCase()}}, not {${control.fallbackClassId.toUpperCase()}}.`,
      );
    }
  }
  for (const use of control.custom) {
    checkCustomControl(use, control, form, names, report);
  }
}

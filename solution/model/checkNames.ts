import { didYouMean, type ModelNames } from "./names";
import type { Form, SourcePlace } from "./types";

/** Reports a finding; `detail` is added to the node's path. */
export type Report = (message: string, detail?: string, place?: SourcePlace) => void;

/** The view, table and relationship that a sub-grid or a data-set takes its rows from. */
export function checkRowSource(
  source: { readonly viewId: string; readonly table: string; readonly relationshipName: string },
  form: Form,
  names: ModelNames,
  report: Report,
  detail = "/parameters",
  place?: SourcePlace,
): void {
  const table = names.table(source.table);
  if (table === undefined) {
    report(
      `TargetEntityType "${source.table}" is no table.${didYouMean(
        source.table,
        names.tables.map((known) => known.logicalName),
      )}`,
      `${detail}/TargetEntityType`,
      place,
    );
  }
  const view = names.view(source.viewId);
  if (view === undefined) {
    const first = names.views.find((known) => known.table === source.table);
    report(
      `ViewId {${source.viewId}} is no view of the solutions.${first === undefined ? "" : ` ${source.table} has, for one, {${first.id}} (${first.name[1033] ?? ""}).`}`,
      `${detail}/ViewId`,
      place,
    );
  } else if (table !== undefined && view.table !== source.table) {
    report(
      `ViewId {${source.viewId}} is a view of ${view.table}, but TargetEntityType says ${source.table}; they must agree.`,
      `${detail}/ViewId`,
      place,
    );
  }
  if (source.relationshipName === "") {
    return;
  }
  const relationship = names.relationship(source.relationshipName);
  const fits =
    relationship !== undefined &&
    (relationship.kind === "oneToMany"
      ? relationship.referencedTable === form.table && relationship.referencingTable === source.table
      : [relationship.table1, relationship.table2].includes(form.table) &&
        [relationship.table1, relationship.table2].includes(source.table));
  if (!fits) {
    const what =
      relationship === undefined
        ? `There is no relationship "${source.relationshipName}".`
        : `Relationship "${source.relationshipName}" does not lead from ${form.table} to ${source.table}.`;
    report(
      `${what}${didYouMean(source.relationshipName, related(form.table, names))}`,
      `${detail}/RelationshipName`,
      place,
    );
  }
}

export function unknownColumn(column: string, table: string, names: ModelNames): string {
  const columns = names.table(table)?.columns.map((known) => known.logicalName) ?? [];
  return `Table ${table} has no column "${column}".${didYouMean(column, columns)} Correct the name, or add the column to the table.`;
}

/** Relationships of a table, for suggestions. */
export function related(table: string, names: ModelNames): string[] {
  return names.relationships
    .filter((relationship) =>
      relationship.kind === "oneToMany"
        ? relationship.referencedTable === table
        : relationship.table1 === table || relationship.table2 === table,
    )
    .map((relationship) => relationship.schemaName);
}

import type { Column, HostModel, OneToMany, Table, View } from "../../../solution/model/types";
import { standInView } from "../base/standIn";
import type { FilterExpression, RecordFilter } from "../pcf/dataset/query";

/** `ConditionOperator` of the component framework. */
const EQUAL = 0;
const LIKE = 6;
const NULL = 12;

/** What a person set in a column's menu. */
export type ColumnFilter =
  | { readonly kind: "contains"; readonly text: string }
  | { readonly kind: "equals"; readonly value: number }
  | { readonly kind: "hasData" | "hasNoData" };

/** A column of a view with everything the grid needs; `alias.column` for one of a linked table. */
export interface GridColumn {
  readonly name: string;
  readonly width: number;
  readonly column: Column | undefined;
  readonly table: Table;
  /** The property in a FetchXML row. */
  readonly property: string;
}

/** The columns of a view's layout. Columns the model does not know are kept, so that the grid shows their name and nothing else. */
export function gridColumns(model: HostModel, table: Table, view: View): readonly GridColumn[] {
  const links = linkTables(view.fetchXml);
  return view.columns.map(({ name, width }) => {
    const [alias, linked] = name.split(".");
    if (linked !== undefined) {
      const other = model.tables.find((candidate) => candidate.logicalName === links.get(alias ?? "")) ?? table;
      return {
        name,
        width,
        table: other,
        column: other.columns.find((column) => column.logicalName === linked),
        property: name,
      };
    }
    const column = table.columns.find((candidate) => candidate.logicalName === name);
    return { name, width, table, column, property: column?.type === "lookup" ? `_${name}_value` : name };
  });
}

function linkTables(fetchXml: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const link of fetchXml.match(/<link-entity\b[^>]*>/g) ?? []) {
    const alias = /\balias=["']([^"']+)["']/.exec(link)?.[1];
    const name = /\bname=["']([^"']+)["']/.exec(link)?.[1];
    if (alias && name) found.set(alias, name);
  }
  return found;
}

/** The columns that quick find searches: those of the Quick Find view's marked filter that hold text, else the primary name. */
export function quickFindColumns(table: Table, views: readonly View[]): readonly string[] {
  const view = views.find((candidate) => candidate.table === table.logicalName && candidate.isQuickFind);
  const filter = view
    ? /<filter\b[^>]*isquickfindfields[^>]*>([\s\S]*?)<\/filter>/.exec(view.fetchXml)?.[1]
    : undefined;
  const names = [...(filter ?? "").matchAll(/attribute=["']([^"']+)["']/g)].map((match) => match[1] ?? "");
  const searchable = names.filter((name) =>
    table.columns.some((column) => column.logicalName === name && (column.type === "text" || column.type === "memo")),
  );
  return searchable.length > 0 ? searchable : [table.primaryName];
}

/** `%`, `_` and `[` typed by a person are characters, not wildcards; `*` is one. */
const pattern = (text: string): string => text.replace(/[[%_]/g, "[$&]").replace(/\*/g, "%");

/** Quick find begins with what was typed in any of its columns; column filters all hold. Null = no filter. */
export function filterOf(
  quickFind: string,
  quickColumns: readonly string[],
  byColumn: Readonly<Record<string, ColumnFilter>>,
): FilterExpression | null {
  const term = quickFind.trim();
  const conditions = Object.entries(byColumn).flatMap(([name, filter]) => condition(name, filter));
  if (conditions.length === 0 && term === "") return null;
  const search: FilterExpression = {
    filterOperator: 1,
    conditions: quickColumns.map((name) => ({
      attributeName: name,
      conditionOperator: LIKE,
      value: `${pattern(term)}%`,
    })),
  };
  return { filterOperator: 0, conditions, ...(term === "" ? {} : { filters: [search] }) };
}

function condition(name: string, filter: ColumnFilter): FilterExpression["conditions"] {
  const [alias, linked] = name.split(".");
  const at = linked === undefined ? { attributeName: name } : { attributeName: linked, entityAliasName: alias ?? "" };
  switch (filter.kind) {
    case "contains":
      return [{ ...at, conditionOperator: LIKE, value: `%${pattern(filter.text)}%` }];
    case "equals":
      return [{ ...at, conditionOperator: EQUAL, value: String(filter.value) }];
    case "hasData":
      // The framework's operators have no "not null": `requireData` writes it.
      return [];
    case "hasNoData":
      return [{ ...at, conditionOperator: NULL, value: "" }];
  }
}

/** Adds "contains data" conditions to FetchXML that is otherwise complete. */
export function requireData(fetchXml: string, byColumn: Readonly<Record<string, ColumnFilter>>): string {
  const conditions = Object.entries(byColumn)
    .filter(([, filter]) => filter.kind === "hasData")
    .map(([name]) => {
      const [alias, linked] = name.split(".");
      return linked === undefined
        ? `<condition attribute="${name}" operator="not-null"/>`
        : `<condition entityname="${alias ?? ""}" attribute="${linked}" operator="not-null"/>`;
    });
  return conditions.length === 0
    ? fetchXml
    : fetchXml.replace(
        /<\/entity>\s*<\/fetch>\s*$/,
        `<filter type="and">${conditions.join("")}</filter></entity></fetch>`,
      );
}

/** How rows of a table hang on a record through a relationship; undefined when the relationship does not connect the two. */
export function recordFilterOf(
  model: Pick<HostModel, "relationships" | "tables">,
  relationshipName: string,
  rowTable: string,
  recordTable: string,
  recordId: string,
): RecordFilter | undefined {
  const relationship = model.relationships.find(
    (candidate) => candidate.schemaName.toLowerCase() === relationshipName.toLowerCase(),
  );
  if (!relationship) return undefined;
  if (relationship.kind === "oneToMany") {
    return relationship.referencingTable === rowTable && relationship.referencedTable === recordTable
      ? { kind: "column", column: relationship.referencingColumn, recordId }
      : undefined;
  }
  const ownKey = model.tables.find((table) => table.logicalName === rowTable)?.primaryKey ?? "";
  const first = relationship.table1 === rowTable && relationship.table2 === recordTable;
  if (!first && !(relationship.table2 === rowTable && relationship.table1 === recordTable)) return undefined;
  return {
    kind: "intersect",
    table: relationship.intersectTable,
    ownKey,
    recordId,
    ownColumn: first ? relationship.column1 : relationship.column2,
    recordColumn: first ? relationship.column2 : relationship.column1,
  };
}

/** One-to-many relationships from a table, for Related menus and new child rows. */
export function childRelationship(model: Pick<HostModel, "relationships">, schemaName: string): OneToMany | undefined {
  return model.relationships.find(
    (relationship): relationship is OneToMany =>
      relationship.kind === "oneToMany" && relationship.schemaName.toLowerCase() === schemaName.toLowerCase(),
  );
}

/** The views to choose from: public ones of the app first, by name order of the source. */
export function viewsFor(model: HostModel, table: string, queryType: 0 | 2 | 64): readonly View[] {
  const ofApp = new Set(model.apps.flatMap((app) => app.viewIds));
  const all = model.views.filter((view) => view.table === table && view.queryType === queryType && !view.isQuickFind);
  const named = all.filter((view) => ofApp.has(view.id));
  if (named.length > 0) return named;
  const definition = model.tables.find((candidate) => candidate.logicalName === table);
  // A real environment brings views for the platform's tables.
  return all.length === 0 && queryType === 0 && definition ? [standInView(definition)] : all;
}

/** The view a table opens with: the default one. */
export const defaultView = (views: readonly View[]): View | undefined =>
  views.find((view) => view.isDefault) ?? views[0];

import type { HostModel, Table, View } from "../../../solution/model/types";
import type { LookupValue } from "../data/values";
import { propertyOf, type Row } from "../data/values";

const FORMATTED = "@OData.Community.Display.V1.FormattedValue";

/** A row as the flyout shows it: its name and, below, the second column of the lookup view. */
export interface LookupHit extends LookupValue {
  readonly detail: string;
}

/** Characters that start a search by themselves; fewer wait for Enter. */
export const SEARCH_FROM = 3;

/** The second column of the table's lookup view, else of its default view. */
function detailProperty(model: HostModel, table: Table): string | undefined {
  const views = model.views.filter((view) => view.table === table.logicalName);
  const view: View | undefined =
    views.find((candidate) => candidate.queryType === 64) ?? views.find((candidate) => candidate.isDefault);
  const name = view?.columns
    .map((column) => column.name)
    .find((candidate) => candidate !== table.primaryName && !candidate.includes("."));
  const column = table.columns.find((candidate) => candidate.logicalName === name);
  return column ? propertyOf(column) : undefined;
}

/**
 * OData options for what a person typed: begins-with; a leading `*` searches inside. Inactive rows are left out, as the stock
 * lookup views do. An empty text brings the rows changed last.
 */
export function searchOptions(model: HostModel, table: Table, text: string, top: number): string {
  const detail = detailProperty(model, table);
  const select = [table.primaryKey, table.primaryName, ...(detail ? [detail] : [])];
  const term = text.trim();
  const inside = term.startsWith("*");
  const bare = term.replace(/^\*+|\*+$/g, "");
  const filters: string[] = [];
  if (bare !== "")
    filters.push(
      `${inside ? "contains" : "startswith"}(${table.primaryName},'${encodeURIComponent(bare.replace(/'/g, "''"))}')`,
    );
  if (table.columns.some((column) => column.logicalName === "statecode")) filters.push("statecode eq 0");
  if (table.logicalName === "systemuser" && table.columns.some((column) => column.logicalName === "isdisabled"))
    filters.push("isdisabled eq false");
  const changed = table.columns.some((column) => column.logicalName === "modifiedon");
  const order = bare === "" && changed ? "modifiedon desc" : `${table.primaryName} asc`;
  return `?$select=${select.join(",")}${filters.length > 0 ? `&$filter=${filters.join(" and ")}` : ""}&$orderby=${order}&$top=${top}`;
}

/** The rows of a search as hits. */
export function hitsOf(model: HostModel, table: Table, rows: readonly Row[]): readonly LookupHit[] {
  const detail = detailProperty(model, table);
  return rows.map((row) => ({
    id: String(row[table.primaryKey]).toLowerCase(),
    name: String(row[table.primaryName] ?? ""),
    entityType: table.logicalName,
    detail: detail ? String(row[`${detail}${FORMATTED}`] ?? row[detail] ?? "") : "",
  }));
}

import type { Catalog, CatalogTable } from "../catalog";

/**
 * Tables that hold no rows of their own: what is read there stands in other tables. Each is a view in the database, and the
 * server alone fills it: table → the statement that says what is in it, with the columns given in their order.
 */
type ViewRows = (catalog: Catalog, columns: readonly { readonly name: string; readonly type: string }[]) => string;

const views: Readonly<Record<string, ViewRows>> = {
  /** What a lookup to "user or team" leads to. */
  owner: () => `select systemuserid as ownerid, fullname as name, 8 as ownertypecode, versionnumber from systemuser
  union all select teamid, name, 9, versionnumber from team`,
  /** Every activity, whatever its kind. */
  activitypointer: (catalog, columns) =>
    [
      // None at all, where an environment has no activities.
      `select ${columns.map(({ name, type }) => `null::${type} as "${name}"`).join(", ")} where false`,
      ...catalog.tables
        .filter((table) => table.primaryKey === "activityid" && table.logicalName !== "activitypointer")
        .map(
          (table) =>
            `select ${columns
              .map(({ name, type }) =>
                name === "activitytypecode"
                  ? `'${table.logicalName}'::text as "activitytypecode"`
                  : table.columnsByName.has(name) || hasCompanion(table, name)
                    ? `"${name}"`
                    : `null::${type} as "${name}"`,
              )
              .join(", ")} from "${table.logicalName}"`,
        ),
    ].join(" union all "),
};

const hasCompanion = (table: CatalogTable, name: string): boolean => {
  const column = name.endsWith("type") ? table.columnsByName.get(name.slice(0, -4)) : undefined;
  return column?.type === "lookup" && column.targets.length !== 1;
};

export const isView = (table: string): boolean => Object.hasOwn(views, table);

/** @returns undefined for a table with rows of its own */
export function viewStatement(
  catalog: Catalog,
  table: string,
  columns: readonly { readonly name: string; readonly type: string }[],
): string | undefined {
  return views[table]?.(catalog, columns);
}

import type { CatalogTable } from "../../catalog";
import { Fault } from "../../fault";
import { readCookie, skipToken } from "../plan/cookie";
import { filterSql, type Scope } from "../plan/filter";
import type { QueryOptions } from "../request/options";
import { afterCookie, cookieColumns, cookieOf, orderKeys, orderSql, primaryOrder } from "../plan/order";
import { loadCollections, maxRows, rowStyle, rowUrl, shapeOf } from "./shape";
import { Source, Statement } from "../sql/statement";
import type { Preferences, ReadDeps } from "../request/types";

/** Rows of a table that a request lists: all of them, or those of one collection. */
export interface ListRequest {
  readonly table: CatalogTable;
  /** The address as it was sent, without the query: what `@odata.nextLink` repeats. */
  readonly path: string;
  readonly options: QueryOptions;
  readonly preferences: Preferences;
  /** Which rows of the table belong to the list. */
  readonly restrict?: (source: Source) => string;
  /** Only the addresses of the rows: `/$ref`. */
  readonly references?: boolean;
}

/** Answers a list: one statement for the page, one for each expanded collection, one for the count. */
export async function readList(deps: ReadDeps, request: ListRequest): Promise<string> {
  const { table, options, preferences } = request;
  const statement = new Statement(deps);
  const source = new Source(statement, table);
  const scope: Scope = { source, variables: new Map(), aliases: options.aliases };
  const style = rowStyle(deps, preferences, { unmask: options.unmasked ? "list" : "none" });
  const shapeOptions = {
    aliases: options.aliases,
    preferences,
    style,
    depth: 0,
    expand: request.references === true ? [] : options.expand,
    etag: request.references !== true,
    lookupEtags: false,
    nested: false,
    ...(request.references === true ? { select: [] } : options.select === undefined ? {} : { select: options.select }),
  };
  const shape = shapeOf(source, shapeOptions);
  const conditions = conditionsOf(statement, scope, request);
  const keys = [...orderKeys(scope, options.orderBy ?? []), primaryOrder(source)];
  const cookies = cookieColumns(statement, keys);
  const primary = statement.output(source.primaryKey);
  const previous = options.skipToken === undefined ? undefined : readCookie(options.skipToken);
  if (previous !== undefined) {
    conditions.push(afterCookie(statement, keys, previous));
  }
  const pageSize = pageSizeOf(preferences);
  const limit = preferences.maxPageSize === undefined ? Math.min(options.top ?? maxRows, pageSize) : pageSize;
  const rows = await statement.rows(
    `from ${source.from} where ${conditions.join(" and ")} order by ${orderSql(keys)} limit ${limit + 1}`,
  );
  const shown = rows.slice(0, limit);
  const children = await loadCollections(deps, shape, shown, shapeOptions);
  const [first, last] = [shown[0], shown.at(-1)];
  const complete = rows.length <= limit || (preferences.maxPageSize === undefined && options.top !== undefined);
  const token =
    complete || first === undefined || last === undefined
      ? undefined
      : skipToken(cookieOf(cookies, (previous?.page ?? 0) + 1, first, last));
  const count = options.count ? await countRows(deps, request) : undefined;
  const { annotations } = style;
  const context =
    request.references === true
      ? "#Collection($ref)"
      : `#${table.entitySetName}${shape.context === "" ? "" : `(${shape.context})`}`;
  return (
    [
      `{"@odata.context":${JSON.stringify(`${deps.origin}/api/data/v9.2/$metadata${context}`)}`,
      ...(count === undefined ? [] : [`"@odata.count":${count.shown}`]),
      ...(annotations.includes("Microsoft.Dynamics.CRM.totalrecordcount")
        ? [`"@Microsoft.Dynamics.CRM.totalrecordcount":${count?.shown ?? -1}`]
        : []),
      ...(annotations.includes("Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded")
        ? [`"@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded":${count?.exceeded ?? false}`]
        : []),
      ...(annotations.includes("Microsoft.Dynamics.CRM.globalmetadataversion")
        ? [`"@Microsoft.Dynamics.CRM.globalmetadataversion":"${metadataVersion}"`]
        : []),
      `"value":[${shown.map((row) => (request.references === true ? `{"@odata.id":"${rowUrl(deps, table, String(row[primary]))}"}` : shape.write(row, children))).join(",")}]`,
      ...(token === undefined ? [] : [`"@odata.nextLink":${JSON.stringify(nextLink(deps, request, token))}`]),
    ].join(",") + "}"
  );
}

/** Changes with the metadata; the schema of this server is fixed while it runs. */
export const metadataVersion = "10086610";

/** The number of rows for `$count=true` and `/$count`, which Dataverse stops counting at 5000. */
export async function countRows(
  deps: ReadDeps,
  request: Pick<ListRequest, "table" | "options" | "restrict">,
): Promise<{ shown: number; exceeded: boolean }> {
  const statement = new Statement(deps);
  const source = new Source(statement, request.table);
  const conditions = conditionsOf(
    statement,
    { source, variables: new Map(), aliases: request.options.aliases },
    request,
  );
  const [row] = await deps.database.query<{ n: number | string }>(
    `select count(*)::int4 as n from (select 1 from ${source.from} where ${conditions.join(" and ")} limit ${maxRows + 1}) counted`,
    statement.params,
  );
  const n = Number(row?.n ?? 0);
  return { shown: Math.min(n, maxRows), exceeded: n > maxRows };
}

/** `odata.maxpagesize` or 5000, which is also the most. */
export function pageSizeOf(preferences: Preferences): number {
  const size = preferences.maxPageSize;
  if (size !== undefined && (!Number.isInteger(size) || size < 1)) {
    throw new Fault(
      400,
      "0x80060888",
      `Invalid value '${size}' for the preference odata.maxpagesize: a whole number from 1 to ${maxRows} is needed.`,
    );
  }
  return Math.min(size ?? maxRows, maxRows);
}

function conditionsOf(
  statement: Statement,
  scope: Scope,
  request: Pick<ListRequest, "options" | "restrict">,
): string[] {
  const { source } = scope;
  return [
    `(${source.readable()})`,
    ...(request.restrict === undefined ? [] : [request.restrict(source)]),
    ...(request.options.filter === undefined
      ? []
      : [filterSql(statement, { ...scope, affirmed: true }, request.options.filter)]),
  ];
}

function nextLink(deps: ReadDeps, request: ListRequest, token: string): string {
  const options = request.options.written
    .filter(({ name }) => name !== "$skiptoken")
    .map(({ name, text }) => `${name}=${text}`);
  return `${deps.origin}/api/data/v9.2/${request.path}?${[...options, `$skiptoken=${token}`].join("&")}`;
}

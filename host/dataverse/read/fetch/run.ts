import type { Column } from "../../../../solution/model/types";
import { Fault, unsupported } from "../../fault";
import {
  aggregateColumn,
  type AggregateMethod,
  aggregateLimit,
  type DateGrouping,
  dateGroupColumn,
  groupColumn,
  requireAggregable,
  type ResultColumn,
} from "../json/aggregate";
import { readCookie, wrapCookie } from "../plan/cookie";
import { type ListRequest, metadataVersion, pageSizeOf } from "../rows/list";
import { afterCookie, cookieColumns, cookieOf, type OrderKey, orderSql, primaryOrder } from "../plan/order";
import { maxRows, rowStyle } from "../rows/shape";
import { outputName, type ResultRow, type Source, Statement, tableOf } from "../sql/statement";
import type { Preferences, ReadDeps } from "../request/types";
import { columnWriter, propertyName, type RowStyle, type Writer } from "../json/writers";
import { type FetchAttribute, type FetchOrder, type FetchQuery, parseFetch } from "./parse";
import { fetchColumn, type Place, type Plan, planFetch } from "./plan";

export interface FetchRequest {
  readonly fetchXml: string;
  readonly rows: Pick<ListRequest, "table" | "restrict">;
  readonly preferences: Preferences;
  readonly unmasked: boolean;
  /** `$count=true` beside the query. */
  readonly count: boolean;
}

const aggregates: readonly AggregateMethod[] = ["count", "countcolumn", "sum", "avg", "min", "max"];
const dateGroupings: readonly DateGrouping[] = [
  "day",
  "week",
  "month",
  "quarter",
  "year",
  "fiscal-period",
  "fiscal-year",
];
/** Without a cookie Dataverse pages through no more rows than this. */
const maxOffset = 50_000;

/** Answers a FetchXML query: one statement for the page, one for the total if it was asked for. */
export async function readFetch(deps: ReadDeps, request: FetchRequest): Promise<string> {
  const query = parseFetch(request.fetchXml);
  const { table } = request.rows;
  if (tableOf(deps, query.entity.name).logicalName !== table.logicalName) {
    throw new Fault(
      400,
      "0x80041128",
      `The entity name in FetchXml '${query.entity.name}' does not match the entity set '${table.entitySetName}' of the request.`,
    );
  }
  const statement = new Statement(deps);
  const plan = planFetch(statement, query.entity);
  const style = rowStyle(deps, request.preferences, { omitNulls: true, unmask: request.unmasked ? "list" : "none" });
  const conditions = [
    ...plan.conditions,
    ...(request.rows.restrict === undefined ? [] : [request.rows.restrict(plan.root.source)]),
  ];
  const where = (): string => `${plan.root.source.from} where ${conditions.join(" and ")}`;
  const result = query.aggregate
    ? await aggregateResult(statement, query, plan, style, where)
    : rowResult(query, plan, style);
  const size = Math.min(query.top ?? query.count ?? pageSizeOf(request.preferences), maxRows);
  const sent =
    query.pagingCookie === undefined || query.pagingCookie === "" ? undefined : readCookie(query.pagingCookie);
  const cookie = result.cookies ? sent : undefined;
  const cookies = result.cookies ? cookieColumns(statement, result.keys) : [];
  const total = query.returnTotal || request.count ? await totalOf(statement, result, where()) : undefined;
  if (cookie !== undefined) {
    conditions.push(afterCookie(statement, result.keys, cookie));
  }
  const offset = cookie === undefined ? (query.page - 1) * size : 0;
  if (query.page < 1 || offset + size > maxOffset) {
    throw new Fault(400, "0x8004430A", `Paging without a paging cookie is limited to ${maxOffset} rows.`);
  }
  const rows = await statement.rows(
    `from ${where()}${result.groupBy}${result.order} limit ${size + 1} offset ${offset}`,
    { distinct: query.distinct },
  );
  const shown = rows.slice(0, size);
  const [first, last] = [shown[0], shown.at(-1)];
  const more = rows.length > size && query.top === undefined;
  const { annotations } = style;
  const wrapper =
    !more || first === undefined || last === undefined
      ? undefined
      : result.cookies
        ? wrapCookie(cookieOf(cookies, query.page, first, last))
        : `<cookie pagenumber="${query.page + 1}" istracking="False" />`;
  return (
    [
      `{"@odata.context":${JSON.stringify(`${deps.origin}/api/data/v9.2/$metadata#${table.entitySetName}${result.context}`)}`,
      ...(request.count && total !== undefined ? [`"@odata.count":${Math.min(total, maxRows)}`] : []),
      ...(annotations.includes("Microsoft.Dynamics.CRM.totalrecordcount")
        ? [`"@Microsoft.Dynamics.CRM.totalrecordcount":${total === undefined ? -1 : Math.min(total, maxRows)}`]
        : []),
      ...(annotations.includes("Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded")
        ? [`"@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded":${total !== undefined && total > maxRows}`]
        : []),
      ...(annotations.includes("Microsoft.Dynamics.CRM.globalmetadataversion")
        ? [`"@Microsoft.Dynamics.CRM.globalmetadataversion":"${metadataVersion}"`]
        : []),
      ...(wrapper !== undefined && annotations.includes("Microsoft.Dynamics.CRM.fetchxmlpagingcookie")
        ? [`"@Microsoft.Dynamics.CRM.fetchxmlpagingcookie":${JSON.stringify(wrapper)}`]
        : []),
      ...(annotations.includes("Microsoft.Dynamics.CRM.morerecords")
        ? [`"@Microsoft.Dynamics.CRM.morerecords":${more}`]
        : []),
      `"value":[${shown.map((row) => result.write(row)).join(",")}]`,
    ].join(",") + "}"
  );
}

interface Result {
  /** With its parentheses; empty for an aggregate. */
  readonly context: string;
  readonly write: (row: ResultRow) => string;
  readonly keys: readonly OrderKey[];
  readonly groupBy: string;
  /** The ORDER BY clause, or nothing. */
  readonly order: string;
  /** Whether a cookie can lead from page to page. */
  readonly cookies: boolean;
}

async function totalOf(statement: Statement, result: Result, fromAndWhere: string): Promise<number> {
  const inner =
    result.groupBy === "" ? `select 1 from ${fromAndWhere}` : `select 1 from ${fromAndWhere}${result.groupBy}`;
  const [row] = await statement.deps.database.query<{ n: number }>(
    `select count(*)::int4 as n from (${inner} limit ${maxRows + 1}) counted`,
    [...statement.params],
  );
  return row?.n ?? 0;
}

function rowResult(query: FetchQuery, plan: Plan, style: RowStyle): Result {
  const { root } = plan;
  const { statement } = root.source;
  const writers: Writer[] = [];
  const context: string[] = [];
  for (const place of plan.places) {
    for (const { column, attribute } of columnsOf(place, query)) {
      if (attribute?.aggregate !== undefined || attribute?.groupBy === true) {
        throw new Fault(400, "0x80040203", "An aggregate or groupby needs aggregate='true' on the fetch element.");
      }
      const key =
        attribute?.alias === undefined
          ? place.alias === undefined
            ? propertyName(column)
            : `${place.alias}.${column.logicalName}`
          : attribute.alias;
      writers.push(columnWriter(place.source, column, style, key, key !== propertyName(column)));
      if (place.alias === undefined) {
        context.push(key);
      }
    }
  }
  const keys = orderKeys(query, plan, style);
  const version = query.distinct ? undefined : statement.output(root.source.raw("versionnumber"));
  const ownOrders = keys.every((key) => key.name !== "");
  const cookies = !plan.multiplies && !query.distinct && ownOrders;
  const tieBreaks = plan.places
    .slice(1)
    .filter(() => plan.multiplies)
    .map(({ source }) => source.primaryKey);
  const all: readonly OrderKey[] = query.distinct ? keys : [...keys, primaryOrder(root.source)];
  return {
    context: root.entity.allAttributes ? "" : `(${context.join(",")})`,
    keys: all,
    groupBy: "",
    cookies,
    order: query.distinct ? distinctOrder(statement, keys) : ` order by ${[orderSql(all), ...tieBreaks].join(", ")}`,
    write: (row) => {
      const etag = version === undefined ? "" : `"@odata.etag":"W/\\"${row[version] ?? "0"}\\"",`;
      const text = etag + writers.map((writer) => writer(row)).join("");
      return `{${text.slice(0, -1)}}`;
    },
  };
}

/** DISTINCT can only be ordered by what it selects. */
function distinctOrder(statement: Statement, keys: readonly OrderKey[]): string {
  const names = keys.map(
    (key) =>
      `${outputName(statement.output(sortExpression(key)))}${key.descending ? " desc nulls last" : " nulls first"}`,
  );
  return ` order by ${[...names, ...Array.from({ length: statement.outputCount }, (_, index) => String(index + 1))].join(", ")}`;
}

function sortExpression(key: OrderKey): string {
  return key.type === "text" ? `dv_sort(${key.sql})` : key.sql;
}

function columnsOf(
  place: Place,
  query: FetchQuery,
): readonly { readonly column: Column; readonly attribute?: FetchAttribute }[] {
  const { entity, source, alias } = place;
  const { table } = source;
  const chosen: { column: Column; attribute?: FetchAttribute }[] = entity.allAttributes
    ? table.columns.filter((column) => column.validForRead && column.type !== "image").map((column) => ({ column }))
    : entity.attributes.map((attribute) => ({ column: fetchColumn(table, attribute.name), attribute }));
  if (alias !== undefined) {
    return chosen;
  }
  const add = (name: string): void => {
    const column = table.columnsByName.get(name);
    if (column !== undefined && !chosen.some((one) => one.column === column && one.attribute?.alias === undefined)) {
      chosen.push({ column });
    }
  };
  if (chosen.some(({ column }) => column.type === "money")) {
    add("transactioncurrencyid");
  }
  if (!query.distinct) {
    add(table.primaryKey);
  }
  return chosen;
}

function orderKeys(query: FetchQuery, plan: Plan, style: RowStyle): OrderKey[] {
  // Orders of a link come after those of the entity.
  return plan.places.flatMap((place) => place.entity.orders.map((order) => orderKey(query, plan, place, order, style)));
}

function orderKey(query: FetchQuery, plan: Plan, own: Place, order: FetchOrder, style: RowStyle): OrderKey {
  if (order.attribute === undefined) {
    throw new Fault(400, "0x80041132", "An order by alias is only supported for aggregate queries.");
  }
  const place = order.entityName === undefined ? own : plan.places.find(({ alias }) => alias === order.entityName);
  if (place === undefined) {
    throw new Fault(
      400,
      "0x80040203",
      `The order names the entity '${order.entityName ?? ""}', which is not a link-entity of the query.`,
    );
  }
  const column = fetchColumn(place.source.table, order.attribute);
  const value = place.source.value(column);
  // A key without a name cannot stand in a cookie: Dataverse gives none for orders by linked columns.
  const key = {
    name: place.alias === undefined ? column.logicalName : "",
    descending: order.descending,
    primary: false,
  };
  if (column.type === "lookup") {
    return { ...key, sql: place.source.lookupName(column), type: "text" };
  }
  if ((column.type === "choice" || column.type === "state" || column.type === "status") && !query.rawOrder) {
    const labels = column.options.map((option) => ({ value: option.value, label: style.format.label(option.label) }));
    const ranked = [...labels].sort((a, b) => a.label.localeCompare(b.label));
    const cases = ranked.map((option, rank) => `when ${option.value} then ${rank}`).join(" ");
    return { ...key, sql: ranked.length === 0 ? value.sql : `(case ${value.sql} ${cases} end)`, type: "int4" };
  }
  return { ...key, sql: value.sql, type: value.type };
}

async function aggregateResult(
  statement: Statement,
  query: FetchQuery,
  plan: Plan,
  style: RowStyle,
  where: () => string,
): Promise<Result> {
  const columns = new Map<string, ResultColumn>();
  for (const place of plan.places) {
    if (place.entity.allAttributes) {
      throw new Fault(400, "0x80040203", "all-attributes cannot be used in an aggregate query.");
    }
    for (const attribute of place.entity.attributes) {
      if (attribute.alias === undefined) {
        throw new Fault(400, "0x80040203", `The attribute '${attribute.name}' of an aggregate query needs an alias.`);
      }
      columns.set(attribute.alias, resultColumn(place.source, attribute, attribute.alias, style));
    }
  }
  const orders = plan.places
    .flatMap(({ entity }) => entity.orders)
    .map((order) => {
      if (order.alias === undefined) {
        throw new Fault(
          400,
          "0x80041131",
          "An order by attribute is not supported for aggregate queries. Use the alias.",
        );
      }
      const column = columns.get(order.alias);
      if (column === undefined) {
        throw new Fault(
          400,
          "0x80040203",
          `The order names the alias '${order.alias}', which no attribute of the query has.`,
        );
      }
      return `${column.orderBy}${order.descending ? " desc nulls last" : " nulls first"}`;
    });
  if (columns.size === 0) {
    throw new Fault(400, "0x80040203", "An aggregate query needs at least one attribute.");
  }
  await requireAggregable(statement, where(), Math.min(query.aggregateLimit ?? aggregateLimit, aggregateLimit));
  const all = [...columns.values()];
  const groups = all.flatMap((column) => column.groupBy);
  const order = [...orders, ...groups];
  return {
    context: "",
    keys: [],
    cookies: false,
    groupBy: groups.length === 0 ? "" : ` group by ${groups.join(", ")}`,
    order: order.length === 0 ? "" : ` order by ${order.join(", ")}`,
    write: (row) =>
      `{${all
        .map((column) => column.write(row))
        .join("")
        .slice(0, -1)}}`,
  };
}

function resultColumn(source: Source, attribute: FetchAttribute, alias: string, style: RowStyle): ResultColumn {
  const value = source.value(fetchColumn(source.table, attribute.name));
  if (attribute.groupBy) {
    const grouping = dateGroupings.find((known) => known === attribute.dateGrouping);
    if (attribute.dateGrouping !== undefined && grouping === undefined) {
      throw new Fault(400, "0x80040203", `The date grouping '${attribute.dateGrouping}' is not valid.`);
    }
    const zone = attribute.userTimeZone ? source.statement.deps.caller.timeZone : "UTC";
    return grouping === undefined
      ? groupColumn(source, value, alias, style)
      : dateGroupColumn(source, value, alias, grouping, zone, style);
  }
  const method = aggregates.find((known) => known === attribute.aggregate);
  if (method === undefined) {
    throw attribute.aggregate === undefined
      ? new Fault(
          400,
          "0x80040203",
          `The attribute '${attribute.name}' of an aggregate query needs aggregate or groupby.`,
        )
      : unsupported(`The aggregate ${attribute.aggregate}`);
  }
  return aggregateColumn(source, value, alias, method, attribute.distinct, style);
}

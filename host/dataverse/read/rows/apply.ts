import { Fault, unsupported } from "../../fault";
import {
  aggregateColumn,
  type AggregateMethod,
  groupColumn,
  requireAggregable,
  type ResultColumn,
} from "../json/aggregate";
import type { Aggregate, Transformation } from "../request/ast";
import { filterSql, pathValue, type Scope } from "../plan/filter";
import type { ListRequest } from "./list";
import { maxRows, rowStyle } from "./shape";
import { Source, Statement } from "../sql/statement";
import type { ReadDeps } from "../request/types";

const methods: ReadonlyMap<string, { readonly method: AggregateMethod; readonly distinct: boolean }> = new Map([
  ["$count", { method: "count", distinct: false }],
  ["sum", { method: "sum", distinct: false }],
  ["average", { method: "avg", distinct: false }],
  ["min", { method: "min", distinct: false }],
  ["max", { method: "max", distinct: false }],
  ["countdistinct", { method: "countcolumn", distinct: true }],
]);

/** `$apply`: `filter(…)` steps, then one `groupby` or `aggregate`. */
export async function readApply(
  deps: ReadDeps,
  request: ListRequest,
  steps: readonly Transformation[],
): Promise<string> {
  const { table, options, preferences } = request;
  if (options.orderBy !== undefined || options.select !== undefined || options.expand.length > 0) {
    throw unsupported("$orderby, $select or $expand on the result of $apply");
  }
  const statement = new Statement(deps);
  const source = new Source(statement, table);
  const scope: Scope = { source, variables: new Map(), aliases: options.aliases };
  const style = rowStyle(deps, preferences);
  const conditions = [`(${source.readable()})`, ...(request.restrict === undefined ? [] : [request.restrict(source)])];
  if (options.filter !== undefined) {
    conditions.push(filterSql(statement, scope, options.filter));
  }
  const columns: ResultColumn[] = [];
  for (const [index, step] of steps.entries()) {
    if (step.type === "filter") {
      conditions.push(filterSql(statement, scope, step.filter));
    } else if (step.type === "refused") {
      throw unsupported(`The transformation ${step.name} of $apply`);
    } else if (index < steps.length - 1) {
      throw unsupported("A transformation of $apply after groupby or aggregate");
    } else {
      if (step.type === "groupby") {
        columns.push(...step.paths.map((path) => grouped(scope, path, style)));
      }
      columns.push(...step.aggregates.map((aggregate) => aggregated(scope, aggregate, style)));
    }
  }
  if (columns.length === 0) {
    throw unsupported("$apply without groupby or aggregate");
  }
  const from = `${source.from} where ${conditions.join(" and ")}`;
  await requireAggregable(statement, from);
  const groups = columns.flatMap((column) => column.groupBy);
  const grouping = groups.length === 0 ? "" : ` group by ${groups.join(", ")} order by ${groups.join(", ")}`;
  const rows = await statement.rows(`from ${from}${grouping} limit ${maxRows}`);
  const value = rows.map(
    (row) =>
      `{${columns
        .map((column) => column.write(row))
        .join("")
        .slice(0, -1)}}`,
  );
  return `{"@odata.context":${JSON.stringify(`${deps.origin}/api/data/v9.2/$metadata#${table.entitySetName}`)},"value":[${value.join(",")}]}`;
}

function grouped(scope: Scope, path: readonly string[], style: ReturnType<typeof rowStyle>): ResultColumn {
  const value = pathValue(scope, path);
  if (value.column.type === "datetime") {
    throw unsupported("Grouping by a date in $apply");
  }
  // A related column is named after its table.
  const property = path.at(-1) ?? "";
  const key = path.length > 1 ? `${value.table.logicalName}_${property}` : property;
  // The group of the rows without a value has no key.
  return groupColumn(value.source, value, key, { ...style, omitNulls: true });
}

function aggregated(scope: Scope, aggregate: Aggregate, style: ReturnType<typeof rowStyle>): ResultColumn {
  const known = methods.get(aggregate.method);
  if (known === undefined) {
    throw new Fault(400, "0x80060888", `The aggregation method '${aggregate.method}' is not supported.`);
  }
  const value = aggregate.path === undefined ? undefined : pathValue(scope, aggregate.path);
  return aggregateColumn(scope.source, value, aggregate.alias, known.method, known.distinct, style);
}

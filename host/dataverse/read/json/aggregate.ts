import { Fault } from "../../fault";
import { formattedValue, lookupLogicalName } from "./annotations";
import type { ResultRow, Source, SqlValue, Statement } from "../sql/statement";
import type { RowStyle, Writer } from "./writers";

/** Dataverse refuses to aggregate more rows than this. */
export const aggregateLimit = 50_000;

export type AggregateMethod = "count" | "countcolumn" | "sum" | "avg" | "min" | "max";
export type DateGrouping = "day" | "week" | "month" | "quarter" | "year" | "fiscal-period" | "fiscal-year";

/** A column of a result that has no row of a table behind it. */
export interface ResultColumn {
  readonly write: Writer;
  /** By what the result may be ordered. */
  readonly orderBy: string;
  /** Expressions for GROUP BY; none for an aggregate. */
  readonly groupBy: readonly string[];
}

/** @throws Fault 400 0x8004E023 when more rows than `limit` would be aggregated. */
export async function requireAggregable(
  statement: Statement,
  fromAndWhere: string,
  limit = aggregateLimit,
): Promise<void> {
  const [row] = await statement.deps.database.query<{ n: number }>(
    `select count(*)::int4 as n from (select 1 from ${fromAndWhere} limit ${limit + 1}) counted`,
    [...statement.params],
  );
  if ((row?.n ?? 0) > limit) {
    throw new Fault(400, "0x8004E023", "AggregateQueryRecordLimit exceeded. Cannot perform this operation.");
  }
}

/** A grouped column. Texts that Dataverse holds equal make one group. */
export function groupColumn(source: Source, value: SqlValue, key: string, style: RowStyle): ResultColumn {
  const { statement } = source;
  const { column } = value;
  const isText = value.type === "text";
  const group = isText ? `dv_fold(${value.sql})` : value.sql;
  const shown = isText ? `min(${value.sql})` : value.sql;
  const output = statement.output(value.type === "timestamptz" ? `${value.sql} at time zone 'UTC'` : shown);
  const groupBy = [group];
  let orderBy = isText ? `min(dv_sort(${value.sql}))` : value.sql;
  let label = (row: ResultRow): string | undefined => undefinedOf(row[output]);
  let target: ((row: ResultRow) => string | undefined) | undefined;
  if (column.type === "choice" || column.type === "state" || column.type === "status" || column.type === "boolean") {
    const labels = style.format.labels(column.options);
    label = (row) => labels.get(optionOf(row[output])) ?? undefinedOf(row[output]);
  } else if (column.type === "lookup") {
    const name = source.lookupName(column);
    const nameOutput = statement.output(name);
    groupBy.push(name);
    orderBy = `min(dv_sort(${name}))`;
    label = (row) => undefinedOf(row[nameOutput]);
    if (column.targets.length > 1) {
      const type = source.raw(`${column.logicalName}type`);
      const typeOutput = statement.output(type);
      groupBy.push(type);
      target = (row) => undefinedOf(row[typeOutput]);
    } else {
      target = () => column.targets[0];
    }
  }
  return { groupBy, orderBy, write: resultWriter(key, style, (row) => jsonOf(row[output], value), label, target) };
}

/** A part of a date as a number. Fiscal periods are those of a year each and labelled with it, `Quarter 1 FY2026`. */
export function dateGroupColumn(
  source: Source,
  value: SqlValue,
  key: string,
  grouping: DateGrouping,
  zone: string,
  style: RowStyle,
): ResultColumn {
  if (value.column.type !== "datetime") {
    throw new Fault(
      400,
      "0x80040203",
      `The column ${value.column.logicalName} is not a date and cannot have a date grouping.`,
    );
  }
  const clock = value.type === "timestamptz" ? `(${value.sql} at time zone '${zone.replaceAll("'", "")}')` : value.sql;
  const part = (field: string): string => `extract(${field} from ${clock})::int4`;
  const week = `((${part("doy")} + extract(dow from date_trunc('year', ${clock}))::int4 - 1) / 7 + 1)`;
  const parts: Readonly<Record<DateGrouping, string>> = {
    day: part("day"),
    week,
    month: part("month"),
    quarter: part("quarter"),
    year: part("year"),
    "fiscal-period": part("quarter"),
    "fiscal-year": part("year"),
  };
  const sql = parts[grouping];
  const output = source.statement.output(sql);
  const text = (row: ResultRow): string | undefined => undefinedOf(row[output]);
  if (grouping !== "fiscal-period") {
    const label = (row: ResultRow): string | undefined => {
      const shown = text(row);
      return shown === undefined
        ? undefined
        : grouping === "fiscal-year"
          ? `FY${shown}`
          : style.format.number(shown, 0);
    };
    return { groupBy: [sql], orderBy: sql, write: resultWriter(key, style, text, label) };
  }
  const year = parts["fiscal-year"];
  const yearOutput = source.statement.output(year);
  return {
    groupBy: [year, sql],
    orderBy: `${year} * 4 + ${sql}`,
    write: resultWriter(key, style, text, (row) => `Quarter ${text(row) ?? ""} FY${row[yearOutput] ?? ""}`),
  };
}

/** An aggregate. Nulls take no part; an aggregate of nothing is null, a count of nothing is 0. */
export function aggregateColumn(
  source: Source,
  value: SqlValue | undefined,
  key: string,
  method: AggregateMethod,
  distinct: boolean,
  style: RowStyle,
): ResultColumn {
  const { statement } = source;
  const operand = value === undefined ? "*" : value.type === "text" ? `dv_fold(${value.sql})` : value.sql;
  if (
    value !== undefined &&
    ["sum", "avg"].includes(method) &&
    !["int4", "int8", "numeric", "float8"].includes(value.type)
  ) {
    throw new Fault(
      400,
      "0x80040203",
      `The aggregate ${method} needs a number, which the column ${value.column.logicalName} is not.`,
    );
  }
  const isCount = method === "count" || method === "countcolumn";
  const sql =
    method === "count"
      ? "count(*)"
      : `${method === "countcolumn" ? "count" : method}(${distinct ? "distinct " : ""}${method === "min" || method === "max" ? (value?.type === "text" ? value.sql : operand) : operand})`;
  const whole = value?.type === "int4" && method === "avg" ? `trunc(${sql})` : sql;
  const money = value?.column.type === "money" && !isCount;
  const output = statement.output(
    value?.type === "timestamptz" && !isCount ? `${whole} at time zone 'UTC'` : money ? `round(${whole}, 9)` : whole,
  );
  const json = (row: ResultRow): string | undefined => {
    const text = undefinedOf(row[output]);
    return text === undefined ? undefined : isCount || value === undefined ? text : jsonOf(text, value, true);
  };
  const label = (row: ResultRow): string | undefined => {
    const text = undefinedOf(row[output]);
    if (text === undefined) {
      return undefined;
    }
    const column = value?.column;
    if (isCount || column === undefined) {
      return style.format.number(text, 0);
    }
    switch (column.type) {
      case "money":
        return style.format.money(text, "$", column.precision);
      case "decimal":
      case "float":
        return style.format.number(text, column.precision);
      case "integer":
      case "bigint":
        return style.format.number(text, 0);
      case "datetime":
        return column.behavior === "dateOnly"
          ? style.format.date(text)
          : style.format.dateTime(
              `${text.slice(0, 10)}T${text.slice(11, 19)}Z`,
              column.format === "datetime",
              column.behavior === "userLocal",
            );
      default:
        return text;
    }
  };
  return { groupBy: [], orderBy: whole, write: resultWriter(key, style, json, label) };
}

function resultWriter(
  key: string,
  style: RowStyle,
  json: (row: ResultRow) => string | undefined,
  label: (row: ResultRow) => string | undefined,
  target?: (row: ResultRow) => string | undefined,
): Writer {
  return (row) => {
    const text = json(row);
    if (text === undefined) {
      return style.omitNulls ? "" : `${JSON.stringify(key)}:null,`;
    }
    const shown = style.annotations.formatted ? label(row) : undefined;
    const table = style.annotations.lookupName ? target?.(row) : undefined;
    return [
      shown === undefined ? "" : `${JSON.stringify(`${key}@${formattedValue}`)}:${JSON.stringify(shown)},`,
      table === undefined ? "" : `${JSON.stringify(`${key}@${lookupLogicalName}`)}:${JSON.stringify(table)},`,
      `${JSON.stringify(key)}:${text},`,
    ].join("");
  };
}

function jsonOf(value: unknown, meaning: SqlValue, aggregated = false): string | undefined {
  if (value === null || value === undefined) {
    return undefined;
  }
  switch (meaning.type) {
    case "int4":
    case "int8":
    case "float8":
    case "bool":
      return String(value);
    case "numeric":
      return meaning.column.type === "money" && !aggregated ? Number(value).toFixed(4) : String(value);
    case "timestamptz":
    case "timestamp":
      return `"${String(value).slice(0, 10)}T${String(value).slice(11, 19)}Z"`;
    default:
      return JSON.stringify(value);
  }
}

/** A yes/no value has the options 1 and 0. */
function optionOf(value: string | null | undefined): number {
  return value === "true" ? 1 : value === "false" ? 0 : Number(value);
}

function undefinedOf(value: string | null | undefined): string | undefined {
  return value ?? undefined;
}

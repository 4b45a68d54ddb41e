import { Fault } from "../../fault";
import { quote } from "../../schema";
import { isDay, isInstant } from "../request/dates";
import type { SqlValue, Statement } from "../sql/statement";
import { hierarchyOperators, hierarchySql } from "./hierarchy";
import { like } from "../sql/text";
import { dateWindow, type Edge } from "./windows";
import { addDays, localDay, startOfDay } from "./zones";

/** FetchXML's comparisons in SQL. Operators come from a request: a Map has none but its own names. */
export const comparisons: ReadonlyMap<string, string> = new Map([
  ["eq", "="],
  ["ne", "<>"],
  ["neq", "<>"],
  ["gt", ">"],
  ["ge", ">="],
  ["lt", "<"],
  ["le", "<="],
]);
/** The negative operators return rows without a value too, as Dataverse does for `ne`. */
const negations: ReadonlyMap<string, string> = new Map([
  ["not-in", "in"],
  ["not-between", "between"],
  ["not-like", "like"],
  ["not-begin-with", "begins-with"],
  ["not-end-with", "ends-with"],
  ["not-contain-values", "contain-values"],
  ["not-under", "under"],
  ["ne-userid", "eq-userid"],
  ["ne-businessid", "eq-businessid"],
]);

/**
 * A condition by its FetchXML operator; the query functions of OData are the same operators under other names. Values arrive as
 * texts and are read by the column's type.
 * @throws Fault 400 0x80041120 for an unknown operator, 0x80040203 for a value or number of values that does not fit.
 */
export function conditionSql(
  statement: Statement,
  value: SqlValue,
  operator: string,
  values: readonly string[],
): string {
  const positive = negations.get(operator);
  if (positive !== undefined) {
    return `(not (${positiveCondition(statement, value, positive, values)}) or ${value.sql} is null)`;
  }
  return positiveCondition(statement, value, operator, values);
}

function positiveCondition(statement: Statement, value: SqlValue, operator: string, values: readonly string[]): string {
  const { caller, now } = statement.deps;
  const comparison = comparisons.get(operator);
  if (comparison !== undefined) {
    return compareSql(value, comparison, typedValue(statement, value, only(values, operator)));
  }
  if (hierarchyOperators.has(operator)) {
    return hierarchySql(statement, value, operator, () => typedValue(statement, value, only(values, operator)).sql);
  }
  switch (operator) {
    case "null":
    case "not-null":
      return `${value.sql} is ${operator === "null" ? "" : "not "}null`;
    case "in":
      return values.length === 0
        ? "false"
        : `(${values.map((one) => compareSql(value, "=", typedValue(statement, value, one))).join(" or ")})`;
    case "between": {
      const [from, to, ...rest] = values;
      if (from === undefined || to === undefined || rest.length > 0) {
        throw invalid(`The operator between needs two values, ${values.length} were given.`);
      }
      return `(${compareSql(value, ">=", typedValue(statement, value, from))} and ${compareSql(value, "<=", typedValue(statement, value, to))})`;
    }
    case "like":
      return like(folded(value), only(values, operator), statement.bind);
    case "begins-with":
      return like(folded(value), `${only(values, operator)}%`, statement.bind);
    case "ends-with":
      return like(folded(value), `%${only(values, operator)}`, statement.bind);
    case "contain-values":
      return `string_to_array(${text(value)}, ',') && ${statement.bind(`{${values.map((one) => String(Number(one))).join(",")}}`)}::text[]`;
    case "eq-userid":
      return `${value.sql} = ${statement.bind(caller.userId)}::uuid`;
    case "eq-businessid":
      return `${value.sql} = ${statement.bind(caller.businessUnitId)}::uuid`;
    case "eq-userteams":
      return anyOf(statement, value, caller.teamIds);
    case "eq-useroruserteams":
      return anyOf(statement, value, [caller.userId, ...caller.teamIds]);
    case "eq-useroruserhierarchy":
      return hierarchy(statement, value, []);
    case "eq-useroruserhierarchyandteams":
      return hierarchy(statement, value, caller.teamIds);
    case "eq-userlanguage":
      return `${value.sql} = ${statement.bind(caller.languageId)}::int4`;
    case "on":
    case "on-or-before":
    case "on-or-after": {
      const day = dayOf(only(values, operator), value, caller.timeZone);
      const from: Edge = { kind: "day", day };
      const to: Edge = { kind: "day", day: addDays(day, 1) };
      return within(
        statement,
        value,
        operator === "on-or-before" ? undefined : from,
        operator === "on-or-after" ? undefined : to,
      );
    }
    default: {
      if (operator.includes("in-fiscal") || operator.includes("-fiscal-period-and-year")) {
        return fiscalCondition(statement, value, operator, values);
      }
      const x = operator.includes("-x-") ? wholeNumber(only(values, operator), operator) : 0;
      const window = dateWindow(operator, x, now, caller.timeZone);
      if (window === undefined) {
        throw unknownOperator(operator);
      }
      return within(statement, value, window.from, window.to);
    }
  }
}

/** Two values in SQL; texts compare by fold for equality and by sort order otherwise. */
export function compareSql(
  left: Pick<SqlValue, "sql" | "type">,
  operator: string,
  right: Pick<SqlValue, "sql">,
): string {
  if (left.type === "text") {
    const by = operator === "=" || operator === "<>" ? "dv_fold" : "dv_sort";
    const sql = `${by}(${left.sql}) ${operator} ${by}(${right.sql})`;
    return operator === "<>" ? `(${sql} or ${left.sql} is null)` : sql;
  }
  // Dataverse returns rows without a value for ne.
  return operator === "<>" ? `${left.sql} is distinct from ${right.sql}` : `${left.sql} ${operator} ${right.sql}`;
}

/** A written value as a parameter of the column's type. */
export function typedValue(statement: Statement, value: SqlValue, written: string): { sql: string } {
  const { bind } = statement;
  switch (value.type) {
    case "text":
      return { sql: `${bind(written)}::text` };
    case "uuid": {
      const id = written.replace(/^\{(.*)\}$/u, "$1").toLowerCase();
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(id)) {
        throw invalid(`'${written}' is not a GUID, as the column ${value.column.logicalName} needs.`);
      }
      return { sql: `${bind(id)}::uuid` };
    }
    case "bool": {
      const yes = ["1", "true"].includes(written.toLowerCase());
      if (!yes && !["0", "false"].includes(written.toLowerCase())) {
        throw invalid(`'${written}' is not a yes/no value, as the column ${value.column.logicalName} needs.`);
      }
      return { sql: yes ? "true" : "false" };
    }
    case "int4":
    case "int8":
    case "numeric":
    case "float8": {
      const number = stateOf(value, written) ?? written.trim();
      if (!/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/u.test(number) || !Number.isFinite(Number(number))) {
        throw invalid(`'${written}' is not a number, as the column ${value.column.logicalName} needs.`);
      }
      if (value.type === "float8") {
        return { sql: `${bind(String(Number(number)))}::float8` };
      }
      const whole = /^-?\d{1,9}$/u.test(number);
      return { sql: `${bind(number)}::${value.type === "int4" && whole ? "int4" : "numeric"}` };
    }
    case "date":
      return { sql: `${bind(dayOf(written, value, "UTC"))}::date` };
    case "timestamptz":
    case "timestamp": {
      // Without a zone a time means UTC.
      const instant = instantOf(written, value);
      return {
        sql: `${bind(value.type === "timestamp" ? instant.toISOString().slice(0, -1) : instant.toISOString())}::${value.type}`,
      };
    }
  }
}

/** FetchXML takes the name of a state where it takes its number: `statecode eq 'Active'`. */
function stateOf({ column }: SqlValue, written: string): string | undefined {
  if (column.type !== "state") {
    return undefined;
  }
  const name = written.trim().toLowerCase();
  const option = column.options.find(({ label }) => Object.values(label).some((text) => text.toLowerCase() === name));
  return option === undefined ? undefined : String(option.value);
}

/** The dates that Dataverse knows are those of SQL Server. */
const [firstInstant, lastInstant] = [Date.parse("1753-01-01T00:00:00Z"), Date.parse("9999-12-31T23:59:59.999Z")];

function instantOf(written: string, value: SqlValue): Date {
  const text = written.trim();
  const iso = isDay(text)
    ? `${text}T00:00:00Z`
    : /(Z|[+-]\d{2}:\d{2})$/iu.test(text)
      ? text.replace(" ", "T")
      : `${text.replace(" ", "T")}Z`;
  const at = isInstant(iso) ? Date.parse(iso) : Number.NaN;
  // A comparison with NaN is false as well.
  if (!(at >= firstInstant && at <= lastInstant)) {
    throw new Fault(
      400,
      "0x80040239",
      `The date-time format for '${written}' is invalid, or value is outside the supported range, for the column ${value.column.logicalName}.`,
    );
  }
  return new Date(at);
}

function dayOf(written: string, value: SqlValue, zone: string): string {
  const at = instantOf(written, value);
  return isDay(written.trim()) || value.type !== "timestamptz"
    ? written.trim().slice(0, 10)
    : localDay(at.getTime(), zone);
}

function within(statement: Statement, value: SqlValue, from: Edge | undefined, to: Edge | undefined): string {
  const parts = [
    ...(from === undefined ? [] : [`${value.sql} >= ${edgeSql(statement, value, from)}`]),
    ...(to === undefined ? [] : [`${value.sql} < ${edgeSql(statement, value, to)}`]),
  ];
  return `(${parts.join(" and ")})`;
}

function edgeSql(statement: Statement, value: SqlValue, edge: Edge): string {
  const zone = statement.deps.caller.timeZone;
  switch (value.type) {
    case "timestamptz":
      return `${statement.bind((edge.kind === "day" ? startOfDay(edge.day, zone) : edge.at).toISOString())}::timestamptz`;
    case "timestamp":
      return `${statement.bind(edge.kind === "day" ? edge.day : edge.at.toISOString().slice(0, -1))}::timestamp`;
    case "date":
      // A day has no hours: the window that ends now still holds today, the one that begins now too.
      return edge.kind === "day"
        ? `${statement.bind(edge.day)}::date`
        : `${statement.bind(`${localDay(edge.at.getTime(), zone)}T${edge.at.getTime() > statement.deps.now.getTime() ? "23:59:59" : "00:00:00"}`)}::timestamp`;
    default:
      throw invalid(`The column ${value.column.logicalName} is not a date.`);
  }
}

function fiscalCondition(statement: Statement, value: SqlValue, operator: string, values: readonly string[]): string {
  const [first = 0, second = 0] = values.map((one) => wholeNumber(one, operator));
  const pad = (year: number, period: number): string => `${year}-${String((period - 1) * 3 + 1).padStart(2, "0")}-01`;
  const [year, period] =
    operator === "in-fiscal-year" ? [first, 1] : operator === "in-fiscal-period" ? [1900, first] : [second, first];
  if (values.length !== (operator.endsWith("-and-year") ? 2 : 1)) {
    throw invalid(`The operator ${operator} needs another number of values, ${values.length} were given.`);
  }
  if (year < 1753 || year > 9998) {
    throw invalid(`${year} is no fiscal year from 1753 to 9998.`);
  }
  if (period < 1 || period > 4) {
    // A period that the fiscal calendar does not have is no mistake: there are no rows in it.
    return "false";
  }
  const span = (from: string | undefined, to: string | undefined): string =>
    within(
      statement,
      value,
      from === undefined ? undefined : { kind: "day", day: from },
      to === undefined ? undefined : { kind: "day", day: to },
    );
  const after = (year: number, period: number): string => (period === 4 ? pad(year + 1, 1) : pad(year, period + 1));
  switch (operator) {
    case "in-fiscal-year":
      return span(pad(year, 1), pad(year + 1, 1));
    case "in-fiscal-period":
      return `extract(quarter from ${localClock(statement, value)}) = ${period}`;
    case "in-fiscal-period-and-year":
      return span(pad(year, period), after(year, period));
    case "in-or-before-fiscal-period-and-year":
      return span(undefined, after(year, period));
    case "in-or-after-fiscal-period-and-year":
      return span(pad(year, period), undefined);
    default:
      throw unknownOperator(operator);
  }
}

/** The column as the clock of the caller's zone shows it. */
function localClock(statement: Statement, value: SqlValue): string {
  switch (value.type) {
    case "timestamptz":
      return `(${value.sql} at time zone ${statement.bind(statement.deps.caller.timeZone)})`;
    case "timestamp":
    case "date":
      return value.sql;
    default:
      throw invalid(`The column ${value.column.logicalName} is not a date.`);
  }
}

function anyOf(statement: Statement, value: SqlValue, ids: readonly string[]): string {
  return `${value.sql} = any(${statement.bind(`{${ids.join(",")}}`)}::uuid[])`;
}

function hierarchy(statement: Statement, value: SqlValue, more: readonly string[]): string {
  const users = statement.deps.catalog.table("systemuser");
  if (users === undefined || !users.columnsByName.has("parentsystemuserid")) {
    return anyOf(statement, value, [statement.deps.caller.userId, ...more]);
  }
  const own = statement.bind(statement.deps.caller.userId);
  return `(${value.sql} in (with recursive reports(id) as (select ${own}::uuid union select u.${quote(users.primaryKey)} from systemuser u join reports r on u.parentsystemuserid = r.id) select id from reports) or ${anyOf(statement, value, more)})`;
}

function folded(value: SqlValue): string {
  return `dv_fold(${text(value)})`;
}

function text(value: SqlValue): string {
  return value.type === "text" ? value.sql : `${value.sql}::text`;
}

function only(values: readonly string[], operator: string): string {
  const [value, ...rest] = values;
  if (value === undefined || rest.length > 0) {
    throw invalid(`The operator ${operator} needs one value, ${values.length} were given.`);
  }
  return value;
}

function wholeNumber(written: string, operator: string): number {
  if (!/^\d{1,9}$/u.test(written)) {
    throw invalid(`The operator ${operator} needs a whole number, '${written}' was given.`);
  }
  return Number(written);
}

function unknownOperator(operator: string): Fault {
  return new Fault(400, "0x80041120", `The condition operator '${operator}' is not valid.`);
}

function invalid(message: string): Fault {
  return new Fault(400, "0x80040203", message);
}

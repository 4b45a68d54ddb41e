import type { Column } from "../../../../solution/model/types";
import {
  type Annotations,
  associatedNavigation,
  attributeName,
  formattedValue,
  lookupLogicalName,
} from "./annotations";
import { masked } from "../../masking";
import type { Formatter } from "./format";
import type { ResultRow, Source, SqlValue, Statement } from "../sql/statement";

/** Turns a database row into members of a JSON object: `"name":"x",` with a comma after each. */
export type Writer = (row: ResultRow) => string;

export interface RowStyle {
  readonly annotations: Annotations;
  readonly format: Formatter;
  /** OData writes nulls, FetchXML leaves them out. */
  readonly omitNulls: boolean;
  /** Whether plain values of masked columns were asked for, and for how many rows: a permission may cover single rows only. */
  readonly unmask: "none" | "one" | "list";
}

/** `_x_value` for a lookup, else the logical name. */
export function propertyName(column: Column): string {
  return column.type === "lookup" ? `_${column.logicalName}_value` : column.logicalName;
}

/**
 * Adds a column to a statement's outputs and gives what writes it.
 * @param key the JSON name; an aliased FetchXML column has one of its own.
 * @param aliased adds the AttributeName annotation, if it was asked for.
 */
export function columnWriter(
  source: Source,
  column: Column,
  style: RowStyle,
  key = propertyName(column),
  aliased = false,
): Writer {
  const value = source.value(column);
  const parts = columnParts(source, column, value, style);
  const name = `${JSON.stringify(key)}:`;
  const annotation = (kind: string): string => `${JSON.stringify(`${key}@${kind}`)}:`;
  const nameFormatted = annotation(formattedValue);
  const nameNavigation = annotation(associatedNavigation);
  const nameLookup = annotation(lookupLogicalName);
  const constant =
    aliased && style.annotations.attributeName
      ? `${annotation(attributeName)}${JSON.stringify(column.logicalName)},`
      : "";
  const { json, formatted, lookup } = parts;
  const write: Writer = (row) => {
    const text = json(row);
    if (text === undefined) {
      return style.omitNulls ? "" : `${name}null,`;
    }
    let result = constant;
    const shown = formatted?.(row);
    if (shown !== undefined) {
      result += `${nameFormatted}${JSON.stringify(shown)},`;
    }
    if (lookup !== undefined) {
      const { navigation, table } = lookup(row);
      if (style.annotations.navigation && navigation !== undefined) {
        result += `${nameNavigation}${JSON.stringify(navigation)},`;
      }
      if (style.annotations.lookupName && table !== undefined) {
        result += `${nameLookup}${JSON.stringify(table)},`;
      }
    }
    return `${result}${name}${text},`;
  };
  return repeats.has(column.type) ? remembering(write, outputOf(source.statement, value)) : write;
}

/** Adds a column to a statement's outputs and gives what writes its value alone: JSON text, undefined for null. */
export function valueWriter(source: Source, column: Column, style: RowStyle): (row: ResultRow) => string | undefined {
  return columnParts(source, column, source.value(column), style).json;
}

/** Of these, the rows of a list share few values, and the value alone decides what is written. */
const repeats: ReadonlySet<Column["type"]> = new Set([
  "lookup",
  "choice",
  "state",
  "status",
  "boolean",
  "integer",
  "datetime",
]);
const mostRemembered = 1000;

/** Writes what it has written for the same value before: most of the time of a long list goes into these texts. */
function remembering(write: Writer, place: number): Writer {
  const known = new Map<string | null, string>();
  return (row) => {
    const value = row[place] ?? null;
    const found = known.get(value);
    if (found !== undefined) {
      return found;
    }
    // Out of bytes comes one flat text; a sum of texts would be put together anew in each row.
    const text = Buffer.from(write(row)).toString();
    if (known.size < mostRemembered) {
      known.set(value, text);
    }
    return text;
  };
}

interface Parts {
  /** The value as JSON text; undefined for null. */
  readonly json: (row: ResultRow) => string | undefined;
  readonly formatted?: (row: ResultRow) => string | undefined;
  readonly lookup?: (row: ResultRow) => { navigation: string | undefined; table: string | undefined };
}

function columnParts(source: Source, column: Column, value: SqlValue, style: RowStyle): Parts {
  const { statement } = source;
  const { format } = style;
  const wanted = style.annotations.formatted;
  const read = outputOf(statement, value);
  const raw = (row: ResultRow): string | undefined => textOf(row[read]);
  const when = (
    make: () => (row: ResultRow) => string | undefined,
  ): { formatted?: (row: ResultRow) => string | undefined } => (wanted ? { formatted: make() } : {});
  switch (column.type) {
    case "primarykey":
    case "guid":
    case "image":
    case "file":
      return { json: (row) => quoted(raw(row)) };
    case "text":
    case "memo": {
      const hide = maskOf(source, column, style);
      return { json: (row) => quoted(mapped(raw(row), hide)) };
    }
    case "lookup":
      return { json: (row) => quoted(raw(row)), ...lookupParts(source, column, style) };
    case "choice":
    case "state":
    case "status":
      return {
        json: raw,
        ...when(() => {
          const labels = format.labels(column.options);
          return (row) => labels.get(Number(row[read])) ?? raw(row);
        }),
      };
    case "multichoice":
      return {
        json: (row) => quoted(raw(row)),
        ...when(() => {
          const labels = format.labels(column.options);
          return (row) =>
            raw(row)
              ?.split(",")
              .map((one) => labels.get(Number(one)) ?? one)
              .join("; ");
        }),
      };
    case "boolean":
      return {
        json: raw,
        ...when(() => {
          const labels = format.labels(column.options);
          return (row) => labels.get(row[read] === "true" ? 1 : 0) ?? (row[read] === "true" ? "Yes" : "No");
        }),
      };
    case "integer":
    case "bigint":
      return { json: raw, ...when(() => (row) => mapped(raw(row), (text) => format.number(text, 0))) };
    case "decimal":
    case "float":
      return { json: raw, ...when(() => (row) => mapped(raw(row), (text) => format.number(text, column.precision))) };
    case "money":
      return {
        json: (row) => mapped(raw(row), fourDecimals),
        ...when(() => {
          const symbol = statement.output(currencySymbol(source, column.baseOf !== undefined));
          return (row) => mapped(raw(row), (text) => format.money(text, textOf(row[symbol]) ?? "$", column.precision));
        }),
      };
    case "datetime": {
      const { behavior } = column;
      const withTime = column.format === "datetime";
      return {
        json: (row) => mapped(raw(row), (text) => (behavior === "dateOnly" ? `"${text}"` : `"${isoOf(text)}"`)),
        ...when(
          () => (row) =>
            mapped(raw(row), (text) =>
              behavior === "dateOnly"
                ? format.date(text)
                : format.dateTime(isoOf(text), withTime, behavior === "userLocal"),
            ),
        ),
      };
    }
  }
}

/** Instants are read in UTC, whatever zone the session has. */
function outputOf(statement: Statement, value: SqlValue): number {
  switch (value.type) {
    case "timestamptz":
      return statement.output(`${value.sql} at time zone 'UTC'`);
    default:
      return statement.output(value.sql);
  }
}

function lookupParts(
  source: Source,
  column: Extract<Column, { type: "lookup" }>,
  style: RowStyle,
): Pick<Parts, "formatted" | "lookup"> {
  const { statement } = source;
  const { annotations } = style;
  const result: { formatted?: (row: ResultRow) => string | undefined; lookup?: Parts["lookup"] } = {};
  if (annotations.formatted) {
    const name = statement.output(source.lookupName(column));
    result.formatted = (row) => textOf(row[name]);
  }
  if (annotations.lookupName || annotations.navigation) {
    const navigations = new Map(column.targets.map((target) => [target, navigationName(source, column, target)]));
    const [only] = column.targets;
    if (column.targets.length === 1) {
      const found = { navigation: only === undefined ? undefined : navigations.get(only), table: only };
      result.lookup = () => found;
    } else {
      const type = statement.output(source.raw(`${column.logicalName}type`));
      result.lookup = (row) => {
        const target = textOf(row[type]);
        return { navigation: target === undefined ? undefined : navigations.get(target), table: target };
      };
    }
  }
  return result;
}

function navigationName(
  source: Source,
  column: Extract<Column, { type: "lookup" }>,
  target: string,
): string | undefined {
  // One navigation serves users and teams alike.
  return column.owner
    ? column.logicalName
    : source.statement.deps.catalog.lookupNavigation(source.table, column.logicalName, target)?.name;
}

/** Column security may show a text only in part. */
function maskOf(source: Source, column: Column, style: RowStyle): (text: string) => string {
  const { mask, unmasked = "none" } = source.statement.deps.caller.columnPermission(
    source.table.logicalName,
    column.logicalName,
  );
  const plain = (style.unmask !== "none" && unmasked === "all") || (style.unmask === "one" && unmasked === "one");
  if (!column.secured || mask === undefined || plain) {
    return (text) => text;
  }
  return (text) => masked(text, mask);
}

/** The symbol of the row's currency, or of the environment's for a base amount. */
function currencySymbol(source: Source, base: boolean): string {
  const { catalog } = source.statement.deps;
  const currency = catalog.table("transactioncurrency");
  if (currency === undefined || !currency.columnsByName.has("currencysymbol")) {
    return "null::text";
  }
  const organization = catalog.table("organization");
  if (base || !source.table.columnsByName.has("transactioncurrencyid")) {
    return organization?.columnsByName.has("basecurrencyid") === true
      ? `(select bc.currencysymbol from organization o join transactioncurrency bc on bc.transactioncurrencyid = o.basecurrencyid limit 1)`
      : "null::text";
  }
  return `${source.joinPlain("transactioncurrency", "transactioncurrencyid", source.raw("transactioncurrencyid"))}.currencysymbol`;
}

function textOf(value: string | null | undefined): string | undefined {
  return value ?? undefined;
}

function quoted(value: string | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

/** Applies a rendering to what is not null. */
function mapped(text: string | undefined, write: (text: string) => string): string | undefined {
  return text === undefined ? undefined : write(text);
}

/** `2023-04-07 21:59:01.5` → `2023-04-07T21:59:01Z`: Dataverse sends no fraction of a second. */
function isoOf(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11, 19)}Z`;
}

/** Money has four decimals on the wire; digits are moved as text because a number would lose some. */
function fourDecimals(text: string): string {
  const [whole = "0", fraction = ""] = text.split(".");
  return fraction.length <= 4 ? `${whole}.${fraction.padEnd(4, "0")}` : Number(text).toFixed(4);
}

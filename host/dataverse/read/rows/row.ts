import type { Column } from "../../../../solution/model/types";
import type { CatalogTable, Navigation } from "../../catalog";
import { Fault } from "../../fault";
import { preferenceApplied } from "../json/annotations";
import { compareSql, typedValue } from "../plan/conditions";
import { writtenOf } from "../plan/filter";
import { readOptions, type QueryOptions } from "../request/options";
import { valueWriter } from "../json/writers";
import { loadCollections, rowStyle, shapeOf } from "./shape";
import { type ResultRow, Source, Statement, targetCondition } from "../sql/statement";
import type { Preferences, ReadDeps, Representation, RowKey } from "../request/types";

/** The SQL condition by which a key names its row. */
export function keyCondition(source: Source, key: RowKey): string {
  const { statement, table } = source;
  if (key.kind === "id") {
    return `${source.primaryKey} = ${statement.bind(key.id)}::uuid`;
  }
  return [...key.values]
    .map(([name, literal]) => {
      const column = table.columnsByName.get(name);
      if (column === undefined) {
        throw new Fault(
          404,
          "0x80060890",
          `The specified key attributes are not a defined key for the ${table.logicalName} entity`,
        );
      }
      // Keys are unique whatever the caller may see of them: the raw column, not the readable one.
      const value = { ...source.value(column), sql: source.raw(name) };
      return literal.kind === "null"
        ? `${value.sql} is null`
        : compareSql(value, "=", typedValue(statement, value, writtenOf(literal)));
    })
    .join(" and ");
}

/**
 * Finds the id of the row that a key names, for a caller who may read it.
 * @throws Fault 404 when there is none, 403 0x80048306 when the caller may not read it.
 */
export async function resolveRow(deps: ReadDeps, table: CatalogTable, key: RowKey): Promise<string> {
  const statement = new Statement(deps);
  const source = new Source(statement, table);
  const where = keyCondition(source, key);
  const [row] = await deps.database.query<{ id: string; readable: boolean | null }>(
    `select ${source.primaryKey}::text as id, (${source.readable()}) as readable from ${source.from} where ${where}`,
    statement.params,
  );
  if (row === undefined) {
    throw notFound(table, key);
  }
  if (row.readable !== true) {
    throw notReadable(deps, table, row.id);
  }
  return row.id;
}

/** The id of the row that a lookup points to; undefined where it is empty or its column hidden from the caller. */
export async function readReference(
  deps: ReadDeps,
  table: CatalogTable,
  key: RowKey,
  navigation: Extract<Navigation, { kind: "lookup" }>,
): Promise<string | undefined> {
  const source = new Source(new Statement(deps), table);
  const column = table.columnsByName.get(navigation.column);
  const value = column === undefined ? source.raw(navigation.column) : source.value(column).sql;
  const typed = column === undefined ? "" : targetCondition(source, column, navigation.target);
  const reference = source.statement.output(`case when true${typed} then ${value} end`);
  return (await onlyRow(source, key))[reference] ?? undefined;
}

/** @throws Fault 404 for a row that does not belong to a collection */
export async function requireMember(
  deps: ReadDeps,
  table: CatalogTable,
  key: RowKey,
  restrict: (source: Source) => string,
): Promise<void> {
  const source = new Source(new Statement(deps), table);
  const where = `${keyCondition(source, key)} and ${restrict(source)}`;
  const found = await deps.database.query(`select 1 from ${source.from} where ${where}`, source.statement.params);
  if (found.length === 0) {
    throw notFound(table, key);
  }
}

/** One row as JSON. `query` is the query part of the URL; options that make no sense for a row are refused. */
export async function readRow(
  deps: ReadDeps,
  table: CatalogTable,
  key: RowKey,
  options: QueryOptions,
  preferences: Preferences,
): Promise<{ readonly body: string; readonly etag: string }> {
  requireSingleRowOptions(options);
  const statement = new Statement(deps);
  const source = new Source(statement, table);
  const style = rowStyle(deps, preferences, { unmask: options.unmasked ? "one" : "none" });
  const shapeOptions = {
    aliases: options.aliases,
    preferences,
    style,
    depth: 0,
    expand: options.expand,
    etag: true,
    lookupEtags: true,
    nested: false,
    ...(options.select === undefined ? {} : { select: options.select }),
  };
  const shape = shapeOf(source, shapeOptions);
  const version = statement.output(source.raw("versionnumber"));
  const row = await onlyRow(source, key);
  const children = await loadCollections(deps, shape, [row], shapeOptions);
  const context = `${deps.origin}/api/data/v9.2/$metadata#${table.entitySetName}${shape.context === "" ? "" : `(${shape.context})`}/$entity`;
  return {
    body: `{"@odata.context":${JSON.stringify(context)},${shape.write(row, children).slice(1)}`,
    etag: `W/"${row[version] ?? "0"}"`,
  };
}

/** The value of one column. */
export interface PropertyValue {
  /** The row's own id, whatever key found it. */
  readonly id: string;
  /** JSON text; undefined for null. An amount keeps its four decimals, which a number would lose. */
  readonly json: string | undefined;
}

/** One column of one row, as `accounts(<id>)/name` asks for it. */
export async function readProperty(
  deps: ReadDeps,
  table: CatalogTable,
  key: RowKey,
  column: Column,
  options: QueryOptions,
): Promise<PropertyValue> {
  requireSingleRowOptions(options);
  const statement = new Statement(deps);
  const source = new Source(statement, table);
  const style = rowStyle(deps, { returnRepresentation: false }, { unmask: options.unmasked ? "one" : "none" });
  const value = valueWriter(source, column, style);
  const id = statement.output(source.primaryKey);
  const row = await onlyRow(source, key);
  return { id: row[id] ?? "", json: value(row) };
}

/**
 * Runs the statement of a source for the one row that a key names.
 * @throws Fault 404 when there is none, 403 when the caller may not read it
 */
async function onlyRow(source: Source, key: RowKey): Promise<ResultRow> {
  const { statement, table } = source;
  const readable = statement.output(`(${source.readable()})`);
  const id = statement.output(source.primaryKey);
  const where = keyCondition(source, key);
  const [row] = await statement.rows(`from ${source.from} where ${where}`);
  if (row === undefined) {
    throw notFound(table, key);
  }
  if (row[readable] !== "true") {
    throw notReadable(statement.deps, table, String(row[id]));
  }
  return row;
}

const listOptions = ["$filter", "$orderby", "$top", "$apply", "$skiptoken", "fetchXml", "savedQuery", "userQuery"];

function requireSingleRowOptions(options: QueryOptions): void {
  for (const { name } of options.written) {
    if (listOptions.includes(name)) {
      throw new Fault(
        400,
        "0x80060888",
        `The query specified in the URI is not valid. The query option ${name} cannot be applied to a single row.`,
      );
    }
  }
}

/**
 * A row as a write answers it under `return=representation`. It runs inside the writer's transaction: `deps.database` may be one.
 * @param query the query part of the write's URL (`$select`, and on POST `$expand`), without `?`
 */
export async function retrieveRow(
  deps: ReadDeps,
  table: CatalogTable,
  id: string,
  query: string,
  preferences: Preferences,
): Promise<Representation> {
  const { body, etag } = await readRow(deps, table, { kind: "id", id }, readOptions(query), preferences);
  const applied = preferenceApplied({ ...preferences, returnRepresentation: false }, false);
  return { body, etag, ...(applied === undefined ? {} : { annotationsApplied: applied }) };
}

export function notFound(table: CatalogTable, key: RowKey): Fault {
  return key.kind === "id"
    ? new Fault(404, "0x80040217", `${table.logicalName} With Id = ${key.id} Does Not Exist`)
    : new Fault(
        404,
        "0x80060891",
        `A record with the specified key values does not exist in ${table.logicalName} entity`,
      );
}

function notReadable(deps: ReadDeps, table: CatalogTable, id: string): Fault {
  const { userId } = deps.caller;
  return new Fault(
    403,
    "0x80048306",
    `Principal with id ${userId} does not have ReadAccess right(s) for record with id ${id} of entity ${table.logicalName}. Details: {"CallerPrincipal":{"PrincipalId":"${userId}","Type":8}}`,
  );
}

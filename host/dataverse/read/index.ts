import { binaryResponse, isBinary } from "../download";
import { Fault } from "../fault";
import { preferenceApplied } from "./json/annotations";
import { readApply } from "./rows/apply";
import { readDefinitions } from "./metadata/definitions";
import { metadataDocument } from "./metadata/csdl";
import { collectionLink } from "./plan/filter";
import { readFetch } from "./fetch/run";
import { storedQuery } from "./fetch/stored";
import { callFunction } from "./functions/functions";
import { countRows, type ListRequest, readList } from "./rows/list";
import { readOptions } from "./request/options";
import { keyCondition, notFound, readRow, resolveRow } from "./rows/row";
import { rowUrl } from "./rows/shape";
import { Source, Statement, tableOf, targetCondition } from "./sql/statement";
import type { Address, ReadDeps, ReadRequest } from "./request/types";

export { parseAddress, parseRowReference, propertyColumn } from "./request/address";
export { notFound, resolveRow, retrieveRow } from "./rows/row";
export type * from "./request/types";

/**
 * Answers a GET. The response carries what belongs to reading (content type, `OData-Version`, `Preference-Applied`, `ETag`); the
 * server adds the rest.
 * @throws Fault for every error, with Dataverse's code and text.
 */
export async function handleRead(request: ReadRequest, deps: ReadDeps): Promise<Response> {
  const { address } = request;
  switch (address.kind) {
    case "service":
      return json(request, serviceDocument(deps));
    case "metadata":
      return new Response(metadataDocument(deps.catalog, request.query.includes("annotations=true")), {
        headers: { "content-type": "application/xml", "odata-version": "4.0" },
      });
    case "definitions":
      return json(request, readDefinitions(deps, address.segments, request.query));
    case "function":
      return json(request, await callFunction(deps, address, request.query));
    case "set":
      return list(request, deps, { table: address.table, path: address.table.entitySetName });
    case "count":
      return count(deps, request, { table: address.table });
    case "row":
      return row(request, deps, address);
    case "property":
      return property(request, deps, address);
    case "navigation":
      return navigation(request, deps, address);
    case "batch":
      throw new Fault(405, "0x80060888", "$batch accepts POST only.");
  }
}

async function list(
  request: ReadRequest,
  deps: ReadDeps,
  rows: Pick<ListRequest, "table" | "path" | "restrict" | "references">,
): Promise<Response> {
  const options = readOptions(request.query);
  const { preferences } = request;
  const stored = await storedQuery(deps, options);
  if (stored !== undefined) {
    return json(
      request,
      await readFetch(deps, { fetchXml: stored, rows, preferences, unmasked: options.unmasked }),
      true,
    );
  }
  if (options.apply !== undefined) {
    return json(request, await readApply(deps, { ...rows, options, preferences }, options.apply), true);
  }
  return json(request, await readList(deps, { ...rows, options, preferences }), true);
}

async function count(
  deps: ReadDeps,
  request: ReadRequest,
  rows: Pick<ListRequest, "table" | "restrict">,
): Promise<Response> {
  const { shown } = await countRows(deps, { ...rows, options: readOptions(request.query) });
  // The number follows a byte order mark.
  return new Response(new TextEncoder().encode(`\ufeff${shown}`), {
    headers: { "content-type": "text/plain", "odata-version": "4.0" },
  });
}

async function row(
  request: ReadRequest,
  deps: ReadDeps,
  address: Extract<Address, { kind: "row" }>,
): Promise<Response> {
  const options = readOptions(request.query);
  const { body, etag } = await readRow(deps, address.table, address.key, options, request.preferences);
  // Documented: a conditional read never works with $expand or annotations, and needs optimistic concurrency.
  const conditional =
    address.table.optimisticConcurrency && options.expand.length === 0 && request.preferences.annotations === undefined;
  if (conditional && request.ifNoneMatch === etag) {
    return new Response(null, { status: 304, headers: { "odata-version": "4.0", etag } });
  }
  const response = json(request, body);
  response.headers.set("etag", etag);
  return response;
}

async function property(
  request: ReadRequest,
  deps: ReadDeps,
  address: Extract<Address, { kind: "property" }>,
): Promise<Response> {
  const column = address.table.columnsByName.get(address.column);
  const name = column?.type === "lookup" ? `_${address.column}_value` : address.column;
  const options = { ...readOptions(request.query), select: [name], expand: [] };
  const { body } = await readRow(deps, address.table, address.key, options, { returnRepresentation: false });
  // The text of the number is taken over as it was written, so that an amount keeps its four decimals.
  const found = new RegExp(`"${name}":("(?:[^"\\\\]|\\\\.)*"|[^,}]*)`, "u").exec(body)?.[1] ?? "null";
  if (found === "null") {
    return new Response(null, { status: 204, headers: { "odata-version": "4.0" } });
  }
  if (address.asValue) {
    const value: unknown = JSON.parse(found);
    if (column !== undefined && isBinary(column)) {
      return binaryResponse(column, String(value));
    }
    return new Response(typeof value === "string" ? value : found, {
      headers: { "content-type": "text/plain", "odata-version": "4.0" },
    });
  }
  const id = await resolveRow(deps, address.table, address.key);
  const context = `${deps.origin}/api/data/v9.2/$metadata#${address.table.entitySetName}(${id})/${name}`;
  return json(request, `{"@odata.context":${JSON.stringify(context)},"value":${found}}`);
}

async function navigation(
  request: ReadRequest,
  deps: ReadDeps,
  address: Extract<Address, { kind: "navigation" }>,
): Promise<Response> {
  const { table, navigation: way, tail } = address;
  const id = await resolveRow(deps, table, address.key);
  const target = tableOf(deps, way.target);
  if (way.kind === "lookup") {
    const column = table.columnsByName.get(way.column);
    const source = new Source(new Statement(deps), table);
    const typed = column === undefined ? "" : targetCondition(source, column, way.target);
    const [found] = await deps.database.query<{ id: string | null }>(
      `select ${source.raw(way.column)}::text as id from ${source.from} where ${source.primaryKey} = $1::uuid${typed}`,
      [id],
    );
    const readable =
      column === undefined ||
      !column.secured ||
      deps.caller.columnPermission(table.logicalName, column.logicalName).canRead;
    if (found?.id === null || found === undefined || !readable) {
      return new Response(null, { status: 204, headers: { "odata-version": "4.0" } });
    }
    if (tail === "ref") {
      return json(
        request,
        JSON.stringify({
          "@odata.context": `${deps.origin}/api/data/v9.2/$metadata#$ref`,
          "@odata.id": rowUrl(deps, target, found.id),
        }),
      );
    }
    return row(request, deps, { kind: "row", table: target, key: { kind: "id", id: found.id } });
  }
  const restrict = (source: Source): string => collectionLink(source, way, `${source.statement.bind(id)}::uuid`);
  if (address.targetKey !== undefined) {
    const member = new Source(new Statement(deps), target);
    const where = `${keyCondition(member, address.targetKey)} and ${restrict(member)}`;
    const found = await deps.database.query(`select 1 from ${member.from} where ${where}`, member.statement.params);
    if (found.length === 0) {
      throw notFound(target, address.targetKey);
    }
    return row(request, deps, { kind: "row", table: target, key: address.targetKey });
  }
  if (tail === "count") {
    return count(deps, request, { table: target, restrict });
  }
  const path = `${table.entitySetName}(${id})/${way.name}${tail === "ref" ? "/$ref" : ""}`;
  return list(request, deps, { table: target, path, restrict, references: tail === "ref" });
}

function serviceDocument(deps: ReadDeps): string {
  return JSON.stringify({
    "@odata.context": `${deps.origin}/api/data/v9.2/$metadata`,
    value: deps.catalog.tables.map(({ entitySetName }) => ({
      name: entitySetName,
      kind: "EntitySet",
      url: entitySetName,
    })),
  });
}

function json(request: ReadRequest, body: string, paged = false): Response {
  const applied = preferenceApplied(request.preferences, paged);
  return new Response(new TextEncoder().encode(body), {
    headers: {
      "content-type": "application/json; odata.metadata=minimal",
      "odata-version": "4.0",
      ...(applied === undefined ? {} : { "preference-applied": applied }),
    },
  });
}

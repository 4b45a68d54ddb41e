import { binaryResponse, isBinary } from "../download";
import { Fault, unsupported } from "../fault";
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
import { propertyName } from "./json/writers";
import { readProperty, readReference, readRow, requireMember, resolveRow } from "./rows/row";
import { rowUrl } from "./rows/shape";
import { type Source, tableOf } from "./sql/statement";
import type { Address, ReadDeps, ReadRequest } from "./request/types";

export { parseAddress } from "./request/address";
export type * from "./request/types";

/**
 * Answers a GET. This is the way of one request; each step has a folder of its own, which knows only those before it in the order
 * `request`, `sql`, `plan`, `json`, `rows`.
 *
 * 1. **Address.** `request/` reads what the client wrote: the path becomes an `Address`, resolved against the catalog; the query
 *    becomes `QueryOptions` by a peggy grammar. Names of columns are not looked up yet.
 * 2. **Plan.** `plan/` decides what is meant: conditions, order and paging become SQL expressions of a `Source`, which is a table in
 *    a statement.
 * 3. **SQL.** `sql/` collects outputs, joins and parameters in a `Statement` and runs it as one query. Row security is a condition of
 *    every `Source`; column security puts a null in the place of a column.
 * 4. **Rows.** `rows/` asks for what an answer consists of: the page, its expanded collections (one statement each), its count.
 * 5. **JSON.** `json/` writes each row straight from the database's texts, so that no digit of an amount is lost.
 *
 * `fetch/` has steps 1 and 2 once more, for FetchXML; `metadata/` and `functions/` answer without rows.
 *
 * The response carries what belongs to reading (content type, `OData-Version`, `Preference-Applied`, `ETag`); the server adds the
 * rest.
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
  if (preferences.trackChanges === true) {
    // A client that were answered without a delta link would take every row for changed, each time.
    throw unsupported("Change tracking (Prefer: odata.track-changes)");
  }
  const stored = await storedQuery(deps, options);
  if (stored !== undefined) {
    return json(
      request,
      await readFetch(deps, { fetchXml: stored, rows, preferences, unmasked: options.unmasked, count: options.count }),
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
  const { table, key } = address;
  const column = table.columnsByName.get(address.column);
  if (column === undefined) {
    throw new Fault(404, "0x8006088a", `Resource not found for the segment '${address.column}'.`);
  }
  const { id, json: value } = await readProperty(deps, table, key, column, readOptions(request.query));
  if (value === undefined) {
    return new Response(null, { status: 204, headers: { "odata-version": "4.0" } });
  }
  if (address.asValue) {
    const plain: unknown = JSON.parse(value);
    if (isBinary(column)) {
      return binaryResponse(column, String(plain));
    }
    return new Response(typeof plain === "string" ? plain : value, {
      headers: { "content-type": "text/plain", "odata-version": "4.0" },
    });
  }
  const context = `${deps.origin}/api/data/v9.2/$metadata#${table.entitySetName}(${id})/${propertyName(column)}`;
  return json(request, `{"@odata.context":${JSON.stringify(context)},"value":${value}}`);
}

async function navigation(
  request: ReadRequest,
  deps: ReadDeps,
  address: Extract<Address, { kind: "navigation" }>,
): Promise<Response> {
  const { table, navigation: way, tail } = address;
  const target = tableOf(deps, way.target);
  if (way.kind === "lookup") {
    const found = await readReference(deps, table, address.key, way);
    if (found === undefined) {
      return new Response(null, { status: 204, headers: { "odata-version": "4.0" } });
    }
    if (tail === "ref") {
      return json(
        request,
        JSON.stringify({
          "@odata.context": `${deps.origin}/api/data/v9.2/$metadata#$ref`,
          "@odata.id": rowUrl(deps, target, found),
        }),
      );
    }
    return row(request, deps, { kind: "row", table: target, key: { kind: "id", id: found } });
  }
  const id = await resolveRow(deps, table, address.key);
  const restrict = (source: Source): string => collectionLink(source, way, `${source.statement.bind(id)}::uuid`);
  if (address.targetKey !== undefined) {
    await requireMember(deps, target, address.targetKey, restrict);
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

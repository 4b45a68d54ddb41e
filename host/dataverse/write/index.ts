import type { CatalogTable } from "../catalog";
import { beforeWrite } from "./beforeWrite";
import { Fault, unsupported } from "../fault";
import { isPublishedAction } from "../messages";
import type { Preferences } from "../preferences";
import { readOptions } from "../read/request/options";
import { notFound, retrieveRow } from "../read/rows/row";
import type { Address, RowKey } from "../read/request/types";
import { requirePrivilege } from "../security";
import { associate, disassociate, pointTo } from "./associations";
import { findRow, loadRow, readDeps, type StoredRow, type WriteContext } from "./context";
import { deleteRows } from "./deleteRows";
import { alreadyExists, payloadFault, versionMismatch } from "./faults";
import { parseBody } from "./body";
import { isObject } from "./payload";
import { createRow } from "./createRow";
import { targetByKey, targetOf } from "./targets";
import { updateRow } from "./updateRow";

export type { WriteContext } from "./context";

/** A writing request that the server has authenticated, routed and read. */
export interface WriteRequest {
  readonly method: "POST" | "PATCH" | "PUT" | "DELETE";
  readonly address: Address;
  /** The path after `/api/data/v9.2/` as it was sent: an upsert echoes the key as the client wrote it. */
  readonly path: string;
  /** Without `?`, still encoded. */
  readonly query: string;
  /** The text of the body; empty when there was none. */
  readonly body: string;
  readonly preferences: Preferences;
  /** `*` or `W/"5"`. */
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
}

export interface Written {
  readonly response: Response;
  /** The address of the row that was created or changed by its key; a reference to the request's Content-ID means it. */
  readonly row?: string;
}

/**
 * Does what a POST, PATCH, PUT or DELETE asks for, inside the transaction of the context: whoever began it ends it.
 * @throws Fault for every error, with Dataverse's code and text; the transaction is then to be undone
 */
export async function handleWrite(request: WriteRequest, context: WriteContext): Promise<Written> {
  const { address, method } = request;
  await beforeWrite(context.database, request, {
    userId: context.caller.userId,
    ...(context.impersonator === null ? {} : { callingUserId: context.impersonator }),
    now: context.now,
  });
  switch (address.kind) {
    case "set":
      if (method === "POST") {
        const id = await createRow(context, address.table, parseBody(address.table, request.body));
        return created(request, context, address.table, id);
      }
      throw notAllowed(method);
    case "row":
      if (method === "PATCH") {
        return upsert(request, context, address.table, address.key);
      }
      if (method === "DELETE") {
        requirePrivilege(context.caller, "Delete", address.table);
        const row = await existing(request, context, address.table, address.key);
        await deleteRows(context, address.table, [String(row[address.table.primaryKey])]);
        return done();
      }
      throw notAllowed(method);
    case "property":
      return property(request, context, address);
    case "navigation":
      return navigation(request, context, address);
    case "function":
      throw isPublishedAction(address.name)
        ? unsupported(`The action ${address.name}`)
        : new Fault(404, "0x8006088a", `Resource not found for the segment '${address.name}'.`);
    case "definitions":
      throw unsupported("Changing table definitions");
    case "service":
    case "metadata":
    case "count":
    case "batch":
      throw notAllowed(method);
  }
}

const done = (): Written => ({ response: new Response(null, { status: 204, headers: { "odata-version": "4.0" } }) });

const notAllowed = (method: string): Fault =>
  new Fault(405, "0x80060888", `The requested resource does not support http method '${method}'.`);

async function created(
  request: WriteRequest,
  context: WriteContext,
  table: CatalogTable,
  id: string,
): Promise<Written> {
  const row = `${context.origin}/api/data/v9.2/${table.entitySetName}(${id})`;
  return {
    row,
    response: request.preferences.returnRepresentation
      ? await representation(request, context, table, id, 201)
      : noContent(row),
  };
}

const noContent = (row: string): Response =>
  new Response(null, { status: 204, headers: { "odata-version": "4.0", "odata-entityid": row } });

async function representation(
  request: WriteRequest,
  context: WriteContext,
  table: CatalogTable,
  id: string,
  status: 200 | 201,
): Promise<Response> {
  const { body, etag, annotationsApplied } = await retrieveRow(
    readDeps(context),
    table,
    id,
    request.query,
    request.preferences,
  );
  return new Response(body, {
    status,
    headers: {
      "content-type": "application/json; odata.metadata=minimal",
      "odata-version": "4.0",
      etag,
      "preference-applied": [
        "return=representation",
        ...(annotationsApplied === undefined ? [] : [annotationsApplied]),
      ].join(","),
    },
  });
}

async function upsert(
  request: WriteRequest,
  context: WriteContext,
  table: CatalogTable,
  key: RowKey,
): Promise<Written> {
  refuseExpand(request);
  const body = parseBody(table, request.body);
  const found = await findRow(context, table, key);
  requirePrivilege(context.caller, found === undefined && request.ifMatch === undefined ? "Create" : "Write", table);
  if (found === undefined && request.ifMatch !== undefined) {
    throw notFound(table, key);
  }
  if (found !== undefined && request.ifNoneMatch === "*") {
    throw alreadyExists();
  }
  let id = found;
  if (id === undefined) {
    id = await createRow(context, table, body, key.kind === "id" ? { id: key.id } : { keyValues: key.values });
  } else {
    const row = await existing(request, context, table, { kind: "id", id });
    await updateRow(context, table, row, body, key.kind === "id" ? [] : [...key.values.keys()]);
  }
  const row = `${context.origin}/api/data/v9.2/${request.path}`;
  return {
    row,
    response: request.preferences.returnRepresentation
      ? await representation(request, context, table, id, found === undefined ? 201 : 200)
      : noContent(row),
  };
}

/** What a PATCH returns may be chosen by `$select`; `$expand` belongs to POST alone. */
function refuseExpand({ preferences, query }: WriteRequest): void {
  if (preferences.returnRepresentation && readOptions(query).expand.length > 0) {
    throw new Fault(
      400,
      "0x80060888",
      "The query specified in the URI is not valid. The query option $expand cannot be applied to an update.",
    );
  }
}

/** The row in the version that `If-Match` demands. */
async function existing(
  request: WriteRequest,
  context: WriteContext,
  table: CatalogTable,
  key: RowKey,
): Promise<StoredRow> {
  const id = await findRow(context, table, key);
  const row = id === undefined ? undefined : await loadRow(context, table, id);
  if (row === undefined) {
    throw notFound(table, key);
  }
  if (
    request.ifMatch !== undefined &&
    request.ifMatch !== "*" &&
    request.ifMatch !== `W/"${String(row["versionnumber"])}"`
  ) {
    throw versionMismatch();
  }
  return row;
}

async function property(
  request: WriteRequest,
  context: WriteContext,
  { table, key, column }: Extract<Address, { kind: "property" }>,
): Promise<Written> {
  if (request.method !== "PUT" && request.method !== "DELETE") {
    throw notAllowed(request.method);
  }
  requirePrivilege(context.caller, "Write", table);
  if (table.columnsByName.get(column)?.type === "lookup") {
    throw new Fault(
      400,
      "0x80060888",
      "CRM do not support direct update of Entity Reference properties, Use Navigation properties instead.",
    );
  }
  const body = request.method === "PUT" ? parseBody(table, request.body) : { value: null };
  if (!isObject(body) || !("value" in body)) {
    throw payloadFault(
      table,
      "Microsoft.OData.ODataException: The body of a property must be an object with the property 'value'.",
    );
  }
  await updateRow(context, table, await existing(request, context, table, key), { [column]: body["value"] });
  return done();
}

async function navigation(
  request: WriteRequest,
  context: WriteContext,
  address: Extract<Address, { kind: "navigation" }>,
): Promise<Written> {
  const { table, key, navigation: way, tail, targetKey } = address;
  const { method } = request;
  const target = context.catalog.table(way.target);
  if (target === undefined) {
    throw new Fault(404, "0x8006088a", `Resource not found for the segment '${way.name}'.`);
  }
  if (way.kind === "manyToMany") {
    requirePrivilege(context.caller, "Append", table);
  } else {
    requirePrivilege(context.caller, tail === "none" ? "Create" : "Write", way.kind === "lookup" ? table : target);
  }
  const { id } = await targetByKey(context, table, key);
  if (tail === "none" && method === "POST" && way.kind === "collection" && targetKey === undefined) {
    return created(
      request,
      context,
      target,
      await createRow(context, target, parseBody(target, request.body), { parent: { navigation: way, id } }),
    );
  }
  if (tail !== "ref") {
    throw notAllowed(method);
  }
  if (way.kind === "lookup") {
    if (method !== "PUT" && method !== "DELETE") {
      throw notAllowed(method);
    }
    await pointTo(
      context,
      table,
      id,
      way.column,
      method === "DELETE" ? null : await targetOf(context, reference(table, request.body)),
    );
    return done();
  }
  if (method === "POST" && targetKey === undefined) {
    await associate(context, table, id, way, (await targetOf(context, reference(table, request.body))).id);
    return done();
  }
  if (method === "DELETE") {
    const named = new URLSearchParams(request.query).get("$id");
    const removed =
      targetKey !== undefined
        ? await targetByKey(context, target, targetKey)
        : named !== null
          ? await targetOf(context, named)
          : undefined;
    if (removed === undefined) {
      throw new Fault(400, "0x80060888", "The row to take out of the collection must be named, as a key or in $id.");
    }
    await disassociate(context, table, id, way, removed.id);
    return done();
  }
  throw notAllowed(method);
}

function reference(table: CatalogTable, body: string): string {
  const parsed = parseBody(table, body);
  const id = isObject(parsed) ? parsed["@odata.id"] : undefined;
  if (typeof id !== "string") {
    throw payloadFault(
      table,
      "Microsoft.OData.ODataException: The body of a reference must be an object with '@odata.id'.",
    );
  }
  return id;
}

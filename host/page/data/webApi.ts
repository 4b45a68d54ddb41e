import type { Row } from "./values";
import type { HostModel, Table } from "../../../solution/model/types";
import { errorOfAnswer, errorOfFailure, errorOfStranger, parseObject } from "./apiError";
import type { ApiRequest, ApiResponse, Transport } from "./transport";

interface RowPage {
  entities: Record<string, unknown>[];
  /** An absolute address, or "" on the last page. Its query part, from the `?` on, are the options of the next call. */
  nextLink: string;
  /** Only after a FetchXML query with further rows. */
  fetchXmlPagingCookie?: string;
}

/** `context.webAPI` with honest types; `ComponentFramework.WebApi` accepts it. */
export interface WebApi {
  createRecord(table: string, data: Row): Promise<{ id: string; entityType: string }>;
  updateRecord(table: string, id: string, data: Row): Promise<{ id: string; entityType: string }>;
  deleteRecord(table: string, id: string): Promise<{ id: string; entityType: string }>;
  retrieveRecord(table: string, id: string, options?: string): Promise<Record<string, unknown>>;
  retrieveMultipleRecords(table: string, options?: string, maxPageSize?: number): Promise<RowPage>;
}

/** The client's own default, and the server's maximum. */
const DEFAULT_PAGE_SIZE = 5000;
const ALL_ANNOTATIONS = 'odata.include-annotations="*"';

/**
 * `context.webAPI` over a transport. It asks for every annotation, sends `If-Match: *` on an update (an update never creates),
 * and rejects with plain objects (`WebApiError`). Only the five methods exist: no $batch, no actions, no functions.
 *
 * @param source Written to the request log: `form`, or the control's id.
 */
export function createWebApi(transport: Transport, model: Pick<HostModel, "tables">, source: string): WebApi {
  const sets = new Map(model.tables.map((table) => [table.logicalName, table]));
  const call = async (request: ApiRequest): Promise<ApiResponse> => {
    let answer: ApiResponse;
    try {
      answer = await transport(source, request);
    } catch (failure) {
      throw errorOfFailure(failure);
    }
    if (answer.status >= 400) {
      throw errorOfAnswer(answer);
    }
    if (!isWebApiAnswer(answer)) {
      throw errorOfStranger(answer);
    }
    return answer;
  };
  return {
    async createRecord(table, data) {
      const answer = await call({ method: "POST", path: setOf(sets, table), body: data });
      return { id: createdId(answer), entityType: table };
    },
    async updateRecord(table, id, data) {
      await call({ method: "PATCH", path: rowPath(sets, table, id), headers: { "If-Match": "*" }, body: data });
      return { id: bareId(id), entityType: table };
    },
    async deleteRecord(table, id) {
      await call({ method: "DELETE", path: rowPath(sets, table, id) });
      return { id: bareId(id), entityType: table };
    },
    async retrieveRecord(table, id, options) {
      const answer = await call({
        method: "GET",
        path: rowPath(sets, table, id) + query(options),
        headers: { Prefer: ALL_ANNOTATIONS },
      });
      return jsonObject(answer.text);
    },
    async retrieveMultipleRecords(table, options, maxPageSize) {
      const answer = await call({
        method: "GET",
        path: setOf(sets, table) + query(options),
        headers: { Prefer: `${ALL_ANNOTATIONS},odata.maxpagesize=${maxPageSize ?? DEFAULT_PAGE_SIZE}` },
      });
      return pageOf(jsonObject(answer.text));
    },
  };
}

/** The entity set's name; a table that the host does not know is a client-side error, as in the platform. */
function setOf(sets: ReadonlyMap<string, Table>, table: string): string {
  const found = sets.get(table);
  if (found === undefined) {
    throw errorOfFailure(new Error(`The entity "${table}" cannot be found. Specify a valid query, and try again.`));
  }
  return found.entitySetName;
}

function rowPath(sets: ReadonlyMap<string, Table>, table: string, id: string): string {
  return `${setOf(sets, table)}(${bareId(id)})`;
}

/** Controls pass ids with braces and in capitals. */
function bareId(id: string): string {
  return id.replace(/[{}]/g, "").toLowerCase();
}

/**
 * The options as a query string. FetchXML may come unencoded, as Microsoft's own examples write it. OData options go as they
 * are: whoever leaves an `&` or `#` unencoded in a literal gets the same cut query here as in a real environment.
 */
function query(options: string | undefined): string {
  if (options === undefined || options === "") {
    return "";
  }
  const text = options.startsWith("?") ? options.slice(1) : options;
  const fetchXml = /^fetchXml=/i.exec(text);
  if (fetchXml !== null) {
    const xml = text.slice(fetchXml[0].length);
    return `?fetchXml=${/^\s*</.test(xml) ? encodeURIComponent(xml) : xml}`;
  }
  return `?${text}`;
}

/**
 * A sign-in page or a proxy's page comes with status 200 as well: only the Web API's own answers carry its protocol's version,
 * and nothing else than JSON.
 */
function isWebApiAnswer(answer: ApiResponse): boolean {
  return answer.headers.has("OData-Version") && (answer.text === "" || parseObject(answer.text) !== null);
}

function createdId(answer: ApiResponse): string {
  const found = /\(([0-9a-f-]{36})\)\s*$/i.exec(answer.headers.get("OData-EntityId") ?? "");
  if (found?.[1] === undefined) {
    throw errorOfFailure(new Error("The server did not name the new row."));
  }
  return found[1].toLowerCase();
}

function pageOf(body: Record<string, unknown>): RowPage {
  const value = body["value"];
  const nextLink = body["@odata.nextLink"];
  const cookie = body["@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"];
  return {
    entities: rowsOf(value),
    nextLink: typeof nextLink === "string" ? nextLink : "",
    ...(typeof cookie === "string" ? { fetchXmlPagingCookie: cookie } : {}),
  };
}

/** The rows of a list's `value`; anything else counts as none. */
export function rowsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value.filter((row): row is Record<string, unknown> => typeof row === "object" && row !== null)
    : [];
}

/**
 * Reads the body of a successful answer.
 * @throws WebApiError when it is anything else than a JSON object, which is the server's mistake.
 */
export function jsonObject(text: string): Record<string, unknown> {
  const object = parseObject(text);
  if (object === null) {
    throw errorOfFailure(new Error("The server's answer is not a JSON object."));
  }
  return object;
}

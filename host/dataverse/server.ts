import type { Catalog } from "./catalog";
import { type BatchAnswer, type BatchRequest, batchResponse, parseBatch } from "./batch";
import { type ContentIds, withoutContentId } from "./contentIds";
import type { Database } from "./database";
import { withoutDownload } from "./download";
import { Fault } from "./fault";
import { addCommonHeaders, faultResponse } from "./headers";
import { readPreferences } from "./preferences";
import type { Queryable } from "./queryable";
import { handleRead, parseAddress } from "./read/index";
import { type Security, type SecurityCaller, readPredicate } from "./security";
import type { Throttle } from "./throttle";
import { wellKnown } from "./wellKnown";
import { handleWrite, type WriteContext, type WriteRequest, type Written } from "./write/index";

export interface ServerParts {
  readonly catalog: Catalog;
  readonly database: Database;
  readonly security: Security;
  readonly throttle: Throttle;
  readonly now: () => Date;
  /** Absent: nobody needs to sign in. */
  readonly requireToken?: string;
}

/** In whose name a request is done. */
interface Principal {
  readonly caller: SecurityCaller;
  /** The user who does it in the caller's name, by an impersonation header; null: nobody but the caller. */
  readonly impersonator: string | null;
}

/** One request, from outside or from inside a batch. */
interface Operation {
  readonly method: string;
  readonly origin: string;
  /** After `/api/data/v9.2/`, still encoded. */
  readonly path: string;
  readonly query: string;
  readonly headers: Headers;
  readonly body: string;
}

const root = /^\/api\/data\/v9\.\d+(?:\/|$)/u;
const urlLimit = 32_768;
const urlLimitInBatch = 65_536;

/** Answers Web API requests: sign-in, throttling, routing, transactions, errors. */
export class Server {
  constructor(private readonly parts: ServerParts) {}

  async fetch(request: Request): Promise<Response> {
    const started = performance.now();
    const preferences = readPreferences(request.headers);
    let ratelimit: Readonly<Record<string, string>> = {};
    let done: (() => void) | undefined;
    let response: Response;
    try {
      this.authenticate(request);
      const principal = await this.principalOf(request.headers);
      const admission = this.parts.throttle.admit(principal.caller.userId);
      ratelimit = admission.headers;
      done = () => admission.done(performance.now() - started);
      const url = withoutDownload(this.parts.catalog, new URL(request.url));
      if (url.pathname.length + url.search.length > urlLimit) {
        throw tooLong(urlLimit);
      }
      const operation = operationOf(
        request.method,
        url,
        request.headers,
        request.method === "GET" || request.method === "HEAD" ? "" : await request.text(),
      );
      response =
        operation.path === "$batch" && operation.method === "POST"
          ? await this.batch(operation, principal)
          : (await this.run(operation, principal)).response;
    } catch (error) {
      response = faultResponse(asFault(error), preferences);
    }
    done?.();
    // Dataverse answers HEAD like GET, without the body.
    return addCommonHeaders(request.method === "HEAD" ? new Response(null, response) : response, ratelimit);
  }

  private authenticate(request: Request): void {
    const { requireToken } = this.parts;
    if (requireToken !== undefined && request.headers.get("authorization") !== `Bearer ${requireToken}`) {
      throw new Fault(401, "0x80041d44", "HTTP Error 401 - Unauthorized: Access is denied", {
        "www-authenticate": `Bearer authorization_uri=https://login.microsoftonline.com/common/oauth2/authorize, resource_id=${new URL(request.url).origin}/`,
      });
    }
  }

  /** The default administrator, in their own name or in that of the user whom the impersonation headers name. */
  private async principalOf(headers: Headers): Promise<Principal> {
    const { database, security } = this.parts;
    const entraId = headers.get("callerobjectid");
    if (entraId !== null) {
      const [user] = await database.query<{ id: string }>(
        "select systemuserid::text as id from systemuser where azureactivedirectoryobjectid::text = $1",
        [entraId.toLowerCase()],
      );
      if (user === undefined) {
        throw new Fault(404, "0x80040217", `systemuser With Id = ${entraId} Does Not Exist`);
      }
      return inTheNameOf(await security.caller(database, user.id));
    }
    const named = headers.get("mscrmcallerid")?.toLowerCase() ?? wellKnown.administrator;
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(named)) {
      throw new Fault(400, "0x80040203", "Invalid Argument.");
    }
    return inTheNameOf(await security.caller(database, named));
  }

  /** One operation outside a change set: a write is a transaction of its own. */
  private async run(operation: Operation, principal: Principal): Promise<Written> {
    return isRead(operation)
      ? { response: await this.read(operation, principal.caller) }
      : this.inTransaction((tx, touched) => this.write(operation, principal, { tx, touched, contentIds: new Map() }));
  }

  private async inTransaction<T>(work: (tx: Queryable, touched: Set<string>) => Promise<T>): Promise<T> {
    const touched = new Set<string>();
    try {
      return await this.parts.database.transaction((tx) => work(tx, touched));
    } finally {
      touched.forEach((table) => this.parts.security.tableChanged(table));
    }
  }

  private read(operation: Operation, caller: SecurityCaller): Promise<Response> {
    const { catalog, database, now } = this.parts;
    const ifNoneMatch = operation.headers.get("if-none-match") ?? "";
    return handleRead(
      {
        method: operation.method === "HEAD" ? "HEAD" : "GET",
        address: parseAddress(catalog, operation.path),
        query: operation.query,
        preferences: readPreferences(operation.headers),
        ...(/^W\/"\d+"$/u.test(ifNoneMatch) ? { ifNoneMatch } : {}),
      },
      {
        catalog,
        database,
        caller,
        origin: operation.origin,
        now: now(),
        readPredicate: (_caller, table, alias, bind) => readPredicate(caller, table, alias, bind),
      },
    );
  }

  private async write(
    operation: Operation,
    { caller, impersonator }: Principal,
    {
      tx,
      touched,
      contentIds,
    }: { readonly tx: Queryable; readonly touched: Set<string>; readonly contentIds: ContentIds },
  ): Promise<Written> {
    const { catalog, security, now } = this.parts;
    const { headers, method } = operation;
    if (method !== "POST" && method !== "PATCH" && method !== "PUT" && method !== "DELETE") {
      throw new Fault(405, "0x80060888", `The requested resource does not support http method '${method}'.`);
    }
    const ifMatch = headers.get("if-match");
    const ifNoneMatch = headers.get("if-none-match");
    const request: WriteRequest = {
      method,
      address: parseAddress(catalog, operation.path),
      path: operation.path,
      query: operation.query,
      body: operation.body,
      preferences: readPreferences(headers),
      ...(ifMatch === null ? {} : { ifMatch }),
      ...(ifNoneMatch === null ? {} : { ifNoneMatch }),
    };
    const context: WriteContext = {
      catalog,
      database: tx,
      security,
      caller,
      impersonator,
      contentIds,
      origin: operation.origin,
      now: now(),
      detectDuplicates: headers.get("mscrm.suppressduplicatedetection")?.toLowerCase() === "false",
      touched,
    };
    if (request.body !== "" && !/^(application\/json|text\/json)\b/iu.test(headers.get("content-type") ?? "")) {
      throw new Fault(415, "0x80060888", "The request's Content-Type must be application/json.");
    }
    return handleWrite(request, context);
  }

  /** Operations run in order; unless `odata.continue-on-error` is preferred, the first that fails ends the batch. */
  private async batch(operation: Operation, principal: Principal): Promise<Response> {
    const parts = parseBatch(operation.headers.get("content-type") ?? "", operation.body);
    const goOn = /odata\.continue-on-error/iu.test(operation.headers.get("prefer") ?? "");
    const answers: (BatchAnswer | readonly BatchAnswer[])[] = [];
    for (const part of parts) {
      const answer =
        part.kind === "changeSet"
          ? await this.changeSet(operation, part.requests, principal)
          : await this.single(operation, part.request, principal);
      answers.push(answer);
      if ("response" in answer && answer.response.status >= 400 && !goOn) {
        return batchResponse(answers, answer.response.status);
      }
    }
    return batchResponse(answers, 200);
  }

  private async single(batch: Operation, request: BatchRequest, principal: Principal): Promise<BatchAnswer> {
    const contentId = request.contentId === undefined ? {} : { contentId: request.contentId };
    try {
      return { ...contentId, response: located(request, await this.run(inner(batch, request, new Map()), principal)) };
    } catch (error) {
      return { ...contentId, response: faultResponse(asFault(error), readPreferences(request.headers)) };
    }
  }

  /** All or nothing. When it fails, one answer stands for the whole change set. */
  private async changeSet(
    batch: Operation,
    requests: readonly BatchRequest[],
    principal: Principal,
  ): Promise<BatchAnswer | readonly BatchAnswer[]> {
    let current: BatchRequest | undefined;
    try {
      return await this.inTransaction(async (tx, touched) => {
        const contentIds = new Map<string, string>();
        const answers: BatchAnswer[] = [];
        for (const request of requests) {
          current = request;
          const { contentId } = request;
          const written = await this.write(inner(batch, request, contentIds), principal, { tx, touched, contentIds });
          if (contentId !== undefined && written.row !== undefined) {
            contentIds.set(contentId, written.row);
          }
          answers.push({ response: located(request, written), ...(contentId === undefined ? {} : { contentId }) });
        }
        return answers;
      });
    } catch (error) {
      const failed = current;
      return {
        response: faultResponse(asFault(error), readPreferences(failed?.headers ?? batch.headers)),
        ...(failed?.contentId === undefined ? {} : { contentId: failed.contentId }),
      };
    }
  }
}

const isRead = ({ method }: Operation): boolean => method === "GET" || method === "HEAD";

const inTheNameOf = (caller: SecurityCaller): Principal => ({
  caller,
  impersonator: caller.userId === wellKnown.administrator ? null : wellKnown.administrator,
});

/** Parts of a batch tell the address of a row that was created twice, as `OData-EntityId` and as `Location`. */
function located({ method }: BatchRequest, { response, row }: Written): Response {
  if (method === "POST" && row !== undefined) {
    response.headers.set("location", row);
  }
  return response;
}

function inner(batch: Operation, request: BatchRequest, contentIds: ContentIds): Operation {
  if (request.url.length > urlLimitInBatch) {
    throw tooLong(urlLimitInBatch);
  }
  const address = withoutContentId(request.url, contentIds);
  // A relative address starts where the service does.
  const service = `${batch.origin}/api/data/v9.2/`;
  if (!URL.canParse(address, service)) {
    throw badSyntax();
  }
  return operationOf(request.method, new URL(address, service), request.headers, request.body);
}

function operationOf(method: string, url: URL, headers: Headers, body: string): Operation {
  if (!root.test(url.pathname)) {
    throw new Fault(404, "0x8006088a", `Resource not found for the segment '${url.pathname.split("/")[1] ?? ""}'.`);
  }
  // PostgreSQL has no text with a NUL character in it, and neither has a name or a value of Dataverse.
  if (`${url.pathname}${url.search}`.includes("%00")) {
    throw badSyntax();
  }
  return {
    method,
    origin: url.origin,
    path: url.pathname.replace(root, ""),
    query: url.search.slice(1),
    headers,
    body,
  };
}

const badSyntax = (): Fault => new Fault(400, "0x80060888", "Bad Request - Error in query syntax.");

const tooLong = (limit: number): Fault =>
  new Fault(413, "0x80060888", `The request address is longer than ${limit} characters.`);

/** What is no fault is a mistake of this server: the message says what, so that it can be found. */
function asFault(error: unknown): Fault {
  if (error instanceof RangeError && error.message === "Maximum call stack size exceeded") {
    return new Fault(400, "0x80060888", "The request is nested too deeply.");
  }
  return error instanceof Fault
    ? error
    : new Fault(
        500,
        "0x80040216",
        `An unexpected error occurred. ${error instanceof Error ? error.message : String(error)}`,
      );
}

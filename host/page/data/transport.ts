import type { RequestLog } from "./requestLog";

/** Where the Web API answers, from the page's origin. */
const SERVICE_ROOT = "/api/data/v9.2/";

/** What the server answers instead of the truth; `drop` closes the connection. */
export type FaultName = "400" | "403" | "404" | "429" | "500" | "drop";

/** The developer's wishes that every request carries, read anew for each. */
export interface TransportSettings {
  readonly userId: string | null;
  readonly offline: boolean;
  readonly latency: number;
  readonly fault: FaultName | null;
}

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Relative to the service root, already percent-encoded where it must be. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** No answer: offline by the developer's switch, or the connection broke. */
export class NoAnswer extends Error {
  constructor(
    readonly kind: "offline" | "lost",
    message: string,
  ) {
    super(message);
    this.name = "NoAnswer";
  }
}

export type Transport = (source: string, request: ApiRequest) => Promise<ApiResponse>;

/**
 * The one way to the Web API: it adds who acts and the host's latency and fault headers, refuses when the developer has
 * switched the network off, and writes each request to the log.
 *
 * @param origin Empty in the page; tests give the address of a server.
 */
export function createTransport(
  fetchData: (url: string, init: RequestInit) => Promise<Response>,
  settings: () => TransportSettings,
  log: RequestLog,
  origin = "",
): Transport {
  return async (source, request) => {
    const { userId, offline, latency, fault } = settings();
    const startedAt = Date.now();
    const logged = log.start(source, request.method, request.path, startedAt);
    const lost = (reason: string): void => log.finish(logged, { kind: "lost", reason }, Date.now() - startedAt);
    if (offline) {
      lost("offline");
      throw new NoAnswer("offline", "This operation failed because you're offline. Reconnect and try again.");
    }
    const headers: Record<string, string> = {
      Accept: "application/json",
      "OData-Version": "4.0",
      "OData-MaxVersion": "4.0",
      ...request.headers,
    };
    if (request.body !== undefined) {
      headers["Content-Type"] = "application/json";
    }
    if (userId !== null) {
      headers["MSCRMCallerID"] = userId;
    }
    if (latency > 0) {
      headers["x-host-latency"] = String(latency);
    }
    if (fault !== null) {
      headers["x-host-fault"] = fault;
    }
    try {
      const response = await fetchData(origin + SERVICE_ROOT + request.path, {
        method: request.method,
        headers,
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      });
      const body = await response.arrayBuffer();
      const text = new TextDecoder().decode(body);
      log.finish(logged, { kind: "answered", status: response.status, bytes: body.byteLength }, Date.now() - startedAt);
      return { status: response.status, headers: response.headers, text };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      lost(reason);
      throw new NoAnswer("lost", reason);
    }
  };
}

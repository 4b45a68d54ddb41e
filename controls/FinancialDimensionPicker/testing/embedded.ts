import type { HostModel } from "../../../solution/model/types";
import { RequestLog } from "../../../host/page/data/requestLog";
import { createTransport } from "../../../host/page/data/transport";
import { createWebApi, type WebApi } from "../../../host/page/data/webApi";

interface Batch {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** The embedded Dataverse with the sample's ledger, as `environment.cjs` starts it beside the page. */
export interface Embedded {
  readonly host: HostModel;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly load: (batches: readonly Batch[]) => Promise<void>;
}

export interface ApiOptions {
  /** As whom; default the system administrator. */
  readonly user?: string;
  readonly offline?: boolean;
  /** An answer in the place of the server's. */
  readonly fault?: (address: string) => Response | undefined;
  /** True: the request reaches the server, and its answer gets lost on the way back. */
  readonly lose?: (address: string, method: string) => boolean;
  /** Receives the address of every request. */
  readonly log?: string[];
}

export const ADMINISTRATOR = "11111111-0000-4000-8000-000000000001";

export function startEmbedded(): Promise<Embedded> {
  const start: unknown = Reflect.get(globalThis, "startEmbedded");
  if (typeof start !== "function")
    throw new Error("The test needs the environment of this folder: see environment.cjs.");
  return Reflect.apply(start, undefined, []) as Promise<Embedded>;
}

/** `context.webAPI` as the page has it, over the embedded Dataverse. */
export function apiOf({ fetch, host }: Embedded, { user, offline = false, fault, lose, log }: ApiOptions = {}): WebApi {
  const answer = async (url: string, init: RequestInit): Promise<Response> => {
    const address = decodeURIComponent(url);
    log?.push(address);
    const response = fault?.(address) ?? (await fetch(url, init));
    if (lose?.(address, init.method ?? "GET")) throw new TypeError("Failed to fetch");
    return response;
  };
  return createWebApi(
    createTransport(
      answer,
      () => ({ userId: user ?? null, offline, latency: 0, fault: null }),
      new RequestLog(),
      "http://localhost",
    ),
    host,
    "test",
  );
}

/** Dataverse's answer to somebody without the privilege. */
export const forbidden = (): Response =>
  new Response(
    JSON.stringify({ error: { code: "0x80040220", message: "Principal user is missing prvRead privilege" } }),
    { status: 403 },
  );

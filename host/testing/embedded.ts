import { RequestLog } from "../page/data/requestLog";
import { createTransport, type Transport } from "../page/data/transport";
import { createWebApi, type WebApi } from "../page/data/webApi";
import type { Embedded, StartOptions } from "./start";

export type { Embedded } from "./start";

export const ADMINISTRATOR = "11111111-0000-4000-8000-000000000001";
export const BASIC_USER = "11111111-0000-4000-8000-000000000011";
export const BUSINESS_UNIT = "11111111-0000-4000-8000-000000000002";

/**
 * Starts an embedded Dataverse for a test file, which closes it in `afterAll`. A test that draws names
 * `host/testing/environment.cjs` as its environment: there the database runs beside the page.
 */
export async function startEmbedded(options?: StartOptions): Promise<Embedded> {
  const outside: unknown = Reflect.get(globalThis, "startEmbeddedOutside");
  if (typeof outside === "function") return Reflect.apply(outside, undefined, [options]) as Promise<Embedded>;
  if (Reflect.has(globalThis, "document"))
    throw new Error("A database does not run in a page: name host/testing/environment.cjs in @jest-environment.");
  const { start } = await import("./start");
  return start(options);
}

export interface TransportOptions {
  /** As whom; default the system administrator. */
  readonly user?: string | null;
  readonly offline?: boolean;
  /** Stands between page and server: answers itself, or passes on what `forward` brings. */
  readonly between?: (url: string, init: RequestInit, forward: () => Promise<Response>) => Promise<Response>;
}

/** The page's transport to an embedded Dataverse. */
export function transportTo(
  { fetch }: Embedded,
  { user = null, offline = false, between = (_url, _init, forward) => forward() }: TransportOptions = {},
): Transport {
  return createTransport(
    (url, init) => between(url, init, () => fetch(url, init)),
    () => ({ userId: user, offline, latency: 0, fault: null }),
    new RequestLog(),
    "http://localhost",
  );
}

export interface ApiOptions extends Pick<TransportOptions, "user" | "offline"> {
  /** An answer in the place of the server's. */
  readonly fault?: (address: string) => Response | undefined;
  /** True: the request reaches the server, and its answer gets lost on the way back. */
  readonly lose?: (address: string, method: string) => boolean;
  /** Receives the address of every request. */
  readonly log?: string[];
}

/** `context.webAPI` as the page has it, over an embedded Dataverse. */
export function apiOf(embedded: Embedded, { fault, lose, log, ...as }: ApiOptions = {}): WebApi {
  const transport = transportTo(embedded, {
    ...as,
    between: async (url, init, forward) => {
      const address = decodeURIComponent(url);
      log?.push(address);
      const response = fault?.(address) ?? (await forward());
      if (lose?.(address, init.method ?? "GET")) throw new TypeError("Failed to fetch");
      return response;
    },
  });
  return createWebApi(transport, embedded.host, "test");
}

/** A refusal as Dataverse words it. */
export const refusal = (status: number, code: string, message: string): Response =>
  new Response(JSON.stringify({ error: { code, message } }), {
    status,
    headers: { "Content-Type": "application/json" },
  });

/** Dataverse's answer to somebody without the privilege. */
export const forbidden = (): Response => refusal(403, "0x80040220", "Principal user is missing prvRead privilege");

import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";
import { faultBody } from "./faults";

const LONGEST_LATENCY_MS = 60_000;
/** Seconds that a provoked 429 asks to wait: short, so that a developer sees the retry. */
const RETRY_AFTER_S = "3";

const faults: Readonly<
  Record<
    string,
    { readonly code: string; readonly message: string; readonly headers?: Readonly<Record<string, string>> }
  >
> = {
  "400": {
    code: "0x80040265",
    message: "A vendor on hold takes no orders (a plug-in's own words, provoked by the form host's tool pane).",
  },
  "403": {
    code: "0x80040220",
    message: "Principal user is missing a privilege (provoked by the form host's tool pane).",
  },
  "404": {
    code: "0x80040217",
    message: "The requested record does not exist (provoked by the form host's tool pane).",
  },
  "429": {
    code: "0x80072322",
    message: "Number of requests exceeded the limit of 6000 over time window of 300 seconds.",
    headers: { "Retry-After": RETRY_AFTER_S },
  },
  "500": { code: "0x80040216", message: "An unexpected error occurred (provoked by the form host's tool pane)." },
};

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Fulfils what the tool pane asks of Web API requests: `x-host-latency: <ms>` waits, `x-host-fault: 400|403|404|429|500|drop`
 * answers with that fault in Dataverse's shape, or closes the connection without an answer. Both headers go no further.
 */
export function developerWishes(): MiddlewareHandler<{ Bindings: Partial<HttpBindings> }> {
  return async (context, next) => {
    const latency = Number(context.req.header("x-host-latency") ?? 0);
    if (latency > 0) await sleep(Math.min(latency, LONGEST_LATENCY_MS));
    const wish = context.req.header("x-host-fault");
    if (wish === "drop") {
      context.env.incoming?.socket.destroy();
      return new Response(null, { status: 502 });
    }
    const fault = wish !== undefined && Object.hasOwn(faults, wish) ? faults[wish] : undefined;
    if (fault) return faultBody(Number(wish), fault.code, fault.message, fault.headers);
    await next();
    return undefined;
  };
}

import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import path from "node:path";
import type { HostModel } from "../../solution/model/types";
import type { Backend } from "./backend";
import type { ControlState } from "./controlBuilds";
import { controlFile, controlStrings } from "./controlFiles";
import { developerWishes } from "./developerWishes";
import { CONTENT_SECURITY_POLICY, reactVersion, renderDocument } from "./document";
import type { EventHub } from "./events";
import { faultBody } from "./faults";
import { library } from "./libraries";
import { keyedPage } from "./keyedPage";
import type { PageBundle } from "./pageBundle";

export interface AppParts {
  /** Holds `index.html`. */
  readonly pageFolder: string;
  /** Holds one folder per built control. */
  readonly controlsFolder: string;
  readonly scale: string;
  readonly backend: Backend;
  readonly events: EventHub;
  /** How far the build of a control is. */
  controlState(control: string): ControlState;
  /** Both wait until the first one is there, and reject with what went wrong. */
  model(): Promise<HostModel>;
  page(): Promise<PageBundle>;
  /** Binds the host to the page that was opened with it; absent where everything on this machine may ask. */
  readonly key?: string;
  /** Fills in the sample data anew; absent where the data is not ours. */
  readonly reset?: () => Promise<void>;
}

const LOCAL_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** A host name outside this machine, or a page of another origin, has no business here: it could act in a person's name. */
function isForeign(request: Request): boolean {
  const url = new URL(request.url);
  const origin = request.headers.get("origin");
  return (
    !LOCAL_NAMES.has(url.hostname) ||
    (origin !== null && origin !== url.origin) ||
    (request.headers.get("sec-fetch-site") === "cross-site" && request.method !== "GET")
  );
}

/** The local server: the page, what the page is made of, and the Web API. */
export function createApp(parts: AppParts): Hono<{ Bindings: Partial<HttpBindings> }> {
  const app = new Hono<{ Bindings: Partial<HttpBindings> }>();

  app.use(async (context, next) => {
    if (isForeign(context.req.raw)) return context.text("The form host answers pages of its own address only.", 403);
    await next();
    // The page is rebuilt while people look at it. The Web API sets what it wants itself.
    if (!context.res.headers.has("Cache-Control")) context.res.headers.set("Cache-Control", "no-store");
    context.res.headers.set("X-Content-Type-Options", "nosniff");
    context.res.headers.set("Cross-Origin-Resource-Policy", "same-origin");
    return undefined;
  });

  if (parts.key !== undefined) app.use(keyedPage(parts.key));
  app.get("/", (context) =>
    context.html(renderDocument(parts.pageFolder, reactVersion(context.req.query("react"))), 200, {
      "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    }),
  );
  app.get("/favicon.ico", (context) => context.body(null, 204));

  app.get("/host/info.json", (context) =>
    context.json({ environment: parts.backend.environment, writable: parts.backend.writable, scale: parts.scale }),
  );
  app.get("/host/model.json", async (context) => context.json(await parts.model()));
  app.get("/host/page.js", async (context) =>
    context.body((await parts.page()).script, 200, {
      "Content-Type": "text/javascript; charset=utf-8",
      SourceMap: "/host/page.js.map",
    }),
  );
  app.get("/host/page.js.map", async (context) =>
    context.body((await parts.page()).map, 200, { "Content-Type": "application/json; charset=utf-8" }),
  );
  app.get("/host/events", () => parts.events.connect());
  app.post("/host/reset", async (context) => {
    if (!parts.reset) return context.json({ error: "The data of a real environment is not reset." }, 409);
    await parts.reset();
    return context.body(null, 204);
  });

  app.get("/host/lib/:name", (context) => {
    const script = library(context.req.param("name"));
    if (script === undefined) return context.notFound();
    return context.body(script, 200, {
      "Content-Type": "text/javascript; charset=utf-8",
      "Cache-Control": "max-age=86400",
    });
  });
  app.get("/host/controls/:control/state.json", (context) =>
    context.json(parts.controlState(context.req.param("control"))),
  );
  app.get("/host/controls/:control/strings/:file{[0-9]+\\.json}", (context) =>
    context.json(
      controlStrings(
        path.join(parts.controlsFolder, path.basename(context.req.param("control"))),
        Number.parseInt(context.req.param("file"), 10),
      ),
    ),
  );
  app.get("/host/controls/:control/:file{.+}", (context) => {
    const found = controlFile(
      path.join(parts.controlsFolder, path.basename(context.req.param("control"))),
      context.req.param("file"),
    );
    return found
      ? context.body(found.content, 200, { "Content-Type": found.type })
      : context.text("There is no such file of a built control.", 404);
  });

  app.use("/api/data/*", developerWishes());
  app.all("/api/data/*", (context) => parts.backend.fetch(context.req.raw));
  // Where `entityimage_url` and its like lead to.
  app.get("/Image/download.aspx", (context) => parts.backend.fetch(context.req.raw));

  app.notFound((context) => context.text(`The form host has no ${context.req.path}.`, 404));
  // The page's client reads Dataverse's shape; to the rest a person looks.
  app.onError((error, context) =>
    context.req.path.startsWith("/api/data/")
      ? faultBody(500, "0x80040216", error.message)
      : context.text(error.message, 500),
  );
  return app;
}

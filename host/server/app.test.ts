import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createApp } from "./app";
import type { Backend } from "./backend";
import { EmbeddedBackend } from "./embedded";
import { EventHub } from "./events";
import { listen, type Listening } from "./listen";
import { readModel } from "./model";

jest.setTimeout(120_000);

const root = path.resolve(__dirname, "../..");
const resx = (texts: Record<string, string>) =>
  `<?xml version="1.0" encoding="utf-8"?><root>${Object.entries(texts)
    .map(([key, text]) => `<data name="${key}"><value>${text}</value></data>`)
    .join("")}</root>`;

let controlsFolder: string;
let backend: EmbeddedBackend;
let events: EventHub;
let server: Listening;
const get = (address: string, init?: RequestInit) => fetch(server.origin + address, init);

beforeAll(async () => {
  controlsFolder = mkdtempSync(path.join(tmpdir(), "fieldstone-app-"));
  mkdirSync(path.join(controlsFolder, "Probe/strings"), { recursive: true });
  writeFileSync(path.join(controlsFolder, "Probe/bundle.js"), "// bundle");
  writeFileSync(path.join(controlsFolder, "secret.txt"), "not of a control");
  writeFileSync(path.join(controlsFolder, "Probe/strings/Probe.1033.resx"), resx({ a: "one", b: "two" }));
  writeFileSync(path.join(controlsFolder, "Probe/strings/Probe.1031.resx"), resx({ a: "eins" }));
  const model = readModel(root);
  backend = new EmbeddedBackend({ solutions: model.solutions, scale: "small", log: () => undefined });
  events = new EventHub();
  const app = createApp({
    pageFolder: path.join(root, "host/page"),
    controlsFolder,
    scale: "small",
    backend,
    events,
    controlState: (control) => (control === "Slow" ? { state: "building" } : { state: "ready" }),
    model: () => Promise.resolve(model.host),
    page: () => Promise.resolve({ script: "// page", map: "{}" }),
    reset: () => backend.reset(),
  });
  server = await listen((request, bindings) => app.fetch(request, bindings), 0);
  await backend.ready();
});
afterAll(async () => {
  events.close();
  await server.close();
  await backend.close();
  rmSync(controlsFolder, { recursive: true, force: true });
});

describe("the page", () => {
  test.each([
    ["/", "17"],
    ["/?react=16", "16"],
    ["/?react=18&table=fsn_purchaserequest", "18"],
    ["/?react=99", "17"],
  ])("%s loads React %s, then Fluent, then itself, under a strict policy", async (address, react) => {
    const answer = await get(address);
    const html = await answer.text();
    expect([...html.matchAll(/<script[^>]*src="([^"]+)"/g)].map((match) => match[1])).toEqual([
      `/host/lib/react-${react}.js`,
      "/host/lib/fluent.js",
      "/host/page.js",
    ]);
    expect(html).not.toMatch(/<script(?![^>]*src=)/);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toContain("unsafe-eval");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toMatch(/trusted-types fieldstone-host(;|$)/);
  });

  test.each(["react-16.js", "react-17.js", "react-18.js", "fluent.js"])("library %s is there", async (name) => {
    const answer = await get(`/host/lib/${name}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("javascript");
  });

  test.each(["/host/lib/react-15.js", "/host/lib/constructor", "/nothing"])("%s is not", async (address) => {
    expect((await get(address)).status).toBe(404);
  });

  test("says what stands behind it", async () => {
    expect(await (await get("/host/info.json")).json()).toEqual({
      environment: "embedded",
      writable: true,
      scale: "small",
    });
  });

  test("carries the model of both solutions", async () => {
    const model = (await (await get("/host/model.json")).json()) as {
      tables: { logicalName: string }[];
      forms: unknown[];
    };
    expect(model.tables.map(({ logicalName }) => logicalName)).toEqual(
      expect.arrayContaining(["fsn_purchaserequest", "fsn_dimensionvalue", "systemuser"]),
    );
    expect(model.forms.length).toBeGreaterThan(0);
  });
});

describe("a control's files", () => {
  test("its bundle, with its type", async () => {
    const answer = await get("/host/controls/Probe/bundle.js");
    expect(answer.headers.get("content-type")).toContain("javascript");
    expect(await answer.text()).toBe("// bundle");
  });

  test.each([
    "/host/controls/Probe/..%2fsecret.txt",
    "/host/controls/..%2fProbe/../secret.txt",
    "/host/controls/Probe/none.js",
    "/host/controls/None/bundle.js",
  ])("%s is none", async (address) => {
    expect((await get(address)).status).toBe(404);
  });

  test("texts of a language, English where one is missing", async () => {
    expect(await (await get("/host/controls/Probe/strings/1031.json")).json()).toEqual({ a: "eins", b: "two" });
    expect(await (await get("/host/controls/Probe/strings/1036.json")).json()).toEqual({ a: "one", b: "two" });
  });
});

test.each([
  "/",
  "/host/page.js",
  "/host/info.json",
  "/host/controls/Probe/bundle.js",
  "/api/data/v9.2/accounts",
  "/nothing",
])("%s may be taken into no page of another origin", async (address) => {
  expect((await get(address)).headers.get("cross-origin-resource-policy")).toBe("same-origin");
});

describe("who may ask", () => {
  test("against a real environment, only the page that was opened with the run's key", async () => {
    const app = createApp({
      pageFolder: path.join(root, "host/page"),
      controlsFolder: "",
      scale: "small",
      backend,
      events,
      key: "a key that nobody guesses",
      controlState: () => ({ state: "ready" }),
      model: () => Promise.reject(new Error()),
      page: () => Promise.reject(new Error()),
    });
    const ask = async (address: string, cookie?: string): Promise<Response> =>
      app.fetch(
        new Request(`http://localhost:3000${address}`, cookie === undefined ? {} : { headers: { Cookie: cookie } }),
        {},
      );
    const wrong = "fieldstone-3000=another";
    for (const address of ["/", "/?key=another", "/host/info.json", "/host/page.js", "/api/data/v9.2/accounts"]) {
      expect((await ask(address)).status).toBe(403);
      expect((await ask(address, wrong)).status).toBe(403);
    }
    expect(await (await ask("/api/data/v9.2/accounts")).json()).toMatchObject({ error: { code: "0x80040220" } });
    const opened = await ask("/?react=18&key=a%20key%20that%20nobody%20guesses");
    expect([opened.status, opened.headers.get("location")]).toEqual([302, "/?react=18"]);
    const cookie = opened.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    const own = cookie.split(";")[0];
    for (const address of ["/", "/host/info.json", "/api/data/v9.2/accounts?$top=1"])
      expect((await ask(address, own)).status).toBe(200);
  });

  test("pages of another origin may not", async () => {
    const answer = await get("/api/data/v9.2/accounts", {
      method: "POST",
      headers: { Origin: "https://evil.example", "Content-Type": "application/json" },
      body: "{}",
    });
    expect(answer.status).toBe(403);
  });

  test("nor may a foreign name that leads to this machine", async () => {
    const app = createApp({
      pageFolder: "",
      controlsFolder: "",
      scale: "small",
      backend,
      events,
      controlState: () => ({ state: "ready" }),
      model: () => Promise.reject(new Error()),
      page: () => Promise.reject(new Error()),
    });
    expect((await app.fetch(new Request("http://evil.example:3000/host/info.json"), {})).status).toBe(403);
    expect((await app.fetch(new Request("http://localhost:3000/host/info.json"), {})).status).toBe(200);
  });
});

test("says of a control whether it is being built", async () => {
  expect(await (await get("/host/controls/Slow/state.json")).json()).toEqual({ state: "building" });
  expect(await (await get("/host/controls/Probe/state.json")).json()).toEqual({ state: "ready" });
});

describe("the Web API", () => {
  const requests = "/api/data/v9.2/fsn_purchaserequests?$select=fsn_name";

  test("answers with rows of the sample", async () => {
    const { value } = (await (await get(requests)).json()) as { value: unknown[] };
    expect(value).toHaveLength(60);
  });

  test("takes addresses of 32 KB and refuses longer ones as Dataverse does", async () => {
    const filtered = (length: number) => `${requests}&$filter=fsn_name eq '${"a".repeat(length)}'`;
    expect((await get(filtered(32_000))).status).toBe(200);
    const answer = await get(filtered(100_000));
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ error: { code: "0x80060888" } });
  });

  test("keeps what is written until it is reset", async () => {
    const created = await get("/api/data/v9.2/accounts", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: "Written by a test" }),
    });
    expect(created.status).toBe(204);
    const address = created.headers.get("odata-entityid") ?? "";
    expect(address.startsWith(`${server.origin}/api/data/v9.2/accounts(`)).toBe(true);
    expect((await fetch(address)).status).toBe(200);
    expect((await get("/host/reset", { method: "POST" })).status).toBe(204);
    expect((await fetch(address)).status).toBe(404);
    expect((await get(requests)).status).toBe(200);
  });

  test.each([
    ["400", 400, "0x80040265"],
    ["403", 403, "0x80040220"],
    ["404", 404, "0x80040217"],
    ["429", 429, "0x80072322"],
    ["500", 500, "0x80040216"],
  ])("a provoked %s has Dataverse's shape", async (fault, status, code) => {
    const answer = await get(requests, { headers: { "x-host-fault": fault } });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { code, message: expect.any(String) } });
    expect(answer.headers.has("retry-after")).toBe(fault === "429");
  });

  test("a failure behind it has Dataverse's shape; one of the host itself is a text", async () => {
    const broken: Backend = {
      environment: "embedded",
      writable: true,
      fetch: () => Promise.reject(new Error("the database is gone")),
      close: () => Promise.resolve(),
    };
    const app = createApp({
      pageFolder: "",
      controlsFolder: "",
      scale: "small",
      backend: broken,
      events,
      controlState: () => ({ state: "ready" }),
      model: () => Promise.reject(new Error("no model")),
      page: () => Promise.reject(new Error()),
    });
    const answer = await app.fetch(new Request("http://localhost:3000/api/data/v9.2/accounts"), {});
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ error: { code: "0x80040216", message: "the database is gone" } });
    const model = await app.fetch(new Request("http://localhost:3000/host/model.json"), {});
    expect([model.status, await model.text()]).toEqual([500, "no model"]);
  });

  test("a provoked drop leaves no answer", async () => {
    await expect(get(requests, { headers: { "x-host-fault": "drop" } })).rejects.toThrow();
    expect((await get(requests, { headers: { "x-host-latency": "20" } })).status).toBe(200);
  });
});

describe("events", () => {
  async function firstEvents(count: number, act: () => void): Promise<string[]> {
    const answer = await get("/host/events");
    const reader = answer.body?.getReader();
    const decoder = new TextDecoder();
    let text = "";
    act();
    while (reader && (text.match(/^data: /gm) ?? []).length < count)
      text += decoder.decode((await reader.read()).value);
    await reader?.cancel();
    return [...text.matchAll(/^data: (.*)$/gm)].map((match) => match[1] ?? "");
  }

  test("reach every open page; one that comes later hears of a failure that still stands", async () => {
    const first = await firstEvents(2, () => {
      events.send({ type: "building" });
      events.send({ type: "buildFailed", message: "a.ts:1" });
    });
    expect(first.map((text) => JSON.parse(text) as unknown)).toEqual([
      { type: "building" },
      { type: "buildFailed", message: "a.ts:1" },
    ]);
    const second = await firstEvents(2, () => events.send({ type: "reload" }));
    expect(second.map((text) => JSON.parse(text) as unknown)).toEqual([
      { type: "buildFailed", message: "a.ts:1" },
      { type: "reload" },
    ]);
  });
});

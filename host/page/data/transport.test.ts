import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { model } from "../pcf/testing/fixture";
import { RequestLog } from "./requestLog";
import type { TransportSettings } from "./transport";
import { createTransport } from "./transport";
import { createWebApi } from "./webApi";

/** A server that writes down what it gets, and answers what the test says. */
interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

let server: Server;
let origin = "";
let seen: Seen[] = [];
/** `stranger`: a proxy or sign-in page answers, which knows nothing of OData. */
let answer: { status: number; headers: Record<string, string>; body: string; stranger?: boolean } | "hang up";

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
      if (answer === "hang up") {
        request.socket.destroy();
      } else {
        response
          .writeHead(answer.status, { ...(answer.stranger ? {} : { "OData-Version": "4.0" }), ...answer.headers })
          .end(answer.body);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  seen = [];
  answer = { status: 200, headers: {}, body: '{"value":[]}' };
});

const quiet: TransportSettings = { userId: null, offline: false, latency: 0, fault: null };

function client(settings: TransportSettings = quiet) {
  const log = new RequestLog();
  const transport = createTransport(
    (url, init) => fetch(url, init),
    () => settings,
    log,
    origin,
  );
  return { log, api: createWebApi(transport, model, "picker") };
}

test("asks for every annotation and for pages of 5000 unless told otherwise", async () => {
  await client().api.retrieveMultipleRecords("order", "?$select=name");
  await client().api.retrieveMultipleRecords("order", "?$select=name", 50);
  await client().api.retrieveRecord("order", "{0A0A0A0A-0000-4000-8000-000000000001}", "?$select=name");
  expect(seen.map(({ method, url, headers }) => [method, url, headers["prefer"]])).toEqual([
    ["GET", "/api/data/v9.2/orders?$select=name", 'odata.include-annotations="*",odata.maxpagesize=5000'],
    ["GET", "/api/data/v9.2/orders?$select=name", 'odata.include-annotations="*",odata.maxpagesize=50'],
    [
      "GET",
      "/api/data/v9.2/orders(0a0a0a0a-0000-4000-8000-000000000001)?$select=name",
      'odata.include-annotations="*"',
    ],
  ]);
  expect(seen[0]?.headers).toMatchObject({
    accept: "application/json",
    "odata-version": "4.0",
    "odata-maxversion": "4.0",
  });
});

test("FetchXML may come plain or encoded, and reaches the server once encoded", async () => {
  const xml =
    '<fetch><entity name="order"><filter><condition attribute="name" operator="eq" value="A &amp; B # 50%"/></filter></entity></fetch>';
  await client().api.retrieveMultipleRecords("order", `?fetchXml=${xml}`);
  await client().api.retrieveMultipleRecords("order", `?fetchXml=${encodeURIComponent(xml)}`);
  expect(seen.map(({ url }) => new URL(url, origin).searchParams.get("fetchXml"))).toEqual([xml, xml]);
});

test("nextLink is the server's, or empty on the last page; its query part is the next call's options", async () => {
  answer = {
    status: 200,
    headers: {},
    body: JSON.stringify({
      value: [{ name: "a" }],
      "@odata.nextLink": `${origin}/api/data/v9.2/orders?$select=name&$skiptoken=%3Ccookie%20pagenumber=%222%22%20/%3E`,
    }),
  };
  const { api } = client();
  const first = await api.retrieveMultipleRecords("order", "?$select=name", 1);
  answer = { status: 200, headers: {}, body: '{"value":[{"name":"b"}]}' };
  const second = await api.retrieveMultipleRecords("order", first.nextLink.slice(first.nextLink.indexOf("?")), 1);
  expect(seen[1]?.url).toBe("/api/data/v9.2/orders?$select=name&$skiptoken=%3Ccookie%20pagenumber=%222%22%20/%3E");
  expect([second.entities, second.nextLink]).toEqual([[{ name: "b" }], ""]);
});

test("an update never creates; ids come bare and in lower case", async () => {
  answer = { status: 204, headers: {}, body: "" };
  const { api } = client();
  const id = "{0A0A0A0A-0000-4000-8000-000000000001}";
  expect(await api.updateRecord("order", id, { name: "x" })).toEqual({
    id: "0a0a0a0a-0000-4000-8000-000000000001",
    entityType: "order",
  });
  expect(await api.deleteRecord("order", id)).toEqual({
    id: "0a0a0a0a-0000-4000-8000-000000000001",
    entityType: "order",
  });
  expect(seen.map(({ method, headers, body }) => [method, headers["if-match"], body])).toEqual([
    ["PATCH", "*", '{"name":"x"}'],
    ["DELETE", undefined, ""],
  ]);
});

test("a create tells the id that the server named", async () => {
  answer = {
    status: 204,
    headers: { "OData-EntityId": `${origin}/api/data/v9.2/orders(0a0a0a0a-0000-4000-8000-000000000002)` },
    body: "",
  };
  expect(await client().api.createRecord("order", {})).toEqual({
    id: "0a0a0a0a-0000-4000-8000-000000000002",
    entityType: "order",
  });
});

test("the developer's wishes travel as headers, the acting user as the caller", async () => {
  await client({ userId: "0b", offline: false, latency: 250, fault: "429" }).api.retrieveMultipleRecords("order");
  expect(seen[0]?.headers).toMatchObject({ mscrmcallerid: "0b", "x-host-latency": "250", "x-host-fault": "429" });
  await client().api.retrieveMultipleRecords("order");
  expect(Object.keys(seen[1]?.headers ?? {}).filter((name) => /mscrm|x-host/.test(name))).toEqual([]);
});

test("offline: nothing is sent, and the rejection is the client's", async () => {
  const { api, log } = client({ ...quiet, offline: true });
  await expect(api.retrieveRecord("order", "0a")).rejects.toMatchObject({
    message: "This operation failed because you're offline. Reconnect and try again.",
  });
  expect([seen, log.requests[0]?.outcome]).toEqual([[], { kind: "lost", reason: "offline" }]);
});

test("a dropped connection rejects with a plain object and is in the log", async () => {
  answer = "hang up";
  const { api, log } = client();
  const failure: unknown = await api.retrieveMultipleRecords("order").catch((error: unknown) => error);
  expect(failure).toMatchObject({ errorCode: 0, code: 0 });
  expect(failure).not.toBeInstanceOf(Error);
  expect(log.requests[0]?.outcome.kind).toBe("lost");
});

test("a fault is a plain object with the positive code, no status, no Retry-After", async () => {
  answer = {
    status: 429,
    headers: { "Retry-After": "30" },
    body: '{"error":{"code":"0x80072322","message":"Number of requests exceeded the limit of 6000 over time window of 300 seconds."}}',
  };
  const failure: unknown = await client()
    .api.retrieveMultipleRecords("order")
    .catch((error: unknown) => error);
  expect(failure).not.toBeInstanceOf(Error);
  expect(failure).toMatchObject({
    errorCode: 2147951394,
    code: 2147951394,
    message: "Number of requests exceeded the limit of 6000 over time window of 300 seconds.",
  });
  expect(Object.keys(failure as object).sort()).toEqual(["code", "errorCode", "message", "raw", "title"]);
});

test("a row that is gone has the client's own sentence", async () => {
  answer = {
    status: 404,
    headers: {},
    body: '{"error":{"code":"0x80040217","message":"order With Id = 0a Does Not Exist"}}',
  };
  await expect(client().api.retrieveRecord("order", "0a")).rejects.toMatchObject({
    errorCode: 2147746327,
    title: "Record Is Unavailable",
  });
});

test("an answer that is none of Dataverse's keeps its text", async () => {
  answer = { status: 502, headers: {}, body: "<html>Bad gateway</html>" };
  await expect(client().api.retrieveRecord("order", "0a")).rejects.toMatchObject({
    errorCode: 0,
    message: "<html>Bad gateway</html>",
  });
});

test.each([
  ["a sign-in page", "<html>Sign in</html>"],
  ["an empty page", ""],
  ["a proxy's JSON", '{"ok":true}'],
])("%s with status 200 is neither a reading nor a save", async (_, body) => {
  answer = { status: 200, headers: {}, body, stranger: true };
  const { api } = client();
  for (const ask of [
    () => api.retrieveRecord("order", "0a"),
    () => api.retrieveMultipleRecords("order"),
    () => api.createRecord("order", {}),
    () => api.updateRecord("order", "0a", {}),
    () => api.deleteRecord("order", "0a"),
  ]) {
    const failure: unknown = await ask().catch((error: unknown) => error);
    expect(failure).not.toBeInstanceOf(Error);
    expect(failure).toMatchObject({ errorCode: 0, title: "No answer from Dataverse" });
  }
});

test("a table that the model lacks is refused before anything is sent", async () => {
  await expect(client().api.createRecord("ordre", {})).rejects.toMatchObject({ errorCode: 0 });
  expect(seen).toEqual([]);
});

test("the log tells who asked, what came back and how much", async () => {
  const { api, log } = client();
  let told = 0;
  log.subscribe(() => told++);
  await api.retrieveMultipleRecords("order", "?$select=name");
  expect(log.requests).toMatchObject([
    {
      source: "picker",
      method: "GET",
      path: "orders?$select=name",
      outcome: { kind: "answered", status: 200, bytes: 12 },
    },
  ]);
  expect(told).toBe(2);
  log.clear();
  expect(log.requests).toEqual([]);
});

import path from "node:path";
import { createDataverse, type Dataverse } from "../dataverse";
import { connectEnvironment } from "./environment";
import { listen, type Listening } from "./listen";
import { readModel } from "./model";

jest.setTimeout(120_000);

const TOKEN = "token-of-the-developer";
let dataverse: Dataverse;
let remote: Listening;
let local: Listening;
/** What reached the environment. */
let seen: Request[] = [];
let write = false;
let token = TOKEN;

beforeAll(async () => {
  dataverse = await createDataverse({
    solutions: [...readModel(path.resolve(__dirname, "../..")).solutions],
    requireToken: TOKEN,
  });
  remote = await listen((request) => {
    seen.push(request.clone());
    return dataverse.fetch(request);
  }, 0);
  local = await listen(
    (request) => connectEnvironment({ url: remote.origin, write, token: () => Promise.resolve(token) }).fetch(request),
    0,
  );
});
afterAll(async () => {
  await local.close();
  await remote.close();
  await dataverse.close();
});
beforeEach(() => {
  seen = [];
  write = false;
  token = TOKEN;
});

const api = (address: string, init?: RequestInit) => fetch(`${local.origin}/api/data/v9.2/${address}`, init);
const post = (name: string) =>
  api("accounts", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name }) });
const accounts = async () =>
  ((await (await api("accounts?$select=name")).json()) as { value: { name: string }[] }).value.map(({ name }) => name);

test("the environment wants a token, and the page needs none", async () => {
  expect((await fetch(`${remote.origin}/api/data/v9.2/accounts`)).status).toBe(401);
  expect((await api("accounts")).status).toBe(200);
  token = "an old one";
  expect((await api("accounts")).status).toBe(401);
});

test("nothing of the page's connection, and no wish of the tool pane, goes along", async () => {
  await api("accounts", {
    headers: {
      Cookie: "a=b",
      Authorization: "Bearer the page's",
      "x-host-latency": "1",
      Prefer: "odata.maxpagesize=5",
    },
  });
  const headers = seen[0]?.headers;
  expect(headers?.get("authorization")).toBe(`Bearer ${TOKEN}`);
  expect(headers?.get("prefer")).toBe("odata.maxpagesize=5");
  expect(["cookie", "x-host-latency", "origin", "referer"].filter((name) => headers?.has(name))).toEqual([]);
});

test("read-only unless --write: nothing of a write reaches the environment", async () => {
  const answer = await post("Refused");
  expect(answer.status).toBe(403);
  const { error } = (await answer.json()) as { error: { code: string; message: string } };
  expect(error.code).toBe("0x80040220");
  expect(error.message).toContain("--write");
  for (const [address, method] of [
    ["accounts(11111111-0000-4000-8000-000000000009)", "PATCH"],
    ["accounts(11111111-0000-4000-8000-000000000009)", "DELETE"],
    ["$batch", "POST"],
  ] as const) {
    expect((await api(address, { method })).status).toBe(403);
  }
  expect(seen).toEqual([]);
  expect(await accounts()).not.toContain("Refused");
});

test("with --write, rows are made, and addresses in answers are local ones", async () => {
  write = true;
  const created = await post("Allowed 1");
  expect(created.status).toBe(204);
  const address = created.headers.get("odata-entityid") ?? "";
  expect(address.startsWith(`${local.origin}/api/data/v9.2/accounts(`)).toBe(true);
  expect(await (await fetch(`${address}?$select=name`)).json()).toMatchObject({ name: "Allowed 1" });
  await post("Allowed 2");
  const page = (await (
    await api("accounts?$select=name&$orderby=name", { headers: { Prefer: "odata.maxpagesize=1" } })
  ).json()) as { "@odata.nextLink": string; "@odata.context": string };
  expect(page["@odata.nextLink"].startsWith(local.origin)).toBe(true);
  expect(page["@odata.context"].startsWith(local.origin)).toBe(true);
  expect((await fetch(page["@odata.nextLink"])).status).toBe(200);
});

test("an address that stands in a row's own text is data and stays", async () => {
  write = true;
  const description = `See ${remote.origin}/api/data/v9.2/accounts`;
  const created = await api("accounts", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Linked", description }),
  });
  const row = (await (
    await fetch(`${created.headers.get("odata-entityid") ?? ""}?$select=description`)
  ).json()) as Record<string, unknown>;
  expect(row["description"]).toBe(description);
  expect(String(row["@odata.context"])).toContain(local.origin);
});

test("an environment that does not answer is an error of Dataverse's shape that names it", async () => {
  const gone = await listen(() => new Response(), 0);
  await gone.close();
  const answer = await connectEnvironment({
    url: gone.origin,
    write: false,
    token: () => Promise.resolve(TOKEN),
  }).fetch(new Request("http://localhost:3000/api/data/v9.2/accounts"));
  expect(answer.status).toBe(502);
  expect(((await answer.json()) as { error: { message: string } }).error.message).toContain(gone.origin);
});

test("an environment that sends the request to a sign-in page is no answer", async () => {
  const signIn = await listen(
    () => new Response(null, { status: 302, headers: { Location: "https://login.example/" } }),
    0,
  );
  const answer = await connectEnvironment({
    url: signIn.origin,
    write: true,
    token: () => Promise.resolve(TOKEN),
  }).fetch(new Request("http://localhost:3000/api/data/v9.2/accounts(1)", { method: "PATCH", body: "{}" }));
  await signIn.close();
  expect(answer.status).toBe(401);
  expect(((await answer.json()) as { error: { message: string } }).error.message).toContain(
    "does not take the sign-in",
  );
});

test("a sign-in that fails is said", async () => {
  const answer = await connectEnvironment({
    url: remote.origin,
    write: false,
    token: () => Promise.reject(new Error("Please run 'az login'.")),
  }).fetch(new Request("http://localhost:3000/api/data/v9.2/accounts"));
  expect(((await answer.json()) as { error: { message: string } }).error.message).toContain("az login");
});

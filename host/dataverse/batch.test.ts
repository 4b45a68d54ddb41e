import { type Api, openApi, origin } from "./testing/api";

let api: Api;
beforeAll(async () => {
  api = await openApi();
}, 60_000);
afterAll(() => api.dataverse.close());

const count = async (): Promise<number> =>
  Number((await api.call("GET", "accounts/$count")).text.replace("\ufeff", ""));
const lines = (...parts: string[]): string => parts.join("\r\n");
const batch = (body: string, headers: Record<string, string> = {}) =>
  api.call("POST", "$batch", body, { "content-type": 'multipart/mixed; boundary="batch_x"', ...headers });

const changeSet = (...requests: string[]): string =>
  lines(
    "--batch_x",
    "Content-Type: multipart/mixed; boundary=changeset_y",
    "",
    ...requests.map((request) => lines("--changeset_y", request)),
    "--changeset_y--",
  );
const operation = (id: number, line: string, body: string): string =>
  lines(
    "Content-Type: application/http",
    "Content-Transfer-Encoding: binary",
    `Content-ID: ${id}`,
    "",
    line,
    "Content-Type: application/json",
    "",
    body,
    "",
  );

test("a change set is written as one, its parts refer to each other, and a GET outside sees it", async () => {
  const before = await count();
  const answer = await batch(
    lines(
      changeSet(
        operation(1, "POST /api/data/v9.2/contacts HTTP/1.1", JSON.stringify({ firstname: "Ada", lastname: "Byron" })),
        operation(
          2,
          `POST ${origin}/api/data/v9.2/accounts HTTP/1.1`,
          JSON.stringify({ name: "Batch", "primarycontactid@odata.bind": "$1" }),
        ),
        operation(3, "PATCH $2 HTTP/1.1", JSON.stringify({ accountnumber: "7" })),
      ),
      "--batch_x",
      "Content-Type: application/http",
      "Content-Transfer-Encoding: binary",
      "",
      "GET /api/data/v9.2/accounts?$select=name,accountnumber&$expand=primarycontactid($select=fullname)&$filter=name%20eq%20'Batch' HTTP/1.1",
      "Accept: application/json",
      "",
      "--batch_x--",
      "",
    ),
  );
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toMatch(/^multipart\/mixed; boundary=batchresponse_/u);
  expect(answer.text.match(/^HTTP\/1\.1 204 No Content/gmu)).toHaveLength(3);
  expect([...answer.text.matchAll(/^Content-ID: (\d)/gmu)].map(([, id]) => id)).toEqual(["1", "2", "3"]);
  expect(answer.text).toContain('"accountnumber":"7"');
  expect(answer.text).toContain('"fullname":"Ada Byron"');
  expect(await count()).toBe(before + 1);
});

test("one failing part undoes its change set and ends the batch, unless it is to go on", async () => {
  const before = await count();
  const body = lines(
    changeSet(
      operation(1, "POST /api/data/v9.2/accounts HTTP/1.1", '{"name":"gone"}'),
      operation(2, "POST /api/data/v9.2/accounts HTTP/1.1", '{"nam":"wrong"}'),
    ),
    "--batch_x",
    operation(3, "POST accounts HTTP/1.1", '{"name":"after"}'),
    "--batch_x--",
  );
  const stopped = await batch(body);
  expect([stopped.status, await count()]).toEqual([400, before]);
  expect(stopped.text).toContain("0x80048d19");
  const wentOn = await batch(body, { prefer: "odata.continue-on-error" });
  expect([wentOn.status, await count()]).toEqual([200, before + 1]);
});

test.each([
  ["no boundary", "x", { "content-type": "application/json" }],
  ["never closed", "--batch_x\r\nContent-Type: application/http\r\n\r\nGET accounts HTTP/1.1\r\n", {}],
  ["no parts", "", {}],
  ["no request line", "--batch_x\r\nContent-Type: application/http\r\n\r\nhello\r\n--batch_x--", {}],
  ["a GET in a change set", lines(changeSet(operation(1, "GET accounts HTTP/1.1", "")), "--batch_x--"), {}],
  [
    "a change set without Content-ID",
    lines(
      changeSet(
        "Content-Type: application/http\r\n\r\nPOST accounts HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{}",
      ),
      "--batch_x--",
    ),
    {},
  ],
  [
    "1,001 operations",
    `${"--batch_x\r\nContent-Type: application/http\r\n\r\nPOST accounts HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{}\r\n".repeat(1001)}--batch_x--`,
    {},
  ],
])("malformed, %s: 400 and nothing written", async (_name, body, headers) => {
  const before = await count();
  const answer = await batch(body, headers);
  expect([answer.status, answer.code]).toEqual([400, "0x80060888"]);
  expect(await count()).toBe(before);
});

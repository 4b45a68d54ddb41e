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

describe("rows that a change set makes", () => {
  const whole = (...requests: string[]) => batch(lines(changeSet(...requests), "--batch_x--"));

  test("each create tells the address of its row as OData-EntityId and as Location", async () => {
    const { text } = await whole(operation(1, "POST contacts HTTP/1.1", '{"lastname":"Located"}'));
    const of = (name: string): string | undefined => new RegExp(`^${name}: (.+?)\r?$`, "imu").exec(text)?.[1];
    expect(of("location")).toMatch(/\/api\/data\/v9\.2\/contacts\([0-9a-f-]{36}\)$/u);
    expect(of("location")).toBe(of("odata-entityid"));
  });

  test("a create that returns its row can be referred to as well", async () => {
    const { text, status } = await whole(
      lines(
        "Content-Type: application/http",
        "Content-ID: 1",
        "",
        "POST contacts HTTP/1.1",
        "Content-Type: application/json",
        "Prefer: return=representation",
        "",
        '{"lastname":"Returned"}',
        "",
      ),
      operation(2, "PATCH $1 HTTP/1.1", '{"firstname":"Ada"}'),
    );
    expect(status).toBe(200);
    expect(text).toMatch(/^HTTP\/1\.1 201 Created/mu);
    expect(text).toMatch(/^HTTP\/1\.1 204 No Content/mu);
  });

  test("a text that looks like a reference stays the text it is", async () => {
    await whole(
      operation(1, "POST contacts HTTP/1.1", '{"lastname":"Referred"}'),
      operation(2, "POST accounts HTTP/1.1", '{"name":"$1","accountnumber":"dollar"}'),
    );
    const { rows } = await api.call("GET", "accounts?$select=name&$filter=accountnumber eq 'dollar'");
    expect(rows.map((row) => row["name"])).toEqual(["$1"]);
  });

  test.each([
    ["in the address", "PATCH $9 HTTP/1.1", '{"name":"x"}'],
    ["below it", "POST $9/contact_customer_accounts HTTP/1.1", '{"lastname":"x"}'],
    ["in a bind", "POST accounts HTTP/1.1", '{"name":"x","primarycontactid@odata.bind":"$9"}'],
  ])("an unknown reference %s is refused as a mistake of the client", async (_where, line, body) => {
    const { status, text } = await whole(operation(1, line, body));
    expect(status).toBe(400);
    expect(text).toContain("0x80060888");
    expect(text).toContain("Content-ID '9'");
  });

  test.each(["POST http:// HTTP/1.1", "POST accounts%00 HTTP/1.1"])("%s is refused with 400", async (line) => {
    expect((await whole(operation(1, line, "{}"))).status).toBe(400);
  });
});

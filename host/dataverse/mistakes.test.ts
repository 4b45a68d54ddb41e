import { type Api, openApi } from "./testing/api";

let api: Api;
let account: string;
beforeAll(async () => {
  api = await openApi();
  account = (await api.call("POST", "accounts", { name: "Contoso" })).id;
}, 60_000);
afterAll(() => api.dataverse.close());

const deep = (open: string, close: string, inner: string): string => open.repeat(20_000) + inner + close.repeat(20_000);
const nul = "a\u0000b";

describe("what no client should send is a mistake of the client, never of the server", () => {
  test.each<[string, string, unknown]>([
    ["lists 20,000 deep", "accounts", `{"name":${deep("[", "]", "")}}`],
    ["objects 20,000 deep", "accounts", deep('{"primarycontactid":', "}", "1")],
    ["lists never closed", "accounts", "[".repeat(20_000)],
    ["a NUL in a text", "accounts", { name: nul }],
    ["a NUL in a name", "accounts", { [nul]: "x" }],
    [
      "a NUL in a reference",
      "accounts",
      { "primarycontactid@odata.bind": `/contacts(firstname='${nul}',emailaddress1='x')` },
    ],
    ["a NUL in an id", "accounts", { accountid: nul }],
    ["a NUL in an amount", "accounts", { revenue: nul }],
    ["a NUL in a day", "example_records", { example_day: nul }],
    ["a NUL in choices", "example_records", { example_hobbies: nul }],
    ["__proto__", "accounts", '{"__proto__":{"name":"x"}}'],
    ["__proto__ by reference", "accounts", '{"__proto__@odata.bind":"/contacts(1)"}'],
    ["constructor", "accounts", { constructor: "x" }],
    ["constructor by reference", "accounts", { "constructor@odata.bind": "/contacts(1)" }],
    ["a reference to nothing", "accounts", { "primarycontactid@odata.bind": "" }],
    ["a reference by Content-ID outside a change set", "accounts", { "primarycontactid@odata.bind": "$1" }],
  ])("%s", async (_name, set, body) => {
    const posted = await api.call("POST", set, body);
    expect([posted.status, posted.code]).toEqual([400, expect.stringMatching(/^0x8/u)]);
  });

  test.each([
    "accounts?$filter=name eq 'a%00b'",
    "accounts(name='%00')",
    "accounts?fetchXml=%00",
    `accounts?$filter=${"(".repeat(20_000 / 4)}name eq 'a'${")".repeat(20_000 / 4)}`,
  ])("GET %.40s", async (path) => {
    expect((await api.call("GET", path)).status).toBe(400);
  });

  test("a key that is a word of JavaScript is a row that is not there", async () => {
    for (const name of ["__proto__", "constructor", "toString"]) {
      expect((await api.call("GET", name)).status).toBe(404);
      expect((await api.call("PUT", `accounts(${account})/${name}`, { value: 1 })).status).toBe(404);
      expect((await api.call("POST", `accounts(${account})/${name}`, {})).status).toBe(404);
    }
  });
});

describe("amounts and numbers beyond a column's range", () => {
  test.each([1e15, 1e19, 1e20, 1e21, 1e25, 1e300, -1e19, -1e25])(
    "%d is out of range, and nothing is stored",
    async (revenue) => {
      const answer = await api.call("PATCH", `accounts(${account})`, { revenue });
      expect([answer.status, answer.code]).toEqual([400, "0x80044330"]);
      expect(answer.message).toContain("is outside the valid range");
      expect((await api.call("GET", `accounts(${account})?$select=revenue`)).json["revenue"]).toBeNull();
    },
  );

  test("the largest amount that fits is kept to the digit", async () => {
    await api.call("PATCH", `accounts(${account})`, { revenue: 99999999999999.98 });
    expect((await api.call("GET", `accounts(${account})?$select=revenue`)).text).toContain(
      '"revenue":99999999999999.98',
    );
    await api.call("PATCH", `accounts(${account})`, { revenue: null });
  });
});

describe("days and instants that no calendar has", () => {
  test.each(["2026-02-30", "2025-02-29", "2026-04-31", "2026-13-01", "2026-00-10"])("day %s", async (day) => {
    const answer = await api.call("POST", "example_records", { example_day: day });
    expect([answer.status, answer.message]).toEqual([400, expect.stringContaining("Edm.Date")]);
  });

  test.each(["2026-02-30T10:00:00Z", "2026-02-28T24:00:00Z", "2026-02-28T23:60:00Z"])("instant %s", async (instant) => {
    const answer = await api.call("POST", "example_records", { example_instant: instant });
    expect([answer.status, answer.message]).toEqual([400, expect.stringContaining("Edm.DateTimeOffset")]);
  });
});

describe("$expand in an update that returns its row", () => {
  const representation = { prefer: "return=representation" };

  test("is refused, and the row stays as it was", async () => {
    const path = `accounts(${account})?$select=name&$expand=primarycontactid($select=fullname)`;
    const answer = await api.call("PATCH", path, { name: "Changed" }, representation);
    expect([answer.status, answer.code]).toEqual([400, "0x80060888"]);
    expect((await api.call("GET", `accounts(${account})?$select=name`)).json["name"]).toBe("Contoso");
  });

  test("$select serves both, $expand a create", async () => {
    const created = await api.call(
      "POST",
      "accounts?$select=name&$expand=primarycontactid($select=lastname)",
      { name: "New", primarycontactid: { lastname: "Byron" } },
      representation,
    );
    expect(created.json).toMatchObject({ name: "New", primarycontactid: { lastname: "Byron" } });
    const changed = await api.call("PATCH", `accounts(${account})?$select=name`, { fax: "1" }, representation);
    expect(changed.json).toMatchObject({ name: "Contoso" });
    expect(changed.json).not.toHaveProperty("fax");
  });
});

describe("an id that the client made", () => {
  const own = "55555555-0000-4000-8000-000000000001";

  test("is the row's; sent again it makes no second row, and is told as taken", async () => {
    const first = await api.call("POST", "accounts", { accountid: own, name: "Once" });
    expect([first.status, first.id]).toEqual([204, own]);
    const again = await api.call("POST", "accounts", { accountid: own, name: "Once" });
    expect([again.status, again.code]).toEqual([412, "0x80040237"]);
    expect((await api.call("GET", "accounts?$filter=name eq 'Once'&$select=name")).rows).toHaveLength(1);
  });

  test.each([
    ["braces", "{66666666-0000-4000-8000-00000000000A}"],
    ["upper case", "66666666-0000-4000-8000-00000000000B"],
  ])("in %s is the same id", async (_name, id) => {
    const { id: made } = await api.call("POST", "accounts", { accountid: id, name: "Spelt" });
    expect(made).toBe(id.replace(/[{}]/gu, "").toLowerCase());
  });
});

describe("messages that Microsoft documents and this server lacks", () => {
  test.each([
    ["POST", "InitializeFileBlocksUpload"],
    ["POST", "UploadBlock"],
    ["POST", "CommitFileBlocksUpload"],
    ["POST", "InitializeFileBlocksDownload"],
    ["POST", "DownloadBlock"],
    ["POST", "DeleteFile"],
    ["POST", "SetLocLabels"],
    ["POST", "InsertOptionValue"],
    ["POST", "CreateMultiple"],
    ["GET", "IsDataEncryptionActive()"],
    ["GET", "RetrieveLocLabels(EntityMoniker=@p1,AttributeName=@p2,IncludeUnpublished=@p3)"],
    ["GET", "RetrieveAuditDetails()"],
  ])("%s %s: 501 with its name", async (method, path) => {
    const answer = await api.call(method, path, method === "POST" ? {} : undefined);
    const [name = ""] = path.split("(");
    expect([answer.status, answer.code]).toEqual([501, "0x8006088a"]);
    expect(answer.message).toContain(name);
  });

  test("bound to a row they answer the same", async () => {
    const bound = `accounts(${account})/Microsoft.Dynamics.CRM.`;
    expect((await api.call("POST", `${bound}AddToQueue`, {})).status).toBe(501);
    expect((await api.call("GET", `${bound}RetrieveAuditDetails`)).status).toBe(501);
    expect((await api.call("POST", `${bound}NoSuchThing`, {})).status).toBe(404);
  });

  test("a name that nobody published is not found", async () => {
    expect((await api.call("POST", "InsertOptionValu", {})).status).toBe(404);
    expect((await api.call("GET", "IsDataEncryptionActiv()")).status).toBe(404);
  });
});

test("answers may not be embedded by pages of another origin", async () => {
  expect((await api.call("GET", "WhoAmI")).headers.get("cross-origin-resource-policy")).toBe("same-origin");
});

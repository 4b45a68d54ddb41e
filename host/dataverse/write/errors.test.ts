import { type Answer, type Api, openApi, origin } from "../testing/api";

let api: Api;
let account: string;
beforeAll(async () => {
  api = await openApi();
  account = (await api.call("POST", "accounts", { name: "Contoso" })).id;
}, 60_000);
afterAll(() => api.dataverse.close());

const payload = (set: string): string =>
  `Error identified in Payload provided by the user for Entity :'${set}', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : `;

function expectFault(answer: Answer, status: number, code: string, message: string | RegExp): void {
  expect({ status: answer.status, code: answer.code }).toEqual({ status, code });
  expect(answer.headers.get("content-type")).toBe("application/json; odata.metadata=minimal");
  if (typeof message === "string") {
    expect(answer.message).toBe(message);
  } else {
    expect(answer.message).toMatch(message);
  }
}

test.each<[string, string, string, string, string, unknown, number, string, string | RegExp]>([
  [
    "0x80048d19 property",
    "POST",
    "accounts",
    "accounts",
    "",
    { nam: "x" },
    400,
    "0x80048d19",
    /Microsoft\.Crm\.CrmException: Invalid property 'nam' was found in entity 'Microsoft\.Dynamics\.CRM\.account'\. ---> Microsoft\.OData\.ODataException: The property 'nam' does not exist on type 'Microsoft\.Dynamics\.CRM\.account'\. Make sure to only use property names that are defined by the type\.\r\n {3}at /u,
  ],
  [
    "0x80048d19 type",
    "POST",
    "accounts",
    "accounts",
    "",
    { industrycode: "Charity" },
    400,
    "0x80048d19",
    /Cannot convert the literal 'Charity' to the expected type 'Edm\.Int32'\./u,
  ],
  [
    "0x80048d19 bind",
    "POST",
    "accounts",
    "accounts",
    "",
    { "PrimaryContactId@odata.bind": "/contacts(1)" },
    400,
    "0x80048d19",
    /An undeclared property 'PrimaryContactId' which only has property annotations in the payload/u,
  ],
  ["0x80048d19 JSON", "POST", "accounts", "accounts", "", '{"name":', 400, "0x80048d19", /Invalid JSON/u],
  ["0x80048d19 array", "POST", "accounts", "accounts", "", [], 400, "0x80048d19", /StartObject/u],
  [
    "0x80060888 lookup",
    "POST",
    "accounts",
    "accounts",
    "",
    { _primarycontactid_value: "d2678786-3160-4422-bc23-69673fb0bf75" },
    400,
    "0x80060888",
    "CRM do not support direct update of Entity Reference properties, Use Navigation properties instead.",
  ],
  [
    "0x80060888 lookup text",
    "POST",
    "accounts",
    "accounts",
    "",
    { primarycontactid: "d2678786-3160-4422-bc23-69673fb0bf75" },
    400,
    "0x80060888",
    "CRM do not support direct update of Entity Reference properties, Use Navigation properties instead.",
  ],
  [
    "0x80044331 length",
    "POST",
    "accounts",
    "accounts",
    "",
    { name: "x".repeat(161) },
    400,
    "0x80044331",
    "A validation error occurred.  The length of the 'name' attribute of the 'account' entity exceeded the maximum allowed length of '160'.",
  ],
  [
    "0x8004431a option",
    "POST",
    "example_records",
    "example_records",
    "",
    { example_color: 5 },
    400,
    "0x8004431a",
    "A validation error occurred. The value 5 of 'example_color' on record of type 'example_record' is outside the valid range. Accepted Values: 1,2,3",
  ],
  [
    "0x8004432f integer",
    "POST",
    "example_records",
    "example_records",
    "",
    { example_key1: 101 },
    400,
    "0x8004432f",
    /outside the valid range/u,
  ],
  [
    "0x80044330 decimal",
    "POST",
    "example_records",
    "example_records",
    "",
    { example_quantity: 1000.5 },
    400,
    "0x80044330",
    /outside the valid range/u,
  ],
  [
    "0x80044330 money",
    "POST",
    "example_records",
    "example_records",
    "",
    { example_price: -1001 },
    400,
    "0x80044330",
    /outside the valid range/u,
  ],
  [
    "0x80040239 date",
    "POST",
    "example_records",
    "example_records",
    "",
    { example_day: "1700-01-01" },
    400,
    "0x80040239",
    /outside the supported range/u,
  ],
  [
    "timestamp for a day",
    "POST",
    "example_records",
    "example_records",
    "",
    { example_day: "2026-01-01T00:00:00Z" },
    400,
    "0x80048d19",
    /Cannot convert the literal '2026-01-01T00:00:00Z' to the expected type 'Edm\.Date'/u,
  ],
  [
    "31 February",
    "POST",
    "example_records",
    "example_records",
    "",
    { example_day: "2026-02-31" },
    400,
    "0x80048d19",
    /Edm\.Date/u,
  ],
  [
    "0x80048408 reason",
    "POST",
    "tasks",
    "tasks",
    "",
    { subject: "x", statuscode: 5 },
    400,
    "0x80048408",
    "5 is not a valid status code for state code TaskState.Open",
  ],
  [
    "0x80048408 state",
    "POST",
    "tasks",
    "tasks",
    "",
    { subject: "x", statecode: 1, statuscode: 5 },
    400,
    "0x80048408",
    "5 is not a valid status code for state code TaskState.Open",
  ],
  [
    "0x80040203 owner",
    "POST",
    "accounts",
    "accounts",
    "",
    { ownerid: null },
    400,
    "0x80040203",
    "Attribute: ownerid cannot be set to NULL",
  ],
  [
    "0x80040217 bind",
    "POST",
    "accounts",
    "accounts",
    "",
    { "primarycontactid@odata.bind": "/contacts(00000000-0000-0000-0000-000000000001)" },
    404,
    "0x80040217",
    "contact With Id = 00000000-0000-0000-0000-000000000001 Does Not Exist",
  ],
  [
    "0x8006088a set",
    "POST",
    "accountz",
    "accounts",
    "",
    { name: "x" },
    404,
    "0x8006088a",
    "Resource not found for the segment 'accountz'.",
  ],
  [
    "0x8006088a action",
    "POST",
    "NoSuchThing",
    "accounts",
    "",
    {},
    404,
    "0x8006088a",
    "Resource not found for the segment 'NoSuchThing'.",
  ],
  ["501 action", "POST", "GrantAccess", "accounts", "", {}, 501, "0x8006088a", /GrantAccess/u],
  ["405 set", "PATCH", "accounts", "accounts", "", { name: "x" }, 405, "0x80060888", /PATCH/u],
  ["405 set", "DELETE", "accounts", "accounts", "", undefined, 405, "0x80060888", /DELETE/u],
  ["415", "POST", "accounts", "accounts", "text/plain", { name: "x" }, 415, "0x80060888", /application\/json/u],
  [
    "control character",
    "POST",
    "accounts",
    "accounts",
    "",
    { name: "a\u0000b" },
    400,
    "0x80040278",
    /Invalid character in field 'name'/u,
  ],
])("%s: %s %s", async (_name, method, path, set, contentType, body, status, code, message) => {
  const count = async (): Promise<string> => (await api.call("GET", `${set}/$count`)).text;
  const before = await count();
  const answer = await api.call(method, path, body, contentType === "" ? {} : { "content-type": contentType });
  expectFault(answer, status, code, message);
  if (code === "0x80048d19") {
    expect(answer.message.startsWith(payload(set))).toBe(true);
  }
  expect(await count()).toBe(before);
});

test("0x80040237: an id that is taken", async () => {
  expectFault(
    await api.call("POST", "accounts", { accountid: account, name: "again" }),
    412,
    "0x80040237",
    "A record with matching key values already exists.",
  );
});

test("0x80060892: an alternate key that is taken", async () => {
  await api.call("POST", "example_records", { example_key1: 50, example_key2: 50 });
  expectFault(
    await api.call("POST", "example_records", { example_key1: 50, example_key2: 50 }),
    412,
    "0x80060892",
    /^Entity Key example_keys violated\. A record with the same value for Key1, Key2 already exists\./u,
  );
  const other = await api.call("POST", "example_records", { example_key1: 50, example_key2: 51 });
  expectFault(
    await api.call("PATCH", `example_records(${other.id})`, { example_key2: 50 }),
    412,
    "0x80060892",
    /Key1, Key2/u,
  );
});

test("0x80060890 and 0x80060891: a key that is not defined, and one without a row", async () => {
  expectFault(await api.call("PATCH", "example_records(example_key1=1)", {}), 404, "0x80060890", /not a defined key/u);
  expectFault(
    await api.call("DELETE", "example_records(example_key1=77,example_key2=77)"),
    404,
    "0x80060891",
    "A record with the specified key values does not exist in example_record entity",
  );
});

test("0x80040227: a row that others restrict", async () => {
  const parent = (await api.call("POST", "accounts", { name: "kept" })).id;
  await api.call("POST", "example_records", { "example_Account@odata.bind": `/accounts(${parent})` });
  expectFault(await api.call("DELETE", `accounts(${parent})`), 405, "0x80040227", /cannot be deleted/u);
  expect((await api.call("GET", `accounts(${parent})`)).status).toBe(200);
});

test("0x80040333: duplicates, only when detection is asked for", async () => {
  const rule = (
    await api.call("POST", "duplicaterules", {
      name: "same name",
      baseentityname: "account",
      matchingentityname: "account",
      statecode: 1,
      statuscode: 2,
    })
  ).id;
  await api.call("POST", "duplicateruleconditions", {
    baseattributename: "name",
    matchingattributename: "name",
    operatorcode: 0,
    "regardingobjectid@odata.bind": `/duplicaterules(${rule})`,
  });
  await api.call("POST", "accounts", { name: "Fabrikam" });
  const detect = { "mscrm.suppressduplicatedetection": "false" };
  expectFault(
    await api.call("POST", "accounts", { name: "FABRIKAM " }, detect),
    412,
    "0x80040333",
    "A record was not created or updated because a duplicate of the current record already exists.",
  );
  expect((await api.call("POST", "accounts", { name: "Fabrikam" })).status).toBe(204);
  expect((await api.call("POST", "accounts", { name: "Northwind" }, detect)).status).toBe(204);
});

test("a failing part of a deep insert leaves nothing behind", async () => {
  const before = (await api.call("GET", "contacts/$count")).text;
  const answer = await api.call("POST", "accounts", {
    name: "deep",
    primarycontactid: { lastname: "Written first" },
    Account_Tasks: [{ subject: "fine" }, { subject: "x", prioritycode: 99 }],
  });
  expect(answer.code).toBe("0x8004431a");
  expect((await api.call("GET", "contacts/$count")).text).toBe(before);
  expect((await api.call("GET", "accounts?$filter=name eq 'deep'&$select=name")).json["value"]).toEqual([]);
});

test("with annotations an error carries its details", async () => {
  const answer = await api.call("GET", `accounts(${crypto.randomUUID()})`, undefined, {
    prefer: 'odata.include-annotations="*"',
  });
  const { error }: { error: object } = JSON.parse(answer.text);
  expect(Object.keys(error)).toEqual([
    "code",
    "message",
    "@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus",
    "@Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode",
    "@Microsoft.PowerApps.CDS.HelpLink",
    "@Microsoft.PowerApps.CDS.TraceText",
    "@Microsoft.PowerApps.CDS.InnerError.Message",
  ]);
});

test("a request has the headers of a real one", async () => {
  const { headers } = await api.call("GET", "WhoAmI");
  expect(
    Object.fromEntries(
      ["odata-version", "cache-control", "expires", "x-ms-dop-hint", "allow"].map((name) => [name, headers.get(name)]),
    ),
  ).toEqual({
    "odata-version": "4.0",
    "cache-control": "no-cache",
    expires: "-1",
    "x-ms-dop-hint": "48",
    allow: "OPTIONS,GET,HEAD,POST",
  });
  expect(headers.get("x-ms-service-request-id")?.split(", ")).toHaveLength(2);
  expect(headers.get("x-ms-ratelimit-time-remaining-xrm-requests")).toMatch(/^1,\d{3}\.00$/u);
});

test("an address over 32,768 characters is refused", async () => {
  expect((await api.call("GET", `accounts?$filter=name eq '${"x".repeat(32_760)}'`)).status).toBe(413);
  const answer = await api.dataverse.fetch(new Request(`${origin}/somewhere/else`));
  expect(answer.status).toBe(404);
});

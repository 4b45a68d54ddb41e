import { clerk, id, ReadBench } from "./testing";

/** The errors of reading, by their codes. */
let bench: ReadBench;

beforeAll(async () => {
  bench = await ReadBench.open();
  await bench.insert("account", [{ accountid: id(1), name: "Litware", statecode: 0, statuscode: 1 }]);
});

afterAll(() => bench.close());

const missing = id(99);
const syntax = "0x80060888";
const unknownProperty = "Could not find a property named 'x' on type 'Microsoft.Dynamics.CRM.account'.";

test.each([
  ["0x80040217", 404, `accounts(${missing})`, `account With Id = ${missing} Does Not Exist`],
  ["0x80040217", 404, `accounts(${missing})/Account_Tasks`, `account With Id = ${missing} Does Not Exist`],
  [
    "0x80060891",
    404,
    "contacts(firstname='Joe',emailaddress1='a@b')",
    "A record with the specified key values does not exist in contact entity",
  ],
  ["0x80060890", 404, "contacts(firstname='Joe')", /not a defined key/u],
  ["0x8006088a", 404, "acounts", "Resource not found for the segment 'acounts'."],
  ["0x8006088a", 404, "Accounts", "Resource not found for the segment 'Accounts'."],
  ["0x8006088a", 404, `accounts(${id(1)})/nothing`, "Resource not found for the segment 'nothing'."],
  ["0x8006088a", 404, `accounts(${id(1)})/account_tasks`, "Resource not found for the segment 'account_tasks'."],
  ["0x8006088a", 501, "accounts?$filter=name in ('a','b')", "The query node In is not supported"],
  ["0x8006088a", 501, "accounts?$filter=tolower(name) eq 'a'", /function tolower .* not supported/u],
  ["0x8006088a", 501, "accounts?$filter=primarycontactid/Contact_Tasks/any()", /below a lookup, is not supported/u],
  ["0x8006088a", 404, "NoSuchFunction()", "Resource not found for the segment 'NoSuchFunction'."],
  [
    "0x8006088a",
    501,
    `systemusers(${missing})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t={'@odata.id':'accounts(1)'}`,
    /The function RetrievePrincipalAccess is not supported/u,
  ],
  [syntax, 400, "accounts?$select=x", unknownProperty],
  [
    syntax,
    400,
    "accounts?$select=primarycontactid",
    "Could not find a property named 'primarycontactid' on type 'Microsoft.Dynamics.CRM.account'.",
  ],
  [
    syntax,
    400,
    "accounts?$select=Name",
    "Could not find a property named 'Name' on type 'Microsoft.Dynamics.CRM.account'.",
  ],
  [syntax, 400, "accounts?$filter=x eq 1", unknownProperty],
  [syntax, 400, "accounts?$orderby=x", unknownProperty],
  [syntax, 400, "accounts?$expand=x", unknownProperty],
  [
    syntax,
    400,
    "accounts?$expand=primarycontactid($select=x)",
    "Could not find a property named 'x' on type 'Microsoft.Dynamics.CRM.contact'.",
  ],
  [
    syntax,
    400,
    "accounts?$select=name&$top=1&$select=accountid",
    "Query option '$select' was specified more than once, but it must be specified at most once.",
  ],
  [syntax, 400, "accounts?$skip=1", "Skip Clause is not supported in CRM"],
  [
    syntax,
    400,
    "accounts?$filter=name eq 'contoso",
    "There is an unterminated literal at position 16 in 'name eq 'contoso'.",
  ],
  [
    syntax,
    400,
    "accounts?$filter=createdon gt 2023-02-30",
    "Unrecognized 'Edm.Date' literal '2023-02-30' at '13' in 'createdon gt 2023-02-30'.",
  ],
  [
    syntax,
    400,
    "accounts?$filter=createdon gt 2023-02-28T24:00:00Z",
    /^Unrecognized 'Edm.DateTimeOffset' literal '2023-02-28T24:00:00Z'/u,
  ],
  [
    "0x80040239",
    400,
    "accounts?$filter=Microsoft.Dynamics.CRM.On(PropertyName='createdon',PropertyValue='2023-02-30')",
    /'2023-02-30' is invalid/u,
  ],
  [
    syntax,
    400,
    "accounts?$expand=ownerid($select=name)",
    "Could not find a property named 'name' on type 'Microsoft.Dynamics.CRM.principal'.",
  ],
  [
    syntax,
    400,
    "accounts?$filter=ownerid/name eq 'Ada'",
    "Could not find a property named 'name' on type 'Microsoft.Dynamics.CRM.principal'.",
  ],
  [
    syntax,
    400,
    "accounts?$orderby=ownerid/name",
    "Could not find a property named 'name' on type 'Microsoft.Dynamics.CRM.principal'.",
  ],
  [syntax, 400, "accounts?$filter=name eq", /^Syntax error at position \d+ in 'name eq'\.$/u],
  [
    syntax,
    400,
    "accounts?$expand=Account_Tasks/$ref",
    "Expand with $ref is only supported on lookup type navigation property.",
  ],
  [
    syntax,
    400,
    `accounts?$filter=accountid eq '${id(1)}'`,
    "A binary operator with incompatible types was detected. Found operand types 'Edm.Guid' and 'Edm.String' for operator kind 'Equal'.",
  ],
  [syntax, 400, "accounts?$filter=statecode gt 'a'", /'Edm.Int32' and 'Edm.String' for operator kind 'GreaterThan'/u],
  [
    syntax,
    400,
    "accounts?$expand=Account_Tasks($top=1;$expand=owninguser)",
    "Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested one-to-many relationship.",
  ],
  [syntax, 400, "accounts?$expand=primarycontactid($orderby=fullname)", /^Only \$select and \$filter clause/u],
  [syntax, 400, "accounts?$top=-1", /top/u],
  [syntax, 400, `accounts(${id(1)})?$filter=name eq 'a'`, /\$filter cannot be applied to a single row/u],
  ["0x80072500", 501, "accounts?$search=a", "The query parameter $search is not supported"],
  ["0x80072500", 501, "accounts?$fetchXml=a", "The query parameter $fetchXml is not supported"],
  [
    "0x80040203",
    400,
    `contacts?$filter=Microsoft.Dynamics.CRM.Above(PropertyName='contactid',PropertyValue='${id(1)}')`,
    "Invalid Argument.",
  ],
  [
    "0x80041129",
    400,
    "accounts?$orderby=name&$skiptoken=%3Ccookie%20pagenumber=%222%22%20pagingcookie=%22%253ccookie%2520page%253d%25221%2522%253e%253c%252fcookie%253e%22%20/%3E",
    /cookie/u,
  ],
])("%s %i: %s", async (code, status, address, message) => {
  const reply = await bench.get(address);
  expect(reply.json.error).toMatchObject({ code });
  if (typeof message === "string") {
    expect(reply.json.error.message).toBe(message);
  } else {
    expect(reply.json.error.message).toMatch(message);
  }
  expect(reply.status).toBe(status);
});

const malformed = "Malformed XML in the Paging Cookie";
const key = id(1).toUpperCase();
const cookies: readonly (readonly [string, string, string])[] = [
  ["no XML at all", "rubbish", malformed],
  ["cut off", "<cookie page='1'><accountid last='{", malformed],
  [
    "without a last value, which would lead to the first page for ever",
    `<cookie page="1"><accountid first="{${key}}"/></cookie>`,
    malformed,
  ],
  ["without a first value", `<cookie page="1"><accountid last="{${key}}"/></cookie>`, malformed],
  [
    "with a last value that is null as well",
    `<cookie page="1"><accountid last="{${key}}" lastnull="1" first="{${key}}"/></cookie>`,
    malformed,
  ],
  ["whose key is null", `<cookie page="1"><accountid lastnull="1" firstnull="1"/></cookie>`, malformed],
  ["whose key is no GUID", `<cookie page="1"><accountid last="1" first="1"/></cookie>`, malformed],
  ["without a page", `<cookie><accountid last="{${key}}" first="{${key}}"/></cookie>`, malformed],
  ["a wrapper without a cookie", `<cookie pagenumber="2" istracking="False" />`, malformed],
  [
    "of another order",
    `<cookie page="1"><name last="a" first="a"/></cookie>`,
    "The paging cookie does not match the order of the query.",
  ],
];

test.each(cookies)("a paging cookie %s is refused, by OData as by FetchXML", async (_title, cookie, message) => {
  const escaped = cookie
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
  const wrapper =
    cookie.startsWith("<cookie p") && cookie.includes("pagenumber")
      ? cookie
      : `<cookie pagenumber="2" pagingcookie="${encodeURIComponent(encodeURIComponent(cookie))}" istracking="False" />`;
  const replies = [
    await bench.get(`accounts?$select=name&$skiptoken=${encodeURIComponent(wrapper)}`),
    await bench.fetchXml(
      "accounts",
      `<fetch page="2" count="1" paging-cookie="${escaped}"><entity name="account"><attribute name="name"/></entity></fetch>`,
    ),
  ];
  for (const reply of replies) {
    expect([reply.status, reply.json.error.message]).toEqual([400, message]);
  }
});

test("a malformed cookie is refused even where the order allows no cookie", async () => {
  const linked = `<link-entity name="contact" from="contactid" to="primarycontactid" alias="c"><order attribute="fullname"/></link-entity>`;
  const reply = await bench.fetchXml(
    "accounts",
    `<fetch page="2" count="1" paging-cookie="rubbish"><entity name="account"><attribute name="name"/>${linked}</entity></fetch>`,
  );
  expect([reply.status, reply.json.error.message]).toEqual([400, malformed]);
});

const inAccount = (inner: string): string => `<fetch><entity name='account'>${inner}</entity></fetch>`;

test.each([
  ["0x80040201", "<fetch><entity name='account'>", "Invalid XML."],
  ["0x80041128", "<fetch><entity name='contact'/></fetch>", /does not match/u],
  ["0x80041102", "<fetch><entity name='nothing'/></fetch>", /'nothing'/u],
  ["0x80041102", inAccount("<link-entity name='nothing' from='a' to='b'/>"), /'nothing'/u],
  [
    "0x80041103",
    inAccount("<attribute name='x'/>"),
    /^'account' entity doesn't contain attribute with Name = 'x' and NameMapping = 'Logical'\. MetadataCacheDetails: /u,
  ],
  ["0x8004111C", inAccount("<columns/>"), /columns/u],
  [
    "0x80041120",
    inAccount("<filter><condition attribute='name' operator='resembles' value='a'/></filter>"),
    /resembles/u,
  ],
  [
    "0x80041117",
    inAccount("<link-entity name='contact' from='contactid' to='primarycontactid' link-type='cross'/>"),
    /cross/u,
  ],
  [
    "0x80041117",
    inAccount("<link-entity name='contact' from='contactid' to='primarycontactid' link-type='any'/>"),
    /any/u,
  ],
  ["0x80041111", inAccount("<link-entity name='contact' from='contactid'/>"), /from and to/u],
  [
    "0x80041130",
    inAccount(
      "<link-entity name='contact' from='contactid' to='primarycontactid' alias='c'/><link-entity name='contact' from='contactid' to='primarycontactid' alias='c'/>",
    ),
    /'c'/u,
  ],
  [
    "0x80041131",
    "<fetch aggregate='true'><entity name='account'><attribute name='accountid' alias='n' aggregate='count'/><order attribute='name'/></entity></fetch>",
    /alias/u,
  ],
  ["0x80041132", inAccount("<order alias='n'/>"), /alias/u],
  ["0x8004430D", inAccount("<link-entity name='contact' from='contactid' to='primarycontactid'/>".repeat(16)), /15/u],
  ["0x8004430C", inAccount(`<filter>${"<condition attribute='name' operator='null'/>".repeat(501)}</filter>`), /500/u],
  ["0x8004430A", "<fetch page='20' count='5000'><entity name='account'/></fetch>", /50000/u],
  [
    "0x80040203",
    inAccount(`<filter><condition attribute='createdby' operator='under' value='${id(1)}'/></filter>`),
    "Invalid Argument.",
  ],
  [
    "0x80040239",
    inAccount("<filter><condition attribute='createdon' operator='on' value='2023-02-30'/></filter>"),
    /'2023-02-30' is invalid/u,
  ],
  [
    "0x80040239",
    inAccount("<filter><condition attribute='createdon' operator='gt' value='2023-02-30T10:00:00'/></filter>"),
    /is invalid/u,
  ],
  ["0x80040203", "<fetch top='5' page='2'><entity name='account'/></fetch>", /top/u],
])("%s in FetchXML: %s", async (code, xml, message) => {
  const reply = await bench.fetchXml("accounts", xml);
  expect(reply.status).toBe(400);
  expect(reply.json.error.code).toBe(code);
  if (typeof message === "string") {
    expect(reply.json.error.message).toBe(message);
  } else {
    expect(reply.json.error.message).toMatch(message);
  }
});

test("0x80040220: no read privilege, on the table itself and on one that is expanded, linked or asked by a lambda", async () => {
  for (const address of ["annotations", "annotations/$count", `annotations(${id(1)})`]) {
    expect((await bench.get(address, {}, clerk)).json.error).toMatchObject({ code: "0x80040220" });
  }
  const notes = [...(bench.catalog.table("account")?.navigations.values() ?? [])].find(
    (one) => one.kind === "collection" && one.target === "annotation",
  );
  expect(notes).toBeDefined();
  for (const query of [`$expand=${notes?.name}`, `$filter=${notes?.name}/any()`]) {
    expect((await bench.get(`accounts?${query}`, {}, clerk)).json.error).toMatchObject({ code: "0x80040220" });
  }
});

test("0x80048306: a row that the caller may not read", async () => {
  const reply = await bench.get(`accounts(${id(1)})`, {}, clerk);
  expect(reply.status).toBe(403);
  expect(reply.json.error.message).toMatch(
    `Principal with id ${clerk.userId} does not have ReadAccess right(s) for record with id ${id(1)} of entity account. Details: {"CallerPrincipal":`,
  );
});

test("0x8004E023: more rows than may be aggregated", async () => {
  await bench.database.query(
    "insert into zoo (zooid, whole) select gen_random_uuid(), 1 from generate_series(1, 50001)",
  );
  const applied = await bench.get("zoos?$apply=aggregate($count as n)");
  const fetched = await bench.fetchXml(
    "zoos",
    "<fetch aggregate='true'><entity name='zoo'><attribute name='zooid' alias='n' aggregate='count'/></entity></fetch>",
  );
  for (const reply of [applied, fetched]) {
    expect(reply.json.error).toEqual({
      code: "0x8004E023",
      message: "AggregateQueryRecordLimit exceeded. Cannot perform this operation.",
    });
  }
});

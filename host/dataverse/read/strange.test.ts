import { type Api, openApi } from "../testing/api";

/** Requests that no client means well, or that a careless one sends: they are refused, and the server goes on. */
let api: Api;

beforeAll(async () => {
  api = await openApi();
  await api.call("POST", "accounts", { name: "Litware" });
});

afterAll(() => api.dataverse.close());

const fetchXml = (inner: string, attributes = ""): string =>
  `accounts?fetchXml=${encodeURIComponent(`<fetch ${attributes}><entity name="account">${inner}</entity></fetch>`)}`;
const condition = (attribute: string, operator: string, value: string): string =>
  fetchXml(`<filter><condition attribute="${attribute}" operator="${operator}" value="${value}"/></filter>`);
const filter = (text: string): string => `accounts?$filter=${encodeURIComponent(text)}`;
const nested = (open: string, times: number, inner: string, close: string): string =>
  open.repeat(times) + inner + close.repeat(times);
const inFunction = (value: string): string =>
  `Microsoft.Dynamics.CRM.In(PropertyName='name',PropertyValues=['${value}'])`;
const group = (attributes: string): string =>
  fetchXml(`<attribute name="name" alias="a" ${attributes}/>`, 'aggregate="true"');

test.each([
  ["a NUL character in a literal", filter("name eq 'a\0b'"), "0x80060888"],
  ["a NUL character in a function's value", filter(inFunction("a\0")), "0x80060888"],
  ["a NUL character in a key", `accounts(accountnumber='a%00b')`, "0x80060888"],
  ["a NUL character in an address", "accounts%00", "0x80060888"],
  ["a NUL character in FetchXML", condition("name", "eq", "a\0b"), "0x80060888"],
  ["a NUL character in FetchXML, as a reference", condition("name", "eq", "a&#0;b"), "0x80040201"],
  ["__proto__ as an operator", condition("name", "__proto__", "a"), "0x80041120"],
  ["constructor as an operator", condition("name", "constructor", "a"), "0x80041120"],
  [
    "constructor as an operator between columns",
    fetchXml('<filter><condition attribute="name" operator="constructor" valueof="accountnumber"/></filter>'),
    "0x80041120",
  ],
  ["last-x-constructor as an operator", condition("createdon", "last-x-constructor", "1"), "0x80041120"],
  ["constructor as a function", filter("Microsoft.Dynamics.CRM.constructor(PropertyName='name')"), "0x8006088a"],
  ["constructor as an aggregate", group('aggregate="constructor"'), "0x8006088a"],
  ["constructor as a date grouping", group('groupby="true" dategrouping="constructor"'), "0x80040203"],
  ["constructor as a method of $apply", "accounts?$apply=aggregate(name with constructor as n)", "0x80060888"],
  ["constructor as a column", filter("constructor eq 1"), "0x80060888"],
  ["1,000 nots inside one another", filter(nested("not (", 1000, "name eq 'a'", ")")), "0x80060888"],
  ["1,000 nots one after the other", filter(`${"not ".repeat(1000)}name eq 'a'`), "0x80060888"],
  ["5,000 brackets", filter(nested("(", 5000, "name eq 'a'", ")")), "0x80060888"],
  ["5,000 brackets that are never closed", filter("(".repeat(5000)), "0x80060888"],
  [
    "200 expands inside one another",
    `accounts?$expand=${nested("primarycontactid($expand=", 200, "createdby", ")")}`,
    "0x80060888",
  ],
  [
    "90 lambdas inside one another",
    filter(nested("account_parent_account/any(a:a/", 90, "name eq 'a'", ")")),
    "0x8004430D",
  ],
  ["400 filters inside one another", fetchXml(nested("<filter>", 400, "", "</filter>")), "0x80040201"],
  ["1e999999 as a number", filter("numberofemployees eq 1e999999"), "0x80040203"],
  ["the year 0", filter("createdon gt 0000-01-01"), "0x80040239"],
  ["a fiscal year without end", condition("createdon", "in-fiscal-year", "999999999"), "0x80040203"],
])("%s is refused with an error of Dataverse's shape", async (_title, address, code) => {
  const answer = await api.call("GET", address);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).not.toBe(500);
  expect(answer.code).toBe(code);
});

test.each([
  ["an aggregate under the name constructor", group('aggregate="countcolumn"').replace("%22a%22", "%22constructor%22")],
  ["100 nots, a condition that a person might still build", filter(nested("not (", 50, "name eq 'a'", ")"))],
  ["500 conditions in a row", filter(Array.from({ length: 500 }, () => "not (name eq 'a')").join(" and "))],
  ["a window of a billion days", condition("createdon", "last-x-days", "999999999")],
  ["a window of a billion hours to come", condition("createdon", "next-x-hours", "999999999")],
  ["a window of a billion months", condition("createdon", "olderthan-x-months", "999999999")],
  ["a fiscal period that the year does not have", condition("createdon", "in-fiscal-period", "13")],
])("%s is answered", async (_title, address) => {
  expect(await api.call("GET", address)).toMatchObject({ status: 200 });
});

test("20,000 filters inside one another in a stored view are refused", async () => {
  const savedqueryid = "77777777-0000-4000-8000-000000000001";
  const fetchxml = `<fetch><entity name="account">${nested("<filter>", 20_000, "", "</filter>")}</entity></fetch>`;
  await api.dataverse.load([{ table: "savedquery", rows: [{ savedqueryid, name: "Deep", fetchxml }] }]);
  expect(await api.call("GET", `accounts?savedQuery=${savedqueryid}`)).toMatchObject({
    status: 400,
    code: "0x80040201",
  });
});

test("afterwards the database still answers", async () => {
  expect((await api.call("GET", "accounts?$select=name")).rows).toHaveLength(1);
});

describe("addresses", () => {
  const long = (length: number): string => {
    const start = "accounts?$select=name&$filter=name eq '";
    return `${start}${"a".repeat(length - `/api/data/v9.2/${start}'`.length - 4)}'`;
  };

  test("of 32 KB are served, longer ones are refused by name", async () => {
    expect(await api.call("GET", long(32_700))).toMatchObject({ status: 200 });
    expect(await api.call("GET", long(33_000))).toMatchObject({ status: 413, code: "0x80060888" });
  });
});

describe("change tracking", () => {
  test("is refused by name, so that no client takes all rows for changed", async () => {
    const asked = await api.call("GET", "accounts?$select=name", undefined, { prefer: "odata.track-changes" });
    expect(asked).toMatchObject({ status: 501, code: "0x8006088a" });
    expect(asked.message).toContain("odata.track-changes");
    expect(await api.call("GET", "accounts?$deltatoken=919042")).toMatchObject({
      status: 501,
      code: "0x80072500",
      message: "The query parameter $deltatoken is not supported",
    });
  });
});

import { administrator, id, nextLink, origin, pagingCookie, ReadBench } from "./testing";

/** The golden pairs: requests and answers of the documentation, by the numbers that the project gave them. */
const everything = { annotations: ["*"] };
const account = (n: number): string => id(n, "aaaaaaaa");
const contact = (n: number): string => id(n, "cccccccc");
const team = "44444444-0000-4000-8000-000000000001";
const dollar = id(1, "dddddddd");

let bench: ReadBench;

beforeAll(async () => {
  bench = await ReadBench.open();
  await bench.insert("team", [{ teamid: team, name: "Buyers" }]);
  await bench.insert("systemuser", [{ systemuserid: administrator.userId, fullname: "System Administrator" }]);
  await bench.insert("transactioncurrency", [
    { transactioncurrencyid: dollar, currencyname: "US Dollar", currencysymbol: "$" },
  ]);
  await bench.insert("contact", [
    { contactid: contact(1), fullname: "Nancy Anderson", ownerid: team, owneridtype: "team", annualincome: null },
    {
      contactid: contact(2),
      fullname: "Maria Campbell",
      jobtitle: "Purchasing Manager",
      annualincome: 80_000,
      transactioncurrencyid: dollar,
    },
    { contactid: contact(3), fullname: "Sidney Higa", jobtitle: "Owner" },
    { contactid: contact(4), fullname: "Scott Konersmann", jobtitle: "Purchasing Manager" },
    { contactid: contact(5), fullname: "Yvonne McKay", jobtitle: "Purchasing Manager", annualincome: null },
  ]);
  await bench.insert("account", [
    {
      accountid: account(1),
      name: "Litware, Inc.",
      revenue: 20_000,
      transactioncurrencyid: dollar,
      ownerid: team,
      owneridtype: "team",
      primarycontactid: contact(2),
      statecode: 0,
      statuscode: 1,
    },
    {
      accountid: account(2),
      name: "Adventure Works",
      revenue: 60_000.5,
      transactioncurrencyid: dollar,
      ownerid: administrator.userId,
      owneridtype: "systemuser",
      primarycontactid: contact(1),
      statecode: 0,
      statuscode: 1,
    },
    { accountid: account(3), name: "Coho Winery", statecode: 1, statuscode: 2 },
  ]);
  await bench.insert("task", [
    {
      activityid: id(1, "eeeeeeee"),
      subject: "Task 1",
      regardingobjectid: account(1),
      regardingobjectidtype: "account",
      statecode: 1,
    },
    {
      activityid: id(2, "eeeeeeee"),
      subject: "Task 2",
      regardingobjectid: account(1),
      regardingobjectidtype: "account",
      statecode: 0,
    },
    {
      activityid: id(3, "eeeeeeee"),
      subject: "Task 3",
      regardingobjectid: contact(1),
      regardingobjectidtype: "contact",
      statecode: 0,
    },
  ]);
});

afterAll(() => bench.close());

test("golden pair 1: selected columns, amount with four decimals, its currency, the key last", async () => {
  const { status, text, json } = await bench.get("accounts?$select=name,revenue&$top=1");
  expect(status).toBe(200);
  expect(json["@odata.context"]).toBe(`${origin}/api/data/v9.2/$metadata#accounts(name,revenue)`);
  expect(Object.keys(json.value[0] ?? {})).toEqual([
    "@odata.etag",
    "name",
    "revenue",
    "_transactioncurrencyid_value",
    "accountid",
  ]);
  expect(text).toContain('"revenue":20000.0000,');
  expect(json.value[0]?.["@odata.etag"]).toMatch(/^W\/"\d+"$/u);
  expect(json).not.toHaveProperty("@odata.nextLink");
});

test("golden pair 2: lookup annotations, and the preference echoed", async () => {
  const { json, headers } = await bench.get("accounts?$select=name,_ownerid_value&$top=2", {
    annotations: ["Microsoft.Dynamics.CRM.associatednavigationproperty", "Microsoft.Dynamics.CRM.lookuplogicalname"],
  });
  expect(json.value.map((row) => row["_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname"])).toEqual([
    "team",
    "systemuser",
  ]);
  expect(json.value[0]?.["_ownerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty"]).toBe("ownerid");
  expect(json.value[0]).not.toHaveProperty(["_ownerid_value@OData.Community.Display.V1.FormattedValue"]);
  expect(
    Object.keys(json.value[0] ?? {}).indexOf("_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname"),
  ).toBeLessThan(Object.keys(json.value[0] ?? {}).indexOf("_ownerid_value"));
  expect(headers.get("preference-applied")).toBe(
    'odata.include-annotations="Microsoft.Dynamics.CRM.associatednavigationproperty,Microsoft.Dynamics.CRM.lookuplogicalname"',
  );
});

test("golden pair 3: pages of two, the skip token's encoding, and pagenumber 3 on the second page", async () => {
  const first = await bench.get("contacts?$select=fullname", { maxPageSize: 2 });
  const upper = (n: number): string => contact(n).toUpperCase();
  expect(first.json.value.map((row) => row["fullname"])).toEqual(["Nancy Anderson", "Maria Campbell"]);
  expect(first.headers.get("preference-applied")).toBe("odata.maxpagesize=2");
  expect(first.json["@odata.nextLink"]).toBe(
    `${origin}/api/data/v9.2/contacts?$select=fullname&$skiptoken=%3Ccookie%20pagenumber=%222%22%20pagingcookie=%22` +
      `%253ccookie%2520page%253d%25221%2522%253e%253ccontactid%2520last%253d%2522%257b${upper(2)}%257d%2522%2520first%253d%2522%257b${upper(1)}%257d%2522%2520%252f%253e%253c%252fcookie%253e` +
      "%22%20istracking=%22False%22%20/%3E",
  );
  const second = await bench.get(nextLink(first) ?? "", { maxPageSize: 2 });
  expect(second.json.value.map((row) => row["fullname"])).toEqual(["Sidney Higa", "Scott Konersmann"]);
  expect(second.json["@odata.nextLink"]).toContain("pagenumber=%223%22");
  const third = await bench.get(nextLink(second) ?? "", { maxPageSize: 2 });
  expect(third.json.value).toHaveLength(1);
  expect(third.json).not.toHaveProperty("@odata.nextLink");
});

test("golden pair 4: a lookup and a collection expanded, the links of both levels", async () => {
  const { json } = await bench.get(
    "accounts?$select=name&$expand=primarycontactid($select=fullname),Account_Tasks($select=subject)",
    { maxPageSize: 1 },
  );
  expect(json["@odata.context"]).toBe(
    `${origin}/api/data/v9.2/$metadata#accounts(name,primarycontactid(fullname),Account_Tasks(subject))`,
  );
  const [row] = json.value;
  expect(row?.["primarycontactid"]).toEqual({ fullname: "Maria Campbell", contactid: contact(2) });
  expect(row?.["Account_Tasks"]).toEqual([
    {
      "@odata.etag": expect.stringMatching(/^W\//u),
      subject: "Task 1",
      activityid: id(1, "eeeeeeee"),
      _regardingobjectid_value: account(1),
    },
    {
      "@odata.etag": expect.stringMatching(/^W\//u),
      subject: "Task 2",
      activityid: id(2, "eeeeeeee"),
      _regardingobjectid_value: account(1),
    },
  ]);
  expect(row?.["Account_Tasks@odata.nextLink"]).toBe(
    `${origin}/api/data/v9.2/accounts(${account(1)})/Account_Tasks?$select=subject`,
  );
  expect(json["@odata.nextLink"]).toContain("$skiptoken=");
  const tasks = await bench.get(String(row?.["Account_Tasks@odata.nextLink"]));
  expect(tasks.json.value.map((task) => task["subject"])).toEqual(["Task 1", "Task 2"]);
});

test("golden pair 5: a count stops at 5000 and says so", async () => {
  await bench.insert(
    "businessunit",
    Array.from({ length: 5003 }, (_, n) => ({ businessunitid: id(n, "bbbbbbbb"), name: `Unit ${n}` })),
  );
  const { json } = await bench.get("businessunits?$select=businessunitid&$count=true", {
    annotations: ["Microsoft.Dynamics.CRM.totalrecordcount", "Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded"],
  });
  expect(json["@odata.count"]).toBe(5000);
  expect(json["@Microsoft.Dynamics.CRM.totalrecordcount"]).toBe(5000);
  expect(json["@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded"]).toBe(true);
  expect(json.value).toHaveLength(5000);
  const without = await bench.get("businessunits?$select=name&$top=1", everything);
  expect(without.json["@Microsoft.Dynamics.CRM.totalrecordcount"]).toBe(-1);
  expect(typeof without.json["@Microsoft.Dynamics.CRM.globalmetadataversion"]).toBe("string");
});

test("golden pair 6: FetchXML pages with a cookie, and leaves nulls out", async () => {
  const xml = (page: string): string =>
    `<fetch count='3' ${page}><entity name='contact'><attribute name='fullname'/><attribute name='jobtitle'/><attribute name='annualincome'/><order attribute='fullname' descending='true'/></entity></fetch>`;
  const reply = await bench.fetchXml("contacts", xml("page='1'"), everything);
  const { json } = reply;
  expect(json.value.map((row) => row["fullname"])).toEqual(["Yvonne McKay", "Sidney Higa", "Scott Konersmann"]);
  expect(json.value[0]).not.toHaveProperty("annualincome");
  expect(json["@Microsoft.Dynamics.CRM.morerecords"]).toBe(true);
  expect(json["@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"]).toMatch(
    /^<cookie pagenumber="2" pagingcookie="%253ccookie%2520page%253d%25221%2522%253e%253cfullname%2520last%253d%2522Scott%2520Konersmann/u,
  );
  const cookie = pagingCookie(reply);
  expect(cookie).toContain(`<contactid last="{${contact(4).toUpperCase()}}"`);
  const escaped = cookie
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
  const next = await bench.fetchXml("contacts", xml(`page='2' paging-cookie='${escaped}'`), everything);
  expect(next.json.value.map((row) => row["fullname"])).toEqual(["Nancy Anderson", "Maria Campbell"]);
  expect(next.json["@Microsoft.Dynamics.CRM.morerecords"]).toBe(false);
  expect(next.json.value[1]).toMatchObject({
    annualincome: 80_000,
    "annualincome@OData.Community.Display.V1.FormattedValue": "$80,000.00",
  });
});

test("golden pair 10: a grouped choice with its label, and no key", async () => {
  const { json, text } = await bench.get("accounts?$apply=groupby((statuscode),aggregate($count as count))", {
    annotations: ["OData.Community.Display.V1.FormattedValue"],
  });
  expect(json["@odata.context"]).toBe(`${origin}/api/data/v9.2/$metadata#accounts`);
  expect(json.value[0]).toEqual({
    "statuscode@OData.Community.Display.V1.FormattedValue": "Active",
    statuscode: 1,
    "count@OData.Community.Display.V1.FormattedValue": "2",
    count: 2,
  });
  const sum = await bench.get("accounts?$apply=aggregate(revenue with sum as total)");
  expect(sum.json.value).toEqual([{ total: 80_000.5 }]);
  expect(text).not.toContain("etag");
});

import { type Api, openApi, origin } from "../testing/api";

let api: Api;
beforeAll(async () => {
  api = await openApi();
}, 60_000);
afterAll(() => api.dataverse.close());

const read = async (path: string): Promise<Record<string, unknown>> => (await api.call("GET", path)).json;
const create = async (set: string, body: unknown): Promise<string> => (await api.call("POST", set, body)).id;

test("a lookup is set by bind, absolute, relative or by alternate key, and cleared in three ways", async () => {
  const contact = await create("contacts", { firstname: "Joe", lastname: "Doe", emailaddress1: "joe@b.example" });
  const account = await create("accounts", { name: "A" });
  const value = async (): Promise<unknown> =>
    (await read(`accounts(${account})?$select=_primarycontactid_value`))["_primarycontactid_value"];
  for (const address of [
    `/contacts(${contact})`,
    `contacts(${contact})`,
    `${origin}/api/data/v9.2/contacts(${contact})`,
    "/contacts(firstname='JOE',emailaddress1='joe@b.example')",
  ]) {
    expect((await api.call("PATCH", `accounts(${account})`, { "primarycontactid@odata.bind": address })).status).toBe(
      204,
    );
    expect(await value()).toBe(contact);
    expect((await api.call("PATCH", `accounts(${account})`, { "primarycontactid@odata.bind": null })).status).toBe(204);
    expect(await value()).toBeNull();
  }
  expect(
    (
      await api.call("PUT", `accounts(${account})/primarycontactid/$ref`, {
        "@odata.id": `${origin}/api/data/v9.2/contacts(${contact})`,
      })
    ).status,
  ).toBe(204);
  expect(await value()).toBe(contact);
  expect((await api.call("PATCH", `accounts(${account})`, { primarycontactid: null })).status).toBe(204);
  expect(await value()).toBeNull();
  await api.call("PATCH", `accounts(${account})`, { "primarycontactid@odata.bind": `/contacts(${contact})` });
  expect((await api.call("DELETE", `accounts(${account})/primarycontactid/$ref`)).status).toBe(204);
  expect(await value()).toBeNull();
});

test("a polymorphic lookup holds one row of one table", async () => {
  const account = await create("accounts", { name: "P" });
  const other = await create("contacts", { lastname: "P" });
  const contact = await create("contacts", {
    lastname: "Q",
    "parentcustomerid_account@odata.bind": `/accounts(${account})`,
  });
  const annotations = { prefer: 'odata.include-annotations="*"' };
  const now = async (): Promise<unknown[]> => {
    const { json } = await api.call(
      "GET",
      `contacts(${contact})?$select=_parentcustomerid_value`,
      undefined,
      annotations,
    );
    return [
      json["_parentcustomerid_value"],
      json["_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname"],
      json["_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty"],
    ];
  };
  expect(await now()).toEqual([account, "account", "parentcustomerid_account"]);
  await api.call("PATCH", `contacts(${contact})`, { "parentcustomerid_contact@odata.bind": `/contacts(${other})` });
  expect(await now()).toEqual([other, "contact", "parentcustomerid_contact"]);
  expect(
    (await api.call("PATCH", `contacts(${contact})`, { "parentcustomerid_account@odata.bind": `/contacts(${other})` }))
      .status,
  ).toBe(400);
});

test("deep insert: parents, children and grandchildren in one", async () => {
  const answer = await api.call(
    "POST",
    "example_records?$select=example_name&$expand=example_children($select=example_name;$orderby=example_name)",
    {
      example_name: "top",
      example_Account: { name: "new parent", primarycontactid: { lastname: "newer" } },
      example_children: [{ example_name: "a", example_children: [{ example_name: "aa" }] }, { example_name: "b" }],
    },
    { prefer: "return=representation" },
  );
  expect(answer.status).toBe(201);
  expect(answer.json["example_children"]).toEqual([
    expect.objectContaining({ example_name: "a" }),
    expect.objectContaining({ example_name: "b" }),
  ]);
  const { value } = await read(
    "example_records?$filter=example_Parent/example_Parent/example_Account/primarycontactid/lastname eq 'newer'&$select=example_name",
  );
  expect(value).toEqual([expect.objectContaining({ example_name: "aa" })]);
});

test("N:N and 1:N references are added and taken away", async () => {
  const record = await create("example_records", { example_name: "n" });
  const contact = await create("contacts", { lastname: "N" });
  const pair = `example_records(${record})/example_record_contact`;
  expect(
    (await api.call("POST", `${pair}/$ref`, { "@odata.id": `${origin}/api/data/v9.2/contacts(${contact})` })).status,
  ).toBe(204);
  expect((await api.call("POST", `${pair}/$ref`, { "@odata.id": `contacts(${contact})` })).code).toBe("0x80040237");
  expect((await read(`${pair}?$select=lastname`))["value"]).toEqual([expect.objectContaining({ lastname: "N" })]);
  expect(
    (await api.call("DELETE", `${pair}/$ref?$id=${encodeURIComponent(`${origin}/api/data/v9.2/contacts(${contact})`)}`))
      .status,
  ).toBe(204);
  expect((await api.call("DELETE", `${pair}(${contact})/$ref`)).status).toBe(404);

  const task = await create("tasks", { subject: "loose" });
  const account = await create("accounts", { name: "1:N" });
  expect(
    (await api.call("POST", `accounts(${account})/Account_Tasks/$ref`, { "@odata.id": `tasks(${task})` })).status,
  ).toBe(204);
  expect((await read(`tasks(${task})?$select=_regardingobjectid_value`))["_regardingobjectid_value"]).toBe(account);
  expect((await api.call("DELETE", `accounts(${account})/Account_Tasks(${task})/$ref`)).status).toBe(204);
  expect((await read(`tasks(${task})?$select=_regardingobjectid_value`))["_regardingobjectid_value"]).toBeNull();
  const made = await api.call("POST", `accounts(${account})/Account_Tasks`, { subject: "made there" });
  expect((await read(`tasks(${made.id})?$select=_regardingobjectid_value`))["_regardingobjectid_value"]).toBe(account);
});

test("deleting clears, cascades or refuses as the relationships say", async () => {
  const account = await create("accounts", {
    name: "D",
    Account_Tasks: [{ subject: "goes too" }],
    primarycontactid: { lastname: "stays" },
  });
  const parent = await create("accounts", {
    name: "child of D",
    "parentaccountid@odata.bind": `/accounts(${account})`,
  });
  const tasks = await read("tasks?$filter=subject eq 'goes too'&$select=subject");
  expect(tasks["value"]).toHaveLength(1);
  expect((await api.call("DELETE", `accounts(${account})`)).status).toBe(204);
  expect((await api.call("GET", `accounts(${account})`)).status).toBe(404);
  expect((await read("tasks?$filter=subject eq 'goes too'&$select=subject"))["value"]).toEqual([]);
  expect((await read("contacts?$filter=lastname eq 'stays'&$select=lastname"))["value"]).toHaveLength(1);
  expect((await read(`accounts(${parent})?$select=_parentaccountid_value`))["_parentaccountid_value"]).toBeNull();
  const a = await create("example_records", { example_name: "a" });
  const b = await create("example_records", {
    example_name: "b",
    "example_Parent@odata.bind": `/example_records(${a})`,
  });
  await api.call("PATCH", `example_records(${a})`, { "example_Parent@odata.bind": `/example_records(${b})` });
  expect((await api.call("DELETE", `example_records(${a})`)).status).toBe(204);
  expect((await api.call("GET", `example_records(${b})`)).status).toBe(404);
});

test("a company takes its people, notes and tasks along; a person leaves who belongs to them behind", async () => {
  const account = await create("accounts", {
    name: "Company",
    contact_customer_accounts: [{ lastname: "Employee" }],
    Account_Tasks: [{ subject: "Call" }],
  });
  const [employee] = (await api.call("GET", `accounts(${account})/contact_customer_accounts?$select=lastname`)).rows;
  const id = String(employee?.["contactid"]);
  const assistant = await create("contacts", {
    lastname: "Assistant",
    "parentcustomerid_contact@odata.bind": `/contacts(${id})`,
  });
  const [task] = (await api.call("GET", `accounts(${account})/Account_Tasks?$select=subject`)).rows;
  expect((await api.call("DELETE", `accounts(${account})`)).status).toBe(204);
  expect((await api.call("GET", `contacts(${id})`)).status).toBe(404);
  expect((await api.call("GET", `tasks(${String(task?.["activityid"])})`)).status).toBe(404);
  expect(await read(`contacts(${assistant})?$select=lastname,_parentcustomerid_value`)).toMatchObject({
    lastname: "Assistant",
    _parentcustomerid_value: null,
  });
});

test("a user's accounts are reached from the user, and are told in the metadata", async () => {
  const me = String((await read("WhoAmI"))["UserId"]);
  const account = await create("accounts", { name: "Mine" });
  const { rows } = await api.call(
    "GET",
    `systemusers(${me})/user_accounts?$select=name&$filter=accountid eq ${account}`,
  );
  expect(rows.map((row) => row["name"])).toEqual(["Mine"]);
  expect(
    await read("EntityDefinitions(LogicalName='systemuser')/OneToManyRelationships(SchemaName='user_accounts')"),
  ).toMatchObject({ ReferencingEntity: "account", ReferencingAttribute: "owninguser" });
});

test("one property is put and deleted", async () => {
  const account = await create("accounts", { name: "before", fax: "1" });
  expect((await api.call("PUT", `accounts(${account})/name`, { value: "after" })).status).toBe(204);
  expect((await api.call("DELETE", `accounts(${account})/fax`)).status).toBe(204);
  expect(await read(`accounts(${account})?$select=name,fax`)).toMatchObject({ name: "after", fax: null });
  expect((await api.call("DELETE", `accounts(${account})/_ownerid_value`)).code).toBe("0x80060888");
  expect((await api.call("PUT", `accounts(${account})/name`, "{}")).code).toBe("0x80048d19");
});

test("the server fills what it must", async () => {
  const id = await create("example_records", {
    example_name: "  trailing  ",
    example_price: 12.345,
    example_memo: "",
    example_hobbies: "8,2",
    example_instant: "2026-03-01T12:00:00.987+02:00",
    example_fixed: "first",
  });
  const row = await read(`example_records(${id})`);
  expect(row).toMatchObject({
    example_name: "  trailing",
    example_price: 12.35,
    example_price_base: 12.35,
    exchangerate: 1,
    example_memo: null,
    example_hobbies: "2,8",
    example_instant: "2026-03-01T10:00:00Z",
    example_color: 2,
    example_flag: true,
    statecode: 0,
    statuscode: 1,
    _createdby_value: row["_ownerid_value"],
    _modifiedby_value: row["_ownerid_value"],
    createdon: row["modifiedon"],
  });
  expect(
    (
      await api.call("PATCH", `example_records(${id})`, {
        example_fixed: "second",
        createdon: "2000-01-01T00:00:00Z",
        statecode: 1,
      })
    ).status,
  ).toBe(204);
  expect(await read(`example_records(${id})?$select=example_fixed,createdon,statecode,statuscode`)).toMatchObject({
    example_fixed: "first",
    createdon: row["createdon"],
    statecode: 1,
    statuscode: 2,
  });
});

test("numbers count up by themselves, also after a bulk load", async () => {
  const first = await create("example_orders", {});
  await api.dataverse.load([{ table: "example_order", rows: [{}, {}] }]);
  const last = await create("example_orders", {});
  expect((await read(`example_orders(${first})?$select=example_number`))["example_number"]).toBe("ORD-001000");
  expect((await read(`example_orders(${last})?$select=example_number`))["example_number"]).toBe("ORD-001003");
});

test("another currency has its rate", async () => {
  const currency = await create("transactioncurrencies", {
    currencyname: "Euro",
    currencysymbol: "€",
    isocurrencycode: "EUR",
    currencyprecision: 2,
    exchangerate: 0.8,
  });
  const id = await create("example_records", {
    example_price: 100,
    "transactioncurrencyid@odata.bind": `/transactioncurrencies(${currency})`,
  });
  expect(await read(`example_records(${id})?$select=example_price_base,exchangerate`)).toMatchObject({
    example_price_base: 125,
    exchangerate: 0.8,
  });
  await api.call("PATCH", `example_records(${id})`, { example_price: 8 });
  expect((await read(`example_records(${id})?$select=example_price_base`))["example_price_base"]).toBe(10);
});

test("of two writers with the same version one wins", async () => {
  const id = await create("accounts", { name: "0" });
  const etag = String((await read(`accounts(${id})`))["@odata.etag"]);
  const answers = await Promise.all(
    ["1", "2", "3", "4"].map((name) => api.call("PATCH", `accounts(${id})`, { name }, { "if-match": etag })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 412, 412, 412]);
});

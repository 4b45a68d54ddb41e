import { type Answer, type Api, openApi, roleIds } from "./testing/api";
import { wellKnown } from "./wellKnown";

let api: Api;
const reader = "77777777-0000-4000-8000-0000000000a1";
const now = new Date("2026-05-04T10:20:30Z");

beforeAll(async () => {
  api = await openApi({ now: () => now });
  await api.dataverse.load([
    { table: "systemuser", rows: [{ systemuserid: reader, firstname: "Rita", lastname: "Reader" }] },
    { table: "systemuserroles", rows: [{ systemuserid: reader, roleid: roleIds.global }] },
    { table: "account", rows: [{ accountid: "55555555-0000-4000-8000-000000000001", name: "Loaded" }] },
  ]);
});
afterAll(() => api.dataverse.close());

const create = async (set: string, body: object): Promise<string> => (await api.call("POST", set, body)).id;
const history = (id: string): Promise<Answer> =>
  api.call("GET", `audits?$filter=_objectid_value eq ${id}&$orderby=createdon`, undefined, {
    prefer: 'odata.include-annotations="*"',
  });

interface Change {
  readonly logicalName: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}
function changes(row: Readonly<Record<string, unknown>> | undefined): readonly Change[] {
  const parsed = JSON.parse(String(row?.["changedata"])) as { readonly changedAttributes: readonly Change[] };
  return parsed.changedAttributes;
}
const changeOf = (row: Readonly<Record<string, unknown>> | undefined, column: string): Change | undefined =>
  changes(row).find(({ logicalName }) => logicalName === column);

test("a history says who created, changed and deleted a record, when, and what each column was before", async () => {
  const id = await create("accounts", { name: "Fabrikam", creditonhold: false });
  const contact = await create("contacts", { lastname: "Rossi" });
  await api.call(
    "PATCH",
    `accounts(${id})`,
    { revenue: 9000, creditonhold: true, "primarycontactid@odata.bind": `/contacts(${contact})` },
    { mscrmcallerid: wellKnown.administrator },
  );
  await api.call("DELETE", `accounts(${id})`);

  const [created, updated, deleted] = (await history(id)).rows.toSorted(
    (a, b) => Number(a["operation"]) - Number(b["operation"]),
  );
  expect(created).toMatchObject({
    operation: 1,
    action: 1,
    "operation@OData.Community.Display.V1.FormattedValue": "Create",
    objecttypecode: "account",
    _objectid_value: id,
    "_objectid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "account",
    _userid_value: wellKnown.administrator,
    createdon: "2026-05-04T10:20:30Z",
  });
  expect(changeOf(created, "name")).toEqual({ logicalName: "name", oldValue: null, newValue: "Fabrikam" });
  expect(changeOf(created, "ownerid")?.newValue).toBe(`systemuser,${wellKnown.administrator}`);
  expect(changeOf(created, "statecode")?.newValue).toBe("0");

  expect(updated).toMatchObject({ operation: 2, action: 2 });
  expect(changeOf(updated, "creditonhold")).toEqual({
    logicalName: "creditonhold",
    oldValue: "False",
    newValue: "True",
  });
  expect(Number(changeOf(updated, "revenue")?.newValue)).toBe(9000);
  expect(changeOf(updated, "primarycontactid")?.newValue).toBe(`contact,${contact}`);
  expect(changes(updated).map(({ logicalName }) => logicalName)).not.toContain("modifiedon");

  expect(deleted).toMatchObject({ operation: 3, action: 3 });
  expect(changeOf(deleted, "name")).toEqual({ logicalName: "name", oldValue: "Fabrikam", newValue: null });
});

test("the numbers in attributemask are the columns' own", async () => {
  const id = await create("accounts", { name: "Numbered" });
  await api.call("PATCH", `accounts(${id})`, { name: "Renamed" });
  const definition = await api.call(
    "GET",
    "EntityDefinitions(LogicalName='account')/Attributes(LogicalName='name')?$select=ColumnNumber",
  );
  const [, updated] = (await history(id)).rows.toSorted((a, b) => Number(a["operation"]) - Number(b["operation"]));
  expect(updated?.["attributemask"]).toBe(String(definition.json["ColumnNumber"]));
});

test("a value sent again counts as changed, to the same value", async () => {
  const id = await create("accounts", { name: "Twice" });
  await api.call("PATCH", `accounts(${id})`, { name: "Twice" });
  await api.call("PUT", `accounts(${id})/name`, { value: "Twice" });
  const updates = (await history(id)).rows.filter((row) => row["operation"] === 2);
  expect(updates.map((row) => changes(row))).toEqual([
    [{ logicalName: "name", oldValue: "Twice", newValue: "Twice" }],
    [{ logicalName: "name", oldValue: "Twice", newValue: "Twice" }],
  ]);
});

test("handing a record over and closing it have actions of their own", async () => {
  const id = await create("accounts", { name: "Handed over" });
  await api.call("PATCH", `accounts(${id})`, { "ownerid@odata.bind": `/systemusers(${reader})` });
  await api.call("PATCH", `accounts(${id})`, { statecode: 1 });
  await api.call("PATCH", `accounts(${id})`, { statecode: 0 });
  const actions = (await history(id)).rows.flatMap((row) => (row["operation"] === 2 ? [row["action"]] : []));
  expect(actions.toSorted((a, b) => Number(a) - Number(b))).toEqual([4, 5, 13]);
});

test("contacts that go with their company are recorded too", async () => {
  const company = await create("accounts", { name: "Going" });
  const contact = await create("contacts", {
    lastname: "Along",
    "parentcustomerid_account@odata.bind": `/accounts(${company})`,
  });
  expect((await api.call("DELETE", `accounts(${company})`)).status).toBe(204);
  expect((await history(contact)).rows.map((row) => row["operation"]).toSorted()).toEqual([1, 3]);
});

test("rows that are loaded, rows of tables without auditing, and refused writes leave no history", async () => {
  expect((await history("55555555-0000-4000-8000-000000000001")).rows).toEqual([]);
  const unaudited = await create("example_records", { example_name: "unaudited" });
  expect((await history(unaudited)).rows).toEqual([]);
  const before = (await api.call("GET", "audits?$top=1&$count=true")).json["@odata.count"];
  expect((await api.call("POST", "accounts", { name: "x", revenue: "much" })).status).toBe(400);
  expect((await api.call("GET", "audits?$top=1&$count=true")).json["@odata.count"]).toBe(before);
});

test("who lacks the privilege reads no history, and nobody writes one", async () => {
  const refused = await api.call("GET", "audits", undefined, { mscrmcallerid: reader });
  expect({ status: refused.status, code: refused.code }).toEqual({ status: 403, code: "0x80040220" });
  expect(refused.message).toContain("prvReadAuditSummary");
  const written = await api.call("POST", "audits", { action: 1 });
  expect({ status: written.status, code: written.code }).toEqual({ status: 400, code: "0x80040800" });
});

test("the messages that tell a history in their own form are refused by name", async () => {
  const id = await create("accounts", { name: "Asked for" });
  const target = encodeURIComponent(JSON.stringify({ "@odata.id": `accounts(${id})` }));
  const record = await api.call("GET", `RetrieveRecordChangeHistory(Target=@t)?@t=${target}`);
  expect({ status: record.status, message: record.message }).toEqual({
    status: 501,
    message: expect.stringContaining("RetrieveRecordChangeHistory"),
  });
  const [row] = (await history(id)).rows;
  const details = await api.call(
    "GET",
    `audits(${String(row?.["auditid"])})/Microsoft.Dynamics.CRM.RetrieveAuditDetails()`,
  );
  expect({ status: details.status, message: details.message }).toEqual({
    status: 501,
    message: expect.stringContaining("RetrieveAuditDetails"),
  });
});

test("activities of every kind are one list, with what they regard; they are written by their own name", async () => {
  const company = await create("accounts", { name: "Busy" });
  const task = await create("tasks", {
    subject: "Call back",
    scheduledend: "2026-05-05T08:00:00Z",
    "regardingobjectid_account_task@odata.bind": `/accounts(${company})`,
  });
  const listed = await api.call(
    "GET",
    `accounts(${company})/Account_ActivityPointers?$select=subject,activitytypecode,scheduledend,_regardingobjectid_value`,
  );
  expect(listed.rows).toMatchObject([
    {
      activityid: task,
      subject: "Call back",
      activitytypecode: "task",
      scheduledend: "2026-05-05T08:00:00Z",
      _regardingobjectid_value: company,
    },
  ]);
  expect((await api.call("PATCH", `activitypointers(${task})`, { subject: "x" })).code).toBe("0x80040800");
  expect((await api.call("DELETE", `accounts(${company})`)).status).toBe(204);
  expect((await api.call("GET", `activitypointers(${task})`)).status).toBe(404);
});

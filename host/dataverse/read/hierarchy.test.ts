import { id, ReadBench } from "./testing";

/** Group ─ Region ─ Store, and a stranger beside them; Loop and Pool are each other's parent. */
const [group, region, store, stranger, loop, pool] = [id(1), id(2), id(3), id(4), id(5), id(6)];

let bench: ReadBench;

beforeAll(async () => {
  bench = await ReadBench.open();
  await bench.insert("account", [
    { accountid: group, name: "Group" },
    { accountid: region, name: "Region", parentaccountid: group },
    { accountid: store, name: "Store", parentaccountid: region },
    { accountid: stranger, name: "Stranger" },
    { accountid: loop, name: "Loop", parentaccountid: pool },
    { accountid: pool, name: "Pool", parentaccountid: loop },
  ]);
  await bench.insert("contact", [
    {
      contactid: id(1, "cccccccc"),
      fullname: "At the store",
      parentcustomerid: store,
      parentcustomeridtype: "account",
    },
    {
      contactid: id(2, "cccccccc"),
      fullname: "Elsewhere",
      parentcustomerid: stranger,
      parentcustomeridtype: "account",
    },
  ]);
});

afterAll(() => bench.close());

const names = (rows: readonly Record<string, unknown>[], column = "name"): unknown[] => rows.map((row) => row[column]);

async function fetched(operator: string, value: string, column = "accountid"): Promise<unknown[]> {
  const { json } = await bench.fetchXml(
    "accounts",
    `<fetch><entity name='account'><attribute name='name'/><order attribute='name'/>
       <filter><condition attribute='${column}' operator='${operator}' value='${value}'/></filter></entity></fetch>`,
  );
  return names(json.value);
}

async function asked(name: string, value: string, column = "accountid"): Promise<unknown[]> {
  const { json } = await bench.get(
    `accounts?$select=name&$orderby=name&$filter=Microsoft.Dynamics.CRM.${name}(PropertyName='${column}',PropertyValue='${value}')`,
  );
  return names(json.value);
}

test.each([
  ["under", "Under", group, ["Region", "Store"]],
  ["eq-or-under", "UnderOrEqual", region, ["Region", "Store"]],
  ["not-under", "NotUnder", group, ["Group", "Loop", "Pool", "Stranger"]],
  ["above", "Above", store, ["Group", "Region"]],
  ["eq-or-above", "AboveOrEqual", region, ["Group", "Region"]],
  ["under", "Under", store, []],
  ["above", "Above", group, []],
])("a client finds the accounts %s one, in FetchXML as by the function %s", async (operator, name, account, found) => {
  expect(await fetched(operator, account)).toEqual(found);
  expect(await asked(name, account)).toEqual(found);
});

test("by the lookup, the row that it points to is meant", async () => {
  expect(await fetched("eq-or-under", group, "parentaccountid")).toEqual(["Region", "Store"]);
  const { json } = await bench.get(
    `contacts?$select=fullname&$filter=Microsoft.Dynamics.CRM.Under(PropertyName='parentcustomerid',PropertyValue='${group}')`,
  );
  expect(names(json.value, "fullname")).toEqual(["At the store"]);
});

test("parents that go round in a circle end the walk", async () => {
  expect(await fetched("under", loop)).toEqual(["Loop", "Pool"]);
  expect(await fetched("above", loop)).toEqual(["Loop", "Pool"]);
});

test("a table without a hierarchical relationship has no tree", async () => {
  const reply = await bench.get(
    `tasks?$filter=Microsoft.Dynamics.CRM.Under(PropertyName='activityid',PropertyValue='${group}')`,
  );
  expect(reply.json.error).toEqual({ code: "0x80040203", message: "Invalid Argument." });
});

test("its relationship says so in the metadata", async () => {
  const { json } = await bench.get(
    "EntityDefinitions(LogicalName='account')/OneToManyRelationships?$select=SchemaName,IsHierarchical",
  );
  expect(json.value.filter((one) => one["IsHierarchical"] === true).map((one) => one["SchemaName"])).toEqual([
    "account_parent_account",
  ]);
});

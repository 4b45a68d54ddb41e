import { readModel } from "../../server/model";
import { apiOf, BASIC_USER, BUSINESS_UNIT, startEmbedded, transportTo, type Embedded } from "../../testing/embedded";
import { loadActingUser } from "./actingUser";

/** The page's clients against the embedded Dataverse itself: what a control sees of its answers and errors. */

const BUYER = "22222222-0000-4000-8000-000000000001";
const TEAM = "22222222-0000-4000-8000-000000000002";
const { solutions, host } = readModel(process.cwd());
let embedded: Embedded;

beforeAll(async () => {
  embedded = await startEmbedded();
  const profile = solutions.flatMap((solution) => solution.columnSecurityProfiles)[0];
  await embedded.load([
    {
      table: "systemuser",
      rows: [{ systemuserid: BUYER, fullname: "Mia Chen", businessunitid: BUSINESS_UNIT }],
    },
    { table: "systemuserroles", rows: [{ systemuserid: BUYER, roleid: BASIC_USER }] },
    {
      table: "team",
      rows: [{ teamid: TEAM, name: "Treasury", businessunitid: BUSINESS_UNIT }],
    },
    { table: "teammembership", rows: [{ teamid: TEAM, systemuserid: BUYER }] },
    {
      table: "teamprofiles",
      rows: profile === undefined ? [] : [{ teamid: TEAM, fieldsecurityprofileid: profile.id }],
    },
    {
      table: "account",
      rows: Array.from({ length: 5 }, (_unused, at) => ({
        name: `Supplier ${at}`,
        revenue: 1000 * at,
        ownerid: "11111111-0000-4000-8000-000000000001",
      })),
    },
  ]);
}, 60_000);
afterAll(() => embedded.close());

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => "no failure",
    (error: unknown) => error,
  );

test("a row goes round: create, read with annotations, update, delete", async () => {
  const api = apiOf(embedded);
  const { id, entityType } = await api.createRecord("account", { name: "Fabrikam", revenue: 20000 });
  expect(entityType).toBe("account");
  expect(await api.retrieveRecord("account", id, "?$select=name,revenue,_ownerid_value")).toMatchObject({
    name: "Fabrikam",
    revenue: 20000,
    "revenue@OData.Community.Display.V1.FormattedValue": "$20,000.00",
    "_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "systemuser",
  });
  await api.updateRecord("account", id, { name: "Fabrikam AG" });
  expect(await api.retrieveRecord("account", id, "?$select=name")).toMatchObject({ name: "Fabrikam AG" });
  await api.deleteRecord("account", id);
  expect(await failureOf(api.retrieveRecord("account", id))).toMatchObject({
    errorCode: 2147746327,
    title: "Record Is Unavailable",
  });
});

test("pages are walked by the query part of nextLink, with the same page size again", async () => {
  const api = apiOf(embedded);
  const names: unknown[] = [];
  let options = "?$select=name&$filter=startswith(name,'Supplier')&$orderby=name";
  for (let page = 0; page < 10; page++) {
    const { entities, nextLink } = await api.retrieveMultipleRecords("account", options, 2);
    names.push(...entities.map((entity) => entity["name"]));
    if (nextLink === "") {
      break;
    }
    options = nextLink.slice(nextLink.indexOf("?"));
  }
  expect(names).toEqual(["Supplier 0", "Supplier 1", "Supplier 2", "Supplier 3", "Supplier 4"]);
});

test("FetchXML with further rows brings its cookie", async () => {
  const page = await apiOf(embedded).retrieveMultipleRecords(
    "account",
    '?fetchXml=<fetch count="2" page="1"><entity name="account"><attribute name="name"/><order attribute="name"/></entity></fetch>',
  );
  expect([page.entities.length, page.fetchXmlPagingCookie?.includes("pagingcookie=")]).toEqual([2, true]);
});

test.each([
  [
    "an update of a row that is gone",
    () => apiOf(embedded).updateRecord("account", "0a0a0a0a-0000-4000-8000-000000000001", { name: "x" }),
    0x80040217,
  ],
  [
    "a column that does not exist",
    () => apiOf(embedded).retrieveMultipleRecords("account", "?$select=colour"),
    0x80060888,
  ],
  ["an unknown property in a write", () => apiOf(embedded).createRecord("account", { colour: "red" }), 0x80048d19],
  ["a text that is too long", () => apiOf(embedded).createRecord("account", { name: "x".repeat(161) }), 0x80044331],
  [
    "a table without privilege",
    () => apiOf(embedded, { user: BUYER }).createRecord("fsn_legalentity", { fsn_name: "X" }),
    0x80040220,
  ],
])("%s rejects with a plain object and the positive code", async (_what, call, code) => {
  const failure = await failureOf(call());
  expect(failure).not.toBeInstanceOf(Error);
  expect(failure).toMatchObject({ errorCode: code, code });
});

test("what the acting user may do: roles, privileges, and columns by a team's profile", async () => {
  const administrator = await loadActingUser(transportTo(embedded), host);
  expect([
    administrator.user.name,
    administrator.can("Delete", "fsn_purchaserequest"),
    administrator.column("fsn_purchaserequest", "fsn_bankaccount").canRead,
  ]).toEqual(["System Administrator", true, true]);
  const buyer = await loadActingUser(transportTo(embedded, { user: BUYER }), host);
  expect([buyer.user, buyer.roleNames]).toEqual([
    { id: BUYER, name: "Mia Chen", entityType: "systemuser" },
    ["Basic User"],
  ]);
  expect([
    buyer.privilege("Read", "systemuser"),
    buyer.privilege("Write", "account"),
    buyer.privilege("Write", "fsn_legalentity"),
  ]).toEqual(["global", "basic", null]);
  const permission = solutions.flatMap((solution) => solution.columnSecurityProfiles)[0]?.permissions[0];
  if (permission !== undefined) {
    expect(buyer.column(permission.table, permission.column)).toEqual({
      canRead: permission.canRead,
      canCreate: permission.canCreate,
      canUpdate: permission.canUpdate,
    });
  }
  expect(buyer.column("account", "nothing")).toEqual({ canRead: false, canCreate: false, canUpdate: false });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readSolutions } from "../../solution/model/solutions";
import { type Api, openApi } from "./testing/api";
import { wellKnown } from "./wellKnown";

/** The product's own solutions, from the XML that ships: what the form host writes must be possible, and as protected as they say. */
const solutions = readSolutions(resolve(__dirname, "../.."));
const clerk = "aaaaaaaa-0000-4000-8000-000000000001";

let api: Api;
let company: string;
let vendor: string;
beforeAll(async () => {
  api = await openApi({ solutions });
  company = (await api.call("POST", "fsn_legalentities", { fsn_name: "USMF" })).id;
  vendor = (await api.call("POST", "accounts", { name: "Contoso Paper" })).id;
  const requester = solutions.flatMap(({ roles }) => roles).find(({ name }) => name === "Purchase Requester")?.id;
  await api.dataverse.load([
    { table: "systemuser", rows: [{ systemuserid: clerk, firstname: "Mia", lastname: "Chen" }] },
    {
      table: "systemuserroles",
      rows: [
        { systemuserid: clerk, roleid: requester },
        { systemuserid: clerk, roleid: wellKnown.basicUserRole },
      ],
    },
  ]);
}, 120_000);
afterAll(() => api.dataverse.close());

const request = (): Record<string, unknown> => ({
  fsn_name: "Paper",
  fsn_amount: 1234.5,
  fsn_neededby: "2026-12-24",
  "fsn_Vendor@odata.bind": `/accounts(${vendor})`,
  "fsn_LegalEntity@odata.bind": `/fsn_legalentities(${company})`,
  "fsn_Requester@odata.bind": `/systemusers(${clerk})`,
});

test("every table of the solutions takes a row, gives it back and lets it go", async () => {
  for (const table of solutions.flatMap((solution) => solution.tables)) {
    const made = await api.call("POST", table.entitySetName, {});
    expect({ table: table.logicalName, status: made.status, message: made.message }).toEqual({
      table: table.logicalName,
      status: 204,
      message: "",
    });
    const read = await api.call("GET", `${table.entitySetName}(${made.id})`, undefined, {
      prefer: 'odata.include-annotations="*"',
    });
    expect({ table: table.logicalName, status: read.status, id: read.json[table.primaryKey] }).toEqual({
      table: table.logicalName,
      status: 200,
      id: made.id,
    });
    expect((await api.call("DELETE", `${table.entitySetName}(${made.id})`)).status).toBe(204);
  }
}, 60_000);

test("a purchase request as the form makes it: number, currency, base amount, owner, state", async () => {
  const made = await api.call("POST", "fsn_purchaserequests", request());
  expect([made.status, made.message]).toEqual([204, ""]);
  const { json } = await api.call("GET", `fsn_purchaserequests(${made.id})?$expand=fsn_Vendor($select=name)`);
  expect(json).toMatchObject({
    fsn_name: "Paper",
    fsn_amount: 1234.5,
    fsn_amount_base: 1234.5,
    fsn_neededby: "2026-12-24",
    statecode: 0,
    _ownerid_value: wellKnown.administrator,
    fsn_Vendor: { name: "Contoso Paper" },
  });
  expect(String(json["fsn_number"])).toMatch(/\d{3,}/u);
  for (const [column, value] of [
    ["fsn_ledgeraccount", "110110-001"],
    ["fsn_approvalsummary", "Waiting for Mia Chen"],
    ["fsn_healthscore", 80],
  ] as const) {
    expect(
      (await api.call("PATCH", `fsn_purchaserequests(${made.id})`, { [column]: value }, { "if-match": "*" })).status,
    ).toBe(204);
  }
});

test("a requester works with requests of their own, and the bank account stays hidden", async () => {
  const as = { mscrmcallerid: clerk };
  const foreign = await api.call("POST", "fsn_purchaserequests", { ...request(), fsn_bankaccount: "DE02 1203" });
  expect((await api.call("GET", `fsn_purchaserequests(${foreign.id})`)).json["fsn_bankaccount"]).toBe("DE02 1203");
  const own = await api.call("POST", "fsn_purchaserequests", { fsn_name: "own" }, as);
  expect([own.status, own.message]).toEqual([204, ""]);
  await api.call("PATCH", `fsn_purchaserequests(${own.id})`, { fsn_bankaccount: "DE02 1203" });
  const { json } = await api.call(
    "GET",
    `fsn_purchaserequests(${own.id})?$select=fsn_bankaccount,fsn_name`,
    undefined,
    as,
  );
  expect([json["fsn_name"], json["fsn_bankaccount"]]).toEqual(["own", null]);
  const refused = await api.call("PATCH", `fsn_purchaserequests(${own.id})`, { fsn_bankaccount: "XX" }, as);
  expect([refused.status, refused.code]).toEqual([403, "0x8004f507"]);
});

test("roles and profiles of the solutions are rows that people can be assigned to", async () => {
  const names = async (set: string): Promise<unknown[]> => {
    const { rows } = await api.call("GET", `${set}?$select=name&$orderby=name`);
    return rows.map((row) => row["name"]);
  };
  expect(await names("roles")).toEqual(
    expect.arrayContaining([
      "Basic User",
      "System Administrator",
      ...solutions.flatMap(({ roles }) => roles.map(({ name }) => name)),
    ]),
  );
  expect(await names("fieldsecurityprofiles")).toEqual(
    solutions.flatMap(({ columnSecurityProfiles }) => columnSecurityProfiles.map(({ name }) => name)).sort(),
  );
});

test("rows last across a restart, and isEmpty tells whether there are any", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "fieldstone-solutions-"));
  const first = await openApi({ solutions, dataDir });
  expect(await first.dataverse.isEmpty()).toBe(true);
  const { id } = await first.call("POST", "fsn_legalentities", { fsn_name: "DEMF" });
  const etag = (await first.call("GET", `fsn_legalentities(${id})`)).json["@odata.etag"];
  await first.dataverse.close();
  const second = await openApi({ solutions, dataDir });
  expect(await second.dataverse.isEmpty()).toBe(false);
  expect((await second.call("GET", `fsn_legalentities(${id})?$select=fsn_name`)).json).toMatchObject({
    fsn_name: "DEMF",
    "@odata.etag": etag,
  });
  await second.dataverse.close();
  rmSync(dataDir, { recursive: true, force: true });
});

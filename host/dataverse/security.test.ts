import { type Api, openApi, roleIds } from "./testing/api";
import { wellKnown } from "./wellKnown";

const unit = (n: number): string => `66666666-0000-4000-8000-00000000000${n}`;
const person = (n: number): string => `77777777-0000-4000-8000-00000000000${n}`;
const team = "88888888-0000-4000-8000-000000000001";
const row = (n: number): string => `99999999-0000-4000-8000-00000000000${n}`;

let api: Api;
/** Root unit 1 with child 2 and grandchild 3. Rows: 1 in 1, 2 in 2, 3 in 3, 4 the team's in 3, each owned by the person of its number. */
beforeAll(async () => {
  api = await openApi();
  const role = (n: number, roleid: string): Record<string, unknown> => ({ systemuserid: person(n), roleid });
  await api.dataverse.load([
    {
      table: "businessunit",
      rows: [
        { businessunitid: unit(1), name: "One", parentbusinessunitid: wellKnown.businessUnit },
        { businessunitid: unit(2), name: "Two", parentbusinessunitid: unit(1) },
        { businessunitid: unit(3), name: "Three", parentbusinessunitid: unit(2) },
      ],
    },
    {
      table: "systemuser",
      rows: [1, 2, 3, 4, 5, 6].map((n) => ({
        systemuserid: person(n),
        firstname: "Person",
        lastname: String(n),
        businessunitid: unit(n === 2 ? 2 : n === 3 ? 3 : 1),
      })),
    },
    {
      table: "team",
      rows: [{ teamid: team, name: "Three's team", businessunitid: unit(3), administratorid: wellKnown.administrator }],
    },
    {
      table: "example_record",
      rows: [1, 2, 3].map((n) => ({ example_recordid: row(n), example_name: `row ${n}`, ownerid: person(n) })),
    },
    {
      table: "example_record",
      rows: [{ example_recordid: row(4), example_name: "row 4", ownerid: team, owneridtype: "team" }],
    },
    { table: "teamroles", rows: [{ teamid: team, roleid: roleIds.basic }] },
  ]);
  await api.dataverse.load([
    {
      table: "systemuserroles",
      rows: [
        role(1, roleIds.basic),
        role(2, roleIds.local),
        role(4, roleIds.deep),
        role(5, roleIds.global),
        role(3, roleIds.basic),
      ],
    },
  ]);
}, 60_000);
afterAll(() => api.dataverse.close());

const as = (n: number): Record<string, string> => ({ mscrmcallerid: person(n) });
async function visible(n: number): Promise<string[]> {
  const { rows } = await api.call(
    "GET",
    "example_records?$select=example_name&$orderby=example_name",
    undefined,
    as(n),
  );
  return rows.map((item) => String(item["example_name"]));
}

test("each depth sees its rows, in lists and counts", async () => {
  expect(await visible(1)).toEqual(["row 1"]);
  expect(await visible(2)).toEqual(["row 2"]);
  expect(await visible(4)).toEqual(["row 1", "row 2", "row 3", "row 4"]);
  expect(await visible(5)).toEqual(["row 1", "row 2", "row 3", "row 4"]);
  expect((await api.call("GET", "example_records/$count", undefined, as(2))).text.trim()).toBe("1");
});

test("a team's rows are its members', from the moment they join", async () => {
  expect(await visible(3)).toEqual(["row 3"]);
  expect(
    (
      await api.call("POST", `teams(${team})/teammembership_association/$ref`, {
        "@odata.id": `systemusers(${person(3)})`,
      })
    ).status,
  ).toBe(204);
  expect(await visible(3)).toEqual(["row 3", "row 4"]);
  expect((await api.call("DELETE", `teams(${team})/teammembership_association(${person(3)})/$ref`)).status).toBe(204);
  expect(await visible(3)).toEqual(["row 3"]);
});

test("what is shared is seen, and written only if that was shared too", async () => {
  await api.dataverse.load([
    {
      table: "principalobjectaccess",
      rows: [
        {
          objectid: row(2),
          objecttypecode: "example_record",
          principalid: person(1),
          principaltypecode: "systemuser",
          accessrightsmask: 1,
        },
      ],
    },
  ]);
  expect(await visible(1)).toEqual(["row 1", "row 2"]);
  expect((await api.call("PATCH", `example_records(${row(2)})`, { example_name: "x" }, as(1))).code).toBe("0x80048306");
});

test("beyond the depth: 403 0x80048306 for reading, writing and deleting; 404 only where nothing is", async () => {
  for (const [method, verb, body] of [
    ["GET", "Read", undefined],
    ["PATCH", "Write", { example_name: "x" }],
    ["DELETE", "Delete", undefined],
  ] as const) {
    const answer = await api.call(method, `example_records(${row(3)})`, body, as(1));
    expect([answer.status, answer.code]).toEqual([403, "0x80048306"]);
    expect(answer.message).toBe(
      `Principal with id ${person(1)} does not have ${verb}Access right(s) for record with id ${row(3)} of entity example_record. Details: {"CallerPrincipal":{"PrincipalId":"${person(1)}","Type":8}}`,
    );
  }
  expect((await api.call("GET", `example_records(${row(9)})`, undefined, as(1))).status).toBe(404);
  expect((await api.call("GET", `example_records(${row(3)})?$select=example_name`)).json["example_name"]).toBe("row 3");
});

test("no privilege: 403 0x80040220 with the principal's particulars", async () => {
  const answer = await api.call("POST", "example_records", {}, as(6));
  expect([answer.status, answer.code]).toEqual([403, "0x80040220"]);
  expect(answer.message).toMatch(
    new RegExp(
      `^Principal user \\(Id=${person(6)}, type=8, roleCount=0, privilegeCount=0, accessMode='0 Read-Write', AADObjectId='[^']+', MetadataCachePrivilegesCount=\\d+, businessUnitId=${unit(1)}\\), is missing prvCreateExample_Record privilege \\(Id=[0-9a-f-]{36}\\) on OTC=10848 for entity 'example_record' \\(LocalizedName='Example Record'\\)\\. context\\.Caller=${person(6)}\\. Consider adding missed privilege to one of the principal \\(user/team\\) roles\\.$`,
      "u",
    ),
  );
});

test.each<[string, string, string, unknown, Record<string, string>]>([
  ["Read", "GET", "", undefined, {}],
  ["Read", "GET", "/example_name", undefined, {}],
  ["Read", "GET", "/example_Parent", undefined, {}],
  ["Read", "GET", "/example_children", undefined, {}],
  ["Read", "GET", "/example_children/$count", undefined, {}],
  ["Create", "PATCH", "", { example_name: "x" }, {}],
  ["Write", "PATCH", "", { example_name: "x" }, { "if-match": "*" }],
  ["Delete", "DELETE", "", undefined, {}],
  ["Delete", "DELETE", "", undefined, { "if-match": 'W/"1"' }],
  ["Write", "PUT", "/example_name", { value: "x" }, {}],
  ["Write", "DELETE", "/example_name", undefined, {}],
  ["Write", "PUT", "/example_Parent/$ref", { "@odata.id": `example_records(${row(8)})` }, {}],
  ["Write", "DELETE", "/example_Parent/$ref", undefined, {}],
  ["Create", "POST", "/example_children", { example_name: "x" }, {}],
  ["Write", "POST", "/example_children/$ref", { "@odata.id": `example_records(${row(8)})` }, {}],
  ["Write", "DELETE", `/example_children(${row(8)})/$ref`, undefined, {}],
  ["Append", "POST", "/example_record_contact/$ref", { "@odata.id": `contacts(${row(8)})` }, {}],
  ["Append", "DELETE", `/example_record_contact(${row(8)})/$ref`, undefined, {}],
])("the privilege is asked before the row is looked for: %s, %s row%s", async (verb, method, rest, body, headers) => {
  const answer = await api.call(method, `example_records(${row(9)})${rest}`, body, { ...as(6), ...headers });
  expect([answer.status, answer.code]).toEqual([403, "0x80040220"]);
  expect(answer.message).toContain(`is missing prv${verb}Example_Record privilege`);
  expect(
    (await api.call(method, `example_records(${row(9)})${rest}`, body, { ...as(5), "if-match": "*", ...headers }))
      .status,
  ).toBe(404);
});

test("a bind asks for its privileges before its target is looked for", async () => {
  const answer = await api.call(
    "POST",
    "accounts",
    { name: "x", "primarycontactid@odata.bind": `/contacts(${row(9)})` },
    as(5),
  );
  expect([answer.status, answer.code]).toEqual([403, "0x80040220"]);
  expect(answer.message).toContain("is missing prvAppendToContact privilege");
  expect(
    (await api.call("POST", "example_records", { "example_Account@odata.bind": `/accounts(${row(9)})` }, as(5))).status,
  ).toBe(404);
});

test("a bind needs AppendTo on its target", async () => {
  const account = (await api.call("POST", "accounts", { name: "the administrator's" })).id;
  const answer = await api.call(
    "POST",
    "example_records",
    { "example_Account@odata.bind": `/accounts(${account})` },
    as(1),
  );
  expect([answer.status, answer.code]).toEqual([403, "0x80048306"]);
  expect(answer.message).toContain("AppendToAccess");
});

test("an owner must be able to read the table, and a user can be owner only within the creator's depth", async () => {
  const answer = await api.call("PATCH", `example_records(${row(1)})`, {
    "ownerid@odata.bind": `/systemusers(${person(6)})`,
  });
  expect([answer.status, answer.code]).toEqual([403, "0x80040299"]);
  expect(answer.message).toMatch(/^Read Privilege Check For Owner failed with exception: Principal user \(Id=/u);
  expect(
    (await api.call("POST", "example_records", { "ownerid@odata.bind": `/systemusers(${person(2)})` }, as(1))).code,
  ).toBe("0x80048306");
});

test("assigning moves the row to the owner's business unit", async () => {
  const { id } = await api.call("POST", "example_records", { example_name: "moved" });
  expect(
    (
      await api.call("PATCH", `example_records(${id})`, {
        "ownerid@odata.bind": `/teams(${team})`,
        statecode: 1,
        statuscode: 2,
      })
    ).status,
  ).toBe(204);
  const { json } = await api.call(
    "GET",
    `example_records(${id})?$select=_ownerid_value,_owningteam_value,_owninguser_value,_owningbusinessunit_value,statecode`,
  );
  expect([
    json["_ownerid_value"],
    json["_owningteam_value"],
    json["_owninguser_value"],
    json["_owningbusinessunit_value"],
    json["statecode"],
  ]).toEqual([team, team, null, unit(3), 1]);
});

test("a disabled or unknown caller is refused", async () => {
  await api.call("PATCH", `systemusers(${person(6)})`, { isdisabled: true });
  expect((await api.call("GET", "WhoAmI", undefined, as(6))).code).toBe("0x80040225");
  expect((await api.call("GET", "WhoAmI", undefined, { mscrmcallerid: row(1) })).status).toBe(404);
  expect((await api.call("GET", "WhoAmI", undefined, { mscrmcallerid: "nobody" })).status).toBe(400);
  expect(
    (await api.call("GET", "WhoAmI", undefined, { callerobjectid: "11111111-0000-4000-8000-0000000000e1" })).json[
      "UserId"
    ],
  ).toBe(wellKnown.administrator);
});

test("with a token demanded, nothing goes without it", async () => {
  const guarded = await openApi({ requireToken: "secret" });
  const refused = await guarded.call("POST", "accounts", { name: "x" });
  expect([refused.status, refused.headers.get("www-authenticate")?.startsWith("Bearer ")]).toEqual([401, true]);
  expect((await guarded.call("GET", "WhoAmI", undefined, { authorization: "Bearer wrong" })).status).toBe(401);
  expect((await guarded.call("GET", "WhoAmI", undefined, { authorization: "Bearer secret" })).status).toBe(200);
  await guarded.dataverse.close();
}, 30_000);

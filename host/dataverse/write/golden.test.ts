import { type Api, openApi, origin, profileId, roleIds } from "../testing/api";
import { wellKnown } from "../wellKnown";

let api: Api;
beforeAll(async () => {
  api = await openApi();
}, 60_000);
afterAll(() => api.dataverse.close());

const representation = { prefer: "return=representation" };

describe("golden pair 7: upsert by an alternate key", () => {
  test("first 201, again 200, both with ETag and @odata.etag", async () => {
    const path = "example_records(example_key1=3,example_key2=3)?$select=example_recordid";
    const first = await api.call("PATCH", path, { example_name: "first" }, representation);
    expect(first.status).toBe(201);
    const again = await api.call("PATCH", path, { example_name: "again" }, representation);
    expect(again.status).toBe(200);
    for (const answer of [first, again]) {
      expect(answer.headers.get("etag")).toBe(answer.json["@odata.etag"]);
      expect(answer.json["@odata.etag"]).toMatch(/^W\/"\d+"$/u);
      expect(answer.json["@odata.context"]).toBe(
        `${origin}/api/data/v9.2/$metadata#example_records(example_recordid)/$entity`,
      );
      expect(answer.headers.get("preference-applied")).toBe("return=representation");
      expect(answer.headers.get("odata-entityid")).toBeNull();
    }
    expect(again.json["example_recordid"]).toBe(first.json["example_recordid"]);
    expect(again.json["@odata.etag"]).not.toBe(first.json["@odata.etag"]);
  });

  test("the body's key columns win over the URL on create, are ignored on update, and the URL is echoed as written", async () => {
    const path = "example_records(example_key1=4,example_key2=5)";
    const first = await api.call("PATCH", path, { example_key1: 9, example_name: "k" });
    expect(first.status).toBe(204);
    expect(first.headers.get("odata-entityid")).toBe(`${origin}/api/data/v9.2/${path}`);
    expect((await api.call("GET", path)).status).toBe(404);
    const made = "example_records(example_key1=9,example_key2=5)";
    expect((await api.call("PATCH", made, { example_key1: 4, example_name: "k2" })).status).toBe(204);
    const { json } = await api.call("GET", `${made}?$select=example_key1,example_name`);
    expect([json["example_key1"], json["example_name"]]).toEqual([9, "k2"]);
  });
});

describe("golden pair 8: conditional writes", () => {
  test("an old ETag is refused with 412 and changes nothing", async () => {
    const { id } = await api.call("POST", "accounts", { name: "before" });
    const { json } = await api.call("GET", `accounts(${id})?$select=name`);
    const etag = String(json["@odata.etag"]);
    expect((await api.call("PATCH", `accounts(${id})`, { name: "newer" }, { "if-match": etag })).status).toBe(204);
    const late = await api.call("PATCH", `accounts(${id})`, { name: "late" }, { "if-match": etag });
    expect([late.status, late.code, late.message]).toEqual([
      412,
      "0x80060882",
      "The version of the existing record doesn't match the RowVersion property provided.",
    ]);
    expect((await api.call("DELETE", `accounts(${id})`, undefined, { "if-match": etag })).status).toBe(412);
    expect((await api.call("GET", `accounts(${id})?$select=name`)).json["name"]).toBe("newer");
  });

  test("If-Match: * does not create", async () => {
    const id = crypto.randomUUID();
    const answer = await api.call("PATCH", `accounts(${id})`, { name: "x" }, { "if-match": "*" });
    expect([answer.status, answer.code, answer.message]).toEqual([
      404,
      "0x80040217",
      `account With Id = ${id} Does Not Exist`,
    ]);
    expect((await api.call("GET", `accounts(${id})`)).status).toBe(404);
  });

  test("If-None-Match: * does not update", async () => {
    const { id } = await api.call("POST", "accounts", { name: "there" });
    const answer = await api.call("PATCH", `accounts(${id})`, { name: "x" }, { "if-none-match": "*" });
    expect([answer.status, answer.code, answer.message]).toEqual([
      412,
      "0x80040237",
      "A record with matching key values already exists.",
    ]);
    expect(
      (await api.call("PATCH", `accounts(${crypto.randomUUID()})`, { name: "x" }, { "if-none-match": "*" })).status,
    ).toBe(204);
  });

  test("without a condition PATCH makes a missing row, with that id, and answers as for an update", async () => {
    const id = crypto.randomUUID();
    const answer = await api.call("PATCH", `accounts(${id})`, { name: "made" });
    expect([answer.status, answer.headers.get("odata-entityid")]).toEqual([
      204,
      `${origin}/api/data/v9.2/accounts(${id})`,
    ]);
  });

  test("equal values still make a new version", async () => {
    const { id } = await api.call("POST", "accounts", { name: "same" });
    const before = (await api.call("GET", `accounts(${id})`)).json["@odata.etag"];
    await api.call("PATCH", `accounts(${id})`, { name: "same" });
    expect((await api.call("GET", `accounts(${id})`)).json["@odata.etag"]).not.toBe(before);
  });
});

describe("golden pair 9: column security and masks", () => {
  const user = "44444444-0000-4000-8000-000000000001";
  const asUser = { mscrmcallerid: user };
  let row: string;

  beforeAll(async () => {
    await api.dataverse.load([
      { table: "systemuser", rows: [{ systemuserid: user, firstname: "Mia", lastname: "Chen" }] },
      {
        table: "systemuserroles",
        rows: [
          { systemuserid: user, roleid: roleIds.global },
          { systemuserid: user, roleid: wellKnown.basicUserRole },
        ],
      },
      { table: "systemuserprofiles", rows: [{ systemuserid: user, fieldsecurityprofileid: profileId }] },
      {
        table: "maskingrule",
        rows: [
          {
            maskingruleid: "55555555-0000-4000-8000-000000000001",
            name: "SSN",
            regularexpression: "\\d(?=.*-\\d{4}$)|\\d(?=\\d*-\\d{4}$)",
            maskedcharacter: "*",
          },
        ],
      },
      {
        table: "attributemaskingrule",
        rows: [
          {
            uniquename: "ssn",
            entityname: "sample_example",
            attributelogicalname: "sample_ssn",
            maskingruleid: "55555555-0000-4000-8000-000000000001",
          },
        ],
      },
    ]);
    row = (
      await api.call("POST", "sample_examples", {
        sample_name: "one",
        sample_email: "a@b.example",
        sample_ssn: "123-45-5353",
      })
    ).id;
  });

  test("a write of a column without permission fails as a whole", async () => {
    const answer = await api.call(
      "PATCH",
      `sample_examples(${row})`,
      { sample_name: "changed", sample_email: "x@y.example" },
      asUser,
    );
    expect([answer.status, answer.code, answer.message]).toEqual([
      403,
      "0x8004f507",
      `Caller user with Id ${user} does not have update permissions to a Email secured field on entity Example table. The requested operation could not be completed.`,
    ]);
    expect((await api.call("GET", `sample_examples(${row})?$select=sample_name`)).json["sample_name"]).toBe("one");
    const made = await api.call("POST", "sample_examples", { sample_email: "x@y.example" }, asUser);
    expect([made.status, made.code]).toEqual([403, "0x8004f502"]);
  });

  test("what may not be read is empty, and no error", async () => {
    await api.dataverse.load([
      {
        table: "systemuser",
        rows: [{ systemuserid: "44444444-0000-4000-8000-000000000002", firstname: "No", lastname: "Profile" }],
      },
      {
        table: "systemuserroles",
        rows: [{ systemuserid: "44444444-0000-4000-8000-000000000002", roleid: roleIds.global }],
      },
    ]);
    const { status, json } = await api.call(
      "GET",
      `sample_examples(${row})?$select=sample_email,sample_name`,
      undefined,
      { mscrmcallerid: "44444444-0000-4000-8000-000000000002" },
    );
    expect([status, json["sample_email"], json["sample_name"]]).toEqual([200, null, "one"]);
  });

  test("a mask hides, UnMaskedData shows as far as the permission goes", async () => {
    const one = (query = ""): Promise<unknown> =>
      api
        .call("GET", `sample_examples(${row})?$select=sample_ssn${query}`, undefined, asUser)
        .then(({ json }) => json["sample_ssn"]);
    const list = async (query = ""): Promise<string> =>
      (await api.call("GET", `sample_examples?$select=sample_ssn${query}`, undefined, asUser)).text;
    expect(await one()).toBe("***-**-5353");
    expect(await one("&UnMaskedData=true")).toBe("***-**-5353");
    const { rows } = await api.call(
      "GET",
      "fieldpermissions?$select=fieldpermissionid&$filter=attributelogicalname eq 'sample_ssn'",
    );
    const id = String(rows[0]?.["fieldpermissionid"]);
    expect((await api.call("PATCH", `fieldpermissions(${id})`, { canreadunmasked: 1 })).status).toBe(204);
    expect(await one("&UnMaskedData=true")).toBe("123-45-5353");
    expect(await one()).toBe("***-**-5353");
    const property = async (query: string): Promise<unknown> =>
      (await api.call("GET", `sample_examples(${row})/sample_ssn${query}`, undefined, asUser)).json["value"];
    expect([await property(""), await property("?UnMaskedData=true")]).toEqual(["***-**-5353", "123-45-5353"]);
    expect(await list("&UnMaskedData=true")).toContain('"sample_ssn":"***-**-5353"');
    expect((await api.call("PATCH", `fieldpermissions(${id})`, { canreadunmasked: 3 })).status).toBe(204);
    expect(await list("&UnMaskedData=true")).toContain('"sample_ssn":"123-45-5353"');
    // A rule that is no regular expression hides everything; showing everything would be the worse mistake.
    const [rule] = (await api.call("GET", "maskingrules?$select=name")).rows;
    expect(
      (await api.call("PATCH", `maskingrules(${String(rule?.["maskingruleid"])})`, { regularexpression: "(" })).status,
    ).toBe(204);
    expect(await one()).toBe("***********");
  });
});

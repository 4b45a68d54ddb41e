import { administrator, id, ReadBench } from "../testing";

let bench: ReadBench;

beforeAll(async () => {
  bench = await ReadBench.open();
  await bench.insert("zoo", [
    {
      zooid: id(1),
      label: "Émile",
      whole: 1,
      fraction: 1.5,
      kind: 1,
      hobbies: "2,3",
      seen: "2026-10-15T03:30:00Z",
      born: "2026-10-15",
    },
    {
      zooid: id(2),
      label: "emile",
      whole: 2,
      fraction: 10,
      kind: 2,
      hobbies: "3",
      seen: "2026-10-14T20:00:00Z",
      friend: id(1),
    },
    { zooid: id(3), label: "Zoë", whole: 2, fraction: 20, kind: 3, seen: "2026-09-01T00:00:00Z", friend: id(1) },
    { zooid: id(4), whole: 3, kind: 1, seen: "2025-10-15T12:00:00Z", friend: id(2) },
  ]);
  await bench.insert("account", [
    {
      accountid: id(1, "bbbbbbbb"),
      name: "A",
      revenue: 100,
      ownerid: administrator.userId,
      owneridtype: "systemuser",
      primarycontactid: id(1, "cccccccc"),
    },
    { accountid: id(2, "bbbbbbbb"), name: "B", revenue: 50.25, primarycontactid: id(1, "cccccccc") },
    { accountid: id(3, "bbbbbbbb"), name: "C" },
  ]);
  await bench.insert("contact", [
    { contactid: id(1, "cccccccc"), fullname: "Nancy", ownerid: administrator.userId, owneridtype: "systemuser" },
  ]);
  await bench.insert("systemuser", [{ systemuserid: administrator.userId, fullname: "Ada" }]);
});

afterAll(() => bench.close());

const all = { annotations: ["*"] };

async function zoo(inner: string, attributes = ""): Promise<number[]> {
  const { json, status } = await bench.fetchXml(
    "zoos",
    `<fetch ${attributes}><entity name='zoo'><attribute name='label'/>${inner}</entity></fetch>`,
  );
  if (status !== 200) {
    throw new Error(json.error.message);
  }
  return json.value.map((row) => Number(String(row["zooid"]).slice(-1)));
}

const condition = (text: string): string => `<filter><condition ${text}/></filter>`;

test.each([
  ["attribute='label' operator='eq' value='EMILE'", [1, 2]],
  ["attribute='label' operator='ne' value='emile'", [3, 4]],
  ["attribute='label' operator='neq' value='emile'", [3, 4]],
  ["attribute='label' operator='null'", [4]],
  ["attribute='label' operator='not-null'", [1, 2, 3]],
  ["attribute='label' operator='like' value='%mil%'", [1, 2]],
  ["attribute='label' operator='like' value='[x-z]o_'", [3]],
  ["attribute='label' operator='not-like' value='%mil%'", [3, 4]],
  ["attribute='label' operator='begins-with' value='z'", [3]],
  ["attribute='label' operator='not-begin-with' value='z'", [1, 2, 4]],
  ["attribute='label' operator='ends-with' value='E'", [1, 2, 3]],
  ["attribute='label' operator='not-end-with' value='le'", [3, 4]],
  ["attribute='whole' operator='gt' value='2'", [4]],
  ["attribute='whole' operator='ge' value='2'", [2, 3, 4]],
  ["attribute='whole' operator='lt' value='2'", [1]],
  ["attribute='whole' operator='le' value='1'", [1]],
  ["attribute='whole' operator='eq' valueof='kind'", [1, 2]],
  ["attribute='friendname' operator='like' value='emi%'", [2, 3, 4]],
  ["attribute='seen' operator='on' value='2026-10-14'", [2]],
  ["attribute='seen' operator='on-or-before' value='2026-10-14'", [2, 3, 4]],
  ["attribute='seen' operator='on-or-after' value='2026-10-14'", [1, 2]],
  ["attribute='seen' operator='today'", [1]],
  ["attribute='seen' operator='yesterday'", [2]],
  ["attribute='seen' operator='tomorrow'", []],
  ["attribute='seen' operator='last-seven-days'", [1, 2]],
  ["attribute='seen' operator='this-month'", [1, 2]],
  ["attribute='seen' operator='last-month'", [3]],
  ["attribute='seen' operator='this-week'", [1, 2]],
  ["attribute='seen' operator='last-year'", [4]],
  ["attribute='seen' operator='last-x-hours' value='9'", [1]],
  ["attribute='seen' operator='last-x-months' value='2'", [1, 2, 3]],
  ["attribute='seen' operator='next-x-days' value='5'", []],
  ["attribute='seen' operator='olderthan-x-years' value='1'", []],
  ["attribute='seen' operator='olderthan-x-days' value='40'", [3, 4]],
  ["attribute='seen' operator='olderthan-x-minutes' value='600'", [2, 3, 4]],
  ["attribute='seen' operator='last-fiscal-year'", [4]],
  ["attribute='seen' operator='in-fiscal-year' value='2026'", [1, 2, 3]],
  ["attribute='born' operator='today'", [1]],
  ["attribute='born' operator='last-x-days' value='3'", [1]],
])("condition %s", async (text, expected) => {
  expect(await zoo(condition(text))).toEqual(expected);
});

test.each([
  ["in", "<value>1</value><value>3</value>", [1, 4]],
  ["not-in", "<value>1</value><value>3</value>", [2, 3]],
  ["between", "<value>2</value><value>3</value>", [2, 3, 4]],
  ["not-between", "<value>2</value><value>3</value>", [1]],
])("operator %s with values", async (operator, values, expected) => {
  expect(
    await zoo(`<filter><condition attribute='whole' operator='${operator}'>${values}</condition></filter>`),
  ).toEqual(expected);
});

test("contain-values, and the filters nested with or", async () => {
  expect(
    await zoo("<filter><condition attribute='hobbies' operator='contain-values'><value>2</value></condition></filter>"),
  ).toEqual([1]);
  expect(
    await zoo(
      "<filter><condition attribute='hobbies' operator='not-contain-values'><value>2</value></condition></filter>",
    ),
  ).toEqual([2, 3, 4]);
  expect(
    await zoo(
      "<filter type='or'><condition attribute='whole' operator='eq' value='1'/><filter type='and'><condition attribute='whole' operator='eq' value='2'/><condition attribute='kind' operator='eq' value='3'/></filter></filter>",
    ),
  ).toEqual([1, 3]);
});

describe("links", () => {
  const link = (type: string, inner = "", alias = "f"): string =>
    `<link-entity name='zoo' from='zooid' to='friend' link-type='${type}' alias='${alias}'>${inner}</link-entity>`;
  const back = (type: string, inner = ""): string =>
    `<link-entity name='zoo' from='friend' to='zooid' link-type='${type}'>${inner}</link-entity>`;

  test("inner, outer, exists, in, matchfirstrowusingcrossapply", async () => {
    expect(await zoo(link("inner"))).toEqual([2, 3, 4]);
    expect(await zoo(link("outer"))).toEqual([1, 2, 3, 4]);
    expect(await zoo(back("inner"))).toEqual([1, 1, 2]);
    expect(await zoo(back("exists"))).toEqual([1, 2]);
    expect(await zoo(back("in", condition("attribute='kind' operator='eq' value='3'")))).toEqual([1]);
    expect(await zoo(back("matchfirstrowusingcrossapply"))).toEqual([1, 2, 3, 4]);
  });

  test("a link's filter belongs to the join, entityname filters after it: rows without children", async () => {
    expect(await zoo(link("outer", condition("attribute='whole' operator='eq' value='99'")))).toEqual([1, 2, 3, 4]);
    expect(
      await zoo(
        `${back("outer").replace("<link-entity", "<link-entity alias='child'")}${condition("entityname='child' attribute='zooid' operator='null'")}`,
      ),
    ).toEqual([3, 4]);
  });

  test("any, not any, all, not all", async () => {
    const inFilter = (type: string): string =>
      `<filter>${back(type, condition("attribute='whole' operator='eq' value='2'"))}</filter>`;
    expect(await zoo(inFilter("any"))).toEqual([1]);
    expect(await zoo(inFilter("not any"))).toEqual([2, 3, 4]);
    // all: linked rows, none of which meets the filter.
    expect(await zoo(inFilter("all"))).toEqual([2]);
    expect(await zoo(inFilter("not all"))).toEqual([1]);
  });

  test("keys of linked columns, aliases, and their annotations", async () => {
    const { json } = await bench.fetchXml(
      "accounts",
      `<fetch top='1'><entity name='account'><attribute name='name' alias='title'/><attribute name='revenue'/>
        <link-entity name='contact' from='contactid' to='primarycontactid'><attribute name='fullname'/><attribute name='ownerid'/><attribute name='contactid' alias='cid'/></link-entity>
      </entity></fetch>`,
      all,
    );
    expect(json.value[0]).toMatchObject({
      title: "A",
      "title@OData.Community.Display.V1.AttributeName": "name",
      revenue: 100,
      "contact1.fullname": "Nancy",
      "contact1.fullname@OData.Community.Display.V1.AttributeName": "fullname",
      "contact1.ownerid": administrator.userId,
      "contact1.ownerid@OData.Community.Display.V1.FormattedValue": "Ada",
      cid: id(1, "cccccccc"),
    });
    expect(json["@Microsoft.Dynamics.CRM.morerecords"]).toBe(false);
  });
});

describe("which columns come", () => {
  const keys = async (inner: string, attributes = ""): Promise<string[]> => {
    const { json } = await bench.fetchXml(
      "zoos",
      `<fetch ${attributes}><entity name='zoo'>${inner}<filter><condition attribute='zooid' operator='eq' value='${id(1)}'/></filter></entity></fetch>`,
    );
    return Object.keys(json.value[0] ?? {}).sort();
  };

  test("without any attribute all that are not null, as with all-attributes", async () => {
    const all = await keys("<all-attributes/>");
    expect(all).toEqual(
      expect.arrayContaining(["born", "fraction", "hobbies", "kind", "label", "seen", "whole", "zooid"]),
    );
    expect(await keys("")).toEqual(all);
    expect(await keys("<link-entity name='zoo' from='zooid' to='friend' link-type='outer' alias='f'/>")).toEqual(all);
  });

  test("those that are named, and with no-attrs the key alone", async () => {
    expect(await keys("<attribute name='label'/>")).toEqual(["@odata.etag", "label", "zooid"]);
    expect(await keys("<no-attrs/>")).toEqual(["@odata.etag", "zooid"]);
  });
});

test("$count=true counts beside FetchXML, independent of the page", async () => {
  const xml = "<fetch count='1'><entity name='zoo'><attribute name='label'/></entity></fetch>";
  const { json } = await bench.get(`zoos?fetchXml=${encodeURIComponent(xml)}&$count=true`, all);
  expect(json).toMatchObject({
    "@odata.count": 4,
    "@Microsoft.Dynamics.CRM.totalrecordcount": 4,
    "@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded": false,
  });
  expect(json.value).toHaveLength(1);
});

test("a state goes by its name as by its number", async () => {
  await bench.insert("account", [
    { accountid: id(8, "bbbbbbbb"), name: "On", statecode: 0 },
    { accountid: id(9, "bbbbbbbb"), name: "Off", statecode: 1 },
  ]);
  const named = async (condition: string): Promise<unknown[]> => {
    const { json } = await bench.fetchXml(
      "accounts",
      `<fetch><entity name='account'><attribute name='name'/><order attribute='name'/><filter>${condition}</filter></entity></fetch>`,
    );
    return json.value.map((row) => row["name"]);
  };
  expect(await named("<condition attribute='statecode' operator='eq' value='Active'/>")).toEqual(["On"]);
  expect(await named("<condition attribute='statecode' operator='eq' value='inactive'/>")).toEqual(["Off"]);
  expect(
    await named("<condition attribute='statecode' operator='in'><value>Active</value><value>1</value></condition>"),
  ).toEqual(["Off", "On"]);
  await bench.database.query("delete from account where name in ('On', 'Off')");
  const odata = await bench.get("accounts?$filter=statecode eq 'Active'");
  expect(odata.json.error.message).toContain("incompatible types");
});

describe("aggregates", () => {
  const aggregate = async (inner: string, preferences = {}): Promise<readonly Record<string, unknown>[]> =>
    (await bench.fetchXml("zoos", `<fetch aggregate='true'><entity name='zoo'>${inner}</entity></fetch>`, preferences))
      .json.value;

  test("count, countcolumn, distinct, sum, avg, min, max", async () => {
    expect(
      await aggregate(
        `<attribute name='zooid' alias='rows' aggregate='count'/><attribute name='label' alias='labels' aggregate='countcolumn'/><attribute name='label' alias='kinds' aggregate='countcolumn' distinct='true'/>
         <attribute name='fraction' alias='total' aggregate='sum'/><attribute name='whole' alias='mean' aggregate='avg'/><attribute name='whole' alias='low' aggregate='min'/><attribute name='seen' alias='late' aggregate='max'/>`,
      ),
    ).toEqual([{ rows: 4, labels: 3, kinds: 2, total: 31.5, mean: 2, low: 1, late: "2026-10-15T03:30:00Z" }]);
  });

  test("groups of choices with labels, ordered by alias", async () => {
    const rows = await aggregate(
      "<attribute name='kind' alias='k' groupby='true'/><attribute name='zooid' alias='n' aggregate='count'/><order alias='n' descending='true'/>",
      all,
    );
    expect(rows[0]).toEqual({
      "k@OData.Community.Display.V1.FormattedValue": "Zebra",
      k: 1,
      "n@OData.Community.Display.V1.FormattedValue": "2",
      n: 2,
    });
    expect(rows).toHaveLength(3);
  });

  test("date groupings, in UTC or in the user's zone", async () => {
    const days = async (zone: string): Promise<unknown> =>
      (
        await bench.fetchXml(
          "zoos",
          `<fetch aggregate='true'><entity name='zoo'><attribute name='seen' alias='d' groupby='true' dategrouping='day' ${zone}/><attribute name='zooid' alias='n' aggregate='count'/><order alias='d'/>${condition("attribute='seen' operator='this-month'")}</entity></fetch>`,
          {},
          { ...administrator, timeZone: "America/New_York" },
        )
      ).json.value;
    expect(await days("")).toEqual([
      { d: 14, n: 1 },
      { d: 15, n: 1 },
    ]);
    expect(await days("usertimezone='true'")).toEqual([{ d: 14, n: 2 }]);
    expect(
      await aggregate(
        "<attribute name='seen' alias='y' groupby='true' dategrouping='year'/><attribute name='seen' alias='q' groupby='true' dategrouping='quarter'/><attribute name='zooid' alias='n' aggregate='count'/><order alias='y'/><order alias='q'/>",
      ),
    ).toEqual([
      { y: 2025, q: 4, n: 1 },
      { y: 2026, q: 3, n: 1 },
      { y: 2026, q: 4, n: 2 },
    ]);
  });

  test("fiscal periods and years are labelled with their year, and periods of two years are two groups", async () => {
    const { json } = await bench.fetchXml(
      "zoos",
      `<fetch aggregate='true'><entity name='zoo'><attribute name='zooid' alias='n' aggregate='count'/>
         <attribute name='seen' alias='period' groupby='true' dategrouping='fiscal-period'/>
         <attribute name='seen' alias='year' groupby='true' dategrouping='fiscal-year'/><order alias='period'/></entity></fetch>`,
      all,
    );
    const label = "OData.Community.Display.V1.FormattedValue";
    expect(json.value.map((row) => [row["n"], row[`period@${label}`], row["period"], row[`year@${label}`]])).toEqual([
      [1, "Quarter 4 FY2025", 4, "FY2025"],
      [1, "Quarter 3 FY2026", 3, "FY2026"],
      [2, "Quarter 4 FY2026", 4, "FY2026"],
    ]);
  });

  test("in-fiscal-period finds a quarter of any year", async () => {
    expect(await zoo("<filter><condition attribute='seen' operator='in-fiscal-period' value='4'/></filter>")).toEqual([
      1, 2, 4,
    ]);
  });
});

describe("order and pages", () => {
  test("choices sort by label, with useraworderby by number; lookups by name; linked columns after the entity's own", async () => {
    expect(await zoo("<order attribute='kind'/><order attribute='whole'/>")).toEqual([2, 3, 1, 4]);
    expect(await zoo("<order attribute='kind'/><order attribute='whole'/>", "useraworderby='1'")).toEqual([1, 4, 2, 3]);
    expect(await zoo("<order attribute='friend' descending='true'/><order attribute='zooid'/>")).toEqual([2, 3, 4, 1]);
    expect(
      await zoo(
        "<link-entity name='zoo' from='zooid' to='friend' alias='f'><order attribute='whole' descending='true'/></link-entity><order attribute='kind'/>",
      ),
    ).toEqual([2, 3, 4]);
    expect(
      await zoo(
        "<link-entity name='zoo' from='zooid' to='friend' alias='f'/><order entityname='f' attribute='whole' descending='true'/><order attribute='kind'/>",
      ),
    ).toEqual([4, 2, 3]);
  });

  test("distinct drops the key", async () => {
    const { json } = await bench.fetchXml(
      "zoos",
      "<fetch distinct='true'><entity name='zoo'><attribute name='whole'/><order attribute='whole' descending='true'/></entity></fetch>",
    );
    expect(json.value).toEqual([{ whole: 3 }, { whole: 2 }, { whole: 1 }]);
  });

  test("top, the total, and paging by number where a link multiplies rows", async () => {
    expect(await zoo("", "top='2'")).toEqual([1, 2]);
    const { json } = await bench.fetchXml(
      "zoos",
      "<fetch count='1' returntotalrecordcount='true'><entity name='zoo'/></fetch>",
      all,
    );
    expect(json["@Microsoft.Dynamics.CRM.totalrecordcount"]).toBe(4);
    const page = async (n: number): Promise<{ rows: number[]; cookie: string }> => {
      const reply = await bench.fetchXml(
        "zoos",
        `<fetch count='2' page='${n}'><entity name='zoo'><link-entity name='zoo' from='friend' to='zooid' alias='c'/></entity></fetch>`,
        all,
      );
      return {
        rows: reply.json.value.map((row) => Number(String(row["zooid"]).slice(-1))),
        cookie: String(reply.json["@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"]),
      };
    };
    expect(await page(1)).toEqual({ rows: [1, 1], cookie: '<cookie pagenumber="2" istracking="False" />' });
    expect((await page(2)).rows).toEqual([2]);
  });
});

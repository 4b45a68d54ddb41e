import { type Api, openApi, origin } from "../testing/api";

let api: Api;
const user = "77777777-0000-4000-8000-0000000000b1";
/** One transparent pixel. */
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

beforeAll(async () => {
  api = await openApi();
  await api.dataverse.load([
    { table: "systemuser", rows: [{ systemuserid: user, firstname: "Ida", lastname: "Image", entityimage: pixel }] },
  ]);
});
afterAll(() => api.dataverse.close());

const picture = (path: string): Promise<Response> => api.dataverse.fetch(new Request(`${origin}${path}`));
const columns =
  "systemusers(77777777-0000-4000-8000-0000000000b1)?$select=entityimage,entityimage_url,entityimage_timestamp,entityimageid";

test("a user's picture can be shown from its address, and comes as base64 when its column is asked for", async () => {
  const { json } = await api.call("GET", columns);
  expect(json["entityimage"]).toBe(pixel);
  expect(json["entityimageid"]).toMatch(/^[0-9a-f-]{36}$/u);
  const url = String(json["entityimage_url"]);
  expect(url).toMatch(
    new RegExp(`^/Image/download\\.aspx\\?Entity=systemuser&Attribute=entityimage&Id=${user}&Timestamp=\\d{18}$`, "u"),
  );
  const answer = await picture(url);
  expect(answer.headers.get("content-type")).toBe("image/png");
  expect(Buffer.from(await answer.arrayBuffer()).toString("base64")).toBe(pixel);
  const all = await api.call("GET", `systemusers(${user})`);
  expect(all.json).not.toHaveProperty("entityimage");
  expect(all.json["entityimage_url"]).toBe(url);
});

test("a picture that is taken away takes its address along; a new one has a new id", async () => {
  const before = (await api.call("GET", columns)).json["entityimageid"];
  await api.call("PATCH", `systemusers(${user})`, { entityimage: pixel });
  const changed = (await api.call("GET", columns)).json["entityimageid"];
  expect(changed).not.toBe(before);
  await api.call("PATCH", `systemusers(${user})`, { entityimage: null });
  const { json } = await api.call("GET", columns);
  expect(json).toMatchObject({
    entityimage: null,
    entityimage_url: null,
    entityimage_timestamp: null,
    entityimageid: null,
  });
  expect((await picture(`/Image/download.aspx?Entity=systemuser&Attribute=entityimage&Id=${user}`)).status).toBe(204);
});

test("the texts of a choice can be read in one request, for a table and a column", async () => {
  const { rows } = await api.call(
    "GET",
    "stringmaps?$select=attributevalue,value,langid&$filter=objecttypecode eq 'account' and attributename eq 'customertypecode'&$orderby=displayorder",
  );
  expect(rows).toHaveLength(12);
  expect(rows[9]).toMatchObject({ attributevalue: 10, value: "Supplier", langid: 1033 });
  expect((await api.call("DELETE", `stringmaps(${String(rows[0]?.["stringmapid"])})`)).code).toBe("0x80040800");
});

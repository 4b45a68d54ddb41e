import { type Api, openApi } from "./testing/api";
import { wellKnown } from "./wellKnown";

const clerk = "44444444-0000-4000-8000-000000000001";
const entraId = "44444444-0000-4000-8000-0000000000aa";
const columns = "$select=_createdby_value,_createdonbehalfby_value,_modifiedby_value,_modifiedonbehalfby_value";

let api: Api;
beforeAll(async () => {
  api = await openApi();
  await api.dataverse.load([
    {
      table: "systemuser",
      rows: [
        {
          systemuserid: clerk,
          fullname: "Clerk",
          businessunitid: wellKnown.businessUnit,
          azureactivedirectoryobjectid: entraId,
        },
      ],
    },
    { table: "systemuserroles", rows: [{ systemuserid: clerk, roleid: wellKnown.basicUserRole }] },
  ]);
}, 60_000);
afterAll(() => api.dataverse.close());

test.each([
  ["MSCRMCallerID", { mscrmcallerid: clerk }],
  ["CallerObjectId", { callerobjectid: entraId }],
])("a row written by %s is the user's, on behalf of whom the impersonator wrote it", async (_name, headers) => {
  const { id } = await api.call("POST", "accounts", { name: "For the clerk" }, headers);
  const created = await api.call("GET", `accounts(${id})?${columns}`);
  expect(created.json).toMatchObject({
    _createdby_value: clerk,
    _createdonbehalfby_value: wellKnown.administrator,
    _modifiedby_value: clerk,
    _modifiedonbehalfby_value: wellKnown.administrator,
  });
  await api.call("PATCH", `accounts(${id})`, { name: "By the administrator" });
  expect((await api.call("GET", `accounts(${id})?${columns}`)).json).toMatchObject({
    _createdonbehalfby_value: wellKnown.administrator,
    _modifiedby_value: wellKnown.administrator,
    _modifiedonbehalfby_value: null,
  });
});

test("who writes in their own name writes on nobody's behalf", async () => {
  const inOwnName: Record<string, string>[] = [{}, { mscrmcallerid: wellKnown.administrator }];
  for (const headers of inOwnName) {
    const { id } = await api.call("POST", "accounts", { name: "Own" }, headers);
    expect((await api.call("GET", `accounts(${id})?${columns}`)).json).toMatchObject({
      _createdby_value: wellKnown.administrator,
      _createdonbehalfby_value: null,
      _modifiedonbehalfby_value: null,
    });
  }
});

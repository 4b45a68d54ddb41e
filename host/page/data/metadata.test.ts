import { model } from "../pcf/testing/fixture";
import { getEntityMetadata } from "./metadata";

test("public members are prototype getters, invisible to Object.keys", async () => {
  const metadata = await getEntityMetadata(model, 1033, "order", ["kind"]);
  expect(Object.keys(metadata)).toEqual([]);
  expect(JSON.stringify(metadata)).toBe("{}");
  expect([
    metadata.EntitySetName,
    metadata.PrimaryIdAttribute,
    metadata.PrimaryNameAttribute,
    metadata.DisplayName,
  ]).toEqual(["orders", "orderid", "name", "Order"]);
});

test("Attributes holds only the columns that were asked for", async () => {
  const { Attributes } = await getEntityMetadata(model, 1033, "order", ["kind", "ways", "nowhere"]);
  expect(Attributes.getAll().map((attribute) => attribute.LogicalName)).toEqual(["kind", "ways"]);
  expect(Attributes.get("name")).toBeUndefined();
  expect((await getEntityMetadata(model, 1033, "order")).Attributes.getAll()).toEqual([]);
});

test("a choice has a map and a list of its options, in the user's language", async () => {
  const kind = (await getEntityMetadata(model, 1031, "order", ["kind"])).Attributes.get("kind");
  expect([kind?.AttributeType, kind?.AttributeTypeName, kind?.DisplayName]).toEqual([11, "picklist", "Das kind"]);
  expect(kind?.OptionSet).toEqual({ 1: { text: "Groß", value: 1 }, 2: { text: "Small", value: 2 } });
  expect(kind?.attributeDescriptor["OptionSet"]).toEqual([
    {
      Label: "Groß",
      Value: 1,
      Color: "#ff0000",
      IsHidden: false,
      TransitionData: null,
      State: null,
      DefaultStatus: null,
      InvariantName: null,
    },
    {
      Label: "Small",
      Value: 2,
      Color: null,
      IsHidden: false,
      TransitionData: null,
      State: null,
      DefaultStatus: null,
      InvariantName: null,
    },
  ]);
});

test.each([
  ["orderid", 15, "uniqueidentifier"],
  ["name", 14, "string"],
  ["note", 7, "memo"],
  ["amount", 8, "money"],
  ["rate", 3, "decimal"],
  ["score", 5, "integer"],
  ["ways", 17, "multiselectpicklist"],
  ["urgent", 0, "boolean"],
  ["due", 2, "datetime"],
  ["vendor", 6, "lookup"],
])("%s has the type %i, %s", async (column, type, name) => {
  const attribute = (await getEntityMetadata(model, 1033, "order", [column])).Attributes.get(column);
  expect([attribute?.AttributeType, attribute?.AttributeTypeName]).toEqual([type, name]);
});

test("an unknown table is refused", async () => {
  await expect(getEntityMetadata(model, 1033, "ordre")).rejects.toThrow('The entity "ordre" cannot be found.');
});

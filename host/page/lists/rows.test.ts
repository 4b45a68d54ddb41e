import path from "node:path";
import { readModel } from "../../server/model";
import { searchOptions } from "../fields/lookupSearch";
import { defaultView, filterOf, gridColumns, quickFindColumns, recordFilterOf, requireData, viewsFor } from "./rows";

const { host: model } = readModel(path.resolve(__dirname, "../../.."));
const requests = model.tables.find(({ logicalName }) => logicalName === "fsn_purchaserequest");
const accounts = model.tables.find(({ logicalName }) => logicalName === "account");
if (!requests || !accounts) throw new Error("The sample solution has no purchase requests or no accounts.");

test("a view's columns know their column and the property that carries it", () => {
  const view = defaultView(viewsFor(model, "fsn_purchaserequest", 0));
  if (!view) throw new Error("Purchase requests have no public view.");
  const columns = gridColumns(model, requests, view);
  expect(columns.length).toBeGreaterThan(3);
  expect(columns.find(({ name }) => name === "fsn_vendor")?.property).toBe("_fsn_vendor_value");
  expect(columns.every(({ column }) => column !== undefined)).toBe(true);
});

test("quick find begins with the text in each of its columns; typed wildcards are characters", () => {
  const names = quickFindColumns(requests, model.views);
  expect(names).toContain("fsn_name");
  const filter = filterOf(" 50%_[x] ", names, {});
  expect(filter?.filters?.[0]?.filterOperator).toBe(1);
  expect(filter?.filters?.[0]?.conditions[0]).toMatchObject({ conditionOperator: 6, value: "50[%][_][[]x]%" });
  expect(filterOf("", names, {})).toBeNull();
});

test("column filters become conditions; `contains data` is written into the FetchXML", () => {
  expect(filterOf("", [], { fsn_name: { kind: "contains", text: "desk" } })?.conditions).toEqual([
    { attributeName: "fsn_name", conditionOperator: 6, value: "%desk%" },
  ]);
  const fetch = '<fetch><entity name="account"><attribute name="name"/></entity></fetch>';
  expect(requireData(fetch, { name: { kind: "hasData" } })).toContain(
    '<condition attribute="name" operator="not-null"/>',
  );
  expect(requireData(fetch, {})).toBe(fetch);
});

test("rows hang on a record only through a relationship between the two tables", () => {
  const child = model.relationships.find(
    (relationship) =>
      relationship.kind === "oneToMany" &&
      relationship.referencingTable === "fsn_purchaserequestline" &&
      relationship.referencedTable === "fsn_purchaserequest",
  );
  if (!child) throw new Error("Lines have no relationship to requests.");
  expect(recordFilterOf(model, child.schemaName, "fsn_purchaserequestline", "fsn_purchaserequest", "1")).toEqual({
    kind: "column",
    column: "fsn_purchaserequest",
    recordId: "1",
  });
  expect(recordFilterOf(model, child.schemaName, "account", "fsn_purchaserequest", "1")).toBeUndefined();
});

test("a lookup searches what begins with the text, `*` inside it, and quotes are doubled", () => {
  expect(decodeURIComponent(searchOptions(model, accounts, "O'Ne", 10))).toContain("startswith(name,'O''Ne')");
  expect(searchOptions(model, accounts, "*wind", 10)).toContain("contains(name,'wind')");
  expect(searchOptions(model, accounts, "", 10)).not.toContain("startswith");
});

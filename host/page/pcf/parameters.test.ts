import { buildParameters } from "./parameters";
import { manifest, newSession, property, use } from "./testing/fixture";

const vendor = [{ id: "dddddddd-0000-4000-8000-000000000001", name: "Contoso", entityType: "account" }];

test("bound, static and output properties", () => {
  const session = newSession({ name: "Chairs", score: 40, vendor });
  const parameters = buildParameters(manifest, use, session, 1033);
  expect(Object.keys(parameters)).toEqual(["value", "score", "vendor", "rows"]);
  expect(parameters["value"]).toMatchObject({
    raw: "Chairs",
    formatted: "Chairs",
    type: "SingleLine.Text",
    error: false,
    security: { readable: true, editable: true, secured: false },
    attributes: { LogicalName: "name", DisplayName: "The name", RequiredLevel: 2, MaxLength: 20, IsSecured: false },
  });
  expect(parameters["score"]).toMatchObject({
    raw: 40,
    formatted: "40",
    type: "Whole.None",
    attributes: { MinValue: 0, MaxValue: 100 },
  });
  expect(parameters["vendor"]).toMatchObject({ raw: vendor, attributes: { Targets: ["account"] } });
  expect(parameters["vendor"]?.getTargetEntityType?.()).toBe("account");
  expect(parameters["rows"]).toMatchObject({ raw: 12, type: "Whole.None" });
  expect(parameters["rows"]?.attributes).toBeUndefined();
});

test("an empty value is null, an empty lookup an empty list, an unset input its default", () => {
  const bare = { ...use, parameters: use.parameters.filter((parameter) => parameter.kind === "bound") };
  const parameters = buildParameters(manifest, bare, newSession(), 1033);
  expect([parameters["value"]?.raw, parameters["vendor"]?.raw, parameters["rows"]?.raw]).toEqual([null, [], 5]);
});

test("a property that no column is bound to is there, and empty", () => {
  const parameters = buildParameters(manifest, { ...use, parameters: [] }, newSession(), 1033);
  expect(parameters["value"]).toEqual({
    raw: null,
    formatted: "",
    error: false,
    errorMessage: "",
    type: "SingleLine.Text",
  });
  expect(parameters["vendor"]?.raw).toEqual([]);
});

test("a masked column has no value, whatever the session holds", () => {
  const session = newSession({ name: "Chairs" });
  session.setDeveloperSwitches(false, ["name"]);
  expect(buildParameters(manifest, use, session, 1033)["value"]).toMatchObject({
    raw: null,
    formatted: "",
    security: { readable: false, editable: false, secured: true },
  });
});

test("a field error of the form reaches the control", () => {
  const session = newSession();
  session.setError("score", "Enter a number between 0 and 100.");
  expect(buildParameters(manifest, use, session, 1033)["score"]).toMatchObject({
    error: true,
    errorMessage: "Enter a number between 0 and 100.",
  });
});

test("what a control does to a list does not change the record", () => {
  const session = newSession({ vendor });
  const raw = buildParameters(manifest, use, session, 1033)["vendor"]?.raw;
  if (Array.isArray(raw)) {
    raw.pop();
  }
  expect(session.attribute("vendor")?.value).toEqual(vendor);
});

test("bound to the primary key, a property tells the record's id", () => {
  const keyed = { ...manifest, properties: [property("recordId", "SingleLine.Text")] };
  const keyUse = {
    ...use,
    parameters: [{ name: "recordId", kind: "bound" as const, value: "orderid", place: use.place }],
  };
  expect(buildParameters(keyed, keyUse, newSession(), 1033)["recordId"]).toMatchObject({
    raw: null,
    type: "SingleLine.Text",
  });
});

test("a column that does not exist, and a static text of the wrong type, say what is wrong", () => {
  const wrong = {
    ...use,
    parameters: [
      { name: "value", kind: "bound" as const, value: "nome", place: use.place },
      { name: "rows", kind: "static" as const, value: "many", place: use.place },
    ],
  };
  const parameters = buildParameters(manifest, wrong, newSession(), 1033);
  expect(parameters["value"]).toMatchObject({
    raw: null,
    error: true,
    errorMessage: 'The column "nome" does not exist in order.',
  });
  expect(parameters["rows"]).toMatchObject({
    raw: null,
    error: true,
    errorMessage: 'The value "many" of the property "rows" is not a whole number.',
  });
});

test("labels come in the user's language", () => {
  expect(buildParameters(manifest, use, newSession(), 1031)["value"]?.attributes).toMatchObject({
    DisplayName: "Das name",
  });
});

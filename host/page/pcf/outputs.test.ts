import { readOutputs } from "./outputs";
import { columns, manifest, property, use } from "./testing/fixture";

const read = (outputs: unknown) => readOutputs(outputs, manifest, use, columns);

test("an absent key leaves its column untouched; undefined and null clear it", () => {
  expect(read({ score: undefined, vendor: null })).toEqual({
    columns: [
      { property: "score", column: "score", value: null },
      { property: "vendor", column: "vendor", value: null },
    ],
    unbound: {},
    mistakes: [],
  });
  expect(read({}).columns).toEqual([]);
  expect(read(undefined).columns).toEqual([]);
});

test("lookups come without braces and in lower case; an empty list clears", () => {
  expect(
    read({ vendor: [{ id: "{DDDDDDDD-0000-4000-8000-000000000001}", entityType: "account", name: "Contoso" }] })
      .columns[0]?.value,
  ).toEqual([{ id: "dddddddd-0000-4000-8000-000000000001", entityType: "account", name: "Contoso" }]);
  expect(read({ vendor: [] }).columns[0]?.value).toBeNull();
});

test("an output property and a bound one without a column reach no column", () => {
  expect(read({ result: "done" })).toEqual({ columns: [], unbound: { result: "done" }, mistakes: [] });
  expect(readOutputs({ value: "x" }, manifest, { ...use, parameters: [] }, columns).unbound).toEqual({ value: "x" });
});

test("a plain value of the wrong type goes to the form, which shows the error; anything else changes nothing", () => {
  const plain = read({ score: "many" });
  expect(plain.columns).toEqual([{ property: "score", column: "score", value: "many" }]);
  expect(plain.mistakes).toEqual([
    'The output "score" is a string ("many"), which the integer column score cannot take.',
  ]);
  const other = read({ value: { text: "x" } });
  expect([other.columns, other.mistakes.length]).toEqual([[], 1]);
});

test("inputs and unknown names are mistakes", () => {
  expect(read({ rows: 3, colour: "red" }).mistakes).toEqual([
    'The property "rows" is an input and cannot be written.',
    'The manifest has no property "colour".',
  ]);
});

test.each([
  ["amount", "Currency", 12.5],
  ["rate", "Decimal", 0.125],
  ["kind", "OptionSet", 2],
  ["ways", "MultiSelectOptionSet", [1, 2]],
  ["urgent", "TwoOptions", true],
  ["due", "DateAndTime.DateOnly", new Date(2026, 2, 5)],
  ["note", "Multiple", "text"],
])("%s takes its own type", (column, type, value) => {
  const probe = { ...manifest, properties: [property("p", type)] };
  const probeUse = { ...use, parameters: [{ name: "p", kind: "bound" as const, value: column, place: use.place }] };
  expect(readOutputs({ p: value }, probe, probeUse, columns)).toEqual({
    columns: [{ property: "p", column, value }],
    unbound: {},
    mistakes: [],
  });
});

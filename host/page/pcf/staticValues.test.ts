import fc from "fast-check";
import { parseStatic } from "./staticValues";

const plain = { name: "setting", values: [] };
const size = {
  name: "size",
  values: [
    { name: "Small", value: "0", displayNameKey: "small" },
    { name: "Large", value: "1", displayNameKey: "large" },
  ],
};

test.each([
  ["Whole.None", " 12 ", 12],
  ["Whole.None", "-3", -3],
  ["OptionSet", "417200001", 417200001],
  ["Decimal", "1.25", 1.25],
  ["FP", ".5", 0.5],
  ["Currency", "1e3", 1000],
  ["TwoOptions", "True", true],
  ["TwoOptions", "0", false],
  ["MultiSelectOptionSet", "2,3, 8", [2, 3, 8]],
  ["SingleLine.Text", " as it is ", " as it is "],
  ["Whole.None", "  ", null],
])("%s of %j is %j", (type, text, value) => {
  expect(parseStatic(text, type, plain)).toEqual({ ok: true, value });
});

test("a day is midnight in the browser, an instant is itself", () => {
  expect(parseStatic("2026-03-05", "DateAndTime.DateOnly", plain)).toEqual({ ok: true, value: new Date(2026, 2, 5) });
  expect(parseStatic("2026-03-05T10:00:00Z", "DateAndTime.DateAndTime", plain)).toEqual({
    ok: true,
    value: new Date("2026-03-05T10:00:00Z"),
  });
});

test("an Enum takes only the manifest's values", () => {
  expect(parseStatic("1", "Enum", size)).toEqual({ ok: true, value: "1" });
  expect(parseStatic("2", "Enum", size)).toEqual({
    ok: false,
    message: 'The value "2" of the property "size" is not one of 0, 1.',
  });
});

test.each([
  ["Whole.None", "1.5"],
  ["Decimal", "1,5"],
  ["FP", "NaN"],
  ["TwoOptions", "yes"],
  ["DateAndTime.DateOnly", "soon"],
  ["MultiSelectOptionSet", "1;2"],
])("%s refuses %j and names it", (type, text) => {
  const parsed = parseStatic(text, type, plain);
  expect(parsed).toMatchObject({ ok: false });
  expect(parsed.ok ? "" : parsed.message).toContain(`"${text}" of the property "setting"`);
});

test("numbers come back as they were written", () => {
  fc.assert(
    fc.property(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), (whole, number) => {
      expect(parseStatic(String(whole), "Whole.None", plain)).toEqual({ ok: true, value: whole });
      expect(parseStatic(String(number), "FP", plain)).toEqual({ ok: true, value: Number(String(number)) });
    }),
  );
});

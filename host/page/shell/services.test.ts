import { model } from "../pcf/testing/fixture";
import { initialValuesOf } from "./services";

test("passed texts become values of their columns' types; what does not fit is left out", () => {
  const parameters = {
    name: "Desks",
    score: "7",
    rate: "a lot",
    urgent: "1",
    ways: "[1,2]",
    kind: "2",
    vendor: "{0A}",
    vendorname: "Fabrikam",
    nowhere: "x",
  };
  expect(initialValuesOf(model, "order", parameters)).toEqual({
    name: "Desks",
    score: 7,
    urgent: true,
    ways: [1, 2],
    kind: 2,
    vendor: [{ id: "0a", name: "Fabrikam", entityType: "account" }],
  });
});

test("an empty text is an empty value, not zero or no", () => {
  expect(initialValuesOf(model, "order", { name: "", score: "", urgent: "", ways: "", vendor: "" })).toEqual({
    name: null,
    score: null,
    urgent: null,
    ways: null,
    vendor: null,
  });
});

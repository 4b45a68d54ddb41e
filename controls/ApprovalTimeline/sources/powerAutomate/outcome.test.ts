import { outcomeOf, outcomesOf } from "./outcome";

it.each([
  ["Approve", "approve"],
  ["approve", "custom"],
  ["Approve later", "custom"],
  ["Approve; with conditions", "custom"],
  ["Reject", "reject"],
  ["👍 fine", "custom"],
  ["", "custom"],
])("%j is %s", (raw, outcome) => expect(outcomeOf(raw)).toBe(outcome));

it("the result of an approval names each answer", () => {
  expect(outcomesOf("Approve, Reject,Later")).toEqual(["approve", "reject", "custom"]);
  expect(outcomesOf(null)).toEqual([]);
});

import fc from "fast-check";
import type { Outcome, Policy } from "../facts";
import { count, ruleOf } from "./index";

const votes = fc.array(fc.constantFrom<Outcome>("approve", "reject", "custom"), { maxLength: 8 });
const policies: fc.Arbitrary<Policy> = fc.oneof(
  fc.constant<Policy>({ kind: "first" }),
  fc.constant<Policy>({ kind: "unknown" }),
  fc.record({ kind: fc.constantFrom("all" as const, "majority" as const), oneRejectionEnds: fc.boolean() }),
  fc.record({
    kind: fc.constant("percent" as const),
    percent: fc.integer({ min: 1, max: 100 }),
    oneRejectionEnds: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("nOfM" as const),
    needed: fc.integer({ min: 1, max: 9 }),
    oneRejectionEnds: fc.boolean(),
  }),
);

/** How many of `asked` must approve, in the words of each policy. */
function needs(policy: Policy, asked: number): number {
  if (policy.kind === "nOfM") return policy.needed;
  for (let some = 0; ; some++) {
    if (policy.kind === "all" && some === asked) return some;
    if (policy.kind === "majority" && some > asked - some) return some;
    if (policy.kind === "percent" && some >= 1 && some * 100 >= asked * policy.percent) return some;
  }
}

/** What the votes so far decide, whatever those who have not voted will say: every way to go on is tried. */
function naive(policy: Policy, given: readonly Outcome[], asked: number): Outcome | null {
  const [first] = given;
  if (policy.kind === "first") return first ?? null;
  if (policy.kind === "unknown" || first === undefined) return null;
  if (policy.oneRejectionEnds && given.includes("reject")) return "reject";
  const needed = needs(policy, asked);
  const approvals = given.filter((vote) => vote === "approve").length;
  if (approvals > 0 && approvals >= needed) return "approve";
  const others = Math.max(asked, needed) - given.length;
  const canStill = Array.from({ length: Math.max(0, others) + 1 }, (_, more) => approvals + more >= needed).some(
    Boolean,
  );
  if (canStill) return null;
  return given.includes("reject") ? "reject" : "custom";
}

it.each<[string, Policy, string, Outcome | null, number | null]>([
  ["first: the first answer decides, whatever it is", { kind: "first" }, "c a r", "custom", 0],
  ["all: open until the last has approved", { kind: "all", oneRejectionEnds: true }, "a a", null, null],
  ["all: approved by the last", { kind: "all", oneRejectionEnds: true }, "a a a a a", "approve", 4],
  ["all: the first rejection ends it", { kind: "all", oneRejectionEnds: true }, "a r a", "reject", 1],
  ["majority: three of five", { kind: "majority", oneRejectionEnds: false }, "a r a a", "approve", 3],
  [
    "majority: out of reach after three rejections",
    { kind: "majority", oneRejectionEnds: false },
    "r r r",
    "reject",
    2,
  ],
  ["percent: 50 of five are three", { kind: "percent", percent: 50, oneRejectionEnds: false }, "a a a", "approve", 2],
  ["n of m: two of five", { kind: "nOfM", needed: 2, oneRejectionEnds: false }, "a r r a", "approve", 3],
  [
    "n of m: answers in other words are no approvals",
    { kind: "nOfM", needed: 2, oneRejectionEnds: false },
    "c c c c",
    "custom",
    3,
  ],
  ["unknown: nothing is concluded", { kind: "unknown" }, "a a a a a", null, null],
])("%s", (_, policy, said, outcome, decidedAt) => {
  const words: Readonly<Record<string, Outcome>> = { a: "approve", r: "reject", c: "custom" };
  const given = said.split(" ").flatMap((word) => words[word] ?? []);
  expect(count(policy, given, 5)).toMatchObject({ outcome, decidedAt });
});

it("decides as one who tries every way to go on would, at the first vote that leaves no other way", () => {
  fc.assert(
    fc.property(policies, votes, fc.nat(4), (policy, given, silent) => {
      const asked = given.length + silent;
      const expected = given
        .map((_, index) => naive(policy, given.slice(0, index + 1), asked))
        .findIndex((outcome) => outcome !== null);
      const { outcome, decidedAt } = count(policy, given, asked);
      expect(decidedAt).toBe(expected === -1 ? null : expected);
      expect(outcome).toBe(expected === -1 ? null : naive(policy, given.slice(0, expected + 1), asked));
    }),
    { numRuns: 500 },
  );
});

it("says how many approvals it takes, and decides by exactly that many", () => {
  fc.assert(
    fc.property(policies, fc.integer({ min: 1, max: 8 }), (policy, asked) => {
      const needed = ruleOf(policy).needed(asked);
      if (policy.kind === "unknown") {
        expect(needed).toBeNull();
        return;
      }
      const given = Array.from({ length: needed ?? 0 }, () => "approve" as const);
      expect(count(policy, given, asked).outcome).toBe("approve");
      if (given.length > 1) expect(count(policy, given.slice(1), asked).outcome).toBeNull();
    }),
  );
});

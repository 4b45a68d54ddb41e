import fc from "fast-check";
import type { Facts } from "./facts";
import { interpret } from "./interpret";
import type { History } from "./model";
import {
  ago,
  ALL,
  allResponses,
  answer,
  ask,
  factsOf,
  grace,
  mia,
  MINUTE,
  NOW,
  omar,
  only,
  process,
  read,
  statuses,
} from "./testing/facts";

const both = (one: Partial<Facts>, other: Partial<Facts>): History =>
  interpret([factsOf({ source: "one", ...one }), factsOf({ source: "other", ...other })], { now: NOW });
const decided = (key: string, source: string, actor = mia, outcome = "Approve"): Partial<Facts> => ({
  processes: [process({ key, lifecycle: "completed", sameAs: [source] })],
  assignments: [ask(`${key}-1`, actor, { processKey: key, state: "closed" })],
  responses: [answer(`${key}-a`, actor, outcome, { processKey: key })],
});

describe("rows that are read twice", () => {
  it("13: equal times over the border of a page: each row stands once, as it was last read", () => {
    const found = only({
      assignments: [ask("1", mia), ask("2", omar), ask("1", mia, { state: "closed" })],
      responses: [answer("a", mia, "Approve"), answer("a", mia, "Approve")],
    });
    expect(statuses(found)).toEqual(["Mia Chen: responded", "Omar Haddad: notNeeded"]);
    expect(allResponses(found)).toHaveLength(1);
  });
});

describe("the same request sent twice", () => {
  it("is one within minutes, with what was sent again", () => {
    const found = only({
      processes: [process({ policy: ALL })],
      assignments: [ask("1", mia), ask("2", mia, { requestedOn: ago(3) + 4 * MINUTE }), ask("3", omar)],
    });
    expect(statuses(found)).toEqual(["Omar Haddad: pending", "Mia Chen: pending"]);
    expect(found.stages[0]?.assignments[1]?.copies).toEqual([{ table: "request", id: "1" }]);
    expect(found.asked).toBe(2);
  });

  it("two answers to it are both kept", () => {
    const found = only({
      processes: [process({ policy: ALL })],
      assignments: [ask("1", mia), ask("2", mia, { requestedOn: ago(3) + MINUTE })],
      responses: [answer("a", mia, "Approve"), answer("b", mia, "Reject", { on: ago(0.5) })],
    });
    expect(allResponses(found)).toHaveLength(2);
  });

  it("a whole approval that a retry started again is one, and keeps the answer", () => {
    const again = (key: string, minutes: number) => process({ key, createdOn: ago(3) + minutes * MINUTE });
    const { processes } = read({
      processes: [again("1", 0), again("2", 3), again("3", 60)],
      assignments: ["1", "2", "3"].map((key) => ask(key, mia, { processKey: key })),
      responses: [answer("a", mia, "Approve", { processKey: "1" })],
    });
    expect(processes.map(({ key, copies, attempt }) => [key, copies.length, attempt])).toEqual([
      ["3", 0, 2],
      ["1", 1, 1],
    ]);
  });

  it("recalled and sent again at once is another attempt, not a copy", () => {
    const { processes } = read({
      processes: [process({ key: "1", lifecycle: "cancelled" }), process({ key: "2", createdOn: ago(3) + 2 * MINUTE })],
      assignments: ["1", "2"].map((key) => ask(key, mia, { processKey: key })),
    });
    expect(processes.map(({ key, supersedes, supersededBy }) => [key, supersedes, supersededBy])).toEqual([
      ["2", "1", null],
      ["1", null, "2"],
    ]);
  });
});

describe("several engines on one record", () => {
  it("that tell the same are one, which says where else it stands", () => {
    const found = both(decided("a", "b"), decided("b", "a"));
    expect(found.processes.map(({ key, alsoIn }) => [key, alsoIn.map(({ source }) => source)])).toEqual([
      ["a", ["other"]],
    ]);
    expect(found.processes.flatMap(allResponses)).toHaveLength(1);
  });

  it("8: that contradict each other are both shown, and each names what the other says", () => {
    const found = both(
      { processes: [process({ key: "a", sameAs: ["b"], rawStatus: "Running" })] },
      { processes: [process({ key: "b", lifecycle: "cancelled", rawStatus: "Canceled" })] },
    );
    expect(
      found.processes.map(({ key, contradictions }) => [
        key,
        contradictions.map(({ about, rawStatus }) => [about, rawStatus]),
      ]),
    ).toEqual([
      ["b", [["status", "Running"]]],
      ["a", [["status", "Canceled"]]],
    ]);
  });

  it("that know other answers are both shown, so that none is lost", () => {
    const found = both(decided("a", "b"), decided("b", "a", grace));
    expect(found.processes.flatMap(allResponses)).toHaveLength(2);
    expect(found.processes.map(({ contradictions }) => contradictions[0]?.about)).toEqual(["answers", "answers"]);
  });

  it("one that could not read its answers denies nothing, and lends what it knows", () => {
    const reason = { kind: "rule" as const, text: "Amount over 10,000" };
    const found = both(decided("a", "b"), {
      processes: [process({ key: "b", lifecycle: "completed" })],
      assignments: [ask("x", mia, { processKey: "b", state: "closed", reason })],
    });
    expect(found.processes).toHaveLength(1);
    expect(found.processes[0]?.stages[0]?.assignments[0]?.reason).toEqual(reason);
  });

  it("no answer is lost, whatever is linked with whatever", () => {
    const some = fc.array(
      fc.record({
        source: fc.constantFrom("one", "other", "third"),
        lifecycle: fc.constantFrom("open" as const, "completed" as const, "cancelled" as const, "unknown" as const),
        actor: fc.constantFrom(mia, omar, grace),
        outcome: fc.constantFrom("Approve", "Reject", "Later", null),
        sameAs: fc.array(
          fc.nat(6).map((index) => `k${index}`),
          { maxLength: 3 },
        ),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(some, (list) => {
        const sources = ["one", "other", "third"].map((source) =>
          factsOf({
            source,
            processes: list.flatMap((one, index) =>
              one.source === source
                ? process({ key: `k${index}`, title: `t${index}`, lifecycle: one.lifecycle, sameAs: one.sameAs })
                : [],
            ),
            responses: list.flatMap((one, index) =>
              one.source === source && one.outcome !== null
                ? answer(`a${index}`, one.actor, one.outcome, { processKey: `k${index}` })
                : [],
            ),
          }),
        );
        const { processes } = interpret(sources, { now: NOW });
        const shown = new Set(processes.flatMap(allResponses).map(({ actor, outcome }) => `${actor.id} ${outcome}`));
        for (const { actor, outcome } of sources.flatMap(({ responses }) => responses))
          expect(shown).toContain(`${actor.id} ${outcome}`);
      }),
      { numRuns: 300 },
    );
  });
});

import fc from "fast-check";
import { handOversOf } from "./chain";
import type { AssignmentFact, Outcome, ResponseFact } from "./facts";
import type { Process } from "./model";
import {
  ago,
  ALL,
  answer,
  ask,
  FIRST,
  grace,
  mia,
  NOW,
  omar,
  only,
  person,
  process,
  read,
  statuses,
  UNKNOWN,
} from "./testing/facts";

describe("first to respond", () => {
  it("waits for all three", () => {
    const found = only({ assignments: [ask("1", mia), ask("2", omar), ask("3", grace)] });
    expect(found.status).toBe("pending");
    expect(found.waitingFor.map(({ name }) => name)).toEqual(["Mia Chen", "Omar Haddad", "Grace Kim"]);
  });

  it("needs nobody else once one has answered, even while the row is still active", () => {
    const found = only({ assignments: [ask("1", mia), ask("2", omar)], responses: [answer("a", mia, "Approve")] });
    expect(statuses(found)).toEqual(["Mia Chen: responded", "Omar Haddad: notNeeded"]);
  });

  it("counts the first of two answers within a second", () => {
    const closed = { state: "closed" as const };
    const found = only({
      processes: [process({ lifecycle: "completed" })],
      assignments: [ask("1", mia, closed), ask("2", omar, closed)],
      responses: [answer("b", omar, "Reject", { on: ago(1) + 400 }), answer("a", mia, "Approve", { on: ago(1) })],
    });
    expect(found.status).toBe("approved");
    expect(found.stages[0]?.assignments.map(({ response }) => response?.effect)).toEqual(["counts", "afterDecision"]);
  });
});

describe("a table that does not number its stages or steps", () => {
  const people = [mia, omar, grace];
  const waitingOnes = [ask("1", mia), ask("2", omar), ask("3", grace)];

  it.each([
    ["request at stage 1, answer without a stage", { stage: 0 }, {}],
    ["request at step 1, answer without a step", { step: 0 }, {}],
    ["answer at stage 1, requests without a stage", {}, { stage: 0 }],
  ])("first to respond: one has answered and the others are not needed (%s)", (_, ofAnswer, ofRequests) => {
    const found = only({
      assignments: waitingOnes.map((request) => ({ ...request, ...ofRequests })),
      responses: [answer("a", omar, "Approve", ofAnswer)],
    });
    expect(statuses(found)).toEqual(["Mia Chen: notNeeded", "Omar Haddad: responded", "Grace Kim: notNeeded"]);
    expect(found.waitingFor).toEqual([]);
  });

  it("an answer to a hidden request decides the only step there is", () => {
    const found = only({ assignments: [ask("1", mia)], responses: [answer("a", omar, "Approve", { stage: 0 })] });
    expect(statuses(found)).toEqual(["Mia Chen: notNeeded"]);
  });

  it("an answer that names its stage has its own request, whoever answered before without naming one", () => {
    const found = only({
      processes: [process({ policy: ALL })],
      assignments: people.flatMap((one, index) => [
        ask(`${index}`, one, { requestedOn: ago(3) }),
        ask(`${index}-2`, one, { stage: 2, requestedOn: ago(2.5) }),
      ]),
      responses: [
        answer("a", mia, "Approve", { stage: 0, on: ago(2) }),
        answer("b", mia, "Reject", { stage: 2, on: ago(1) }),
      ],
    });
    expect(found.stages.map(({ assignments: [first] }) => first?.response?.outcome)).toEqual(["approve", "reject"]);
  });
});

describe("while earlier processes are still to be read", () => {
  const rounds = [3, 2, 1].map((days) => process({ key: String(days), createdOn: ago(days) }));

  it("says nothing about those, counts them as attempts, and is not whole", () => {
    const found = read({ processes: rounds, unread: ["3", "2"], assignments: [ask("a", mia, { processKey: "1" })] });
    expect(found.processes.map(({ key, attempt }) => [key, attempt])).toEqual([["1", 3]]);
    expect(found.completeness).toEqual({ kind: "partial", gaps: [{ kind: "notYetRead", processes: 2 }] });
  });

  it("is whole once all were read", () => {
    const found = read({ processes: rounds });
    expect(found.processes.map(({ key }) => key)).toEqual(["1", "2", "3"]);
    expect(found.completeness).toEqual({ kind: "full", gaps: [] });
  });
});

it("everyone must approve, one of three rejects, the third is not needed", () => {
  const found = only({
    processes: [process({ lifecycle: "completed", policy: ALL })],
    assignments: [ask("1", mia), ask("2", omar), ask("3", grace)],
    responses: [answer("a", mia, "Approve", { on: ago(2) }), answer("b", omar, "Reject")],
  });
  expect(found.status).toBe("rejected");
  expect(statuses(found)).toEqual(["Mia Chen: responded", "Omar Haddad: responded", "Grace Kim: notNeeded"]);
  expect(found.approvals).toBe(1);
});

it("a custom answer completes without being an approval", () => {
  const found = only({
    processes: [process({ lifecycle: "completed" })],
    assignments: [ask("1", mia)],
    responses: [answer("a", mia, "Approve later")],
  });
  expect(found.status).toBe("completed");
});

describe("reassigned", () => {
  const handed = { state: "reassigned" as const };

  it("A to B to C and back to A is one waiting assignment with its whole chain", () => {
    const found = only({
      assignments: [
        ask("1", omar, { ...handed, requestedOn: ago(9) }),
        ask("2", mia, { ...handed, requestedOn: ago(8), reassignedFrom: "1" }),
        ask("3", grace, { ...handed, requestedOn: ago(7), reassignedFrom: "2" }),
        ask("4", omar, { requestedOn: ago(6), reassignedFrom: "3" }),
      ],
    });
    expect(statuses(found)).toEqual(["Omar Haddad: pending"]);
    expect(
      handOversOf(found.stages[0]?.assignments[0]?.chain ?? null).map(({ from, to }) => `${from?.name} > ${to.name}`),
    ).toEqual(["Omar Haddad > Mia Chen", "Mia Chen > Grace Kim", "Grace Kim > Omar Haddad"]);
  });

  it("a circle of references ends", () => {
    const found = only({
      assignments: [ask("1", omar, { reassignedFrom: "2" }), ask("2", mia, { ...handed, reassignedFrom: "1" })],
    });
    expect(found.stages[0]?.assignments).toHaveLength(1);
  });

  it("a hidden middle request leaves a gap that is told", () => {
    const result = read({ assignments: [ask("3", grace, { reassignedFrom: "2" })] });
    expect(handOversOf(result.processes[0]?.stages[0]?.assignments[0]?.chain ?? null)).toEqual([
      { from: null, to: grace, on: ago(3) },
    ]);
    expect(result.completeness).toEqual({ kind: "partial", gaps: [{ kind: "hiddenRequest" }] });
  });

  it("the last request before the answer gets it when one person was asked twice", () => {
    const found = only({
      processes: [process({ policy: ALL })],
      assignments: [ask("1", mia, { requestedOn: ago(5), state: "closed" }), ask("2", mia, { requestedOn: ago(0.5) })],
      responses: [answer("a", mia, "Approve", { on: ago(4) })],
    });
    expect(statuses(found)).toEqual(["Mia Chen: responded", "Mia Chen: pending"]);
  });
});

it("cancelled by the owner while request rows are still active", () => {
  expect(statuses(only({ processes: [process({ lifecycle: "cancelled" })], assignments: [ask("1", mia)] }))).toEqual([
    "Mia Chen: cancelled",
  ]);
});

it.each([
  [27, "yes"],
  [28, "unsure"],
  [30, "no"],
  [31, "no"],
] as const)("active for %d days: listening %s", (days, listening) => {
  expect(
    only({
      processes: [process({ hears: { surelyUntil: ago(days - 28), notFrom: ago(days - 30) } })],
      assignments: [ask("1", mia)],
    }).listening,
  ).toBe(listening);
});

it("step 2 rejected, step 3 is not reached", () => {
  const step = (number: number) => ({ processKey: "p", stage: 1, step: number, policy: UNKNOWN });
  const found = only({
    processes: [process({ lifecycle: "completed" })],
    stages: [step(1), step(2), step(3)],
    assignments: [ask("1", omar, { state: "closed" }), ask("2", mia, { state: "closed", step: 2 })],
    responses: [answer("a", omar, "Approve", { on: ago(2) }), answer("b", mia, "Reject", { step: 2 })],
  });
  expect(found.stages.map(({ status }) => status)).toEqual(["done", "done", "notReached"]);
  expect(found.status).toBe("rejected");
});

it("a draft is no decision", () => {
  const found = only({ assignments: [ask("1", mia)], responses: [answer("a", mia, "Approve", { state: "draft" })] });
  expect(statuses(found)).toEqual(["Mia Chen: pending"]);
  expect(found.approvals).toBe(0);
});

describe("what cannot be read is told", () => {
  it("names the table, and falls back to the result that the approval itself carries", () => {
    const gap = { kind: "forbidden" as const, part: "responses" as const, table: "answers" };
    const result = read({
      processes: [process({ lifecycle: "completed", results: ["approve"] })],
      assignments: [ask("1", mia, { state: "closed" })],
      gaps: [gap],
    });
    expect(result.processes[0]?.status).toBe("approved");
    expect(result.completeness).toEqual({ kind: "partial", gaps: [gap] });
  });

  it("a role that shows only shared rows makes the history partial; nothing known makes it unknown", () => {
    expect(read({ seesEverything: false }).completeness.kind).toBe("partial");
    expect(read({ seesEverything: null }).completeness.kind).toBe("unknown");
    expect(read({}).completeness.kind).toBe("full");
  });
});

describe("many", () => {
  it("interprets 20,000 events", () => {
    const people = Array.from({ length: 500 }, (_, index) => person(`Person ${index}`));
    const assignments: AssignmentFact[] = [];
    const responses: ResponseFact[] = [];
    const processes = Array.from({ length: 20 }, (_, round) =>
      process({
        key: `p${round}`,
        provenance: { table: "approval", id: `p${round}` },
        createdOn: ago(400 - round),
        lifecycle: "completed",
        policy: ALL,
      }),
    );
    processes.forEach(({ key }) =>
      people.forEach((one, index) => {
        assignments.push(ask(`${key}-${index}`, one, { processKey: key, state: "closed" }));
        responses.push(answer(`${key}-${index}-a`, one, "Approve", { processKey: key }));
      }),
    );
    const { processes: found } = read({ processes, assignments, responses });
    expect(found).toHaveLength(20);
    expect(found.every(({ status, approvals }) => status === "approved" && approvals === 500)).toBe(true);
    expect(found.reduce((sum, { events }) => sum + events.length, 0)).toBe(20 * (1 + 1000));
  });
});

it("due exactly now is not late; a millisecond later is", () => {
  expect(only({ processes: [process({ dueOn: NOW })], assignments: [ask("1", mia)] }).due).toBe("soon");
  expect(only({ processes: [process({ dueOn: NOW - 1 })], assignments: [ask("1", mia)] }).due).toBe("over");
});

it("an answer stamped before its request still belongs to it", () => {
  expect(
    statuses(only({ assignments: [ask("1", mia)], responses: [answer("a", mia, "Approve", { on: ago(4) })] })),
  ).toEqual(["Mia Chen: responded"]);
});

it("never invents a time: what has none is no event", () => {
  expect(
    only({ processes: [process({ createdOn: null })], assignments: [ask("1", mia, { requestedOn: null })] }).events,
  ).toEqual([]);
});

it("counts attempts of the same title, newest first", () => {
  const at = (key: string, days: number) => process({ key, createdOn: ago(days) });
  expect(
    read({ processes: [at("b", 5), at("a", 9), at("c", 1)] }).processes.map(({ key, attempt }) => `${key}${attempt}`),
  ).toEqual(["c3", "b2", "a1"]);
});

describe("laws", () => {
  const people = [mia, omar, grace];
  const someFacts = fc.record({
    lifecycle: fc.constantFrom(
      "open" as const,
      "suspended" as const,
      "completed" as const,
      "expired" as const,
      "cancelled" as const,
      "abandoned" as const,
      "unknown" as const,
    ),
    policy: fc.constantFrom(FIRST, ALL, UNKNOWN),
    results: fc.constantFrom<readonly Outcome[]>([], ["approve"], ["reject"], ["custom"]),
    asked: fc.array(
      fc.record({
        who: fc.nat(2),
        state: fc.constantFrom("open" as const, "closed" as const, "reassigned" as const, "unknown" as const),
        from: fc.option(fc.nat(5)),
        step: fc.nat(2),
      }),
      { maxLength: 6 },
    ),
    answered: fc.array(
      fc.record({
        who: fc.nat(2),
        raw: fc.constantFrom("Approve", "Reject", "Later"),
        step: fc.nat(2),
        state: fc.constantFrom("committed" as const, "draft" as const, "unknown" as const),
      }),
      { maxLength: 6 },
    ),
  });
  const build = (some: typeof someFacts extends fc.Arbitrary<infer T> ? T : never): Process =>
    only({
      processes: [process({ lifecycle: some.lifecycle, policy: some.policy, results: some.results })],
      assignments: some.asked.map(({ who, state, from, step }, index) =>
        ask(String(index), people[who] ?? mia, {
          state,
          step,
          reassignedFrom: from === null ? null : String(from),
          requestedOn: ago(5) + index,
        }),
      ),
      responses: some.answered.map(({ who, raw, step, state }, index) =>
        answer(`a${index}`, people[who] ?? mia, raw, { step, state, on: ago(2) + index }),
      ),
    });

  it("nobody is waited for unless the process is open", () => {
    fc.assert(
      fc.property(someFacts, (some) => {
        const found = build(some);
        if (found.waitingFor.length > 0) expect(["pending", "suspended"]).toContain(found.status);
      }),
    );
  });

  it("what nobody knows is never approved", () => {
    fc.assert(
      fc.property(someFacts, (some) => {
        const found = build(some);
        if (found.status === "approved") expect(some.lifecycle).toBe("completed");
      }),
    );
  });

  it("each committed answer is shown once, joined or loose", () => {
    fc.assert(
      fc.property(someFacts, (some) => {
        const found = build(some);
        const joined = found.stages.flatMap(({ assignments }) =>
          assignments.flatMap(({ response }) => response?.provenance.id ?? []),
        );
        const all = [...joined, ...found.looseResponses.map(({ provenance }) => provenance.id)];
        expect(all.sort()).toEqual(
          some.answered.flatMap(({ state }, index) => (state === "committed" ? [`a${index}`] : [])).sort(),
        );
      }),
    );
  });
});

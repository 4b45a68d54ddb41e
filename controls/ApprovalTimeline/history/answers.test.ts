import { answersOf, statusSentence } from "./answers";
import type { Action, Capability, Viewer, WhyNot } from "./capabilities";
import type { Facts } from "./facts";
import { interpret } from "./interpret";
import type { InterpretOptions } from "./options";
import {
  ago,
  ALL,
  answer,
  ask,
  DAY,
  factsOf,
  grace,
  mia,
  NOW,
  omar,
  only,
  person,
  process,
  read,
} from "./testing/facts";
import { waitsOf } from "./waits";

const rita = person("Rita Requester");
const viewer = (more: Partial<Viewer> = {}): Viewer => ({
  id: mia.id,
  teams: [],
  online: true,
  readOnly: false,
  routeOf: () => "customApi",
  ...more,
});
const answers = (facts: Partial<Facts>, who: Partial<Viewer> = {}) => answersOf(read(facts), viewer(who));
const can = (action: Action, facts: Partial<Facts>, who: Partial<Viewer> = {}): Capability => {
  const found = answers(facts, who).capabilities.find((one) => one.action === action);
  if (found === undefined) throw new Error(`nothing is said of ${action}`);
  return found;
};
const why = (action: Action, facts: Partial<Facts>, who: Partial<Viewer> = {}): WhyNot | null => {
  const found = can(action, facts, who);
  return found.allowed ? null : found.why;
};
const sentence = (facts: Partial<Facts>, options: Partial<InterpretOptions> = {}) =>
  statusSentence(read(facts, options));

describe("how it stands, in one sentence", () => {
  const steps = [1, 2].map((step) => ({
    processKey: "p",
    stage: 1,
    step,
    policy: ALL,
    name: step === 2 ? "Finance" : "",
  }));

  it("waiting for whom, since when, until when, then what", () => {
    expect(
      sentence({
        processes: [process({ dueOn: NOW + 2 * DAY, expiresOn: NOW + 9 * DAY })],
        stages: steps,
        assignments: [ask("1", mia), ask("2", omar, { requestedOn: ago(2) })],
      }),
    ).toMatchObject({
      kind: "waiting",
      who: [mia, omar],
      quorum: { needed: 2, approvals: 0, asked: 2 },
      since: ago(3),
      until: { kind: "due", on: NOW + 2 * DAY },
      due: "inTime",
      then: { kind: "stage", stage: { name: "Finance" } },
      listening: "yes",
      others: 0,
    });
  });

  it("two of three: what is there and what it takes", () => {
    const policy = { kind: "nOfM" as const, needed: 2, oneRejectionEnds: false };
    expect(
      sentence({
        processes: [process({ policy })],
        assignments: [ask("1", mia), ask("2", omar), ask("3", grace)],
        responses: [answer("a", mia, "Approve")],
      }),
    ).toMatchObject({ who: [omar, grace], quorum: { needed: 2, approvals: 1, asked: 3 } });
  });

  it("what still waits comes before what came later and has ended", () => {
    const found = sentence({
      processes: [
        process({ key: "old", title: "Budget" }),
        process({ key: "new", lifecycle: "completed", createdOn: ago(1) }),
      ],
      assignments: [ask("1", mia, { processKey: "old" })],
    });
    expect(found.process?.key).toBe("old");
  });

  it("6: what nobody hears any more does not stand before what came later", () => {
    const dead = process({ key: "old", title: "Budget", hears: { surelyUntil: ago(2), notFrom: ago(1) } });
    expect(sentence({ processes: [dead, process({ key: "new", createdOn: ago(0.5) })] }).process?.key).toBe("new");
  });

  it("answered, and the engine has not taken note of it", () => {
    expect(
      sentence({ assignments: [ask("1", mia), ask("2", omar)], responses: [answer("a", mia, "Approve")] }),
    ).toMatchObject({ kind: "answered", by: mia, since: ago(1) });
  });

  it("waiting for somebody whom one cannot see", () => {
    expect(sentence({})).toMatchObject({ kind: "waiting", who: [] });
  });

  it("ended, by whom, and whether it still fits", () => {
    const ended = {
      processes: [process({ lifecycle: "completed" })],
      assignments: [ask("1", mia)],
      responses: [answer("a", mia, "Approve")],
      record: { kind: "lastOnly", on: ago(0.5), by: omar },
    } as const;
    expect(sentence(ended)).toMatchObject({
      kind: "ended",
      status: "approved",
      by: [{ actor: mia }],
      machine: null,
      validity: { kind: "maybeChanged", by: omar },
    });
  });

  it("nothing there, or nothing that one can see", () => {
    expect(sentence({ processes: [] })).toMatchObject({ kind: "none", visible: true });
    expect(sentence({ processes: [], seesEverything: false })).toMatchObject({ kind: "none", visible: false });
  });

  it("about to be overdue, and exactly at the end of its time", () => {
    const due = (dueOn: number) => sentence({ assignments: [ask("1", mia, { dueOn })] });
    expect(due(NOW + 2 * DAY)).toMatchObject({ due: "inTime" });
    expect(due(NOW + DAY)).toMatchObject({ due: "soon" });
    expect(due(NOW)).toMatchObject({ due: "soon" });
    expect(due(NOW - 1)).toMatchObject({ due: "over" });
  });
});

describe("a machine in a person's place", () => {
  const machine = (verdict: "approve" | "reject" | "continue") => ({
    verdict,
    rawVerdict: verdict,
    target: null,
    rule: "amount gt 50,000",
    rationale: "The vendor is blocked.",
    on: ago(1),
  });
  const stage = (number: number, more: object) => ({ processKey: "p", stage: number, step: 0, policy: ALL, ...more });

  it("ended it: the status names the machine, whatever people said before, and no person decided it", () => {
    const found = {
      processes: [process({ lifecycle: "completed", results: ["approve"] })],
      stages: [
        stage(1, { name: "Plant", state: "done" }),
        stage(2, { name: "Policy check", kind: "ai", state: "done", machine: machine("reject") }),
        stage(3, { name: "Board", state: "skipped" }),
      ],
      assignments: [ask("1", mia)],
      responses: [answer("a", mia, "Approve")],
    } as const;
    expect(sentence(found)).toMatchObject({
      status: "rejected",
      backing: "machine",
      by: [],
      machine: { name: "Policy check" },
    });
    const { stages, events } = only(found);
    expect(stages.map(({ status }) => status)).toEqual(["done", "done", "skipped"]);
    expect(events.filter(({ type }) => type === "machine")).toMatchObject([
      { actor: null, outcome: null, rawOutcome: "Policy check" },
    ]);
  });

  it("two steps of one stage are not one: who is asked in the second is waited for", () => {
    const found = only({
      stages: [stage(1, { name: "Manager", state: "done", policy: { kind: "first" } })],
      assignments: [ask("1", mia, { state: "closed" }), ask("2", omar, { step: 4, requestedOn: ago(1) })],
      responses: [answer("a", mia, "Approve")],
    });
    expect(found.waitingFor).toEqual([omar]);
  });

  it("led to a person: the condition is the reason for them", () => {
    const { stages } = only({
      stages: [
        stage(1, { name: "Over budget?", kind: "condition", state: "done", machine: machine("continue") }),
        stage(2, { name: "Board" }),
      ],
      assignments: [ask("1", mia, { stage: 2 })],
    });
    expect(stages[1]?.assignments[0]?.reason).toEqual({ kind: "condition", text: "Over budget?" });
  });
});

describe("why this person", () => {
  it("the source's own reason, the hand-over, or not known", () => {
    const rule = { kind: "rule" as const, text: "Manager of the requester" };
    const reasonOf = (facts: Partial<Facts>) => only(facts).stages[0]?.assignments[0]?.reason;
    expect(reasonOf({ assignments: [ask("1", mia, { reason: rule })] })).toEqual(rule);
    expect(
      reasonOf({ assignments: [ask("1", omar, { state: "reassigned" }), ask("2", mia, { reassignedFrom: "1" })] }),
    ).toEqual({ kind: "delegated", from: omar, cause: null });
    expect(reasonOf({ assignments: [ask("1", mia)] })).toBeNull();
  });
});

describe("who may do what, and why not", () => {
  const waiting = { processes: [process({ requester: rita })], assignments: [ask("1", mia), ask("2", omar)] };

  it("one who is asked may answer, by the way that is configured", () => {
    expect(can("approve", waiting)).toMatchObject({ allowed: true, route: "customApi", assignment: "1" });
    expect(why("approve", waiting, { routeOf: () => "none" })).toEqual({ kind: "noRoute" });
    expect(why("custom", waiting)).toEqual({ kind: "notOffered", options: [] });
  });

  it("a member of the team that is asked may answer", () => {
    const team = { id: "buyers", name: "Buyers", kind: "team" as const };
    expect(can("approve", { assignments: [ask("1", team)] }, { teams: ["buyers"] }).allowed).toBe(true);
  });

  it("one who is not asked is told who is", () => {
    expect(why("approve", waiting, { id: grace.id })).toEqual({ kind: "notAsked", waitingFor: [mia, omar] });
  });

  it("1: the loser of a race is told who won, and when", () => {
    expect(why("approve", { ...waiting, responses: [answer("a", omar, "Reject")] })).toEqual({
      kind: "decided",
      by: omar,
      on: ago(1),
    });
  });

  it("one who has answered is reminded of it", () => {
    const facts = { ...waiting, processes: [process({ policy: ALL })], responses: [answer("a", mia, "Approve")] };
    expect(why("reject", facts)).toMatchObject({ kind: "answered", outcome: "approve", on: ago(1) });
  });

  it("19: one whose request was handed on while the dialog was open is told to whom", () => {
    const handed = [ask("1", mia, { state: "reassigned" }), ask("2", grace, { reassignedFrom: "1" })];
    expect(why("approve", { assignments: handed })).toEqual({ kind: "handedOn", to: grace });
  });

  it("3: an approval with answers of its own offers those", () => {
    const asked = { assignments: [ask("1", mia, { options: ["Ship", "Approve later"] })] };
    expect(can("custom", asked).allowed).toBe(true);
    expect(why("approve", asked)).toEqual({ kind: "notOffered", options: ["Ship", "Approve later"] });
  });

  it.each([
    ["5: cancelled while its requests are still active", { lifecycle: "cancelled" as const }, "ended"],
    ["suspended", { lifecycle: "suspended" as const }, "suspended"],
    ["a status that nobody knows", { lifecycle: "unknown" as const }, "unknownStatus"],
    ["6: nothing listens any more", { hears: { surelyUntil: ago(4), notFrom: ago(2) } }, "notListening"],
    ["the process does not allow it", { allows: { reassign: false, cancel: false } }, "forbiddenByProcess"],
  ])("%s", (_, more, kind) => {
    expect(why("reassign", { ...waiting, processes: [process(more)] })).toMatchObject({ kind });
  });

  it("18: a locked form and a lost connection", () => {
    expect(why("approve", waiting, { readOnly: true })).toEqual({ kind: "readOnly" });
    expect(why("approve", waiting, { online: false })).toEqual({ kind: "offline" });
  });

  it("only who asked for it may cancel it and remind people", () => {
    expect(can("cancel", waiting, { id: rita.id }).allowed).toBe(true);
    expect(can("remind", waiting, { id: rita.id }).allowed).toBe(true);
    expect(why("cancel", waiting)).toEqual({ kind: "notRequester", requester: rita });
    expect(why("remind", { processes: [process({ requester: rita })] }, { id: rita.id })).toEqual({
      kind: "nobodyToRemind",
    });
  });
});

describe("where the time went", () => {
  it("by stage and by person, longest first, what one was asked twice added up", () => {
    const found = only({
      processes: [process({ policy: ALL })],
      assignments: [
        ask("1", mia, { requestedOn: ago(5) }),
        ask("2", omar),
        ask("3", mia, { step: 2, requestedOn: ago(2) }),
      ],
      responses: [answer("a", mia, "Approve", { on: ago(4) }), answer("b", omar, "Approve", { on: ago(2) })],
    });
    const { byStage, byPerson } = waitsOf(found);
    expect(byPerson.map(({ person: { name }, requests, waited }) => [name, requests, waited.calendar / DAY])).toEqual([
      ["Mia Chen", 2, 3],
      ["Omar Haddad", 1, 1],
    ]);
    expect(byStage.map(({ stage, took }) => [stage.step, took.calendar / DAY])).toEqual([
      [1, 3],
      [2, 2],
    ]);
  });
});

it("8, 10: an answer in somebody's name stands with the request of the one it was given for", () => {
  const { processes } = interpret(
    [factsOf({ assignments: [ask("1", mia)], responses: [answer("a", grace, "Approve", { onBehalfOf: mia })] })],
    { now: NOW },
  );
  expect(processes[0]?.stages[0]?.assignments[0]).toMatchObject({
    status: "responded",
    response: { actor: grace, onBehalfOf: mia },
  });
});

it("a late answer to what had expired does nothing", () => {
  const found = only({
    processes: [process({ lifecycle: "expired", completedOn: ago(2) })],
    assignments: [ask("1", mia)],
    responses: [answer("a", mia, "Approve")],
  });
  expect(found.stages[0]?.assignments[0]?.response?.effect).toBe("afterEnd");
  expect([found.status, found.approvals]).toEqual(["expired", 0]);
});

it("14: a date in the future is shown, and marked", () => {
  const { events } = only({ assignments: [ask("1", mia, { requestedOn: NOW + DAY })] });
  expect(events.map(({ type, inFuture }) => [type, inFuture])).toEqual([
    ["created", false],
    ["requested", true],
  ]);
});

it("a rejection that is only summed up keeps visible approvals from looking like the whole", () => {
  const found = only({
    processes: [process({ lifecycle: "completed", policy: ALL, results: ["approve", "reject"] })],
    assignments: [ask("1", mia)],
    responses: [answer("a", mia, "Approve")],
  });
  expect([found.status, found.backing]).toEqual(["rejected", "summary"]);
});

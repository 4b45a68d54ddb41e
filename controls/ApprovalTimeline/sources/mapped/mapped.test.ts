/** @jest-environment node */
import fc from "fast-check";
import { createDataverse, type Row } from "../../../../shared/dataverse/client";
import { interpret } from "../../history/interpret";
import type { Process } from "../../history/model";
import type { ColumnAbout, MappingProblem, SourceResult } from "../source";
import { parseMapping } from "./mapping";
import { mapped } from "./read";

const RECORD = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
const NAME = "@OData.Community.Display.V1.FormattedValue";
const LOOKUP = "@Microsoft.Dynamics.CRM.lookuplogicalname";
const NOW = Date.UTC(2026, 5, 15);

const plain = {
  version: 1,
  table: "new_step",
  record: "new_order",
  person: "new_approver",
  outcome: { column: "new_decision", waiting: [1], approve: [2], reject: [3], cancelled: [4] },
  policy: "all",
  requestedOn: "createdon",
  respondedOn: "new_decidedon",
  comment: "new_comment",
  round: "new_round",
  step: "new_step",
};
const row = (n: number, who: string, decision: number | null, more: Row = {}): Row => ({
  new_stepid: `STEP-${n}`,
  _new_approver_value: who,
  [`_new_approver_value${NAME}`]: who,
  [`_new_approver_value${LOOKUP}`]: "systemuser",
  new_decision: decision,
  [`new_decision${NAME}`]: ["", "Open", "OK", "No", "Void", "Approve later"][decision ?? 0],
  createdon: "2026-06-01T08:00:00Z",
  new_decidedon: decision === null || decision === 1 ? null : `2026-06-0${1 + n}T08:00:00Z`,
  new_round: "1",
  new_step: 1,
  ...more,
});
const about = (more: Partial<ColumnAbout> = {}): ColumnAbout => ({
  label: null,
  secured: false,
  options: [],
  targets: [],
  ...more,
});
const metadata = new Map([
  ...["new_approver", "createdon", "new_decidedon", "new_comment", "new_round", "new_step"].map(
    (name) => [name, about()] as const,
  ),
  ["new_order", about({ targets: ["order"] })] as const,
  ["new_decision", about({ options: [1, 2, 3, 4, 5].map((value) => ({ value, label: `Option ${value}` })) })] as const,
]);

async function read(
  rows: readonly Row[] | { readonly errorCode: number },
  mapping: object | string = plain,
  columns: ReadonlyMap<string, ColumnAbout> = metadata,
): Promise<SourceResult> {
  const refuse = () => Promise.reject(new Error("not here"));
  const dataverse = createDataverse({
    retrieveMultipleRecords: () =>
      "errorCode" in rows
        ? Promise.reject({ ...rows, message: "" })
        : Promise.resolve({ entities: [...rows], nextLink: "" }),
    retrieveRecord: refuse,
    createRecord: refuse,
    updateRecord: refuse,
    deleteRecord: refuse,
  });
  const source = mapped(typeof mapping === "string" ? mapping : JSON.stringify(mapping));
  let last: SourceResult | undefined;
  for await (const result of source.read({
    dataverse,
    target: { id: RECORD, table: "order", host: null },
    first: 3,
    columnsOf: async () => columns,
    seesEverything: () => true,
  }))
    last = result;
  if (last === undefined) throw new Error("nothing was read");
  return last;
}
async function shown(...args: Parameters<typeof read>): Promise<readonly Process[]> {
  const result = await read(...args);
  if (result.kind !== "facts") throw new Error(result.kind);
  return interpret([result.facts], { now: NOW }).processes;
}
async function problems(...args: Parameters<typeof read>): Promise<readonly MappingProblem[]> {
  const result = await read(...args);
  if (result.kind !== "misconfigured") throw new Error(result.kind);
  return result.problems;
}
const places = (list: readonly MappingProblem[]): readonly string[] => list.map(({ path, kind }) => `${path} ${kind}`);

it("tells who has answered what, and who is waited for", async () => {
  const [process] = await shown([row(1, "Mia", 2, { new_comment: "Fine." }), row(2, "Omar", 1)]);
  expect(process).toMatchObject({ status: "pending", waitingFor: [{ name: "Omar" }], approvals: 1, asked: 2 });
  expect(process?.stages[0]?.assignments[0]?.response).toMatchObject({
    outcome: "approve",
    rawOutcome: "OK",
    comment: { kind: "text", text: "Fine." },
  });
});

it.each([
  ["everyone has approved", [2, 2], "approved"],
  ["one has rejected, another was not asked any more", [3, 1], "rejected"],
  ["all were cancelled", [4, 4], "cancelled"],
  ["a value that is in no list is no approval", [2, 5], "completed"],
])("%s", async (_, decisions, status) => {
  const found = await shown(decisions.map((decision, index) => row(index, `Person ${index}`, decision)));
  expect(found.map((process) => process.status)).toEqual([status]);
});

it("rounds are attempts, steps follow one another", async () => {
  const found = await shown([
    row(1, "Mia", 3),
    row(2, "Mia", 2, { new_round: "2", createdon: "2026-06-05T08:00:00Z" }),
    row(3, "Omar", 1, { new_round: "2", new_step: 2, createdon: "2026-06-05T08:00:00Z" }),
  ]);
  expect(found.map(({ attempt, status, stages }) => [attempt, status, stages.length])).toEqual([
    [2, "pending", 2],
    [1, "rejected", 1],
  ]);
});

it("16: an empty comment that is secured is restricted", async () => {
  const secured = new Map([...metadata, ["new_comment", about({ secured: true })] as const]);
  const [process] = await shown([row(1, "Mia", 2)], plain, secured);
  expect(process?.stages[0]?.assignments[0]?.response?.comment).toEqual({ kind: "restricted" });
});

it("a table that is not in the environment is not provisioned; one that may not be read fails", async () => {
  expect(await read({ errorCode: 0x8006088a })).toEqual({ kind: "notProvisioned" });
  await expect(read({ errorCode: 0x80040220 })).rejects.toMatchObject({ kind: "forbidden" });
});

describe("a mapping with mistakes is refused whole, with each place and what is possible there", () => {
  it.each([
    ["no JSON", "{version", [" notJson"]],
    ["a list", "[]", [" notJson"]],
    [
      "nothing in it",
      "{}",
      [
        "version missing",
        "outcome missing",
        "table missing",
        "record missing",
        "person missing",
        "requestedOn missing",
      ],
    ],
    ["another version", { ...plain, version: 2 }, ["version notPossible"]],
    ["a member that nobody knows", { ...plain, approver: "x" }, ["approver unknownMember"]],
    ["a name that is none", { ...plain, person: "Approver Name" }, ["person wrongType"]],
    ["a policy that nobody knows", { ...plain, policy: "everyone" }, ["policy notPossible"]],
    [
      "one value with two meanings",
      { ...plain, outcome: { ...plain.outcome, reject: [2] } },
      ["outcome.reject[0] ambiguous"],
    ],
    [
      "a value that is no number",
      { ...plain, outcome: { ...plain.outcome, approve: [2, "3"] } },
      ["outcome.approve[1] wrongType"],
    ],
    ["a column that the table has not", { ...plain, dueOn: "new_due" }, ["dueOn unknownColumn"]],
    [
      "a value that is no option",
      { ...plain, outcome: { ...plain.outcome, approve: [2, 9] } },
      ["outcome.approve[1] notPossible"],
    ],
  ])("%s", async (_, mapping, expected) => {
    expect(places(await problems([], mapping))).toEqual(expected);
  });

  it("says what is possible", async () => {
    expect(await problems([], { ...plain, policy: "everyone" })).toMatchObject([
      { given: "everyone", possible: ["first", "all", "majority"] },
    ]);
    const elsewhere = new Map([...metadata, ["new_order", about({ targets: ["account"] })] as const]);
    expect(await problems([], plain, elsewhere)).toMatchObject([{ path: "record", possible: ["account"] }]);
  });

  it("where the host tells nothing of the table, nothing is held against the mapping", async () => {
    expect((await read([], { ...plain, dueOn: "new_due" }, new Map())).kind).toBe("facts");
  });

  it("whatever is written, it is taken or its mistakes are named", () => {
    const member = fc.constantFrom(...Object.keys(plain), "outcome", "else");
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(plain)));
    fc.assert(
      fc.property(fc.array(fc.tuple(member, value), { maxLength: 4 }), (changes) => {
        const checked = parseMapping(JSON.stringify({ ...plain, ...Object.fromEntries(changes) }));
        if ("problems" in checked) expect(checked.problems).not.toEqual([]);
        else expect(checked.mapping.version).toBe(1);
      }),
    );
  });
});

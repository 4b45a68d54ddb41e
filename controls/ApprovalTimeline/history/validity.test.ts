import fc from "fast-check";
import type { RecordChange } from "./facts";
import { ago, answer, ask, factsOf, mia, NOW, omar, only, process } from "./testing/facts";
import { interpret } from "./interpret";
import { validityOf } from "./validity";

const change = (on: number, column: string, from: string | null, to: string | null): RecordChange => ({
  on,
  by: omar,
  columns: [{ column, label: column, from, to }],
});
const approved = (changes: readonly RecordChange[], columns: readonly string[] = ["amount"]) =>
  only(
    {
      processes: [process({ lifecycle: "completed" })],
      assignments: [ask("1", mia)],
      responses: [answer("a", mia, "Approve", { on: ago(2) })],
      record: { kind: "audited", since: null, changes },
    },
    { material: { kind: "only", columns } },
  ).validity;

it("says what changed since a decision, from what to what, by whom and when", () => {
  expect(approved([change(ago(3), "amount", "1", "4,000"), change(ago(1), "amount", "4,000", "9,000")])).toEqual({
    kind: "changed",
    columns: [{ column: "amount", label: "amount", from: "4,000", to: "9,000" }],
    on: ago(1),
    by: omar,
  });
});

it("several changes of one column are one, and what was changed back is none", () => {
  const there = change(ago(1.5), "amount", "4,000", "9,000");
  expect(approved([there, change(ago(1), "amount", "9,000", "9,500")])).toMatchObject({
    columns: [{ from: "4,000", to: "9,500" }],
  });
  expect(approved([there, change(ago(1), "amount", "9,000", "4,000")])).toEqual({ kind: "unchanged" });
});

it("columns that do not matter change nothing", () => {
  expect(approved([change(ago(1), "status", "1", "2")])).toEqual({ kind: "unchanged" });
  expect(
    validityOf(
      { kind: "audited", since: null, changes: [change(ago(1), "status", "1", "2")] },
      { kind: "except", columns: ["status"] },
    )(ago(2)),
  ).toEqual({ kind: "unchanged" });
});

it("without an audit it only says that the record was saved since, or was not", () => {
  const at = (on: number) => validityOf({ kind: "lastOnly", on, by: omar }, { kind: "except", columns: [] })(ago(2));
  expect(at(ago(1))).toEqual({ kind: "maybeChanged", on: ago(1), by: omar });
  expect(at(ago(3))).toEqual({ kind: "unchanged" });
});

it("what nobody looked at, or before the audit began, is not known", () => {
  expect(validityOf(undefined, { kind: "except", columns: [] })(ago(2))).toEqual({ kind: "unknown" });
  const late = validityOf({ kind: "audited", since: ago(1), changes: [] }, { kind: "except", columns: [] });
  expect([late(ago(2)).kind, late(ago(0.5)).kind, late(null).kind]).toEqual(["unknown", "unchanged", "unknown"]);
});

it("an audit is believed before the time of the last save, wherever each was read", () => {
  const decided = factsOf({
    processes: [process({ lifecycle: "completed" })],
    responses: [answer("a", mia, "Approve", { on: ago(2) })],
  });
  const found = interpret(
    [
      { ...decided, record: { kind: "lastOnly", on: ago(1), by: omar } },
      factsOf({ source: "audit", processes: [], record: { kind: "audited", since: null, changes: [] } }),
    ],
    { now: NOW },
  );
  expect(found.processes[0]?.validity).toEqual({ kind: "unchanged" });
});

it("a decision is unchanged exactly where the columns that matter have the values that were decided on", () => {
  const edits = fc.array(
    fc.record({ on: fc.nat(10), column: fc.constantFrom("a", "b", "c"), to: fc.constantFrom("1", "2", null) }),
    { maxLength: 10 },
  );
  fc.assert(
    fc.property(edits, fc.nat(10), fc.subarray(["a", "b", "c"]), (some, decidedOn, columns) => {
      const values: Record<string, string | null> = { a: "1", b: "1", c: "1" };
      let atDecision = { ...values };
      const changes: RecordChange[] = [];
      for (const { on, column, to } of [...some].sort((x, y) => x.on - y.on)) {
        changes.push(change(on, column, values[column] ?? null, to));
        values[column] = to;
        if (on < decidedOn) atDecision = { ...values };
      }
      const found = validityOf({ kind: "audited", since: null, changes }, { kind: "only", columns })(decidedOn);
      const different = columns.filter((column) => atDecision[column] !== values[column]);
      expect(found.kind).toBe(different.length === 0 ? "unchanged" : "changed");
      if (found.kind !== "changed") return;
      expect(found.columns.map(({ column }) => column).sort()).toEqual(different);
      for (const { column, from, to } of found.columns)
        expect([from, to]).toEqual([atDecision[column], values[column]]);
    }),
    { numRuns: 300 },
  );
});

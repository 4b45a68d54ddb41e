/** @jest-environment node */
import { createDataverse, type Row } from "../../../../shared/dataverse/client";
import type { RecordChanges } from "../../history/facts";
import type { ColumnAbout } from "../source";
import { audit } from "./read";

const RECORD = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
const NAME = "@OData.Community.Display.V1.FormattedValue";
const change = (on: string, changedata: unknown, operation = 2): Row => ({
  createdon: on,
  operation,
  changedata: typeof changedata === "string" ? changedata : JSON.stringify({ changedAttributes: changedata }),
  _userid_value: "MIA",
  [`_userid_value${NAME}`]: "Mia Chen",
});
const amount = { logicalName: "amount", oldValue: "4000", newValue: "9000" };
const forbidden = { errorCode: 0x80040220, message: "prvReadRecordAuditHistory" };

async function read(
  rows: readonly Row[] | object,
  saved: Row | null = { modifiedon: "2026-05-04T08:00:00Z", _modifiedby_value: "OMAR" },
  columns: ReadonlyMap<string, ColumnAbout> = new Map(),
): Promise<RecordChanges | undefined> {
  const refuse = () => Promise.reject(forbidden);
  const dataverse = createDataverse({
    retrieveMultipleRecords: () =>
      Array.isArray(rows) ? Promise.resolve({ entities: [...(rows as Row[])], nextLink: "" }) : Promise.reject(rows),
    retrieveRecord: () => (saved === null ? refuse() : Promise.resolve({ ...saved })),
    createRecord: refuse,
    updateRecord: refuse,
    deleteRecord: refuse,
  });
  const context = {
    dataverse,
    target: { id: RECORD, table: "order", host: null },
    first: 3,
    columnsOf: async () => columns,
    seesEverything: () => null,
  };
  for await (const result of audit.read(context)) return result.kind === "facts" ? result.facts.record : undefined;
  return undefined;
}

it("tells each change with its columns, by whom, and from when on it knows", async () => {
  expect(await read([change("2026-05-01T08:00:00Z", [], 1), change("2026-05-03T08:00:00Z", [amount])])).toEqual({
    kind: "audited",
    since: null,
    saved: { on: Date.UTC(2026, 4, 4, 8), by: { id: "omar", name: null, kind: "user" } },
    changes: [
      {
        on: Date.UTC(2026, 4, 3, 8),
        by: { id: "mia", name: "Mia Chen", kind: "user" },
        columns: [{ column: "amount", label: "amount", from: "4000", to: "9000" }],
      },
    ],
  });
});

it("where the creation is not on record, nothing before the first row is known", async () => {
  expect(await read([change("2026-05-03T08:00:00Z", [amount])])).toMatchObject({ since: Date.UTC(2026, 4, 3, 8) });
});

it("16: names columns as people do, and marks those whose values may not be told", async () => {
  const about = new Map([["amount", { label: "Amount", secured: true, options: [], targets: [] }]]);
  expect(await read([change("2026-05-03T08:00:00Z", [amount])], undefined, about)).toMatchObject({
    changes: [{ columns: [{ column: "amount", label: "Amount", secured: true }] }],
  });
});

it.each([
  ["forbidden", forbidden],
  ["a table that is not there", { errorCode: 0x8006088a, message: "" }],
  ["no row", []],
])("without an audit (%s) the last save is what is known", async (_, rows) => {
  expect(await read(rows)).toEqual({
    kind: "lastOnly",
    on: Date.UTC(2026, 4, 4, 8),
    by: { id: "omar", name: null, kind: "user" },
  });
});

it("11: where neither may be read nothing is known, and nothing fails", async () => {
  expect(await read(forbidden, null)).toBeUndefined();
});

it.each(["", "{", "[]", '{"changedAttributes":{}}', '{"changedAttributes":[null,{"logicalName":3}]}'])(
  "17: changes that nobody can read (%s) tell no columns",
  async (data) => {
    expect(await read([change("2026-05-03T08:00:00Z", data)])).toMatchObject({ changes: [{ columns: [] }] });
  },
);

it("offline is said, so that a retry can help", async () => {
  await expect(read({ errorCode: 0, message: "Failed to fetch" })).rejects.toMatchObject({ kind: "offline" });
});

import { interpret } from "../../../../controls/ApprovalTimeline/history/interpret";
import { powerAutomate } from "../../../../controls/ApprovalTimeline/sources/powerAutomate/read";
import type { SourceResult } from "../../../../controls/ApprovalTimeline/sources/source";
import { createDataverse } from "../../../../shared/dataverse/client";
import { approvalsOf } from "./approvals";
import { createWebApi } from "./webApi";

const RECORD = "6f9619ff-8b86-4011-b42d-000000000001";
const rejected = () => Promise.reject(new Error("not here"));

/** What the timeline reads of so many events. */
async function read(events: number) {
  let requests = 0;
  const webApi = createWebApi(
    approvalsOf(events),
    () => (requests += 1),
    () => Promise.resolve(),
  );
  const dataverse = createDataverse({
    retrieveMultipleRecords: (table, options = "", size = 5_000) =>
      webApi.retrieveMultipleRecords(table, options, size),
    retrieveRecord: rejected,
    createRecord: rejected,
    updateRecord: rejected,
    deleteRecord: rejected,
  });
  let last: SourceResult | undefined;
  for await (const result of powerAutomate(30).read({
    dataverse,
    target: { id: RECORD, table: "order", host: null },
    first: 50,
    columnsOf: async () => new Map(),
    seesEverything: () => null,
  }))
    last = result;
  if (last?.kind !== "facts") throw new Error("nothing was read");
  const { processes } = interpret([last.facts], { now: Date.UTC(2026, 0, 2) });
  return { events: processes.flatMap((process) => process.events), processes, requests };
}

test.each([10, 200, 5_000])("the timeline reads %d events of the bench as that many, each once", async (count) => {
  const { events } = await read(count);
  expect(new Set(events.map(({ type, provenance }) => `${type} ${provenance.id}`)).size).toBe(count);
  expect(events).toHaveLength(count);
});

test("the newest approval waits where two events are left over, the others have ended", async () => {
  const { processes } = await read(10);
  expect(processes.map(({ status }) => status)).toEqual(["pending", "approved", "approved"]);
});

test("5,001 approvals come in two pages", async () => {
  const { processes } = await read(20_004);
  expect(new Set(processes.map(({ key }) => key)).size).toBe(5_001);
});

/** @jest-environment node */
import {
  apiOf,
  BASIC_USER,
  BUSINESS_UNIT,
  forbidden,
  refusal,
  startEmbedded,
  type ApiOptions,
  type Embedded,
} from "../../../../host/testing/embedded";
import { createDataverse, type Row } from "../../../../shared/dataverse/client";
import { CancelledError } from "../../../../shared/dataverse/error";
import type { Facts } from "../../history/facts";
import { interpret } from "../../history/interpret";
import type { SourceResult } from "../source";
import { powerAutomate } from "./read";

/** The source against the embedded Dataverse itself, over the page's own Web API client. */

const RECORD = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
const MANY = "6f9619ff-8b86-d011-b42d-00cf4fc964aa";
const LONG = "6f9619ff-8b86-d011-b42d-00cf4fc964bb";
const MIA = "22222222-0000-4000-8000-0000000000a1";
const OMAR = "22222222-0000-4000-8000-0000000000a2";
const id = (kind: number, n: number): string => `33333333-000${kind}-4000-8000-${n.toString(16).padStart(12, "0")}`;
const link = (record: string, table = "fsn_purchaserequest", org = "contoso"): string =>
  `https://${org}.crm.dynamics.com/main.aspx?etn=${table}&id=%7B${record.toUpperCase()}%7D`;

let embedded: Embedded;
let paths: string[] = [];

const approval = (n: number, itemlink: string | null, more: Row = {}): Row => ({
  msdyn_flow_approvalid: id(1, n),
  msdyn_flow_approval_title: `Approval ${n}`,
  msdyn_flow_approval_itemlink: itemlink,
  msdyn_flow_approval_basicapprovalmodel: id(2, 1),
  statecode: 0,
  statuscode: 192350001,
  createdon: `2026-05-0${(n % 9) + 1}T08:00:00Z`,
  ...more,
});
const request = (n: number, of: number, owner: string, more: Row = {}): Row => ({
  msdyn_flow_approvalrequestid: id(3, n),
  msdyn_flow_approvalrequest_approval: id(1, of),
  msdyn_flow_approvalrequest_stepnumber: 1,
  stagenumber: 1,
  ownerid: owner,
  statecode: 0,
  statuscode: 1,
  createdon: "2026-05-02T08:00:00Z",
  ...more,
});

beforeAll(async () => {
  embedded = await startEmbedded();
  const people = [
    [MIA, "Mia Chen"],
    [OMAR, "Omar Haddad"],
  ] as const;
  await embedded.load([
    {
      table: "systemuser",
      rows: people.map(([systemuserid, fullname]) => ({
        systemuserid,
        fullname,
        businessunitid: BUSINESS_UNIT,
      })),
    },
    { table: "systemuserroles", rows: people.map(([systemuserid]) => ({ systemuserid, roleid: BASIC_USER })) },
    {
      table: "msdyn_flow_basicapprovalmodel",
      rows: [{ msdyn_flow_basicapprovalmodelid: id(2, 1), msdyn_flow_basicapprovalmodel_allmustapprove: true }],
    },
    {
      table: "msdyn_flow_approval",
      rows: [
        approval(1, link(RECORD)),
        approval(2, link(RECORD, "account")),
        approval(3, link(RECORD, "fsn_purchaserequest", "fabrikam")),
        approval(4, null),
        approval(5, link(MIA)),
        approval(6, link(RECORD).replace(/-/g, "%2D")),
        approval(7, link(MANY)),
        ...Array.from({ length: 12 }, (_, n) =>
          approval(20 + n, link(LONG), {
            createdon: `2026-04-${String(10 + n)}T08:00:00Z`,
            msdyn_flow_approval_title: "Again",
          }),
        ),
      ],
    },
    {
      table: "msdyn_flow_approvalrequest",
      rows: [
        request(1, 1, MIA),
        request(2, 1, OMAR, { statecode: 1, statuscode: 2 }),
        ...Array.from({ length: 12 }, (_, n) => request(20 + n, 20 + n, MIA)),
        ...Array.from({ length: 5001 }, (_, n) => request(100 + n, 7, n % 2 === 0 ? MIA : OMAR)),
      ],
    },
    {
      table: "msdyn_flow_approvalresponse",
      rows: [
        {
          msdyn_flow_approvalresponseid: id(4, 1),
          msdyn_flow_approvalresponse_approval: id(1, 1),
          msdyn_flow_approvalresponse_response: "Approve",
          msdyn_flow_approvalresponse_comments: "Fine.",
          msdyn_flow_approvalresponse_stepnumber: 1,
          stagenumber: 1,
          ownerid: OMAR,
          statecode: 1,
          statuscode: 192350002,
          createdon: "2026-05-03T08:00:00Z",
        },
      ],
    },
  ]);
}, 300_000);
afterAll(() => embedded.close());
beforeEach(() => {
  paths = [];
});

interface ReadOptions extends Pick<ApiOptions, "user" | "fault"> {
  readonly host?: string | null;
  readonly signal?: AbortSignal;
}
function results(record: string, { user, fault, ...more }: ReadOptions = {}): AsyncGenerator<SourceResult, void> {
  return powerAutomate(30).read({
    dataverse: createDataverse(apiOf(embedded, { user, fault, log: paths })),
    target: { id: record, table: "fsn_purchaserequest", host: more.host ?? null },
    signal: more.signal,
    first: 3,
    columnsOf: async () => new Map(),
    seesEverything: () => null,
  });
}
async function read(...args: Parameters<typeof results>): Promise<SourceResult> {
  let last: SourceResult | undefined;
  for await (const result of results(...args)) last = result;
  if (last === undefined) throw new Error("nothing was read");
  return last;
}
async function facts(...args: Parameters<typeof read>): Promise<Facts> {
  const result = await read(...args);
  if (result.kind !== "facts") throw new Error(result.kind);
  return result.facts;
}
const titles = ({ processes }: Facts): readonly string[] => processes.map(({ title }) => title).sort();

it("finds the record's approvals by their links, however they are written, and no others", async () => {
  expect(titles(await facts(RECORD, { host: "contoso.crm.dynamics.com" }))).toEqual(["Approval 1", "Approval 6"]);
  expect(titles(await facts(RECORD))).toEqual(["Approval 1", "Approval 3", "Approval 6"]);
});

it("reads people, policy, answers and comments, in few requests and never the notification address", async () => {
  const found = await facts(RECORD, { host: "contoso.crm.dynamics.com" });
  const [process] = interpret(
    [{ ...found, processes: found.processes.filter(({ title }) => title === "Approval 1") }],
    { now: Date.UTC(2026, 4, 4) },
  ).processes;
  expect(process).toMatchObject({
    status: "pending",
    policy: { kind: "all" },
    approvals: 1,
    asked: 2,
    waitingFor: [{ id: MIA, name: "Mia Chen", kind: "user" }],
  });
  expect(process?.stages[0]?.assignments[1]?.response).toMatchObject({
    outcome: "approve",
    comment: { kind: "text", text: "Fine." },
  });
  expect(paths).toHaveLength(6);
  expect(paths.every((path) => path.includes("$select=") && !/notificationuri/i.test(path))).toBe(true);
});

it("follows the pages of 5,001 requests", async () => {
  const found = await facts(MANY);
  expect(found.assignments).toHaveLength(5001);
  expect(new Set(found.assignments.map(({ provenance }) => provenance.id)).size).toBe(5001);
});

/** Which approvals a request for their parts names. */
const namedIn = (path: string): readonly string[] => path.match(/3{8}-0001-4000-8000-[0-9a-f]{12}/g) ?? [];

it("the newest approvals come first, the others behind them, each once", async () => {
  const steps: { readonly read: readonly string[]; readonly unread: number; readonly asked: number }[] = [];
  for await (const result of results(LONG)) {
    if (result.kind !== "facts") throw new Error(result.kind);
    const { processes, unread, assignments } = result.facts;
    expect(processes).toHaveLength(12);
    steps.push({
      read: processes.filter(({ key }) => !unread.includes(key)).map(({ provenance }) => provenance.id),
      unread: unread.length,
      asked: assignments.length,
    });
  }
  const newestFirst = Array.from({ length: 12 }, (_, n) => id(1, 31 - n));
  expect(steps).toEqual([
    { read: newestFirst.slice(0, 3), unread: 9, asked: 3 },
    { read: newestFirst, unread: 0, asked: 12 },
  ]);
  const asked = paths.filter((path) => path.includes("/msdyn_flow_approvalrequests?")).map(namedIn);
  expect(asked.flat()).toEqual(newestFirst);
});

it("asks for nothing more once nobody waits for it", async () => {
  const abort = new AbortController();
  const reading = results(LONG, { signal: abort.signal });
  await reading.next();
  const before = paths.length;
  abort.abort();
  await expect(reading.next()).rejects.toBeInstanceOf(CancelledError);
  expect(paths).toHaveLength(before);
});

it("what is forbidden is told once and not asked for again", async () => {
  const found = await facts(LONG, {
    fault: (path) => (path.includes("msdyn_flow_approvalresponses") ? forbidden() : undefined),
  });
  expect(found.gaps).toEqual([{ kind: "forbidden", part: "responses", table: "msdyn_flow_approvalresponse" }]);
  expect(paths.filter((path) => path.includes("msdyn_flow_approvalresponses"))).toHaveLength(1);
  expect(found.assignments).toHaveLength(12);
});

it("a user sees what is theirs", async () => {
  expect((await facts(MANY, { user: MIA })).processes).toEqual([]);
});

it("one forbidden table is a gap, and what could be read stays", async () => {
  const found = await facts(RECORD, {
    fault: (path) => (path.includes("msdyn_flow_approvalresponses") ? forbidden() : undefined),
  });
  expect(found.gaps).toEqual([{ kind: "forbidden", part: "responses", table: "msdyn_flow_approvalresponse" }]);
  expect(found.assignments.length).toBeGreaterThan(0);
});

it("an environment without the tables is not provisioned", async () => {
  const missing = () => refusal(404, "0x8006088a", "Resource not found for the segment 'msdyn_flow_approvals'.");
  expect(await read(RECORD, { fault: missing })).toEqual({ kind: "notProvisioned" });
});

it("an older environment without stage numbers is read all the same", async () => {
  const unknown = () => refusal(400, "0x80060888", "Could not find a property named 'stagenumber'");
  const found = await facts(RECORD, { fault: (path) => (/stagenumber/.test(path) ? unknown() : undefined) });
  expect(found.gaps).toEqual([]);
  expect(found.assignments[0]?.stage).toBe(0);
});

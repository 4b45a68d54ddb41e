/** @jest-environment ./host/testing/environment.cjs */
import { waitFor } from "@testing-library/react";
import fc from "fast-check";
import { createDataverse } from "../../../shared/dataverse/client";
import { compile } from "../../../shared/ledger";
import { anyModel, combinationOf, company } from "../../../shared/ledger/testing/arbitrary";
import { apiOf, refusal, startEmbedded, type ApiOptions, type Embedded } from "../../../host/testing/embedded";
import { periodsOf } from "../sources/periods";
import { currentMs, forgetLedgers, sharedLedger, type Member, type SharedLedger } from "./sharedLedger";

/** The ledgers of a page over the embedded Dataverse, as controls come and go. */

let embedded: Embedded;
beforeAll(async () => {
  embedded = await startEmbedded({ rows: "sampleLedger" });
});
afterAll(() => embedded.close());

let time = Date.now();
beforeEach(() => {
  jest.spyOn(Date, "now").mockImplementation(() => time);
});
afterEach(() => {
  forgetLedgers();
  jest.restoreAllMocks();
});

const settings = { kind: "configuration", mapping: "", snapshot: "" } as const;
const options = { legalEntity: "USMF", date: "2026-06-15" };
const ledgerOf = (code = "USMF", user = "me"): SharedLedger => sharedLedger({ ...settings }, code, user);

interface Control extends Member {
  readonly log: string[];
  readonly told: () => number;
}

function control(more: ApiOptions = {}, isOnline = () => true): Control {
  const log: string[] = [];
  let told = 0;
  return {
    dataverse: createDataverse(apiOf(embedded, { log, ...more })),
    isOnline,
    changed: () => (told += 1),
    log,
    told: () => told,
  };
}

/** Shows a record in a control, as its hook does. */
function show(ledger: SharedLedger, shown: Control): () => void {
  const leave = ledger.join(shown);
  ledger.look(shown);
  return leave;
}
const read = (ledger: SharedLedger) => waitFor(() => expect(ledger.isBusy).toBe(false), { timeout: 20_000 });
const compiled = async (ledger: SharedLedger, shown: Control, date = options.date) => {
  ledger.want(shown, { ...options, date });
  await waitFor(() => expect(ledger.compiledFor({ ...options, date })).not.toBeNull(), { timeout: 20_000 });
  return ledger.compiledFor({ ...options, date });
};

it("two controls that come up at once read once, and both are told", async () => {
  const [one, other] = [control(), control()];
  show(ledgerOf(), one);
  show(ledgerOf(), other);
  await read(ledgerOf());
  expect(one.log.length).toBeGreaterThan(10);
  expect(other.log).toEqual([]);
  expect(other.told()).toBeGreaterThan(0);
});

it("the next record asks nothing at first, later for changes only, and finds the same compiled ledger", async () => {
  const [first, second, third] = [control(), control(), control()];
  const leave = show(ledgerOf(), first);
  await read(ledgerOf());
  const ledger = await compiled(ledgerOf(), first);
  leave();

  const leaveAgain = show(ledgerOf(), second);
  expect(ledgerOf().compiledFor(options)).toBe(ledger);
  expect(second.log).toEqual([]);
  leaveAgain();

  time += currentMs;
  show(ledgerOf(), third);
  expect(ledgerOf().compiledFor(options)).toBe(ledger);
  await read(ledgerOf());
  expect(ledgerOf().compiledFor(options)).toBe(ledger);
  expect(third.log.length).toBeGreaterThan(0);
  expect(third.log.length).toBeLessThanOrEqual(16);
  expect(third.log.some((address) => address.includes("dimensionvalues?$select=fsn_"))).toBe(false);
});

it("what has changed comes in behind what is shown", async () => {
  const shown = control();
  show(ledgerOf(), shown);
  await read(ledgerOf());
  const before = ledgerOf().source;
  await shown.dataverse.create("fsn_dimensionalias", { fsn_name: "Brand new", fsn_account: "110100" });
  time += currentMs;
  ledgerOf().look(shown);
  expect(ledgerOf().source).toBe(before);
  await read(ledgerOf());
  expect(ledgerOf().source?.model.aliases.some(({ name }) => name === "Brand new")).toBe(true);
});

it("a check that fails leaves what is there and says so; the next one that succeeds takes that back", async () => {
  let isBroken = false;
  const fault = () => (isBroken ? refusal(500, "0x80040216", "no") : undefined);
  const shown = control({ fault });
  show(ledgerOf(), shown);
  await read(ledgerOf());
  const { source, currentAt } = ledgerOf();
  isBroken = true;
  time += currentMs;
  ledgerOf().look(shown);
  await read(ledgerOf());
  expect(ledgerOf()).toMatchObject({ source, currentAt });
  expect(ledgerOf().failure).not.toBeNull();
  isBroken = false;
  ledgerOf().look(shown);
  await read(ledgerOf());
  expect(ledgerOf()).toMatchObject({ source, currentAt: time, failure: null });
});

it("a control that goes cancels what only it waits for, and its answer comes to nothing", async () => {
  let leave = (): void => undefined;
  const gone = control({
    fault: () => {
      leave();
      return undefined;
    },
  });
  const ledger = ledgerOf();
  leave = show(ledger, gone);
  const told = gone.told();
  await waitFor(() => expect(gone.log.length).toBeGreaterThan(0));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(gone.log.some((address) => address.includes("dimensionvalues?$select=fsn_"))).toBe(false);
  expect(gone.told()).toBe(told);
  expect(ledger).toMatchObject({ source: null, failure: null });
  expect(ledgerOf()).not.toBe(ledger);
});

it("where another waits for the same it goes on, by requests of its own", async () => {
  const [gone, staying] = [control(), control()];
  const leave = show(ledgerOf(), gone);
  show(ledgerOf(), staying);
  leave();
  await read(ledgerOf());
  expect(staying.log.length).toBeGreaterThan(10);
  expect(ledgerOf().source).not.toBeNull();
});

it("companies that are shown no longer are let go, but for the last; users share nothing", async () => {
  for (const code of ["USMF", "DEMF", "USSI"]) {
    const leave = show(ledgerOf(code), control());
    await read(ledgerOf(code));
    leave();
  }
  expect(ledgerOf("USSI").source).not.toBeNull();
  expect(ledgerOf("DEMF").source).not.toBeNull();
  expect(ledgerOf("USMF").source).toBeNull();
  expect(ledgerOf("USSI", "somebody else").source).toBeNull();
});

it("what was read without a connection is read with one, and what fails without one is tried again", async () => {
  let online = false;
  const fault = () => {
    if (!online) throw new TypeError("Failed to fetch");
    return undefined;
  };
  const shown = control({ fault }, () => online);
  show(ledgerOf(), shown);
  await read(ledgerOf());
  expect(ledgerOf().failure).toMatchObject({ kind: "offline" });
  online = true;
  ledgerOf().look(shown);
  await read(ledgerOf());
  expect(ledgerOf()).toMatchObject({ failure: null });
  expect(ledgerOf().source).not.toBeNull();
});

it("days of one period share a compiled ledger, others do not", async () => {
  const shown = control();
  show(ledgerOf(), shown);
  await read(ledgerOf());
  const june = await compiled(ledgerOf(), shown);
  expect(ledgerOf().compiledFor({ ...options, date: "2026-06-16" })).toBe(june);
  expect(ledgerOf().compiledFor({ ...options, date: "2024-12-31" })).toBeNull();
  expect(await compiled(ledgerOf(), shown, "2024-12-31")).not.toBe(june);
});

it("all days of a period judge alike", async () => {
  // Those on which something of a model begins or ends, and their neighbours.
  const day = fc.constantFrom(
    "2025-12-31",
    "2026-01-01",
    "2026-01-02",
    "2026-06-14",
    "2026-06-15",
    "2026-06-16",
    "2026-12-31",
    "2027-01-01",
  );
  const signal = new AbortController().signal;
  await fc.assert(
    fc.asyncProperty(
      anyModel.chain((model) => fc.tuple(fc.constant(model), combinationOf(model), day, day)),
      async ([model, combination, one, other]) => {
        const periodOf = await periodsOf(model, signal);
        fc.pre(periodOf(one) === periodOf(other));
        const judge = (date: string) => compile(model, { legalEntity: company, date }).validate(combination);
        expect(judge(one)).toEqual(judge(other));
      },
    ),
    { numRuns: 200 },
  );
});

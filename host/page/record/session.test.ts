import path from "node:path";
import fc from "fast-check";
import { readModel } from "../../server/model";
import { startEmbedded, transportTo, type Embedded } from "../../testing/embedded";
import { loadActingUser } from "../data/actingUser";
import { createWebApi, type WebApi } from "../data/webApi";
import { formsFor } from "../form/chooseForm";
import { RecordSession } from "./session";
import { type UserRights } from "../data/actingUser";
import type { SaveOutcome, SessionChange, SessionOptions } from "./session.types";

jest.setTimeout(180_000);

const { host: model } = readModel(path.resolve(__dirname, "../../.."));
const formats = { locale: "en-US", languageId: 1033, timeZone: "UTC" };
const vendor = "22222222-0000-4000-8000-000000000001";
const company = "22222222-0000-4000-8000-000000000002";
const clerk = "22222222-0000-4000-8000-000000000003";

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | null;
}

let embedded: Embedded;
let webApi: WebApi;
let rights: UserRights;
let sent: Sent[];
/** What comes back in the place of the server's answer; null lets that through. */
let instead: (request: Sent) => Response | null;
/** Runs before a request reaches the server, which waits for it. */
let beforeRequest: (request: Sent) => void | Promise<void>;

const nothing = (): void => undefined;
const signInPage = (): Response =>
  new Response("<!doctype html><title>Sign in</title>", { status: 200, headers: { "Content-Type": "text/html" } });

async function send(url: string, init: RequestInit, forward: () => Promise<Response>): Promise<Response> {
  const request = {
    method: init.method ?? "GET",
    path: url.replace(/^.*\/v9\.2\//, ""),
    body: typeof init.body === "string" ? JSON.parse(init.body) : null,
  };
  sent.push(request);
  await beforeRequest(request);
  const answer = await forward();
  return instead(request) ?? answer;
}

beforeAll(async () => {
  sent = [];
  beforeRequest = nothing;
  instead = () => null;
  embedded = await startEmbedded();
  const transport = transportTo(embedded, { between: send });
  await embedded.load([
    { table: "account", rows: [{ accountid: vendor, name: "Northwind" }] },
    { table: "fsn_legalentity", rows: [{ fsn_legalentityid: company, fsn_name: "USMF" }] },
  ]);
  webApi = createWebApi(transport, model, "form");
  rights = await loadActingUser(transport, model);
});
afterAll(() => embedded.close());
beforeEach(() => {
  sent = [];
  instead = () => null;
  beforeRequest = nothing;
});

const table = model.tables.find(({ logicalName }) => logicalName === "fsn_purchaserequest");
const form = formsFor(model, "fsn_purchaserequest", "main", [])[0];

function open(recordId: string | null, more: Partial<SessionOptions> = {}): RecordSession {
  if (!table || !form) throw new Error("The sample solution has no purchase request form.");
  return new RecordSession({ model, table, form, store: webApi, formats, rights, recordId, ...more });
}

const reference = (id: string, name: string, entityType: string) => [{ id, name, entityType }];

function fill(session: RecordSession): void {
  session.setValue("fsn_name", "Standing desks");
  session.setValue("fsn_vendor", reference(vendor, "Northwind", "account"));
  session.setValue("fsn_requester", [rights.user]);
  session.setValue("fsn_legalentity", reference(company, "USMF", "fsn_legalentity"));
  session.setValue("fsn_amount", 1250.5);
}

async function created(): Promise<RecordSession> {
  const session = open(null);
  await session.load();
  fill(session);
  expect(await session.save(1)).toEqual({ kind: "saved", created: true });
  sent = [];
  return session;
}

test("a new record is created with what was filled in, and comes back with the server's values in the same session", async () => {
  const session = open(null);
  const changes: SessionChange["kind"][] = [];
  session.subscribe((change) => changes.push(change.kind));
  await session.load();
  expect(session.dirty).toBe(false);
  fill(session);
  expect(session.dirty).toBe(true);
  changes.length = 0;
  expect(await session.save(1)).toEqual({ kind: "saved", created: true });
  expect(session.recordId).toMatch(/^[0-9a-f-]{36}$/);
  expect(session.dirty).toBe(false);
  expect(session.recordName).toBe("Standing desks");
  expect(session.attribute("fsn_vendor")?.formatted).toBe("Northwind");
  expect(changes.filter((kind) => kind !== "state")).toEqual(["saving", "record", "saved"]);
  const post = sent.find(({ method }) => method === "POST");
  expect(post?.path).toBe("fsn_purchaserequests");
  expect(post?.body).toMatchObject({
    fsn_name: "Standing desks",
    fsn_amount: 1250.5,
    "fsn_Vendor@odata.bind": `/accounts(${vendor})`,
  });
  expect(post?.body).not.toHaveProperty("ownerid@odata.bind");
});

test("loading asks once, for the form's columns alone", async () => {
  const { recordId } = await created();
  const session = open(recordId);
  await session.load();
  const reads = sent.filter(({ path: asked }) => asked.startsWith("fsn_purchaserequests("));
  expect(reads).toHaveLength(1);
  expect(reads[0]?.path).toContain("$select=");
  expect(reads[0]?.path).toContain("_fsn_vendor_value");
  expect(reads[0]?.path).not.toContain("fsn_lastsyncon_missing");
});

test("only dirty columns are sent, lookups by the relationship's own navigation name, a cleared one as null", async () => {
  const session = await created();
  session.setValue("fsn_description", "For the new office");
  session.setValue("fsn_vendor", null);
  session.setValue("fsn_vendor", reference(vendor, "Northwind", "account"));
  session.setValue("fsn_email", "mia@contoso.com");
  expect((await session.save(1)).kind).toBe("saved");
  expect(sent.find(({ method }) => method === "PATCH")?.body).toEqual({
    fsn_description: "For the new office",
    fsn_email: "mia@contoso.com",
  });
});

test("a required field that is empty stops the save before any request, with the stock sentence", async () => {
  const session = open(null);
  await session.load();
  const outcome = await session.save(1);
  expect(outcome).toMatchObject({
    kind: "invalid",
    columns: expect.arrayContaining(["fsn_name", "fsn_vendor", "fsn_amount"]),
  });
  expect(session.attribute("fsn_name")?.error).toMatch(/: Required fields must be filled in\.$/);
  expect(session.notifications.map(({ column }) => column)).toContain("fsn_name");
  expect(sent).toEqual([]);
  session.setValue("fsn_name", "Chairs");
  expect(session.attribute("fsn_name")?.error).toBeNull();
  expect(session.notifications.map(({ column }) => column)).not.toContain("fsn_name");
});

test("too long, out of range and unreadable values are refused with the documented texts", async () => {
  const session = await created();
  session.setValue("fsn_ledgercompany", "x".repeat(11));
  expect(session.attribute("fsn_ledgercompany")?.error).toMatch(
    /: You have exceeded the maximum number of 10 characters in this field\.$/,
  );
  session.setValue("fsn_healthscore", 101);
  expect(session.attribute("fsn_healthscore")?.error).toMatch(/: Enter a number between 0 and 100\.$/);
  const before = session.attribute("fsn_amount")?.value;
  session.setValue("fsn_amount", "a lot");
  expect(session.attribute("fsn_amount")?.value).toBe(before);
  expect(session.attribute("fsn_amount")?.error).toMatch(/Enter a number between/);
  expect((await session.save(1)).kind).toBe("invalid");
  expect(sent).toEqual([]);
});

test("what a control answers to a flushed value belongs to the same save", async () => {
  const session = await created();
  let answer: ReturnType<typeof setTimeout> | undefined;
  const pending = new Map<string, string | number>([["fsn_approvalsummary", "Waiting for Mia Chen"]]);
  // One control holds an edit back; another hears of it a task later and then has a score to write.
  session.onFlush(() => {
    const had = pending.size > 0;
    for (const [column, value] of pending) session.setValue(column, value);
    pending.clear();
    return had;
  });
  session.subscribe((change) => {
    if (change.kind === "value" && change.columns.includes("fsn_approvalsummary"))
      answer = setTimeout(() => pending.set("fsn_healthscore", 64), 0);
  });
  sent = [];
  expect((await session.save(1)).kind).toBe("saved");
  clearTimeout(answer);
  expect(sent.filter(({ method }) => method === "PATCH").map(({ body }) => body)).toEqual([
    { fsn_approvalsummary: "Waiting for Mia Chen", fsn_healthscore: 64 },
  ]);
  expect(session.dirty).toBe(false);
});

test("Save on a clean record makes no request but runs OnSave; a handler can prevent; controls are flushed before", async () => {
  const session = await created();
  const order: string[] = [];
  const stopFlush = session.onFlush(() => {
    order.push("flush");
    session.setValue("fsn_approvalsummary", "Waiting for Mia Chen");
    return order.length === 1;
  });
  const stopSave = session.onSave((mode, preventDefault) => {
    order.push(`onSave ${mode} ${session.dirty ? "dirty" : "clean"}`);
    preventDefault();
  });
  expect((await session.save(1)).kind).toBe("prevented");
  expect([order[0], ...order.filter((call) => call !== "flush")]).toEqual(["flush", "onSave 1 dirty"]);
  expect(sent).toEqual([]);
  stopSave();
  stopFlush();
  expect((await session.save(1)).kind).toBe("saved");
  sent = [];
  session.onSave((mode) => order.push(`onSave ${mode}`));
  expect((await session.save(1)).kind).toBe("unchanged");
  expect(order[order.length - 1]).toBe("onSave 1");
  expect((await session.save(70)).kind).toBe("unchanged");
  expect(order.filter((entry) => entry === "onSave 70")).toEqual([]);
  expect(sent).toEqual([]);
});

test("a save that the server refuses leaves the form dirty and says why", async () => {
  const session = await created();
  await webApi.deleteRecord("fsn_purchaserequest", session.recordId ?? "");
  session.setValue("fsn_name", "Too late");
  const outcome = await session.save(1);
  expect(outcome).toMatchObject({ kind: "failed", failure: { title: "Record Is Unavailable" } });
  expect(session.dirty).toBe(true);
  expect(session.attribute("fsn_name")?.value).toBe("Too late");
});

test("what is changed while a save is under way stays, and stays dirty", async () => {
  const session = await created();
  session.setValue("fsn_name", "First");
  beforeRequest = ({ method }) => {
    if (method === "PATCH") session.setValue("fsn_email", "later@contoso.com");
  };
  expect((await session.save(1)).kind).toBe("saved");
  expect(session.dirtyColumns).toEqual(["fsn_email"]);
  expect(session.attribute("fsn_name")?.dirty).toBe(false);
});

test("a save asked for while one is under way takes what has been changed since", async () => {
  const session = await created();
  session.setValue("fsn_name", "First");
  let second: Promise<SaveOutcome> | undefined;
  beforeRequest = ({ method }) => {
    if (method !== "PATCH" || second) return;
    session.setValue("fsn_email", "later@contoso.com");
    second = session.save(1);
  };
  expect((await session.save(1)).kind).toBe("saved");
  expect((await second)?.kind).toBe("saved");
  expect(sent.filter(({ method }) => method === "PATCH").map(({ body }) => body)).toEqual([
    { fsn_name: "First" },
    { fsn_email: "later@contoso.com" },
  ]);
  expect(session.dirty).toBe(false);
});

test("a read that fails after another record has taken the place is no error of that one", async () => {
  const [first, second] = [await created(), await created()];
  const session = open(first.recordId);
  await webApi.deleteRecord("fsn_purchaserequest", first.recordId ?? "");
  let opened: Promise<void> | undefined;
  beforeRequest = async () => {
    beforeRequest = nothing;
    opened = session.openRecord(second.recordId ?? "");
    await opened;
  };
  await expect(session.load()).resolves.toBeUndefined();
  await opened;
  expect(session.recordId).toBe(second.recordId);
  expect(session.loaded).toBe(true);
});

test("a create that is answered after another record has taken the place does not take it back", async () => {
  const other = await created();
  const session = open(null);
  await session.load();
  fill(session);
  beforeRequest = async ({ method }) => {
    if (method === "POST") await session.openRecord(other.recordId ?? "");
  };
  expect((await session.save(1)).kind).toBe("saved");
  expect(session.recordId).toBe(other.recordId);
});

test("a lookup without a relationship to write it by fails the save, and says what is missing", async () => {
  const session = open((await created()).recordId, { model: { ...model, relationships: [] } });
  await session.load();
  session.setValue("fsn_vendor", reference(company, "Another", "account"));
  const outcome = await session.save(1);
  expect(outcome).toMatchObject({
    kind: "failed",
    failure: { message: expect.stringContaining("no relationship from fsn_purchaserequest.fsn_vendor") },
  });
  expect(session.saving).toBe(false);
});

test("a refused value keeps the old one and notifies all the same; after it values are taken again", async () => {
  const session = await created();
  const told: string[] = [];
  session.refuseNext();
  session.subscribe((change) => change.kind === "value" && told.push(...change.columns));
  session.setValue("fsn_name", "Refused");
  expect(session.attribute("fsn_name")?.value).toBe("Standing desks");
  expect(told).toEqual(["fsn_name"]);
  session.setValue("fsn_name", "Taken");
  expect(session.attribute("fsn_name")?.value).toBe("Taken");
});

test("an inactive record is read-only until it is activated again", async () => {
  const session = await created();
  expect((await session.setState(1)).kind).toBe("saved");
  expect(session.readOnlyReason).toBe("inactive");
  session.setValue("fsn_name", "Nobody may");
  expect(session.attribute("fsn_name")?.value).toBe("Standing desks");
  expect((await session.setState(0)).kind).toBe("saved");
  expect(session.readOnly).toBe(false);
});

test("refresh throws edits away; another record takes the place of this one in the same session", async () => {
  const [first, second] = [await created(), await created()];
  first.setValue("fsn_name", "Edited");
  await first.refresh();
  expect(first.attribute("fsn_name")?.value).toBe("Standing desks");
  second.setValue("fsn_name", "The second");
  await second.save(1);
  await first.openRecord(second.recordId ?? "", { fsn_name: "From the list" });
  expect(first.recordName).toBe("The second");
  expect(first.dirty).toBe(false);
});

test("a session opened on a list's row shows that row until the record has come", async () => {
  const { recordId } = await created();
  const session = open(recordId, { cachedRow: { fsn_name: "From the list" } });
  expect(session.loaded).toBe(false);
  expect(session.attribute("fsn_name")?.value).toBe("From the list");
  expect(session.attribute("fsn_amount")?.value).toBeNull();
  await session.load();
  expect(session.loaded).toBe(true);
  expect(session.attribute("fsn_amount")?.value).toBe(1250.5);
});

test("a secured column without permission is masked, cannot be set and is never sent", async () => {
  const { recordId } = await created();
  const restricted: UserRights = {
    ...rights,
    user: { id: clerk, name: "Clerk", entityType: "systemuser" },
    column: () => ({ canRead: false, canCreate: false, canUpdate: false }),
  };
  const session = open(recordId, { rights: restricted });
  await session.load();
  expect(session.attribute("fsn_bankaccount")?.security).toEqual({ readable: false, editable: false, secured: true });
  session.setValue("fsn_bankaccount", "DE00");
  expect(session.attribute("fsn_bankaccount")).toMatchObject({ value: null, dirty: false });
  expect(session.isColumnReadOnly("fsn_bankaccount")).toBe(true);
  // A component has to heed the column's security itself, as in Dynamics.
  expect(session.isColumnDisabled("fsn_bankaccount")).toBe(false);
});

test("autosave waits for its delay after the last change, and not before the first save", async () => {
  jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask", "performance"] });
  try {
    const unsaved = open(null, { autosave: true });
    unsaved.setValue("fsn_name", "New");
    jest.advanceTimersByTime(60_000);
    expect(sent).toEqual([]);
  } finally {
    jest.useRealTimers();
  }
  const session = open((await created()).recordId, { autosave: true, autosaveDelay: 5 });
  await session.load();
  const saved = new Promise<void>((resolve) => session.subscribe((change) => change.kind === "saved" && resolve()));
  session.setValue("fsn_name", "By itself");
  await saved;
  expect(session.dirty).toBe(false);
  session.dispose();
});

test("an autosave that fails is told to the form", async () => {
  const { recordId } = await created();
  let tell: (outcome: SaveOutcome) => void = nothing;
  const told = new Promise<SaveOutcome>((resolve) => (tell = resolve));
  const session = open(recordId, { autosave: true, autosaveDelay: 5, onAutosave: (outcome) => tell(outcome) });
  await session.load();
  await webApi.deleteRecord("fsn_purchaserequest", recordId ?? "");
  session.setValue("fsn_name", "Too late");
  expect(await told).toMatchObject({ kind: "failed", failure: { title: "Record Is Unavailable" } });
  session.dispose();
});

test("law: a form is dirty exactly in the columns whose value differs from what was loaded", async () => {
  const session = await created();
  const names = ["fsn_name", "fsn_email", "fsn_description"] as const;
  const loaded = new Map(names.map((name) => [name, session.attribute(name)?.value ?? null]));
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom(...names),
          fc.oneof(fc.constantFrom("Standing desks", "", null), fc.string({ maxLength: 20 })),
        ),
      ),
      (steps) => {
        const now = new Map(loaded);
        for (const [name, value] of steps) {
          session.setValue(name, value);
          now.set(name, value === "" ? null : value);
        }
        expect([...session.dirtyColumns].sort()).toEqual(
          names.filter((name) => now.get(name) !== loaded.get(name)).sort(),
        );
        for (const name of names) session.setValue(name, loaded.get(name) ?? null);
        expect(session.dirty).toBe(false);
      },
    ),
  );
});

test("of two saves and a deactivation asked for at once, each waits for the one before it", async () => {
  const session = await created();
  let under = 0;
  let most = 0;
  beforeRequest = async ({ method }) => {
    if (method !== "PATCH") return;
    under += 1;
    most = Math.max(most, under);
    await new Promise((resolve) => setTimeout(resolve, 50));
    // The second save has something of its own to send.
    session.setValue("fsn_description", `Changed during write ${most}`);
    under -= 1;
  };
  session.setValue("fsn_email", "mia@contoso.com");
  await Promise.all([session.save(1), session.save(1), session.setState(1)]);
  expect(most).toBe(1);
  expect(session.stateValue).toBe(1);
});

describe("nothing is lost", () => {
  const rowsNamed = async (name: string) =>
    (
      await webApi.retrieveMultipleRecords(
        "fsn_purchaserequest",
        `?$select=fsn_name,fsn_email,_fsn_vendor_value&$filter=fsn_name eq '${name}'`,
      )
    ).entities;
  const losing = (method: string): void => {
    instead = (request) => {
      if (request.method !== method) return null;
      throw new TypeError("Failed to fetch");
    };
  };
  const whole = (): void => {
    instead = () => null;
  };

  test("a create whose answer was lost, saved once more, makes one row with what was entered last", async () => {
    const session = open(null);
    await session.load();
    fill(session);
    session.setValue("fsn_name", "Once only");
    session.setValue("fsn_email", "first@contoso.com");
    session.setValue("fsn_description", "For the office");
    losing("POST");
    expect((await session.save(1)).kind).toBe("failed");
    whole();
    session.setValue("fsn_email", null);
    session.setValue("fsn_description", "For the new office");
    expect(await session.save(1)).toEqual({ kind: "saved", created: true });
    const rows = await rowsNamed("Once only");
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ fsn_email: null, _fsn_vendor_value: vendor });
    expect(session.recordId).toBe(rows[0]?.["fsn_purchaserequestid"]);
    expect(session.attribute("fsn_description")?.value).toBe("For the new office");
    expect(session.dirty).toBe(false);
  });

  test.each(["GET", "PATCH"])(
    "what was changed after a lost answer reaches the row, though a lost %s came between as well",
    async (method) => {
      const session = open(null);
      await session.load();
      fill(session);
      session.setValue("fsn_name", `Thrice for ${method}`);
      session.setValue("fsn_email", "first@contoso.com");
      losing("POST");
      await session.save(1);
      session.setValue("fsn_email", "second@contoso.com");
      whole();
      beforeRequest = (request) => {
        if (request.method === method) throw new TypeError("Failed to fetch");
      };
      expect((await session.save(1)).kind).toBe("failed");
      beforeRequest = nothing;
      expect(await session.save(1)).toEqual({ kind: "saved", created: true });
      expect(await rowsNamed(`Thrice for ${method}`)).toMatchObject([{ fsn_email: "second@contoso.com" }]);
    },
  );

  test("the same request saved again unchanged writes nothing a second time", async () => {
    const session = open(null);
    await session.load();
    fill(session);
    losing("POST");
    await session.save(1);
    whole();
    sent = [];
    expect((await session.save(1)).kind).toBe("saved");
    expect(sent.map(({ method }) => method)).toEqual(["POST", "GET", "GET"]);
  });

  test("a key that another row holds is still an error", async () => {
    const session = open(null);
    await session.load();
    fill(session);
    beforeRequest = ({ method }) => {
      if (method === "POST") throw new TypeError("Failed to fetch");
    };
    await session.save(1);
    beforeRequest = nothing;
    instead = ({ method }) =>
      method === "POST"
        ? Response.json(
            { error: { code: "0x80040237", message: "A record with matching key values already exists." } },
            { status: 412, headers: { "OData-Version": "4.0" } },
          )
        : method === "GET"
          ? Response.json(
              { error: { code: "0x80040217", message: "Does Not Exist" } },
              { status: 404, headers: { "OData-Version": "4.0" } },
            )
          : null;
    expect(await session.save(1)).toMatchObject({
      kind: "failed",
      failure: { message: "A record with matching key values already exists." },
    });
    expect(session.recordId).toBeNull();
  });

  test.each(["POST", "PATCH"])("a sign-in page in answer to a %s is no save", async (method) => {
    const session = method === "POST" ? open(null) : await created();
    await session.load();
    fill(session);
    session.setValue("fsn_email", "mia@contoso.com");
    instead = (request) => (request.method === method ? signInPage() : null);
    expect(await session.save(1)).toMatchObject({
      kind: "failed",
      failure: { title: "No answer from Dataverse" },
    });
    expect(session.attribute("fsn_email")?.value).toBe("mia@contoso.com");
    expect(session.dirtyColumns).toContain("fsn_email");
  });

  test.each([
    ["a lost connection", () => losing("GET")],
    ["a sign-in page", () => (instead = ({ method }) => (method === "GET" ? signInPage() : null))],
  ])("saved, but not read again for %s: the form says so until it is read", async (_, hinder) => {
    const session = await created();
    session.setValue("fsn_email", "mia@contoso.com");
    hinder();
    expect((await session.save(1)).kind).toBe("saved");
    expect(session.dirty).toBe(false);
    expect(session.notifications).toMatchObject([
      { level: "warning", text: expect.stringMatching(/^Your changes are saved, but the record could not be read/) },
    ]);
    whole();
    await session.refresh();
    expect(session.notifications).toEqual([]);
    expect(session.attribute("fsn_email")?.value).toBe("mia@contoso.com");
  });

  test("what is typed while a refresh is under way stays, unsaved", async () => {
    const session = await created();
    beforeRequest = ({ method }) => {
      if (method === "GET") session.setValue("fsn_email", "typed@contoso.com");
    };
    await session.refresh();
    expect(session.attribute("fsn_email")?.value).toBe("typed@contoso.com");
    expect(session.dirtyColumns).toEqual(["fsn_email"]);
  });

  test("what is entered before the next record is there is not taken, and told word by word", async () => {
    const [first, second] = [await created(), await created()];
    beforeRequest = ({ method }) => {
      if (method === "GET") first.setValue("fsn_email", "early@contoso.com");
    };
    await first.openRecord(second.recordId ?? "");
    expect(first.dirty).toBe(false);
    expect(first.attribute("fsn_email")?.value).toBeNull();
    expect(first.notifications.map(({ text }) => text)).toEqual([expect.stringContaining("“early@contoso.com”")]);
  });

  test("a record that could not be loaded takes no input and no save, until it is there", async () => {
    const [first, second] = [await created(), await created()];
    losing("GET");
    await expect(first.openRecord(second.recordId ?? "")).rejects.toMatchObject({ message: expect.any(String) });
    expect(first.missing).toBe(true);
    first.setValue("fsn_name", "Into the void");
    expect((await first.save(1)).kind).toBe("unchanged");
    whole();
    await first.load();
    expect([first.loaded, first.missing, first.recordName]).toEqual([true, false, "Standing desks"]);
    expect(first.notifications.map(({ text }) => text)).toEqual([expect.stringContaining("“Into the void”")]);
  });
});

import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { fakeContext, type FakeOptions } from "../../shared/testing/fakeContext";
import { MountedControl } from "../../shared/testing/MountedControl";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import { ApprovalTimeline } from "./index";

const RECORD = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
const OTHER = "7f9619ff-8b86-d011-b42d-00cf4fc964ff";
const FORMATTED = "@OData.Community.Display.V1.FormattedValue";
const TABLE = "@Microsoft.Dynamics.CRM.lookuplogicalname";
type Rows = Readonly<
  Record<string, readonly Record<string, unknown>[] | { readonly errorCode: number; readonly message: string }>
>;

const owner = (name: string, table = "systemuser"): Record<string, unknown> => ({
  _ownerid_value: name.toLowerCase(),
  [`_ownerid_value${FORMATTED}`]: name,
  [`_ownerid_value${TABLE}`]: table,
});
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const approval = (id: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  msdyn_flow_approvalid: id,
  msdyn_flow_approval_title: `Approve ${id}`,
  msdyn_flow_approval_itemlink: `https://contoso.crm.dynamics.com/main.aspx?etn=fsn_purchaserequest&id=${RECORD}`,
  statuscode: 192350001,
  [`statuscode${FORMATTED}`]: "Pending",
  createdon: daysAgo(3),
  ...owner("Rita Requester"),
  ...more,
});
const request = (
  id: string,
  of: string,
  name: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> => ({
  msdyn_flow_approvalrequestid: id,
  _msdyn_flow_approvalrequest_approval_value: of,
  msdyn_flow_approvalrequest_stepnumber: 1,
  stagenumber: 1,
  statuscode: 1,
  createdon: daysAgo(3),
  ...owner(name),
  ...more,
});
const response = (
  id: string,
  of: string,
  name: string,
  answer: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> => ({
  msdyn_flow_approvalresponseid: id,
  _msdyn_flow_approvalresponse_approval_value: of,
  msdyn_flow_approvalresponse_response: answer,
  msdyn_flow_approvalresponse_stepnumber: 1,
  stagenumber: 1,
  statuscode: 192350002,
  createdon: daysAgo(1),
  ...owner(name),
  ...more,
});

/** Answers as Dataverse does for the tables given, in one page each; a table that is not given does not exist. */
function server(tables: Rows) {
  return {
    retrieveMultipleRecords: jest.fn(async (table: string) => {
      const answer = tables[table] ?? {
        errorCode: 0x8006088a,
        message: `Resource not found for the segment '${table}s'.`,
      };
      if ("errorCode" in answer) throw answer;
      return { entities: [...answer], nextLink: "" };
    }),
  };
}
const EMPTY: Rows = {
  msdyn_flow_approvalrequest: [],
  msdyn_flow_approvalresponse: [],
  msdyn_flow_approvalstep: [],
  msdyn_flow_basicapprovalmodel: [],
};
const WAITING: Rows = {
  ...EMPTY,
  msdyn_flow_approval: [approval("a")],
  msdyn_flow_approvalrequest: [request("r1", "a", "Mia Chen"), request("r2", "a", "Omar Haddad")],
};

function contextOf(
  tables: Rows,
  more: Partial<FakeOptions> & { readonly stored?: string | null; readonly security?: object } = {},
): ComponentFramework.Context<IInputs> {
  const { stored = null, security, ...options } = more;
  return fakeContext<IInputs>({
    control: "ApprovalTimeline",
    recordId: RECORD,
    webAPI: server(tables),
    ...options,
    parameters: {
      summary: {
        raw: stored,
        type: "SingleLine.Text",
        security,
        attributes: { LogicalName: "fsn_approvalsummary", DisplayName: "Approval summary", MaxLength: 200 },
      },
      ...options.parameters,
    },
  });
}
function mount(context: ComponentFramework.Context<IInputs>): MountedControl<IInputs, IOutputs> {
  const mounted = new MountedControl<IInputs, IOutputs>(new ApprovalTimeline());
  mounted.show(context);
  return mounted;
}

it("shows who is waited for, and writes the status only when a person asks for it", async () => {
  const control = mount(contextOf(WAITING));
  expect(await screen.findByRole("status")).toHaveTextContent("Waiting for Mia Chen and Omar Haddad");
  expect(screen.getAllByText("Waiting for an answer")).toHaveLength(2);
  expect(control.outputs).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Write status to Approval summary" }));
  expect(control.outputs).toEqual([{ summary: "Waiting for Mia Chen and Omar Haddad" }]);
});

it("keeps the focus of a person who wrote the status, until they go on", async () => {
  const control = mount(contextOf(WAITING));
  const offer = await screen.findByRole("button", { name: "Write status to Approval summary" });
  await userEvent.click(offer);
  control.show(contextOf(WAITING, { stored: "Waiting for Mia Chen and Omar Haddad" }));
  expect(offer).toHaveFocus();
  expect(offer).toHaveAttribute("aria-disabled", "true");
  await userEvent.tab();
  expect(screen.queryByRole("button", { name: /Write status/ })).toBeNull();
});

it("offers nothing when the form says the same, is locked, or hides the column", async () => {
  for (const context of [
    contextOf(WAITING, { stored: "Waiting for Mia Chen and Omar Haddad" }),
    contextOf(WAITING, { disabled: true }),
    contextOf(WAITING, { security: { readable: false, editable: false, secured: true } }),
  ]) {
    const control = mount(context);
    expect(await screen.findByRole("status")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /Write status/ })).toBeNull();
    control.destroy();
  }
});

it("asks for few requests and never for the address that a flow listens on", async () => {
  const webAPI = server(WAITING);
  mount(contextOf(WAITING, { webAPI }));
  await screen.findByRole("status");
  expect(webAPI.retrieveMultipleRecords.mock.calls.length).toBeLessThanOrEqual(5);
  expect(JSON.stringify(webAPI.retrieveMultipleRecords.mock.calls)).not.toMatch(/notificationuri/i);
});

it("says on a new record that there is nothing yet, and asks nothing", () => {
  const webAPI = server(WAITING);
  mount(contextOf(WAITING, { recordId: null, webAPI }));
  expect(screen.getByText(/hasn't been created yet/)).toBeInTheDocument();
  expect(webAPI.retrieveMultipleRecords).not.toHaveBeenCalled();
});

it("reads the approvals once a new record is saved, without a new init", async () => {
  const control = mount(contextOf(WAITING, { recordId: null }));
  control.show(contextOf(WAITING));
  expect(await screen.findByRole("status")).toHaveTextContent("Waiting for Mia Chen");
});

it("never shows the former record's approvals on the next", async () => {
  const control = mount(contextOf(WAITING));
  await screen.findByText("Approve a");
  control.show(contextOf({ ...EMPTY, msdyn_flow_approval: [] }, { recordId: OTHER }));
  expect(screen.queryByText("Approve a")).toBeNull();
  expect(await screen.findByRole("status")).toHaveTextContent("No approvals yet");
});

it("an environment without the tables is not an error", async () => {
  mount(contextOf({}));
  expect(await screen.findByText("Power Automate approvals are not set up in this environment.")).toBeInTheDocument();
  expect(screen.queryByRole("alert")).toBeNull();
});

it("without permission it says so, keeps the reason, and tries again", async () => {
  const tables: Record<string, Rows[string]> = {
    ...WAITING,
    msdyn_flow_approval: { errorCode: 0x80040220, message: "missing prvReadmsdyn_flow_approval" },
  };
  mount(contextOf(tables));
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("You do not have permission");
  expect(alert).toHaveTextContent("missing prvReadmsdyn_flow_approval");
  tables["msdyn_flow_approval"] = [approval("a")];
  await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Approve a")).toBeInTheDocument();
});

it("a table that may not be read makes the history partial, and it says which", async () => {
  mount(contextOf({ ...WAITING, msdyn_flow_approvalresponse: { errorCode: 0x80040220, message: "no" } }));
  const note = await screen.findByText(/may not be the whole history/);
  expect(note).toHaveTextContent("You may not read the table msdyn_flow_approvalresponse.");
});

it("says that a role shows only shared rows", async () => {
  mount(contextOf(WAITING, { utils: { hasEntityPrivilege: () => false } }));
  expect(await screen.findByText(/may not be the whole history/)).toHaveTextContent(
    "only approvals that are yours or shared with you",
  );
});

it("offline: says so, with the way out", async () => {
  mount(contextOf({ ...WAITING, msdyn_flow_approval: { errorCode: 0, message: "" } }, { offline: true }));
  expect(await screen.findByRole("alert")).toHaveTextContent("You are offline");
});

describe("whether a decision still fits the record", () => {
  const DECIDED: Rows = {
    ...WAITING,
    msdyn_flow_approval: [approval("a", { statuscode: 192350004, msdyn_flow_approval_completedon: daysAgo(1) })],
    msdyn_flow_approvalrequest: [request("r1", "a", "Mia Chen", { statuscode: 2 })],
    msdyn_flow_approvalresponse: [response("s", "a", "Mia Chen", "Approve")],
    msdyn_flow_basicapprovalmodel: [],
  };
  const changed = (column: string): Rows => ({
    ...DECIDED,
    audit: [
      { createdon: daysAgo(9), operation: 1, changedata: null },
      {
        createdon: daysAgo(0.5),
        operation: 2,
        changedata: JSON.stringify({
          changedAttributes: [{ logicalName: column, oldValue: "4000", newValue: "9000" }],
        }),
        _userid_value: "omar",
        [`_userid_value${FORMATTED}`]: "Omar Haddad",
      },
    ],
  });
  const parameters = { recordTable: { raw: "fsn_purchaserequest", type: "SingleLine.Text" } };

  it("an approval that the amount has left behind is not plainly approved, and says why", async () => {
    mount(contextOf(changed("fsn_amount"), { parameters }));
    expect(await screen.findByText(/Changed since: fsn_amount from 4000 to 9000\. By Omar Haddad/)).toBeInTheDocument();
    expect(screen.getByRole("status")).toHaveTextContent("Approved by Mia Chen, but the record has changed since");
  });

  it("a column that does not matter changes nothing", async () => {
    const materialColumns = { raw: "fsn_vendor, fsn_category", type: "SingleLine.Text" };
    mount(contextOf(changed("fsn_amount"), { parameters: { ...parameters, materialColumns } }));
    await screen.findByText("Approve a");
    await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent(/^Approved by Mia Chen$/));
    expect(screen.queryByText(/Changed since/)).toBeNull();
  });
});

it("a mistake in the mapping of an own table is named with its place, and the rest still shows", async () => {
  const tableMapping = { raw: '{"version":2,"table":"fsn_step"}', type: "Multiple" };
  mount(contextOf(WAITING, { parameters: { tableMapping } }));
  expect(await screen.findByText("version: 2 is not possible. Possible: 1.")).toBeInTheDocument();
  expect(screen.getByText("record: It is missing.")).toBeInTheDocument();
  expect(screen.getByText("Approve a")).toBeInTheDocument();
});

it("since when, until when, then what stands below the status", async () => {
  mount(
    contextOf({
      ...WAITING,
      msdyn_flow_approval: [approval("a", { msdyn_flow_approval_dueon: daysAgo(-4) })],
      approvalstageorder: [
        {
          approvalstageorderid: "o1",
          _approval_value: "a",
          name: "Plant",
          ordernumber: 1,
          type: 192350000,
          statuscode: 1,
        },
        {
          approvalstageorderid: "o2",
          _approval_value: "a",
          name: "Board",
          ordernumber: 2,
          type: 192350000,
          statuscode: 192350001,
        },
      ],
    }),
  );
  expect(await screen.findByText(/^Since .+ · Due on .+ · then Board$/)).toBeInTheDocument();
});

it("says when nothing is listening any more", async () => {
  mount(contextOf({ ...WAITING, msdyn_flow_approval: [approval("a", { createdon: daysAgo(31) })] }));
  expect(await screen.findByText(/Nothing is listening any more/)).toBeInTheDocument();
});

it("a secured comment is restricted, not missing", async () => {
  const metadata = { Attributes: { get: () => ({ attributeDescriptor: { IsSecured: true } }) } };
  mount(
    contextOf(
      { ...WAITING, msdyn_flow_approvalresponse: [response("s", "a", "Mia Chen", "Approve")] },
      { utils: { getEntityMetadata: () => Promise.resolve(metadata) } },
    ),
  );
  expect(await screen.findByText("Comment restricted")).toBeInTheDocument();
});

it("what people wrote is text, never markup", async () => {
  const nasty = `<img src=x onerror="alert(1)"> javascript:alert(1) ${"x".repeat(4000)}`;
  mount(
    contextOf({
      ...WAITING,
      msdyn_flow_approval: [approval("a", { msdyn_flow_approval_title: "<b>bold</b>" })],
      msdyn_flow_approvalresponse: [
        response("s", "a", "Mia Chen", "Approve", { msdyn_flow_approvalresponse_comments: nasty }),
      ],
    }),
  );
  expect(await screen.findByText("<b>bold</b>")).toBeInTheDocument();
  expect(screen.getByText((_, element) => element?.tagName === "BLOCKQUOTE")).toHaveTextContent("<img src=x");
  expect(document.querySelector("img, a")).toBeNull();
});

it("names that are missing and teams are told", async () => {
  mount(
    contextOf({
      ...WAITING,
      msdyn_flow_approvalrequest: [
        request("r1", "a", "Buyers", owner("Buyers", "team")),
        { ...request("r2", "a", "x"), [`_ownerid_value${FORMATTED}`]: undefined },
      ],
    }),
  );
  expect(await screen.findByText("Buyers (team)")).toBeInTheDocument();
  expect(screen.getByText("Person without a name")).toBeInTheDocument();
});

it("an unknown status is neutral and keeps its own word", async () => {
  mount(
    contextOf({
      ...WAITING,
      msdyn_flow_approval: [approval("a", { statuscode: 192350003, [`statuscode${FORMATTED}`]: "Brand new" })],
    }),
  );
  expect(await screen.findByRole("status")).toHaveTextContent("Status Brand new");
  expect(screen.queryByText(/Approved/)).toBeNull();
});

it("shows the newest open, earlier ones on demand, and opens them by keyboard", async () => {
  const many = Array.from({ length: 5 }, (_, index) =>
    approval(`n${index}`, { createdon: daysAgo(index), msdyn_flow_approval_title: `Round ${index}` }),
  );
  mount(contextOf({ ...EMPTY, msdyn_flow_approval: many }));
  await screen.findByText("Round 0");
  expect(screen.queryByText("Round 3")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Show 2 earlier approvals" }));
  const toggle = screen.getByRole("button", { name: "Round 4" });
  expect(toggle).toHaveAttribute("aria-expanded", "false");
  toggle.focus();
  await userEvent.keyboard("{Enter}");
  expect(toggle).toHaveAttribute("aria-expanded", "true");
});

describe("a long history", () => {
  const rounds = Array.from({ length: 5 }, (_, index) =>
    approval(`n${index}`, {
      createdon: daysAgo(index),
      msdyn_flow_approval_title: `Round ${index}`,
      statuscode: 192350001,
    }),
  );
  const people = rounds.map((_, index) => request(`r${index}`, `n${index}`, `Person ${index}`));

  /** Answers for the first three at once, for the others as `later` says. */
  function longServer(later: () => Promise<void>) {
    return {
      retrieveMultipleRecords: jest.fn(async (table: string, options: string) => {
        if (table === "msdyn_flow_approval") return { entities: rounds, nextLink: "" };
        const asked = rounds
          .map((_, index) => `n${index}`)
          .filter((key) => decodeURIComponent(options).includes(`eq ${key}`));
        if (asked.includes("n3")) await later();
        const rows =
          table === "msdyn_flow_approvalrequest"
            ? people.filter((row) => asked.includes(String(row["_msdyn_flow_approvalrequest_approval_value"])))
            : [];
        return { entities: rows, nextLink: "" };
      }),
    };
  }

  it("shows the newest at once, says what is still loading, and then has everything", async () => {
    let release: () => void = () => undefined;
    const later = new Promise<void>((resolve) => (release = resolve));
    mount(contextOf({}, { webAPI: longServer(() => later) }));
    expect(await screen.findByRole("status")).toHaveTextContent("Waiting for Person 0");
    expect(screen.getAllByRole("heading").map(({ textContent }) => textContent)).toEqual([
      "Round 0",
      "Round 1",
      "Round 2",
    ]);
    const progress = screen.getByRole("progressbar", { name: "Loading 2 earlier approvals…" });
    expect([progress.getAttribute("aria-valuenow"), progress.getAttribute("aria-valuemax")]).toEqual(["3", "5"]);
    expect(screen.getByRole("group", { name: "Approvals" })).toHaveAttribute("aria-busy", "false");
    expect(screen.queryByRole("button", { name: /earlier approvals/ })).toBeNull();
    release();
    await userEvent.click(await screen.findByRole("button", { name: "Show 2 earlier approvals" }));
    expect(screen.queryByRole("progressbar")).toBeNull();
    expect(screen.getAllByRole("heading")).toHaveLength(5);
  });

  it("keeps the newest when the rest fails, says what is missing, and reads it on demand", async () => {
    let fails = true;
    mount(
      contextOf(
        {},
        {
          webAPI: longServer(() => (fails ? Promise.reject({ errorCode: 0, message: "" }) : Promise.resolve())),
          offline: true,
        },
      ),
    );
    const alert = await screen.findByRole("alert");
    expect(screen.getByText("Round 0")).toBeInTheDocument();
    expect(screen.queryByRole("progressbar")).toBeNull();
    expect(screen.getByText(/may not be the whole history/)).toHaveTextContent(
      "2 earlier approvals have not been read yet.",
    );
    fails = false;
    await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("button", { name: "Show 2 earlier approvals" })).toBeInTheDocument();
    expect(screen.queryByText(/may not be the whole history/)).toBeNull();
  });
});

it("one approval with 10,000 people puts only a few of them on the page", async () => {
  const requests = Array.from({ length: 10_000 }, (_, index) => request(`r${index}`, "a", `Person ${index}`));
  mount(contextOf({ ...WAITING, msdyn_flow_approvalrequest: requests }));
  await screen.findByText("Person 0");
  expect(screen.getAllByText("Waiting for an answer")).toHaveLength(20);
  await userEvent.click(screen.getByRole("button", { name: "Show 50 more" }));
  expect(screen.getAllByText("Waiting for an answer")).toHaveLength(70);
});

it("of 200 rounds the newest are shown, where it is waiting, and the earlier ones on demand", async () => {
  const rounds = Array.from({ length: 200 }, (_, index) => index + 1);
  const numbered = (step: number) => ({ msdyn_flow_approvalrequest_stepnumber: step });
  const answered = rounds
    .slice(0, -1)
    .map((step) =>
      response(`answer${step}`, "a", "Mia Chen", "Approve", { msdyn_flow_approvalresponse_stepnumber: step }),
    );
  mount(
    contextOf({
      ...WAITING,
      msdyn_flow_approvalrequest: rounds.map((step) => request(`r${step}`, "a", "Mia Chen", numbered(step))),
      msdyn_flow_approvalresponse: answered,
    }),
  );
  expect(await screen.findByText(/^Step 200,/)).toBeInTheDocument();
  expect(screen.getAllByText(/^Step \d+,/)).toHaveLength(10);
  await userEvent.click(screen.getByRole("button", { name: "Show 50 earlier steps" }));
  const steps = screen.getAllByText(/^Step \d+,/).map(({ textContent }) => Number(/\d+/.exec(textContent)));
  expect(steps).toEqual(rounds.slice(-60));
});

it("lists every event on demand, an inferred time marked as such", async () => {
  mount(
    contextOf({
      ...WAITING,
      msdyn_flow_approvalrequest: [
        request("r1", "a", "Mia Chen", { statuscode: 192350000 }),
        request("r2", "a", "Omar Haddad", { _msdyn_flow_approvalrequest_reassignedfrom_value: "r1" }),
      ],
    }),
  );
  expect(await screen.findByText("Reassigned: Mia Chen → Omar Haddad")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "All 3 events" }));
  const event = screen.getByText("Reassigned to Omar Haddad").closest("li");
  expect(event).toHaveTextContent(/^about/);
  expect(event).toHaveAttribute("title", "msdyn_flow_approvalrequest r2");
});

it("speaks German, from right to left where the user reads so", async () => {
  mount(contextOf(WAITING, { language: 1031, rtl: true }));
  expect(await screen.findByRole("status")).toHaveTextContent("Wartet auf Mia Chen und Omar Haddad");
  expect(screen.getByRole("group", { name: /Approvals|Genehmigungen/ }).closest("[dir]")).toHaveAttribute("dir", "rtl");
});

it("two on one form share no ids", async () => {
  mount(contextOf(WAITING));
  mount(contextOf(WAITING));
  await waitFor(() => expect(screen.getAllByRole("status")).toHaveLength(2));
  const ids = Array.from(document.querySelectorAll("[id]"), ({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it("keeps what it shows while it refreshes", async () => {
  const webAPI = server(WAITING);
  mount(contextOf(WAITING, { webAPI }));
  await screen.findByText("Approve a");
  await userEvent.click(screen.getByRole("button", { name: "Refresh approvals" }));
  expect(screen.getByText("Approve a")).toBeInTheDocument();
  await waitFor(() =>
    expect(screen.getByRole("group", { name: /Approvals|Genehmigungen/ })).toHaveAttribute("aria-busy", "false"),
  );
});

it("comes up in a harness whose calls all reject", async () => {
  mount(contextOf({}, { webAPI: {}, recordId: RECORD }));
  expect(await screen.findByRole("alert")).toBeInTheDocument();
});

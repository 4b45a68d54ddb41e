/** @jest-environment ./host/testing/environment.cjs */
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { forbidden } from "../../host/testing/embedded";
import {
  caption,
  details,
  field,
  focus,
  Form,
  paste,
  put,
  snapshotOf,
  status,
  theEmbedded,
  valueOf,
} from "./testing/form";

describe("each state is its own", () => {
  it("masked: asterisks, nothing else, no request", () => {
    const log: string[] = [];
    new Form({ account: "110100", security: { readable: false, editable: false, secured: true }, api: { log } });
    expect(screen.getByRole("textbox", { name: "Ledger account" })).toHaveValue("********");
    expect(log).toEqual([]);
  });

  it("read-only: the text with names and why it is invalid; nothing to change", async () => {
    new Form({ account: "606100-007", disabled: true });
    expect(await screen.findByRole("textbox", { name: "Ledger account" })).toHaveAttribute("readonly");
    expect(await status("007 is suspended.")).toBeInTheDocument();
    expect(screen.getByText(/Licensing/)).toBeInTheDocument();
    expect(screen.queryByRole("button")).toBeNull();
    expect(await status("Not a valid account")).toBeInTheDocument();
  });

  it("no company yet", () => {
    new Form({ company: "" });
    expect(screen.getByText(/^Choose a legal entity first/)).toBeInTheDocument();
  });

  it("a hidden company: nobody is told to choose what they cannot see", () => {
    new Form({ account: "110100", company: "", companySecurity: { readable: false, editable: false, secured: true } });
    expect(screen.queryByText(/^Choose a legal entity/)).toBeNull();
    expect(screen.getByText(/^The legal entity is hidden from you/)).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: "Ledger account" })).toHaveValue("110100");
  });

  it("required: told to those who do not see the star", async () => {
    new Form({ requiredLevel: 2 });
    expect(await field("Main account")).toBeRequired();
  });

  it("required and locked segments of the maker's", async () => {
    const form = new Form({
      account: "606100",
      properties: { requiredSegments: "CostCenter", lockedSegments: "BusinessUnit" },
    });
    expect(await status(/^Missing: .*Cost center/)).toBeInTheDocument();
    expect(await field("Business unit")).toHaveAttribute("readonly");
    expect(await details()).toHaveTextContent("Business unit--- locked");
    await paste("Department", "606100-003-027-009");
    form.settle();
    expect(form.values.account).toBe("606100--027-009");
    expect(await status("Locked, so it stays: Business unit blank")).toBeInTheDocument();
    // Nor by way of the search box.
    await put("Search", "portable", "");
    fireEvent.click(await screen.findByRole("option", { name: /^004/ }));
    expect(await status("Business unit is locked and cannot be changed here.")).toBeInTheDocument();
    expect(await valueOf("Business unit")).toBe("");
  });

  it("no permission: which table, which role, what stands in the column, and another try", async () => {
    let denied = true;
    new Form({
      account: "110100",
      api: { fault: (address) => (denied && address.includes("fsn_dimensions?") ? forbidden() : undefined) },
    });
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "You have no permission to read the table fsn_dimension. Ask your administrator for the role Fieldstone User.",
    );
    expect(screen.getByRole("textbox", { name: "Ledger account" })).toHaveValue("110100");
    denied = false;
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await valueOf("Main account")).toBe("110100");
  });

  it("a part that cannot be read: which, and no more is claimed than is known", async () => {
    new Form({
      account: "110100-001",
      api: { fault: (address) => (address.includes("fsn_advancedrules?") ? forbidden() : undefined) },
    });
    expect(await status("Valid, as far as it can be verified")).toBeInTheDocument();
    expect(await details()).toHaveTextContent(
      "Advanced rules cannot be verified: the table fsn_advancedrule could not be read.",
    );
  });

  it("offline: the text, or the snapshot with its date", async () => {
    const form = new Form({ account: "110100", offline: true, api: { offline: true } });
    expect(await screen.findByRole("alert")).toHaveTextContent("You are offline");
    expect(screen.getByRole("textbox", { name: "Ledger account" })).toHaveValue("110100");
    const snapshot = JSON.stringify({
      version: "1",
      takenOn: "2026-03-05T10:00:00Z",
      dimensions: [{ name: "MainAccount", kind: "mainAccount", values: [{ value: "110100" }] }],
      legalEntities: [{ name: "USMF", structures: ["All"] }],
      structures: [{ name: "All", kind: "account", segments: ["MainAccount"], rows: [{ criteria: ["*"] }] }],
      rules: [],
      derived: [],
      defaults: [],
      aliases: [],
      integrationFormat: [],
    });
    form.change({ properties: { snapshot } });
    expect(await status("Snapshot of 2026-03-05T10:00")).toBeInTheDocument();
    expect(await status("Valid account")).toBeInTheDocument();
  });

  /** A connection that comes and goes, as requests meet it. */
  const line = (up: boolean) => {
    const wire = { up };
    const fault = (): undefined => {
      if (!wire.up) throw new TypeError("Failed to fetch");
    };
    return { wire, api: { fault } };
  };

  it("gone offline after loading: goes on with what was loaded, and says so", async () => {
    const { wire, api } = line(true);
    const form = new Form({ account: "110100-001", api });
    await status("Valid account");
    wire.up = false;
    form.change({ offline: true });
    expect(await status("Offline")).toBeInTheDocument();
    expect(await details()).toHaveTextContent("You are offline. The values are those that were loaded before.");
    await put("Business unit", "002");
    form.settle();
    expect(form.values.account).toBe("110100-002");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("connected again: reads by itself what it could not", async () => {
    const { wire, api } = line(false);
    const form = new Form({ account: "110100", offline: true, api });
    expect(await screen.findByRole("alert")).toHaveTextContent("You are offline");
    wire.up = true;
    form.change({ offline: false });
    expect(await valueOf("Main account")).toBe("110100");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("an empty model: who can mend it", async () => {
    new Form({ account: "110100", company: "ZZZZ" });
    expect(
      await status("No account structure is set up for company ZZZZ. A finance key user can add one."),
    ).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: "Ledger account" })).toHaveValue("110100");
  });

  it("a ledger with mistakes: that there are some, and who can see them, in one line of the panel", async () => {
    const ledger = (second: string) =>
      snapshotOf({ MainAccount: ["1"], D: ["a", "b"] }, [
        ["1", "a"],
        ["1", second],
      ]);
    const form = new Form({ account: "1-a", properties: ledger('b;"c') });
    expect(await details()).toHaveTextContent(/The ledger has mistakes.*key user can see them/);
    expect(screen.getByText("Snapshot without a date")).toBeInTheDocument();
    form.change({ properties: ledger("b") });
    await waitFor(() => expect(screen.queryByText(/^The ledger has mistakes/)).toBeNull());
    expect(await field("MainAccount")).toBeInTheDocument();
  });

  it("mistakes in the maker's settings: place and mend", async () => {
    new Form({ properties: { mapping: '{"tables":{"rulez":{}}}' } });
    expect(await screen.findByRole("alert")).toHaveTextContent(
      /The settings of this control have mistakes\..*mapping\.tables\.rulez is not known\. Possible here: dimensions,/,
    );
  });

  it("a snapshot that an environment variable cut off: place and what was met, and the account stays", async () => {
    await theEmbedded().load([
      {
        table: "environmentvariabledefinition",
        rows: [
          {
            environmentvariabledefinitionid: "dddddddd-0000-4000-8000-000000000001",
            schemaname: "fsn_CutOff",
            displayname: "Ledger",
            type: 100000003,
            defaultvalue: `{"version":"1","dimensions":[{"name":"${"x".repeat(2000)}`.slice(0, 2000),
          },
        ],
      },
    ]);
    new Form({ account: "110100", properties: { source: "snapshot", snapshot: "fsn_CutOff" } });
    expect(await screen.findByRole("alert")).toHaveTextContent(
      /The settings of this control have mistakes\..*snapshot is not JSON: Unterminated string/,
    );
    expect(screen.getByRole("textbox", { name: "Ledger account" })).toHaveValue("110100");
  });

  it("wide: one line under a segment, its description or the one thing wrong with it; the rest on demand", async () => {
    new Form({ account: "606100-007-027" });
    await field("Business unit");
    expect([caption("MainAccount"), caption("BusinessUnit"), caption("Department")]).toEqual([
      "Office supplies",
      "Suspended",
      "Procurement",
    ]);
    expect(await field("Business unit")).toBeInvalid();
    expect(await field("Business unit")).toHaveAccessibleDescription("007 is suspended.");
    expect(screen.queryByText("007 is suspended.", { ignore: "[hidden]" })).toBeNull();
    expect(await details()).toHaveTextContent("007 is suspended.");
  });

  it("narrow: codes, and one line for the segment that has the focus or is wrong", async () => {
    new Form({ account: "606100-007-999", width: 240 });
    expect(await field("Business unit")).toBeInvalid();
    expect(await status("Suspended")).toBeVisible();
    expect(caption("BusinessUnit")).toBe("");
    await focus("Department");
    expect(await status("Doesn't exist")).toBeVisible();
    expect(screen.queryByText("Suspended")).toBeNull();
  });

  it("loading: what stands in the column, and that more is to come", () => {
    new Form({ account: "606100-007" });
    expect(screen.getByRole("textbox", { name: "Ledger account" })).toHaveValue("606100-007");
    expect(screen.getByRole("status")).toHaveTextContent("Loading dimensions");
  });

  it("German", async () => {
    new Form({ account: "606100-007", language: 1031 });
    expect(await status("Ausgesetzt")).toBeInTheDocument();
    expect(await field("Business unit")).toHaveAccessibleDescription("007 ist ausgesetzt.");
  });

  it("from right to left: codes keep their order", async () => {
    new Form({ account: "606100-007", rtl: true });
    expect(await field("Business unit")).toHaveAccessibleDescription("\u2068007\u2069 is suspended.");
    expect(await field("Business unit")).toHaveAttribute("dir", "ltr");
  });
});

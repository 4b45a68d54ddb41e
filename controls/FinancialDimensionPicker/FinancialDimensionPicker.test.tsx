/** @jest-environment ./host/testing/environment.cjs */
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { fakeContext, type FakeOptions } from "../../shared/testing/fakeContext";
import { MountedControl } from "../../shared/testing/MountedControl";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import { FinancialDimensionPicker } from "./index";
import { apiOf, forbidden, startEmbedded, type ApiOptions, type Embedded } from "../../host/testing/embedded";

/** The control as a person meets it, over the embedded Dataverse with the sample's ledger. */

let embedded: Embedded;
beforeAll(async () => {
  embedded = await startEmbedded({ rows: "sampleLedger" });
});
afterAll(() => embedded.close());

interface Situation extends Omit<Partial<FakeOptions>, "parameters" | "webAPI"> {
  readonly account?: string;
  readonly company?: string;
  readonly date?: Date;
  readonly api?: ApiOptions;
  readonly width?: number;
  readonly maxLength?: number;
  readonly security?: object;
  readonly requiredLevel?: number;
  /** The id of the record; null: not saved yet. */
  readonly record?: string | null;
  readonly properties?: Readonly<Record<string, string>>;
}

const recordA = "aaaaaaaa-0000-4000-8000-000000000001";
const recordB = "bbbbbbbb-0000-4000-8000-000000000002";

const columns = ["MainAccount", "BusinessUnit", "Department", "CostCenter", "Project", "Customer"];

/** A form with one picker on it: it takes what the control puts out and shows it again, as the host does. */
class Form {
  readonly values: Record<string, unknown> = {};
  readonly control = new FinancialDimensionPicker();
  readonly mounted = new MountedControl<IInputs, IOutputs>(this.control);
  private taken = 0;

  constructor(private situation: Situation = {}) {
    this.values.account = situation.account ?? null;
    this.show();
  }

  change(more: Situation): void {
    this.situation = { ...this.situation, ...more };
    if (more.account !== undefined) this.values.account = more.account;
    this.show();
  }

  private show(): void {
    this.mounted.show(this.context());
  }

  context(): ComponentFramework.Context<IInputs> {
    const {
      company = "USMF",
      api,
      width = 800,
      maxLength = 510,
      properties,
      security,
      requiredLevel = 0,
      record = null,
      date = new Date(2026, 5, 15),
      ...options
    } = this.situation;
    const text = (name: string, length: number, more: object = {}) => ({
      raw: this.values[name] ?? null,
      type: "SingleLine.Text",
      attributes: { LogicalName: `fsn_${name}`, DisplayName: name, MaxLength: length, RequiredLevel: requiredLevel },
      ...more,
    });
    const dimensions = Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [`dimension${index + 1}`, text(`dimension${index + 1}`, 30)]),
    );
    const inputs = {
      legalEntityCode: null,
      dimensionNames: columns.join(";"),
      delimiter: "hyphen",
      escapeCharacter: null,
      format: "ledgerAccount",
      requiredSegments: null,
      lockedSegments: null,
      layout: "auto",
      source: "configuration",
      mapping: null,
      snapshot: null,
      ...properties,
    };
    const context = fakeContext<IInputs>({
      control: "FinancialDimensionPicker",
      ...options,
      webAPI: apiOf(embedded, api),
      parameters: {
        account: text("account", maxLength, { security }),
        company: text("company", 10),
        structure: text("structure", 60),
        ...dimensions,
        legalEntity: {
          raw: company === "" ? null : [{ id: "1", name: company, entityType: "fsn_legalentity" }],
          type: "Lookup.Simple",
        },
        date: { raw: date, type: "DateAndTime.DateOnly" },
        ...Object.fromEntries(Object.entries(inputs).map(([name, raw]) => [name, { raw, type: "SingleLine.Text" }])),
      },
    });
    Object.assign(context.mode, {
      allocatedWidth: width,
      trackContainerResize: () => undefined,
      label: "Ledger account",
    });
    Object.assign(context, {
      page: { entityId: record, entityTypeName: "fsn_purchaserequest" },
      formatting: { formatDateShort: (day: Date, time?: boolean) => day.toISOString().slice(0, time ? 16 : 10) },
    });
    return context;
  }

  /** What the host does a moment after the control has notified it. */
  settle(): void {
    this.answer(this.read());
  }

  /** The outputs since the last reading. */
  read(): readonly object[] {
    const outputs = this.mounted.outputs.slice(this.taken);
    this.taken = this.mounted.outputs.length;
    return outputs;
  }

  answer(outputs: readonly object[]): void {
    if (!outputs.length) return;
    Object.assign(this.values, ...outputs);
    act(() => this.show());
  }
}

const field = (name: string) => screen.findByRole("combobox", { name });
const valueOf = async (name: string): Promise<string> => ((await field(name)) as HTMLInputElement).value;
const typeInto = async (name: string, keys: string): Promise<void> => userEvent.type(await field(name), keys);
const replace = async (name: string, keys: string): Promise<void> =>
  userEvent.type(await field(name), keys, { initialSelectionStart: 0, initialSelectionEnd: 100 });
const status = (text: RegExp | string) => screen.findByText(text);
const clipboard = (text: string) => ({ clipboardData: { getData: () => text } });

describe("coding", () => {
  it("goes by the keyboard alone: the delimiter moves on, and every bound column is written", async () => {
    const form = new Form();
    await typeInto("Main account", "606100-");
    expect(await field("Business unit")).toHaveFocus();
    expect(await valueOf("Business unit")).toBe("008");
    await userEvent.keyboard("{Enter}027{Enter}{Enter}009{Enter}");
    form.settle();
    expect(await status("Valid account")).toBeInTheDocument();
    expect(form.values).toMatchObject({
      account: "606100-008-027-009",
      company: "USMF",
      structure: "Profit and loss",
      dimension1: "606100",
      dimension3: "027",
      dimension5: "",
    });
    expect(screen.getByText("default")).toBeInTheDocument();
  });

  it("keeps what is entered while the form's answer to the entry before is on its way", async () => {
    const form = new Form();
    await typeInto("Main account", "606100-");
    const first = form.read();
    await form.mounted.whileBusy(async () => {
      await userEvent.keyboard("{Enter}027-");
      form.answer(first);
      expect(await valueOf("Department")).toBe("027");
    });
    await userEvent.keyboard("009{Enter}");
    form.settle();
    expect(form.values).toMatchObject({ account: "606100-008-027-009", dimension3: "027" });
  });

  it("moves back with Shift+Enter and with arrows at the ends of the text", async () => {
    new Form({ account: "606100-008-027-009" });
    const unit = await field("Business unit");
    act(() => unit.focus());
    await userEvent.keyboard("{Shift>}{Enter}{/Shift}");
    expect(await field("Main account")).toHaveFocus();
    await userEvent.keyboard("{ArrowRight}");
    fireEvent.keyDown(await field("Main account"), { key: "ArrowRight" });
    await waitFor(async () => expect(await field("Business unit")).toHaveFocus());
  });

  it("is one tab stop, toolbar included, which Tab leaves", async () => {
    new Form({ account: "606100-008-027-009" });
    await field("Main account");
    const stops = () =>
      [...document.querySelectorAll<HTMLElement>("[role=group] input, [role=group] button")].filter(
        ({ tabIndex }) => tabIndex === 0,
      );
    expect(stops()).toEqual([await field("Main account")]);
    act(() => screen.getByRole("button", { name: "Show all values" }).focus());
    expect(stops()).toEqual([screen.getByRole("button", { name: "Show all values" })]);
    await userEvent.tab();
    expect(document.querySelector("[role=group]")).not.toContainElement(document.activeElement as HTMLElement);
  });

  it("offers only what leads to a valid account; Alt+W shows the rest with the reason", async () => {
    new Form({ account: "401100-001" });
    await typeInto("Department", "02");
    expect((await screen.findAllByRole("option")).map(({ textContent }) => textContent)).toEqual([
      "022Sales & Marketing",
    ]);
    fireEvent.keyDown(await field("Department"), { key: "w", altKey: true });
    expect(await screen.findByRole("option", { name: /023/ })).toHaveTextContent(
      "023 is not an allowed value in combination with",
    );
  });

  it("finds by description, and anywhere with an asterisk", async () => {
    new Form();
    await typeInto("Main account", "Petty");
    expect((await screen.findAllByRole("option"))[0]).toHaveTextContent("Petty cash");
    await userEvent.clear(await field("Main account"));
    await typeInto("Main account", "*office");
    await waitFor(() =>
      expect(screen.getAllByRole("option").some(({ textContent }) => /office/i.test(textContent))).toBe(true),
    );
  });

  it("never blocks typing: what is refused stays, with the row that refuses it and the nearest valid account", async () => {
    const form = new Form({ account: "401100-001" });
    await typeInto("Department", "099{Enter}");
    form.settle();
    expect(await valueOf("Department")).toBe("099");
    expect(screen.getByText("The value 099 doesn't exist for Department.")).toBeInTheDocument();
    expect(form.values.account).toBe("401100-001-099");
    await replace("Department", "023{Enter}");
    form.settle();
    expect(await status(/Account structure Profit and loss, row 1, allowed: 022/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: /^Use 401100-001-022/ }));
    form.settle();
    await waitFor(async () => expect(await valueOf("Department")).not.toBe("023"));
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(await valueOf("Department")).toBe("023");
  });

  it("does not take a value that is refused for the beginning of another", async () => {
    const form = new Form({ account: "606100" });
    await typeInto("Business unit", "007{Enter}");
    form.settle();
    expect(await valueOf("Business unit")).toBe("007");
    expect(await status("007 is suspended.")).toBeInTheDocument();
  });

  it("says what posting makes of it: a fixed dimension overwrites what was entered", async () => {
    new Form({ account: "618900--023" });
    expect(await status(/Will post as/)).toHaveTextContent("618900--022");
    expect(screen.getByText("fixed: posts 022")).toBeInTheDocument();
  });

  it("keeps what fits a new main account, sets the rest aside, and takes it back", async () => {
    const form = new Form({ account: "606100-008-027-009" });
    await replace("Main account", "110100{Enter}");
    form.settle();
    expect(await status(/^Set aside/)).toHaveTextContent("Department 027, Cost center 009");
    expect(form.values.account).toBe("110100-008");
    fireEvent.keyDown(await field("Business unit"), { key: "z", ctrlKey: true });
    form.settle();
    expect(form.values.account).toBe("606100-008-027-009");
  });

  it("takes an alias, by name or from the list", async () => {
    const form = new Form();
    await typeInto("Main account", "travel sales{Enter}");
    form.settle();
    expect(form.values.account).toMatch(/^618100-001-022/);
    expect(screen.getAllByText("alias").length).toBeGreaterThan(0);
  });

  it("does not split a value that contains the delimiter", async () => {
    const form = new Form({ account: "401100-001-022--" });
    await typeInto("Customer", "Cust-049{Enter}");
    form.settle();
    expect(form.values.account).toBe("401100-001-022--Cust-049");
    expect(await status("Valid account")).toBeInTheDocument();
  });

  it.each([
    ["doublePipe", "||"],
    ["period", "."],
  ])("moves on by %s", async (delimiter, typed) => {
    const form = new Form({ properties: { delimiter } });
    await typeInto("Main account", `110100${typed}`);
    expect(await field("Business unit")).toHaveFocus();
    await userEvent.keyboard("001{Enter}");
    form.settle();
    expect(form.values.account).toBe(`110100${typed}001`);
  });

  it("writes the integration format where it is wanted", async () => {
    const form = new Form({ properties: { format: "integration" } });
    await typeInto("Main account", "110100-001{Enter}");
    form.settle();
    expect(form.values.account).toBe("110100-001----");
  });
});

describe("a pasted account", () => {
  it.each([
    ["606100-008-027-009", "Account pasted."],
    ["'606100\t8\t27\t9\r\n", "Account pasted and repaired:"],
    ["\u200b606100.008.027.009\u00a0", "Account pasted and repaired:"],
  ])("%j goes into its segments and can be undone", async (pasted, said) => {
    const form = new Form({ account: "110100" });
    fireEvent.paste(await field("Business unit"), clipboard(pasted));
    form.settle();
    expect(form.values.account).toBe("606100-008-027-009");
    expect(await status(new RegExp(`^${said}`))).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    form.settle();
    expect(form.values.account).toBe("110100");
  });

  it("says what has no place, and leaves a single value to the field", async () => {
    const form = new Form();
    fireEvent.paste(await field("Main account"), clipboard("110100-001-XYZ"));
    form.settle();
    expect(await status(/No segment for: XYZ/)).toBeInTheDocument();
    const before = form.mounted.outputs.length;
    fireEvent.paste(await field("Main account"), clipboard("110100"));
    expect(form.mounted.outputs).toHaveLength(before);
  });
});

describe("the focus stays with what the person did", () => {
  it("after the offered account was used: in the segment that it mended", async () => {
    const form = new Form({ account: "401100-001" });
    await replace("Department", "023{Enter}");
    form.settle();
    await userEvent.click(await screen.findByRole("button", { name: /^Use 401100-001-022/ }));
    form.settle();
    expect(await field("Department")).toHaveFocus();
    expect(await valueOf("Department")).toBe("022");
  });

  it("after the last undo, whose button goes: within the control", async () => {
    const form = new Form({ account: "110100-001" });
    await replace("Business unit", "002{Enter}");
    form.settle();
    const undo = screen.getByRole("button", { name: "Undo" });
    act(() => undo.focus());
    await userEvent.keyboard("{Enter}");
    form.settle();
    expect(form.values.account).toBe("110100-001");
    expect(undo).not.toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Add to favorites" })).toHaveFocus();
  });

  it("after a paste that takes the focused segment away: within the control", async () => {
    const form = new Form({ account: "606100-008-027-009" });
    const last = await field("Cost center");
    act(() => last.focus());
    fireEvent.paste(last, clipboard("110100-001"));
    form.settle();
    expect(form.values.account).toBe("110100-001");
    expect(last).not.toBeInTheDocument();
    expect(screen.getByRole("group", { name: "Ledger account" })).toContainElement(
      document.activeElement as HTMLElement,
    );
  });

  it("is left to the page where the person went there", async () => {
    const form = new Form({ account: "606100-008-027-009" });
    const last = await field("Cost center");
    act(() => last.focus());
    act(() => last.blur());
    await act(async () => Promise.resolve());
    form.change({ account: "110100-001" });
    expect(last).not.toBeInTheDocument();
    expect(document.body).toHaveFocus();
  });
});

describe("the search box", () => {
  it("finds over all segments and descriptions, and puts the value where it belongs", async () => {
    const form = new Form({ account: "606100" });
    await typeInto("Search", "customer care");
    await userEvent.click(await screen.findByRole("option", { name: /032/ }));
    form.settle();
    expect(await valueOf("Department")).toBe("032");
  });

  it("keeps favourites and recents in Dataverse and offers them", async () => {
    const form = new Form({ account: "110100-001" });
    const first = await field("Main account");
    act(() => first.focus());
    await userEvent.click(await screen.findByRole("button", { name: "Add to favorites" }));
    expect(await screen.findByRole("button", { name: "Remove from favorites" })).toBeInTheDocument();
    await replace("Business unit", "002{Enter}");
    form.settle();
    act(() => (document.activeElement as HTMLElement).blur());
    await waitFor(async () => {
      const rows = await apiOf(embedded).retrieveMultipleRecords(
        "fsn_dimensionfavorite",
        "?$select=fsn_account,fsn_kind&$filter=startswith(fsn_account,'1101')&$orderby=fsn_account",
      );
      expect(rows.entities).toMatchObject([
        { fsn_account: "110100-001", fsn_kind: 417200001 },
        { fsn_account: "110100-002", fsn_kind: 417200002 },
      ]);
    });
    await userEvent.click(await field("Search"));
    await userEvent.click(await screen.findByRole("option", { name: /110100-001/ }));
    form.settle();
    expect(form.values.account).toBe("110100-001");
  });

  it("keeps an account once, though the answer to the first try was lost and the person repeats it", async () => {
    let lost = 0;
    const lose = (address: string, method: string) =>
      method === "POST" && address.includes("fsn_dimensionfavorites") && lost++ === 0;
    new Form({ account: "606100-008-027-009", api: { lose } });
    const first = await field("Main account");
    act(() => first.focus());
    await userEvent.click(await screen.findByRole("button", { name: "Add to favorites" }));
    await waitFor(() => expect(lost).toBe(1));
    await userEvent.click(await screen.findByRole("button", { name: "Add to favorites" }));
    expect(await screen.findByRole("button", { name: "Remove from favorites" })).toBeInTheDocument();
    const { entities } = await apiOf(embedded).retrieveMultipleRecords(
      "fsn_dimensionfavorite",
      "?$select=fsn_account&$filter=fsn_account eq '606100-008-027-009'",
    );
    expect(entities).toHaveLength(1);
  });

  it("goes on without favourites where they may not be read", async () => {
    new Form({
      account: "110100-001",
      api: { fault: (address) => (address.includes("fsn_dimensionfavorites") ? forbidden() : undefined) },
    });
    await userEvent.click(await field("Search"));
    expect(await screen.findByText(/^Favorites are not available/)).toBeInTheDocument();
    expect(screen.getByText("Valid account")).toBeInTheDocument();
  });
});

describe("what stands in the column", () => {
  it("is shown with the reason when it has become invalid, and never erased or written by itself", async () => {
    const form = new Form({ account: "606100-007-999-009-ZZZ" });
    expect(await status("007 is suspended.")).toBeInTheDocument();
    expect(await status("No segment for: ZZZ")).toBeInTheDocument();
    expect(await valueOf("Department")).toBe("999");
    expect(form.mounted.outputs).toEqual([]);
  });

  it("is kept when it does not fit, and the control says so", async () => {
    const form = new Form({ maxLength: 8 });
    await typeInto("Main account", "606100-");
    await userEvent.keyboard("{Enter}027{Enter}");
    form.settle();
    expect(await screen.findByRole("alert")).toHaveTextContent("account holds 8 characters and the value has 14");
    expect(await valueOf("Department")).toBe("027");
    // Nor is a shorter one that was not meant.
    expect(form.values.account).toBeNull();
  });

  it("is replaced when the form brings another record's value", async () => {
    const form = new Form({ account: "110100-001" });
    await replace("Business unit", "002{Enter}");
    form.settle();
    form.change({ account: "606100-008-027-009" });
    expect(await valueOf("Main account")).toBe("606100");
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  });

  it("belongs to its record: nothing of what was done on one is seen on the next, though both hold the same", async () => {
    const form = new Form({ account: "606100-008-027-009", record: recordA });
    await replace("Main account", "110100{Enter}");
    form.settle();
    expect(await status(/^Set aside/)).toBeInTheDocument();
    await typeInto("Search", "petty");
    await typeInto("Business unit", "0");
    form.change({ record: recordB });
    expect(await valueOf("Business unit")).toBe("008");
    expect(await valueOf("Search")).toBe("");
    expect(screen.queryByText(/^Set aside/)).toBeNull();
    expect(screen.queryByText("typed")).toBeNull();
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
    form.settle();
    expect(form.values.account).toBe("110100-008");
  });

  it("is not written to the next record when the form asks for it too late", async () => {
    const form = new Form({ account: "110100-001", record: recordA });
    let notified = 0;
    // The host waits before it asks.
    form.control.init(form.context(), () => notified++);
    await replace("Business unit", "002{Enter}");
    expect(notified).toBe(1);
    form.change({ account: "606100-008-027-009", record: recordB });
    expect(form.control.getOutputs()).toEqual({});
  });

  it("stays as it is when the record is saved for the first time", async () => {
    const form = new Form();
    await typeInto("Main account", "606100-");
    form.settle();
    form.change({ record: recordA });
    expect(await field("Business unit")).toHaveFocus();
    expect(screen.getByRole("button", { name: "Undo" })).toBeInTheDocument();
  });

  it("is read from what was loaded when a record of a former company comes again", async () => {
    const log: string[] = [];
    const form = new Form({ account: "110100-001", record: recordA, api: { log } });
    await status("Valid account");
    form.change({ company: "DEMF", record: recordB });
    await waitFor(() => expect(log.some((address) => address.includes("DEMF"))).toBe(true));
    await field("Main account");
    log.length = 0;
    form.change({ company: "USMF", record: recordA });
    expect(await status("Valid account")).toBeInTheDocument();
    expect(log).toEqual([]);
  });

  it("is judged by the record's day", async () => {
    const form = new Form({ account: "606100-008-038", date: new Date(2024, 11, 31) });
    expect(await status("Valid account")).toBeInTheDocument();
    form.change({ date: new Date(2025, 0, 1) });
    expect(await status("038 isn't active after 2024-12-31.")).toBeInTheDocument();
  });
});

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
  });

  it("no company yet", () => {
    new Form({ company: "" });
    expect(screen.getByText(/^Choose a legal entity first/)).toBeInTheDocument();
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
    expect(await status("You must select a value in the Cost center field.")).toBeInTheDocument();
    expect(await field("Business unit")).toHaveAttribute("readonly");
    expect(screen.getByText("locked")).toBeInTheDocument();
    fireEvent.paste(await field("Department"), clipboard("606100-003-027-009"));
    form.settle();
    expect(form.values.account).toBe("606100--027-009");
    // Nor by way of the search box.
    await typeInto("Search", "portable");
    await userEvent.click(await screen.findByRole("option", { name: /^004/ }));
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
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await valueOf("Main account")).toBe("110100");
  });

  it("a part that cannot be read: which, and no more is claimed than is known", async () => {
    new Form({
      account: "110100-001",
      api: { fault: (address) => (address.includes("fsn_advancedrules?") ? forbidden() : undefined) },
    });
    expect(await status("Valid, as far as it can be verified")).toBeInTheDocument();
    expect(
      screen.getByText("Advanced rules cannot be verified: the table fsn_advancedrule could not be read."),
    ).toBeInTheDocument();
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
    expect(await status("You are offline. The values are those that were loaded before.")).toBeInTheDocument();
    await replace("Business unit", "002{Enter}");
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

  it("a ledger with mistakes: that there are some, and who can see them", async () => {
    const snapshot = (second: string) =>
      JSON.stringify({
        version: "1",
        dimensions: [
          { name: "MainAccount", displayName: "Main account", kind: "mainAccount", values: [{ value: "1" }] },
          { name: "D", kind: "list", values: [{ value: "a" }, { value: "b" }] },
        ],
        legalEntities: [{ name: "USMF", structures: ["S"] }],
        structures: [
          {
            name: "S",
            kind: "account",
            segments: ["MainAccount", "D"],
            rows: [{ criteria: ["1", "a"] }, { criteria: ["1", second] }],
          },
        ],
        rules: [],
        derived: [],
        defaults: [],
        aliases: [],
        integrationFormat: [],
      });
    const form = new Form({ properties: { source: "snapshot", snapshot: snapshot('b;"c') } });
    expect(await status(/^The ledger has mistakes.*key user can see them/)).toBeInTheDocument();
    expect(screen.getByText("Snapshot without a date")).toBeInTheDocument();
    form.change({ properties: { source: "snapshot", snapshot: snapshot("b") } });
    await waitFor(() => expect(screen.queryByText(/^The ledger has mistakes/)).toBeNull());
    expect(await field("Main account")).toBeInTheDocument();
  });

  it("mistakes in the maker's settings: place and mend", async () => {
    new Form({ properties: { mapping: '{"tables":{"rulez":{}}}' } });
    expect(await screen.findByRole("alert")).toHaveTextContent(
      /The settings of this control have mistakes\..*mapping\.tables\.rulez is not known\. Possible here: dimensions,/,
    );
  });

  it("a snapshot that an environment variable cut off: place and what was met, and the account stays", async () => {
    await embedded.load([
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

  it("narrow: only codes, and the sentence below", async () => {
    new Form({ account: "606100-007", width: 240 });
    expect(await field("Business unit")).toBeInvalid();
    expect(screen.getByText("007 is suspended.", { ignore: "[hidden] *" })).toBeInTheDocument();
  });

  it("narrow: each problem is said, and where a value comes from at the segment that has the focus", async () => {
    const form = new Form({ account: "606100-007-999", width: 240, properties: { lockedSegments: "CostCenter" } });
    const seen = { ignore: "[hidden] *, [hidden]" };
    expect(await screen.findByText("The value 999 doesn't exist for Department.", seen)).toBeInTheDocument();
    await replace("Main account", "618900{Enter}");
    form.settle();
    await replace("Department", "023{Enter}");
    form.settle();
    act(() => screen.getByRole("combobox", { name: "Department" }).focus());
    expect(screen.getByText("fixed: posts 022", seen)).toBeVisible();
    act(() => screen.getByRole("combobox", { name: "Cost center" }).focus());
    expect(screen.getByText("locked", seen)).toBeVisible();
    expect(screen.queryByText("fixed: posts 022", seen)).toBeNull();
  });

  it("loading: what stands in the column, and that more is to come", () => {
    new Form({ account: "606100-007" });
    expect(screen.getByRole("textbox", { name: "Ledger account" })).toHaveValue("606100-007");
    expect(screen.getByRole("status")).toHaveTextContent("Loading dimensions");
  });

  it("German", async () => {
    new Form({ account: "606100-007", language: 1031 });
    expect(await status("007 ist ausgesetzt.")).toBeInTheDocument();
  });

  it("from right to left: codes keep their order", async () => {
    new Form({ account: "606100-007", rtl: true });
    expect(await status("\u2068007\u2069 is suspended.")).toBeInTheDocument();
  });
});

describe("large dimensions", () => {
  it("are searched on the server after a pause, and the list says so", async () => {
    const log: string[] = [];
    const form = new Form({
      account: "401100-001-022",
      properties: { mapping: '{"valueSources":{"Customer":{"search":true}}}' },
      api: { log },
    });
    await typeInto("Customer", "C0065");
    expect(await screen.findByRole("option", { name: /C00650/ })).toBeInTheDocument();
    expect(screen.getByText(/^Too many values to load/)).toBeInTheDocument();
    expect(log.filter((address) => address.includes("startswith")).length).toBeLessThan(5);
    await userEvent.click(screen.getByRole("option", { name: /C00650/ }));
    form.settle();
    expect(await status("Valid account")).toBeInTheDocument();
  });

  it("verify a stored value that was not loaded", async () => {
    new Form({
      account: "401100-001-022--C00650",
      properties: { mapping: '{"valueSources":{"Customer":{"search":true}}}' },
    });
    expect(await status("Valid account")).toBeInTheDocument();
  });
});

describe("large dimensions that a stored account names", () => {
  const large = { mapping: '{"valueSources":{"Customer":{"search":true}}}' };
  const account = "401100-002-022--Cust-149";

  it("are read again with the values that came, a value with the delimiter included", async () => {
    const form = new Form({ account, properties: large });
    expect(await status("Valid account")).toBeInTheDocument();
    expect(await valueOf("Customer")).toBe("Cust-149");
    expect(screen.queryByText(/^No segment for/)).toBeNull();
    expect(form.mounted.outputs).toEqual([]);
  });

  it("are verified on a locked form, too", async () => {
    new Form({ account, properties: large, disabled: true });
    expect(await status(/Home audio .* Wholesale|Home audio/)).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByText(/cannot be verified|No segment for|doesn't exist/)).toBeNull());
  });
});

describe("bad input", () => {
  it.each(["<script>alert(1)</script>", "x".repeat(31), "\u202e\u05d0\u05d1\u05d2", "0'; --"])(
    "%j is shown as text, kept, and said to be unknown",
    async (typed) => {
      const form = new Form({ account: "606100", properties: { delimiter: "tilde" } });
      fireEvent.change(await field("Department"), { target: { value: typed } });
      act(() => (document.querySelector('[data-segment="Department"] input') as HTMLElement).focus());
      act(() => (document.activeElement as HTMLElement).blur());
      form.settle();
      expect(await valueOf("Department")).toBe(typed);
      expect(document.querySelector("script")).toBeNull();
      expect(screen.getByText(/doesn't exist for Department/)).toBeInTheDocument();
    },
  );
});

import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type * as React from "react";
import { AccountStructureEditor } from "../../controls/AccountStructureEditor/index";
import { ApprovalTimeline } from "../../controls/ApprovalTimeline/index";
import { DataHealthGrid } from "../../controls/DataHealthGrid/index";
import { DataHealthIndicator } from "../../controls/DataHealthIndicator/index";
import { FinancialDimensionPicker } from "../../controls/FinancialDimensionPicker/index";
import { fakeContext, type FakeOptions } from "./fakeContext";

/**
 * A host calls updateView for its own reasons: focus, a resize, a save, another field, and mostly twice. Each control is
 * shown contexts in which every object is new and says the same, as the platform makes them; then one thing is changed.
 */

const UPDATES = 50;
const RECORD = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
const OTHER = "7f9619ff-8b86-d011-b42d-00cf4fc964ff";

type Options = Partial<FakeOptions>;
type Change = Options & { readonly label?: string; readonly width?: number; readonly theme?: object };

interface Control {
  init(context: unknown, notify: () => void): void;
  updateView(context: unknown): React.ReactElement;
  destroy(): void;
}

/** What was asked of the context since the last look. */
const asked = { texts: 0, rows: 0, requests: 0 };

const text = (name: string, raw: unknown, more: object = {}) => ({
  raw,
  type: "SingleLine.Text",
  attributes: { LogicalName: `fsn_${name}`, DisplayName: name, MaxLength: 100, RequiredLevel: 2 },
  ...more,
});

const noRows = {
  retrieveMultipleRecords: async () => {
    asked.requests += 1;
    return { entities: [], nextLink: "" };
  },
};

const metadata = {
  getEntityMetadata: async () => {
    asked.requests += 1;
    return { Attributes: { get: () => ({ attributeDescriptor: { RequiredLevel: 2 } }) } };
  },
};

const LEDGER = JSON.stringify({
  version: "1",
  takenOn: "2026-06-01",
  dimensions: [
    { name: "MainAccount", displayName: "Main account", kind: "mainAccount", values: [{ value: "110100" }] },
    { name: "D", kind: "list", values: [{ value: "a" }] },
  ],
  legalEntities: [{ name: "USMF", structures: ["S"] }],
  structures: [{ name: "S", kind: "account", segments: ["MainAccount", "D"], rows: [{ criteria: ["*", "*"] }] }],
  rules: [],
  derived: [],
  defaults: [],
  aliases: [],
  integrationFormat: [],
});

type Values = Readonly<Record<string, unknown>>;

/** A data set as a host makes it: `same` keeps the record objects of another one. */
function dataSet(rows: Readonly<Record<string, Values>>, more: object = {}, same?: { readonly records: object }) {
  const records = Object.fromEntries(
    Object.entries(rows).map(([id, values]) => [
      id,
      {
        getRecordId: () => id,
        getValue: (name: string) => {
          asked.rows += 1;
          return values[name] ?? null;
        },
        getFormattedValue: (name: string) => String(values[name] ?? ""),
        getNamedReference: () => ({ id: { guid: id }, etn: "fsn_line", name: "" }),
      },
    ]),
  );
  return {
    columns: ["fsn_name", "fsn_unit"].map((name, order) => ({
      name,
      displayName: name,
      dataType: "SingleLine.Text",
      alias: name,
      order,
      visualSizeFactor: 1,
      isPrimary: order === 0,
    })),
    records: same?.records ?? records,
    sortedRecordIds: Object.keys(rows),
    loading: false,
    error: false,
    errorMessage: "",
    getTargetEntityType: () => "fsn_line",
    refresh: () => undefined,
    openDatasetItem: () => undefined,
    paging: { totalResultCount: 2, hasNextPage: false, loadNextPage: () => undefined },
    ...more,
  };
}
const ROWS = { r1: { fsn_name: "Desk", fsn_unit: "" }, r2: { fsn_name: "Lamp", fsn_unit: "Piece" } };
const RECORDS = dataSet(ROWS);

interface Case {
  readonly name: string;
  readonly make: () => object;
  readonly options: () => Options;
  /** What stands there when everything is loaded. */
  readonly shown: () => Promise<unknown>;
  /** What this control shows of the context, each with a change of it. */
  readonly changes: Readonly<Record<string, Change>>;
}

const everyControl: Readonly<Record<string, Change>> = {
  "the language": { language: 1031 },
  "the direction": { rtl: true },
  "the theme": { theme: { colorNeutralForeground1: "#ffffff" } },
  "the lock of the form": { disabled: true },
};

const ofRecord: Readonly<Record<string, Change>> = { "the record": { recordId: OTHER } };

const CASES: readonly Case[] = [
  {
    name: "ApprovalTimeline",
    make: () => new ApprovalTimeline(),
    options: () => ({
      recordId: RECORD,
      webAPI: noRows,
      utils: metadata,
      parameters: { summary: text("summary", "x") },
    }),
    shown: () => screen.findByText("No approvals yet"),
    changes: {
      ...everyControl,
      ...ofRecord,
      "the stored summary": { parameters: { summary: text("summary", "y") } },
      "column security": { parameters: { summary: text("summary", "x", { security: { readable: false } }) } },
      "a setting": { parameters: { summary: text("summary", "x"), flowTimeoutDays: { raw: 3, type: "Whole.None" } } },
    },
  },
  {
    name: "DataHealthIndicator",
    make: () => new DataHealthIndicator(),
    options: () => ({ recordId: RECORD, parameters: { score: { raw: 1 }, field1: text("f", ["a"]) } }),
    shown: () => screen.findByText(/of 100/),
    changes: {
      ...everyControl,
      ...ofRecord,
      "a bound value": { parameters: { score: { raw: 1 }, field1: text("f", ["b"]) } },
      "the stored score": { parameters: { score: { raw: 2 }, field1: text("f", ["a"]) } },
      "a bound column more": {
        parameters: { score: { raw: 1 }, field1: text("f", ["a"]), field2: text("g", null) },
      },
      "what the form says is wrong": {
        parameters: { score: { raw: 1 }, field1: text("f", ["a"], { error: true, errorMessage: "no" }) },
      },
    },
  },
  {
    name: "DataHealthGrid",
    make: () => new DataHealthGrid(),
    options: () => ({ utils: metadata, parameters: { records: RECORDS } }),
    shown: () => screen.findByRole("grid"),
    changes: {
      ...everyControl,
      "a row's value": { parameters: { records: dataSet({ ...ROWS, r1: { fsn_name: "Desk", fsn_unit: "Box" } }) } },
      "a row more": { parameters: { records: dataSet({ ...ROWS, r3: ROWS.r2 }) } },
      "a row less": { parameters: { records: dataSet({ r1: ROWS.r1 }) } },
      "the order": { parameters: { records: dataSet({ r2: ROWS.r2, r1: ROWS.r1 }, {}, RECORDS) } },
      "that more can be loaded": {
        parameters: {
          records: dataSet(ROWS, { paging: { totalResultCount: 9, hasNextPage: true } }, RECORDS),
        },
      },
      "a failure": { parameters: { records: dataSet(ROWS, { error: true, errorMessage: "no" }, RECORDS) } },
      "a setting": { parameters: { records: RECORDS, scope: { raw: "all", type: "Enum" } } },
    },
  },
  {
    name: "FinancialDimensionPicker",
    make: () => new FinancialDimensionPicker(),
    options: () => ({
      webAPI: noRows,
      parameters: {
        account: text("account", "110100-a"),
        legalEntityCode: { raw: "USMF" },
        date: { raw: new Date(2026, 5, 1) },
        source: { raw: "snapshot" },
        snapshot: { raw: LEDGER },
      },
    }),
    shown: () => screen.findByText(/Snapshot of/),
    changes: {
      ...everyControl,
      "the label": { label: "Account" },
      "the width": { width: 320 },
      "the connection": { offline: true },
      "the stored account": { parameters: { account: text("account", "110100-b") } },
      "the accounting date": { parameters: { date: { raw: new Date(2026, 5, 2) } } },
      "the legal entity": { parameters: { legalEntity: { raw: [{ id: "1", name: "DEMF", entityType: "c" }] } } },
      "a setting": { parameters: { lockedSegments: { raw: "D" } } },
    },
  },
  {
    name: "AccountStructureEditor",
    make: () => new AccountStructureEditor(),
    options: () => ({
      recordId: RECORD,
      webAPI: noRows,
      parameters: { check: text("check", "x"), recordTable: { raw: "fsn_accountstructure" } },
    }),
    shown: () => screen.findByText(/Add segments/),
    changes: {
      ...everyControl,
      ...ofRecord,
      "the label": { label: "Rows" },
      "the width": { width: 320 },
      "the connection": { offline: true },
      "what the last check said": { parameters: { check: text("check", "y") } },
    },
  },
];

/** A control on a form that makes a new context at every turn. */
class Mounted {
  readonly control: Control;
  private view: ReturnType<typeof render> | null = null;

  constructor(private readonly tested: Case) {
    this.control = tested.make() as Control;
  }

  context(change: Change = {}): object {
    const { label = "Label", width = 800, theme, ...options } = change;
    const base = this.tested.options();
    const made = fakeContext<object>({
      control: this.tested.name,
      ...base,
      ...options,
      parameters: { ...base.parameters, ...options.parameters },
    });
    return {
      ...made,
      mode: { ...made.mode, label, allocatedWidth: width, trackContainerResize: () => undefined },
      formatting: { formatDateShort: (date: Date) => date.toISOString() },
      fluentDesignLanguage: theme === undefined ? undefined : { tokenTheme: theme },
      resources: {
        getString: (key: string) => {
          asked.texts += 1;
          return made.resources.getString(key);
        },
      },
    };
  }

  /** Shows it as the host does, and gives what the control answered. */
  show(context: object): React.ReactElement {
    if (this.view === null) this.control.init(context, () => undefined);
    const element = this.control.updateView(context);
    if (this.view === null) this.view = render(element);
    else this.view.rerender(element);
    return element;
  }
}

describe.each(CASES.map((tested) => [tested.name, tested] as const))("%s", (_name, tested) => {
  it(`computes and draws nothing in ${UPDATES} updates that change nothing for it`, async () => {
    const mounted = new Mounted(tested);
    mounted.show(mounted.context());
    await tested.shown();
    const element = mounted.show(mounted.context());
    Object.assign(asked, { texts: 0, rows: 0, requests: 0 });
    for (let update = 0; update < UPDATES; update++) expect(mounted.show(mounted.context())).toBe(element);
    expect(asked).toEqual({ texts: 0, rows: 0, requests: 0 });
  });

  it.each(Object.entries(tested.changes))("notices %s", async (_what, change) => {
    const mounted = new Mounted(tested);
    const element = mounted.show(mounted.context());
    await tested.shown();
    // What the change makes it load comes in between, as on a form.
    await act(async () => {
      const changed = mounted.show(mounted.context(change));
      expect(changed).not.toBe(element);
      expect(mounted.show(mounted.context(change))).toBe(changed);
    });
  });
});

describe("the rows of a data set", () => {
  const grid = CASES[2];
  const mount = async (records: object = RECORDS): Promise<{ readonly mounted: Mounted; readonly before: unknown }> => {
    if (grid === undefined) throw new Error("There is no grid.");
    const mounted = new Mounted(grid);
    const before = mounted.show(mounted.context({ parameters: { records } }));
    await grid.shown();
    return { mounted, before };
  };

  it("are not drawn again when the host hands in other objects that say the same, as after a selection", async () => {
    const { mounted, before } = await mount();
    const again = { ...mounted.context({ parameters: { records: dataSet(ROWS) } }), updatedProperties: ["dataset"] };
    expect(mounted.show(again)).toBe(before);
  });

  it("are read again where the host says that they changed, also in place", async () => {
    const values: Record<string, unknown> = { fsn_name: "Desk", fsn_unit: "" };
    const records = dataSet({ r1: values });
    const { mounted } = await mount(records);
    expect(screen.getByRole("grid")).not.toHaveTextContent("Complete");
    values["fsn_unit"] = "Box";
    mounted.show({ ...mounted.context({ parameters: { records } }), updatedProperties: ["dataset"] });
    expect(screen.getByRole("grid")).toHaveTextContent("Complete");
  });

  it("are asked of the newest data set: what a person does reaches the one that the host handed in last", async () => {
    const { mounted } = await mount();
    const loaded: string[] = [];
    const more = (name: string) =>
      dataSet(ROWS, { paging: { totalResultCount: 9, hasNextPage: true, loadNextPage: () => loaded.push(name) } });
    const shown = mounted.show(mounted.context({ parameters: { records: more("first") } }));
    expect(mounted.show(mounted.context({ parameters: { records: more("second") } }))).toBe(shown);
    await userEvent.click(screen.getByRole("button", { name: "Load more" }));
    expect(loaded).toEqual(["second"]);
  });
});

it("a request is sent by the Web API of the newest context", async () => {
  const [tested] = CASES;
  if (tested === undefined) throw new Error("There is no timeline.");
  const mounted = new Mounted(tested);
  const shown = mounted.show(mounted.context());
  await tested.shown();
  const tables: string[] = [];
  const webAPI = {
    retrieveMultipleRecords: async (table: string) => {
      tables.push(table);
      return { entities: [], nextLink: "" };
    },
  };
  expect(mounted.show(mounted.context({ webAPI }))).toBe(shown);
  await act(async () => userEvent.click(screen.getByRole("button", { name: "Refresh approvals" })));
  await waitFor(() => {
    expect(tables).toContain("msdyn_flow_approval");
    expect(screen.getByRole("group")).toHaveAttribute("aria-busy", "false");
  });
});

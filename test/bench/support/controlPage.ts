import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { readResx } from "../../../scripts/resx.cjs";

const root = path.resolve(__dirname, "../../..");
const platform = path.join(root, "node_modules", "pcf-start", "lib");

/** A control with so much to show. */
export type Situation =
  | { readonly control: "DataHealthGrid"; readonly rows: number }
  | { readonly control: "ApprovalTimeline"; readonly approvals: number }
  | { readonly control: "DataHealthIndicator"; readonly columns: number }
  | { readonly control: "FinancialDimensionPicker"; readonly values: number };

/** What the page offers to a bench once a control stands on it, as `window.bench`. */
export interface ControlBench {
  /** Requests of the control so far. */
  requests(): number;
  /**
   * Calls updateView and draws what comes back, `count` times, each with a context that is new and says the same; in ms.
   * @param announced what the host says that changed (`updatedProperties`)
   */
  update(count: number, announced: readonly string[]): number;
}

/** Runs in the page: shows the control and sets up `window.bench`. Everything it needs comes as an argument. */
function mountControl({ situation, texts }: { readonly situation: Situation; readonly texts: Record<string, string> }) {
  interface Drawing {
    render(element: unknown, container: Element | null): void;
  }
  interface Control {
    init(context: unknown, notify: () => void): void;
    updateView(context: unknown): unknown;
  }
  const drawing = Reflect.get(window, "ReactDOM") as Drawing;
  const registered = Reflect.get(window, "registered") as new () => Control;
  const record = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
  const { webLightTheme } = Reflect.get(window, "FluentUIReactv940") as { readonly webLightTheme: object };
  let requests = 0;

  const column = (name: string, raw: unknown) => ({
    raw,
    type: "SingleLine.Text",
    security: { readable: true, editable: true, secured: false },
    attributes: { LogicalName: name, DisplayName: name, MaxLength: 500, RequiredLevel: 2 },
  });
  const numbered = (count: number) => Array.from({ length: count }, (_, index) => index);
  const names = ["Desk", "Lamp", "Chair", "Shelf"];

  const dataSetOf = (rows: number) => {
    const columns = ["name", "maker", "unit", "needed", "note", "cost"];
    const valueOf = (row: number, name: string) =>
      name === "name"
        ? `${names[row % 4] ?? ""} ${row}`
        : (row + columns.indexOf(name)) % 3 === 0
          ? null
          : `${name} ${row}`;
    return {
      columns: columns.map((name, order) => ({
        name,
        displayName: name,
        dataType: "SingleLine.Text",
        alias: name,
        order,
        visualSizeFactor: 1,
        isPrimary: order === 0,
      })),
      records: Object.fromEntries(
        numbered(rows).map((row) => [
          `row-${row}`,
          {
            getRecordId: () => `row-${row}`,
            getValue: (name: string) => valueOf(row, name),
            getFormattedValue: (name: string) => valueOf(row, name) ?? "",
            getNamedReference: () => ({ id: { guid: `row-${row}` }, etn: "line", name: "" }),
          },
        ]),
      ),
      sortedRecordIds: numbered(rows).map((row) => `row-${row}`),
      loading: false,
      error: false,
      errorMessage: "",
      getTargetEntityType: () => "line",
      refresh: () => undefined,
      openDatasetItem: () => undefined,
      paging: { totalResultCount: rows, hasNextPage: false, loadNextPage: () => undefined },
    };
  };

  const owner = { _ownerid_value: "mia", "_ownerid_value@OData.Community.Display.V1.FormattedValue": "Mia Chen" };
  const stamp = (index: number) => new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString();
  /** Each approval has been asked for, answered and ended: about four events. */
  const approvalTables = (count: number): Record<string, readonly object[]> => ({
    msdyn_flow_approval: numbered(count).map((index) => ({
      msdyn_flow_approvalid: `a${index}`,
      msdyn_flow_approval_title: `Approve ${index}`,
      msdyn_flow_approval_itemlink: `https://contoso.crm.dynamics.com/main.aspx?etn=order&id=${record}`,
      statuscode: 192350003,
      createdon: stamp(index * 4),
      ...owner,
    })),
    msdyn_flow_approvalrequest: numbered(count).map((index) => ({
      msdyn_flow_approvalrequestid: `q${index}`,
      _msdyn_flow_approvalrequest_approval_value: `a${index}`,
      msdyn_flow_approvalrequest_stagenumber: 1,
      msdyn_flow_approvalrequest_stepnumber: 1,
      statuscode: 1,
      createdon: stamp(index * 4 + 1),
      ...owner,
    })),
    msdyn_flow_approvalresponse: numbered(count).map((index) => ({
      msdyn_flow_approvalresponseid: `s${index}`,
      _msdyn_flow_approvalresponse_approval_value: `a${index}`,
      msdyn_flow_approvalresponse_response: "Approve",
      msdyn_flow_approvalresponse_stagenumber: 1,
      msdyn_flow_approvalresponse_stepnumber: 1,
      statuscode: 192350002,
      createdon: stamp(index * 4 + 2),
      ...owner,
    })),
  });

  const ledgerOf = (values: number) =>
    JSON.stringify({
      version: "1",
      takenOn: "2026-06-01",
      dimensions: ["MainAccount", "Department", "CostCenter"].map((name, index) => ({
        name,
        kind: index === 0 ? "mainAccount" : "list",
        values: numbered(values).map((value) => ({ value: String(110000 + value), description: `${name} ${value}` })),
      })),
      legalEntities: [{ name: "USMF", structures: ["S"] }],
      structures: [
        {
          name: "S",
          kind: "account",
          segments: ["MainAccount", "Department", "CostCenter"],
          rows: [{ criteria: ["*", "*", "*"] }],
        },
      ],
      rules: [],
      derived: [],
      defaults: [],
      aliases: [],
      integrationFormat: [],
    });

  let tables: Record<string, readonly object[]> = {};
  const parametersOf = (): Record<string, unknown> => {
    switch (situation.control) {
      case "DataHealthGrid":
        return { records: dataSetOf(situation.rows) };
      case "ApprovalTimeline":
        tables = approvalTables(situation.approvals);
        return { summary: column("summary", ""), initialCount: { raw: 50 } };
      case "DataHealthIndicator":
        return {
          score: { ...column("score", 50), type: "Whole.None" },
          ...Object.fromEntries(
            numbered(situation.columns).map((index) => [
              `field${index + 1}`,
              column(`column${index}`, index % 2 === 0 ? null : "x"),
            ]),
          ),
        };
      case "FinancialDimensionPicker":
        return {
          account: column("account", "110001-110001-110001"),
          legalEntityCode: { raw: "USMF" },
          date: { raw: new Date(2026, 5, 1) },
          source: { raw: "snapshot" },
          snapshot: { raw: ledgerOf(situation.values) },
        };
    }
  };
  const parameters = parametersOf();
  const rejected = () => Promise.reject(new Error("not here"));

  /** New objects at each call, as the platform makes them; a data set stays the same between two loads. */
  const contextOf = (announced: readonly string[]) => ({
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, name === "records" ? value : structuredClone(value)]),
    ),
    updatedProperties: [...announced],
    mode: {
      isControlDisabled: false,
      isVisible: true,
      label: "Label",
      allocatedWidth: 800,
      allocatedHeight: -1,
      trackContainerResize: () => undefined,
    },
    page: { entityId: record, entityTypeName: "order" },
    client: { isOffline: () => false, isNetworkAvailable: () => true },
    formatting: { formatDateShort: (date: Date) => date.toISOString() },
    resources: { getString: (key: string) => texts[key] ?? key },
    userSettings: {
      languageId: 1033,
      isRTL: false,
      userId: "{11111111-0000-4000-8000-000000000001}",
      getTimeZoneOffsetMinutes: () => 0,
      dateFormattingInfo: {
        shortDatePattern: "M/d/yyyy",
        shortTimePattern: "h:mm tt",
        dateSeparator: "/",
        timeSeparator: ":",
        amDesignator: "AM",
        pmDesignator: "PM",
        dayNames: [],
        abbreviatedDayNames: [],
        monthNames: [],
        abbreviatedMonthNames: [],
      },
      numberFormattingInfo: {
        numberDecimalSeparator: ".",
        numberGroupSeparator: ",",
        negativeSign: "-",
        currencySymbol: "$",
      },
    },
    utils: {
      getEntityMetadata: () => {
        requests += 1;
        return Promise.resolve({ Attributes: { get: () => ({ attributeDescriptor: { RequiredLevel: 2 } }) } });
      },
      lookupObjects: rejected,
    },
    webAPI: {
      retrieveMultipleRecords: (table: string) => {
        requests += 1;
        return Promise.resolve({ entities: tables[table] ?? [], nextLink: "" });
      },
      retrieveRecord: rejected,
      createRecord: rejected,
      updateRecord: rejected,
      deleteRecord: rejected,
    },
    fluentDesignLanguage: { tokenTheme: webLightTheme },
    events: {},
  });

  const container = document.getElementById("control");
  const control = new registered();
  control.init(contextOf([]), () => undefined);
  const show = (context: unknown): void => drawing.render(control.updateView(context), container);
  show(contextOf([]));
  const bench: ControlBench = {
    requests: () => requests,
    update: (count, announced) => {
      const contexts = numbered(count).map(() => contextOf(announced));
      const began = performance.now();
      for (const context of contexts) show(context);
      return performance.now() - began;
    },
  };
  Object.assign(window, { bench });
}

/**
 * Opens a page with one control on it: its production bundle, React 16.14 and the platform's Fluent, and a context made of
 * plain objects, so that nothing of the form host is measured. Comes back when the control has been still for half a second.
 *
 * @param bundles the folder of the built controls
 */
export async function openControl(
  browser: Browser,
  situation: Situation,
  bundles = path.join(root, "out", "controls"),
): Promise<Page> {
  const { control } = situation;
  const page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
  await page.setContent(
    '<!doctype html><html lang="en"><body><div id="control" style="width:800px"></div></body></html>',
  );
  // tsx wraps named functions in a helper that only its own modules have.
  await page.evaluate("globalThis.__name = (value) => value;");
  await page.addScriptTag({ path: path.join(platform, "react_16_14_0.js") });
  await page.evaluate("window.React = window.Reactv16; window.ReactDOM = window.ReactDOMv16;");
  await page.addScriptTag({ path: path.join(platform, "fluent_9_4_0.js") });
  await page.evaluate(
    "window.ComponentFramework = { registerControl: (name, made) => { window.registered = made; } };",
  );
  await page.addScriptTag({ path: path.join(bundles, control, "bundle.js") });
  const file = path.join(root, "controls", control, "strings", `${control}.1033.resx`);
  await page.evaluate(mountControl, { situation, texts: readResx(readFileSync(file, "utf8"), file) });
  await untilStill(page);
  return page;
}

const STILL_MS = 500;

/** Waits until the page's content has not changed for a while. */
async function untilStill(page: Page): Promise<void> {
  await page.evaluate(
    (still) =>
      new Promise<void>((resolve) => {
        let timer = setTimeout(resolve, still);
        new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(resolve, still);
        }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      }),
    STILL_MS,
  );
}

import { DOMParser, XMLSerializer } from "@xmldom/xmldom";
import type { DataSetParameter, Table, View } from "../../../../solution/model/types";
import { readModel } from "../../../server/model";
import { startEmbedded, transportTo, type Embedded } from "../../../testing/embedded";
import type { Transport } from "../../data/transport";
import { DataSetModel } from "./dataset";
import type { DataSet } from "./dataset";

/** Data sets over the solution's own lines, in an embedded Dataverse. */

const { host } = readModel(process.cwd());
const lines = tableOf("fsn_purchaserequestline");
const requests = tableOf("fsn_purchaserequest");
const view = viewOf(lines);
const REQUEST = "33333333-0000-4000-8000-000000000001";
const OTHER = "33333333-0000-4000-8000-000000000002";
const lineId = (at: number): string => `44444444-0000-4000-8000-00000000000${at}`;
const NAMES = ["Anvil", "Bolt", "Crate", "Drill", "Easel", "File", "Glue"];
let embedded: Embedded;
let transport: Transport;
let online = true;

function tableOf(name: string): Table {
  const found = host.tables.find((table) => table.logicalName === name);
  if (found === undefined) {
    throw new Error(`${name} is missing`);
  }
  return found;
}

function viewOf(table: Table): View {
  const found =
    host.views.find((candidate) => candidate.table === table.logicalName && candidate.queryType === 0) ??
    host.views.find((candidate) => candidate.table === table.logicalName);
  if (found === undefined) {
    throw new Error("no view");
  }
  return found;
}

beforeAll(async () => {
  Object.assign(globalThis, { DOMParser, XMLSerializer });
  embedded = await startEmbedded();
  const owner = "11111111-0000-4000-8000-000000000001";
  await embedded.load([
    {
      table: "fsn_purchaserequest",
      rows: [REQUEST, OTHER].map((id, at) => ({
        fsn_purchaserequestid: id,
        fsn_name: `Request ${at}`,
        ownerid: owner,
      })),
    },
    {
      table: "fsn_purchaserequestline",
      rows: NAMES.map((name, at) => ({
        fsn_purchaserequestlineid: lineId(at),
        fsn_name: name,
        fsn_purchaserequest: at === 6 ? OTHER : REQUEST,
        fsn_quantity: 10 - at,
        fsn_neededby: at === 0 ? null : `2026-10-0${at}`,
        ownerid: owner,
      })),
    },
  ]);
  transport = transportTo(embedded, {
    between: (_url, _init, forward) => (online ? forward() : Promise.reject(new TypeError("Failed to fetch"))),
  });
}, 60_000);
afterAll(() => embedded.close());

interface Opened {
  readonly model: DataSetModel;
  /** The state at each call of `changed`. */
  readonly states: DataSet[];
  readonly opened: unknown[];
  readonly names: () => unknown[];
  /** Waits until nothing is loading. */
  settle(): Promise<DataSet>;
}

async function open(more: Partial<DataSetParameter> = {}, recordId: string | null = REQUEST): Promise<Opened> {
  const states: DataSet[] = [];
  const opened: unknown[] = [];
  const parameter: DataSetParameter = {
    name: "records",
    viewId: view.id,
    table: lines.logicalName,
    relationshipName: "fsn_PurchaseRequestLine_PurchaseRequest",
    parameters: { RecordsPerPage: "3" },
    place: { file: "", line: 1 },
    ...more,
  };
  const model: DataSetModel = new DataSetModel(parameter, view, lines, requests, recordId, {
    model: host,
    transport,
    source: "test",
    language: 1033,
    openRecord: (reference) => opened.push(reference),
    changed: () => states.push(model.current),
  });
  await model.start();
  const settle = async (): Promise<DataSet> => {
    while (model.current.loading) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return model.current;
  };
  return {
    model,
    states,
    opened,
    settle,
    names: () => model.current.sortedRecordIds.map((id) => model.current.records[id]?.getValue("fsn_name")),
  };
}

test("the first page: the record's rows in the view's order, with counts; loading is told first", async () => {
  const { model, names, states } = await open();
  expect(states.map((state) => state.loading)).toEqual([true, false]);
  expect(names()).toEqual(["Anvil", "Bolt", "Crate"]);
  expect(model.current.paging).toMatchObject({
    totalResultCount: 6,
    pageSize: 3,
    firstPageNumber: 1,
    lastPageNumber: 1,
    hasNextPage: true,
    hasPreviousPage: false,
  });
  expect([model.current.getTargetEntityType(), model.current.getViewId(), model.current.getTitle()]).toEqual([
    lines.logicalName,
    view.id,
    view.name[1033],
  ]);
});

test("columns speak of name, type and width", async () => {
  const { model } = await open();
  const column = model.current.columns.find(({ name }) => name === "fsn_name");
  expect(column).toMatchObject({ dataType: "SingleLine.Text", alias: "fsn_name", isPrimary: true, isHidden: false });
  expect(model.current.columns.find(({ name }) => name === "fsn_quantity")?.dataType).toBe("Decimal");
});

test("values: number, date, lookup as an entity reference, empty; and their texts", async () => {
  const { model } = await open();
  const [anvil, bolt] = model.current.sortedRecordIds.map((id) => model.current.records[id]);
  expect([
    anvil?.getValue("fsn_quantity"),
    anvil?.getValue("fsn_neededby"),
    anvil?.getFormattedValue("fsn_neededby"),
  ]).toEqual([10, null, ""]);
  expect([bolt?.getValue("fsn_neededby"), bolt?.getFormattedValue("fsn_neededby")]).toEqual([
    new Date(2026, 9, 1),
    "10/1/2026",
  ]);
  expect(bolt?.getNamedReference()).toEqual({ id: { guid: lineId(1) }, etn: lines.logicalName, name: "Bolt" });
  expect(bolt?.getRecordId()).toBe(lineId(1));
});

test("loadNextPage adds, loadExactPage replaces, loadPreviousPage puts before, reset goes home", async () => {
  const set = await open();
  set.model.current.paging.loadNextPage();
  await set.settle();
  expect(set.names()).toEqual(["Anvil", "Bolt", "Crate", "Drill", "Easel", "File"]);
  expect(set.model.current.paging).toMatchObject({ firstPageNumber: 1, lastPageNumber: 2, hasNextPage: false });

  set.model.current.paging.loadExactPage(2);
  await set.settle();
  expect(set.names()).toEqual(["Drill", "Easel", "File"]);
  expect(set.model.current.paging).toMatchObject({ firstPageNumber: 2, hasPreviousPage: true });

  set.model.current.paging.loadPreviousPage();
  await set.settle();
  expect(set.names()).toEqual(["Anvil", "Bolt", "Crate", "Drill", "Easel", "File"]);

  set.model.current.paging.reset();
  await set.settle();
  expect(set.names()).toEqual(["Anvil", "Bolt", "Crate"]);

  set.model.current.paging.loadNextPage(true);
  await set.settle();
  expect(set.names()).toEqual(["Drill", "Easel", "File"]);
});

test("one call at a time: a second one while loading does nothing, and nothing is asked for beyond the end", async () => {
  const set = await open();
  set.model.current.paging.loadNextPage();
  set.model.current.paging.loadNextPage();
  await set.settle();
  const before = set.states.length;
  set.model.current.paging.loadNextPage();
  await set.settle();
  expect([set.names().length, set.states.length]).toEqual([6, before]);
});

test("setPageSize counts from the next load", async () => {
  const set = await open();
  set.model.current.paging.setPageSize(5);
  expect(set.names()).toHaveLength(3);
  set.model.current.refresh();
  await set.settle();
  expect([set.names().length, set.model.current.paging.pageSize]).toEqual([5, 5]);
});

test("sorting by a list that is changed in place or put in anew, after refresh", async () => {
  const set = await open();
  set.model.current.sorting = [{ name: "fsn_quantity", sortDirection: 0 }];
  expect(set.names()).toEqual(["Anvil", "Bolt", "Crate"]);
  set.model.current.refresh();
  await set.settle();
  expect(set.names()).toEqual(["File", "Easel", "Drill"]);
  set.model.current.sorting.splice(0, 1, { name: "fsn_name", sortDirection: 1 });
  set.model.current.refresh();
  await set.settle();
  expect(set.names()).toEqual(["File", "Easel", "Drill"]);
  expect(set.model.current.sorting).toEqual([{ name: "fsn_name", sortDirection: 1 }]);
});

test("a filter narrows after refresh; another order alone drops it", async () => {
  const set = await open();
  set.model.current.filtering.setFilter({
    filterOperator: 0,
    conditions: [{ attributeName: "fsn_name", conditionOperator: 49, value: "il" }],
  });
  set.model.current.refresh();
  await set.settle();
  expect(set.names()).toEqual(["Anvil", "Drill", "File"].filter((name) => name.includes("il")));
  set.model.current.sorting = [{ name: "fsn_name", sortDirection: 1 }];
  set.model.current.refresh();
  await set.settle();
  expect([set.model.current.paging.totalResultCount, set.model.current.filtering.getFilter()]).toEqual([
    6,
    { conditions: [], filterOperator: 0 },
  ]);
});

test("a selection keeps known rows only, and does not outlive a refresh", async () => {
  const set = await open();
  set.model.current.setSelectedRecordIds([lineId(0), "not there"]);
  expect(set.model.current.getSelectedRecordIds()).toEqual([lineId(0)]);
  set.model.current.refresh();
  await set.settle();
  expect(set.model.current.getSelectedRecordIds()).toEqual([]);
});

test("a record that is not saved has no rows and asks for none; after its first save they come", async () => {
  const set = await open({}, null);
  expect([
    set.names(),
    set.model.current.loading,
    set.model.current.paging.totalResultCount,
    set.states.length,
  ]).toEqual([[], false, 0, 1]);
  await set.model.setRecord(OTHER);
  expect(set.names()).toEqual(["Glue"]);
});

test("another record: its rows, never the former one's, even when the former answer comes late", async () => {
  const set = await open();
  set.model.current.refresh();
  await set.model.setRecord(OTHER);
  await set.settle();
  expect(set.names()).toEqual(["Glue"]);
});

test("without a relationship every row of the view comes", async () => {
  const set = await open({ relationshipName: "", parameters: {} });
  expect(set.names()).toEqual(NAMES);
});

test("a failure is told, the rows stay, and the next load mends it", async () => {
  const set = await open();
  online = false;
  set.model.current.refresh();
  await set.settle();
  expect([set.model.current.error, set.model.current.errorMessage, set.names().length]).toEqual([
    true,
    "Failed to fetch",
    3,
  ]);
  online = true;
  set.model.current.refresh();
  await set.settle();
  expect([set.model.current.error, set.model.current.errorMessage]).toEqual([false, ""]);
});

test("a relationship that does not exist is an error of the data set, not of the form", async () => {
  const set = await open({ relationshipName: "nowhere" });
  expect([set.model.current.error, set.model.current.errorMessage]).toEqual([
    true,
    'The relationship "nowhere" does not exist.',
  ]);
});

test("openDatasetItem hands the reference to the form; addColumn reads one more column, hidden", async () => {
  const set = await open();
  const reference = set.model.current.records[lineId(0)]?.getNamedReference();
  if (reference !== undefined) {
    set.model.current.openDatasetItem(reference);
  }
  expect(set.opened).toEqual([reference]);
  set.model.current.addColumn?.("fsn_notes");
  set.model.current.refresh();
  await set.settle();
  expect(set.model.current.columns.find(({ name }) => name === "fsn_notes")).toMatchObject({
    isHidden: true,
    dataType: "Multiple",
  });
});

test("a new object comes with each change, the same one between them", async () => {
  const set = await open();
  const before = set.model.current;
  expect(set.model.current).toBe(before);
  set.model.current.refresh();
  await set.settle();
  expect(set.model.current).not.toBe(before);
});

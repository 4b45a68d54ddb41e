import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { fakeContext, type FakeOptions } from "../../shared/testing/fakeContext";
import { MountedControl } from "../../shared/testing/MountedControl";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import { DataHealthGrid } from "./index";

const COLUMNS = [
  { name: "fsn_name", displayName: "Item", dataType: "SingleLine.Text", isPrimary: true },
  { name: "fsn_manufacturer", displayName: "Manufacturer", dataType: "SingleLine.Text" },
  { name: "fsn_unit", displayName: "Unit", dataType: "OptionSet" },
  { name: "fsn_neededby", displayName: "Needed by", dataType: "DateAndTime.DateOnly" },
  { name: "fsn_request", displayName: "Request", dataType: "Lookup.Simple" },
  { name: "owner.fullname", displayName: "Owner", dataType: "SingleLine.Text" },
].map((column, order) => ({ alias: column.name, order, visualSizeFactor: 1, ...column }));
type Values = Readonly<Record<string, unknown>>;
const FULL = {
  fsn_name: "Desk",
  fsn_manufacturer: "Contoso",
  fsn_unit: 1,
  fsn_neededby: new Date(2026, 0, 1),
  fsn_request: { id: { guid: "1" } },
};

const LEVELS: Readonly<Record<string, number>> = {
  fsn_name: 1,
  fsn_manufacturer: 2,
  fsn_unit: 2,
  fsn_neededby: 0,
  fsn_request: 2,
};
function metadata(secured: readonly string[] = []) {
  return {
    getEntityMetadata: jest.fn(async (_table: string, columns: readonly string[]) => ({
      Attributes: {
        get: (name: string) =>
          columns.includes(name)
            ? {
                attributeDescriptor: {
                  RequiredLevel: LEVELS[name],
                  IsSecured: secured.includes(name),
                  MaxLength: 10,
                  OptionSet:
                    name === "fsn_unit"
                      ? [
                          { Label: "Piece", Value: 1 },
                          { Label: "Box", Value: 2 },
                        ]
                      : undefined,
                },
              }
            : undefined,
      },
    })),
  };
}

function dataSet(rows: Readonly<Record<string, Values>>, more: Readonly<Record<string, unknown>> = {}) {
  const { paging, ...rest } = more;
  const records = Object.fromEntries(
    Object.entries(rows).map(([id, values]) => [
      id,
      {
        getRecordId: () => id,
        getValue: (name: string) => values[name] ?? null,
        getFormattedValue: (name: string) => String(values[name] ?? ""),
        getNamedReference: () => ({
          id: { guid: id },
          etn: "fsn_purchaserequestline",
          name: String(values["fsn_name"] ?? ""),
        }),
      },
    ]),
  );
  return {
    columns: COLUMNS,
    records,
    sortedRecordIds: Object.keys(rows),
    loading: false,
    error: false,
    errorMessage: "",
    getTargetEntityType: () => "fsn_purchaserequestline",
    refresh: jest.fn(),
    openDatasetItem: jest.fn(),
    paging: {
      totalResultCount: Object.keys(rows).length,
      hasNextPage: false,
      loadNextPage: jest.fn(),
      ...(typeof paging === "object" ? paging : {}),
    },
    ...rest,
  };
}
function contextOf(records: object, more: Partial<FakeOptions> = {}): ComponentFramework.Context<IInputs> {
  return fakeContext<IInputs>({
    control: "DataHealthGrid",
    utils: metadata(),
    ...more,
    parameters: { records, ...more.parameters },
  });
}
function mount(context: ComponentFramework.Context<IInputs>): MountedControl<IInputs, IOutputs> {
  const mounted = new MountedControl<IInputs, IOutputs>(new DataHealthGrid());
  mounted.show(context);
  return mounted;
}
const rowsShown = async (): Promise<readonly HTMLElement[]> =>
  within(await screen.findByRole("grid"))
    .getAllByRole("row")
    .slice(1);

it("shows each row's health, the worst first, what it lacks, and the sum", async () => {
  mount(
    contextOf(
      dataSet({
        a: FULL,
        b: { ...FULL, fsn_name: "Lamp", fsn_manufacturer: "", fsn_unit: null },
        c: { ...FULL, fsn_name: "Chair", fsn_manufacturer: "-" },
      }),
    ),
  );
  const rows = await rowsShown();
  expect(rows.map((row) => row.textContent)).toEqual([
    "50FairLampManufacturer, Unit",
    "75FairChairManufacturer",
    "100GoodDeskComplete",
  ]);
  expect(screen.getByText("75 on average, 1 of 3 complete")).toBeInTheDocument();
  expect(screen.getByText("Most often missing: Manufacturer (2)")).toBeInTheDocument();
  expect(screen.getByText("Rows: 3")).toBeInTheDocument();
});

it("says how many of how many are loaded, and loads more", async () => {
  const records = dataSet({ a: FULL }, { paging: { totalResultCount: 120, hasNextPage: true } });
  mount(contextOf(records));
  expect(await screen.findByText("Rows: 1 loaded of 120")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Load more" }));
  expect(records.paging.loadNextPage).toHaveBeenCalledTimes(1);
});

it("opens a row", async () => {
  const records = dataSet({ a: FULL });
  mount(contextOf(records));
  await userEvent.click(await screen.findByRole("button", { name: "Open Desk" }));
  expect(records.openDatasetItem).toHaveBeenCalledWith({
    id: { guid: "a" },
    etn: "fsn_purchaserequestline",
    name: "Desk",
  });
});

it("fixes a row in place: one update with what changed, then a refresh", async () => {
  const updateRecord = jest.fn(async () => ({ id: "b", entityType: "" }));
  const records = dataSet({ b: { ...FULL, fsn_manufacturer: null, fsn_unit: null, fsn_request: null } });
  mount(contextOf(records, { webAPI: { updateRecord } }));
  await userEvent.click(await screen.findByRole("button", { name: "Fix Desk" }));
  expect(screen.getByText("Choose the value in its field on the form.")).toBeInTheDocument();
  await userEvent.type(screen.getByRole("textbox", { name: "Manufacturer" }), "Contoso and Sons");
  await userEvent.tab();
  expect(screen.getByRole("alert")).toHaveTextContent("Enter at most 10 characters.");
  await userEvent.clear(screen.getByRole("textbox", { name: "Manufacturer" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Manufacturer" }), "Contoso");
  await userEvent.click(screen.getByRole("combobox", { name: "Unit" }));
  await userEvent.click(screen.getByRole("option", { name: "Box" }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(updateRecord).toHaveBeenCalledWith("fsn_purchaserequestline", "b", {
    fsn_manufacturer: "Contoso",
    fsn_unit: 2,
  });
  await waitFor(() => expect(records.refresh).toHaveBeenCalledTimes(1));
  expect(await screen.findByText("Desk saved.")).toBeInTheDocument();
  expect(screen.queryByRole("textbox")).toBeNull();
});

it("saves nothing while a field holds what is no value: the rest would close the panel and lose it", async () => {
  const updateRecord = jest.fn(async () => ({ id: "b", entityType: "" }));
  const records = dataSet({ b: { ...FULL, fsn_manufacturer: null, fsn_unit: null } });
  mount(contextOf(records, { webAPI: { updateRecord } }));
  await userEvent.click(await screen.findByRole("button", { name: "Fix Desk" }));
  await userEvent.click(screen.getByRole("combobox", { name: "Unit" }));
  await userEvent.click(screen.getByRole("option", { name: "Box" }));
  const field = screen.getByRole("textbox", { name: "Manufacturer" });
  await userEvent.type(field, "Contoso and Sons");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(updateRecord).not.toHaveBeenCalled();
  expect(field).toHaveValue("Contoso and Sons");
  await userEvent.clear(field);
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(updateRecord).toHaveBeenCalledWith("fsn_purchaserequestline", "b", { fsn_unit: 2 });
});

it("keeps what was typed when saving fails, says why, and refreshes nothing", async () => {
  const updateRecord = jest.fn().mockRejectedValue({ errorCode: 0x80048306, message: "does not have WriteAccess" });
  const records = dataSet({ b: { ...FULL, fsn_manufacturer: null } });
  mount(contextOf(records, { webAPI: { updateRecord } }));
  await userEvent.click(await screen.findByRole("button", { name: "Fix Desk" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Manufacturer" }), "Contoso{Enter}");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("You do not have permission");
  expect(screen.getByRole("textbox", { name: "Manufacturer" })).toHaveValue("Contoso");
  expect(records.refresh).not.toHaveBeenCalled();
});

it("never refreshes by itself", async () => {
  const records = dataSet({ a: FULL });
  const control = mount(contextOf(records));
  await rowsShown();
  control.show(contextOf(records));
  control.show(contextOf(records));
  expect(records.refresh).not.toHaveBeenCalled();
});

it("asks for the metadata once, not with every view", async () => {
  const utils = metadata();
  const control = mount(contextOf(dataSet({ a: FULL }), { utils }));
  await rowsShown();
  control.show(contextOf(dataSet({ a: FULL, b: FULL }), { utils }));
  await waitFor(async () => expect(await rowsShown()).toHaveLength(2));
  expect(utils.getEntityMetadata).toHaveBeenCalledTimes(1);
});

it("is one tab stop, walked with the arrows", async () => {
  mount(
    contextOf(
      dataSet({ a: { ...FULL, fsn_manufacturer: null }, b: { ...FULL, fsn_name: "Lamp", fsn_manufacturer: null } }),
    ),
  );
  await rowsShown();
  await userEvent.tab();
  expect(screen.getByRole("button", { name: "Open Desk" })).toHaveFocus();
  await userEvent.keyboard("{ArrowRight}");
  expect(screen.getByRole("button", { name: "Fix Desk" })).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}");
  expect(screen.getByRole("button", { name: "Fix Lamp" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(screen.getByRole("textbox", { name: "Manufacturer" })).toBeInTheDocument();
  screen.getByRole("textbox", { name: "Manufacturer" }).focus();
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.getByRole("button", { name: "Open Lamp" })).toHaveFocus();
});

it("a secured column without a value cannot be assessed", async () => {
  mount(contextOf(dataSet({ a: { ...FULL, fsn_manufacturer: null } }), { utils: metadata(["fsn_manufacturer"]) }));
  expect((await rowsShown())[0]).toHaveTextContent("100GoodDesk1 cannot be assessed");
});

it("checks every shown column where the host tells nothing, and says so", async () => {
  mount(contextOf(dataSet({ a: { ...FULL, fsn_neededby: null } }), { utils: {} }));
  expect((await rowsShown())[0]).toHaveTextContent("Needed by");
  expect(screen.getByText(/does not tell which columns are required/)).toBeInTheDocument();
});

it("says what is the matter: loading, empty, new record, error", async () => {
  const loading = mount(contextOf(dataSet({}, { loading: true })));
  expect(screen.getByLabelText("Loading rows")).toBeInTheDocument();
  loading.destroy();
  const empty = mount(contextOf(dataSet({})));
  expect(await screen.findByText("No data available")).toBeInTheDocument();
  empty.destroy();
  // What model-driven apps tell of the form around a subgrid, on a record that was never saved.
  const unsaved = mount(
    Object.assign(contextOf(dataSet({})), { page: { entityTypeName: "fsn_purchaserequest", entityId: "" } }),
  );
  expect(await screen.findByText(/hasn't been created yet/)).toBeInTheDocument();
  unsaved.destroy();
  const failing = dataSet({}, { error: true, errorMessage: "boom" });
  mount(contextOf(failing));
  expect(await screen.findByRole("alert")).toHaveTextContent("boom");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(failing.refresh).toHaveBeenCalledTimes(1);
});

it("keeps its rows while the host loads anew", async () => {
  const control = mount(contextOf(dataSet({ a: FULL })));
  await rowsShown();
  control.show(contextOf(dataSet({ a: FULL }, { loading: true })));
  expect(screen.getByRole("button", { name: "Open Desk" })).toBeInTheDocument();
  const announced = { updatedProperties: ["dataset"] };
  control.show(Object.assign(contextOf(dataSet({}, { loading: true })), announced));
  expect(screen.getByRole("button", { name: "Open Desk" })).toBeInTheDocument();
  control.show(Object.assign(contextOf(dataSet({})), announced));
  expect(screen.getByText("No data available")).toBeInTheDocument();
});

it("a locked form shows and opens, and fixes nothing", async () => {
  mount(contextOf(dataSet({ a: { ...FULL, fsn_manufacturer: null } }), { disabled: true }));
  await rowsShown();
  expect(screen.getByRole("button", { name: "Open Desk" })).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Fix Desk" })).toBeNull();
});

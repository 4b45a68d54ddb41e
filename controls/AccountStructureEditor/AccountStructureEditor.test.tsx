/** @jest-environment ./host/testing/environment.cjs */
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { apiOf, refusal, startEmbedded, type ApiOptions, type Embedded } from "../../host/testing/embedded";
import { fakeContext, type FakeOptions } from "../../shared/testing/fakeContext";
import { MountedControl } from "../../shared/testing/MountedControl";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import { AccountStructureEditor } from "./index";

/** The editor as a key user meets it, over the embedded Dataverse with the sample's ledger. */

let embedded: Embedded;
beforeAll(async () => {
  embedded = await startEmbedded({ rows: "sampleLedger" });
});
afterAll(() => embedded.close());

const server = () => apiOf(embedded);
const rowsOf = async (table: string, options: string) =>
  (await server().retrieveMultipleRecords(table, options)).entities as Readonly<Record<string, string>>[];

/** A structure of a test's own: nobody else looks at its rows. */
async function makeStructure(name: string, segments: readonly string[], rows: readonly (readonly string[])[]) {
  const { id } = await server().createRecord("fsn_accountstructure", {
    fsn_name: name,
    fsn_kind: 417200001,
    fsn_isactive: true,
  });
  const bind = { "fsn_AccountStructure@odata.bind": `/fsn_accountstructures(${id})` };
  const dimensions = await rowsOf("fsn_dimension", "?$select=fsn_dimensionid,fsn_name");
  for (const [at, segment] of segments.entries()) {
    const dimension = dimensions.find(({ fsn_name }) => fsn_name === segment)?.["fsn_dimensionid"] ?? "";
    await server().createRecord("fsn_accountstructuresegment", {
      ...bind,
      "fsn_Dimension@odata.bind": `/fsn_dimensions(${dimension})`,
      fsn_order: at + 1,
    });
  }
  for (const [at, cells] of rows.entries()) {
    const criteria = Object.fromEntries(cells.map((cell, place) => [`fsn_criteria${place + 1}`, cell]));
    await server().createRecord("fsn_accountstructurerow", { ...bind, fsn_order: at + 1, ...criteria });
  }
  return id;
}
const stored = async (structure: string) =>
  (
    await rowsOf(
      "fsn_accountstructurerow",
      `?$select=fsn_criteria1,fsn_criteria2,fsn_order&$filter=_fsn_accountstructure_value eq ${structure}&$orderby=fsn_order`,
    )
  ).map((row) => [row["fsn_criteria1"] ?? "", row["fsn_criteria2"] ?? ""].join("|"));

interface Situation extends Omit<Partial<FakeOptions>, "parameters" | "webAPI"> {
  readonly api?: ApiOptions;
  readonly security?: object;
  readonly table?: string;
}

function open(record: string | null, { api, security, table = "fsn_accountstructure", ...options }: Situation = {}) {
  const mounted = new MountedControl<IInputs, IOutputs>(new AccountStructureEditor());
  const show = (more: Partial<FakeOptions> = {}): void => {
    const context = fakeContext<IInputs>({
      control: "AccountStructureEditor",
      ...options,
      ...more,
      webAPI: apiOf(embedded, { ...api, offline: more.offline ?? options.offline }),
      parameters: {
        check: {
          raw: null,
          type: "SingleLine.Text",
          attributes: { LogicalName: "fsn_check", MaxLength: 200 },
          security,
        },
        recordId: { raw: record, type: "SingleLine.Text" },
        recordTable: { raw: table, type: "SingleLine.Text" },
      },
    });
    Object.assign(context.mode, { allocatedWidth: 1000, trackContainerResize: () => undefined, label: "Rows" });
    mounted.show(context);
  };
  show();
  return { mounted, show };
}

const grid = () => screen.findByRole("grid");
const texts = async () =>
  within(await grid())
    .getAllByRole("row")
    .slice(1)
    .map((row) =>
      within(row)
        .getAllByRole("gridcell")
        .map(({ textContent }) => textContent)
        .join(" | "),
    );
const focusGrid = async (): Promise<HTMLElement> => {
  const found = await grid();
  act(() => found.focus());
  return found;
};
/** The library's own Tab would look for the next place from a field that the key has taken away. */
const tab = (): void => void fireEvent.keyDown(document.activeElement ?? document.body, { key: "Tab" });
const checked = (text: RegExp | string) => screen.findByText(text, {}, { timeout: 4000 });
const clipboard = (text: string) => ({ clipboardData: { getData: () => text } });

describe("a structure's rows", () => {
  it("stand under the names of their dimensions, with how many accounts each allows", async () => {
    const [structure] = await rowsOf("fsn_accountstructure", "?$select=fsn_name&$filter=fsn_name eq 'Profit and loss'");
    open(structure?.["fsn_accountstructureid"] ?? "");
    expect((await screen.findAllByRole("columnheader")).map(({ textContent }) => textContent)).toEqual([
      "Row",
      "Main account",
      "Business unit",
      "Department",
      "Cost center",
      "Accounts",
    ]);
    await checked("No mistakes");
    const [first] = await texts();
    expect(first).toMatch(/^400000\.\.499999 \| \* \| 022;"" \| "" \| [\d,]+$/);
  });

  it("are changed by the keyboard as in a spreadsheet, and a mistake is mended at its cell", async () => {
    const id = await makeStructure("Keys", ["MainAccount", "Department"], [["110100..110199", "022"]]);
    open(id);
    await focusGrid();
    await userEvent.keyboard("{ArrowRight}022,023{Enter}");
    expect(await texts()).toEqual([expect.stringContaining("022,023")]);
    await checked("1 warning");
    expect(screen.getByRole("gridcell", { name: /022,023/ })).toHaveAttribute("aria-invalid", "true");
    expect(await screen.findByRole("button", { name: "Use 022;023" })).toBeInTheDocument();
    await userEvent.keyboard("{Alt>}{Enter}{/Alt}");
    expect(await texts()).toEqual([expect.stringContaining("022;023")]);
    await checked("No mistakes");
    await userEvent.keyboard("{Control>}zz{/Control}");
    expect(await texts()).toEqual([expect.stringContaining("110100..110199 | 022 |")]);
    await userEvent.keyboard("{Control>}y{/Control}");
    expect(await texts()).toEqual([expect.stringContaining("022,023")]);
  });

  it("say what a criterion means while it is typed", async () => {
    const id = await makeStructure("Meaning", ["MainAccount", "Department"], [["110100..110199", "022"]]);
    open(id);
    await focusGrid();
    await checked("No mistakes");
    await userEvent.keyboard("{ArrowRight}02");
    expect(await screen.findByText(/no value/)).toBeInTheDocument();
    await userEvent.keyboard("*");
    expect(await screen.findByText(/9 values:.*021 Finance, 022 Sales & Marketing.* and 3 more/)).toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    expect(await texts()).toEqual([expect.stringContaining("110100..110199 | 022 |")]);
  });

  it("are pasted from Excel, saved, and summed up in the column", async () => {
    const id = await makeStructure("Paste", ["MainAccount", "Department"], [["110100..110199", "022"]]);
    const { mounted } = open(id);
    const found = await focusGrid();
    await checked("No mistakes");
    fireEvent.paste(found, clipboard('110100..110199\t022;023\r\n110300..110399\t"*;"""""\r\n'));
    expect((await texts()).map((row) => row.split(" | ").slice(0, 2).join("|"))).toEqual([
      "110100..110199|022;023",
      '110300..110399|*;""',
    ]);
    expect(await screen.findByText(/accounts become valid/, {}, { timeout: 4000 })).toBeInTheDocument();
    expect(await stored(id)).toEqual(["110100..110199|022"]);
    await userEvent.click(await screen.findByRole("button", { name: "Save 2 rows" }));
    await checked("2 rows saved");
    expect(await stored(id)).toEqual(["110100..110199|022;023", '110300..110399|*;""']);
    await waitFor(() => expect(mounted.outputs).toEqual([{ check: "2 rows · No mistakes" }]));
  });

  it("are inserted, moved and deleted, and the server has them in that order", async () => {
    const id = await makeStructure(
      "Order",
      ["MainAccount", "Department"],
      [
        ["1", "021"],
        ["2", "022"],
        ["3", "023"],
      ],
    );
    open(id);
    await focusGrid();
    await userEvent.keyboard("{Insert}9{Enter}");
    await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}{Control>}{Home}{Delete}{/Control}");
    const order = (await texts()).map((row) => row.split(" | ")[0]);
    expect(order).toEqual(["9", "3", "2"]);
    await userEvent.click(await screen.findByRole("button", { name: /^Save/ }));
    await checked(/saved$/);
    expect((await stored(id)).map((row) => row.split("|")[0])).toEqual(order);
  });

  it("begin with a first row where there is none", async () => {
    const id = await makeStructure("Empty", ["MainAccount", "Department"], []);
    open(id);
    await userEvent.click(await screen.findByRole("button", { name: "Add a first row" }));
    expect(await texts()).toEqual([expect.stringContaining("* | *")]);
  });
});

describe("trying an account", () => {
  it("names the row that decides and marks it, by the rows as they stand", async () => {
    const id = await makeStructure(
      "Try",
      ["MainAccount", "Department"],
      [
        ["110100..110199", "021"],
        ["110300..199999", '022;""'],
      ],
    );
    open(id);
    await checked("No mistakes");
    await userEvent.type(screen.getByRole("textbox", { name: "Try an account" }), "110100-021");
    expect(await screen.findByText("Valid")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Try, row 1" })).toBeInTheDocument();
    await userEvent.type(screen.getByRole("textbox", { name: "Try an account" }), "{Backspace}2");
    expect(await screen.findByText("Not valid")).toBeInTheDocument();
    expect(screen.getByText(/Department 022 is not allowed here/)).toBeInTheDocument();
  });
});

describe("saving", () => {
  it("keeps what a refused row holds, names it, and sends it again", async () => {
    const id = await makeStructure(
      "Refused",
      ["MainAccount", "Department"],
      [
        ["1", "021"],
        ["2", "022"],
      ],
    );
    const refused = { now: true };
    const fault = (address: string) =>
      refused.now && address.includes("/fsn_accountstructurerows(") ? refusal(403, "0x80040220", "no") : undefined;
    open(id, { api: { fault } });
    await focusGrid();
    await userEvent.keyboard("7{Enter}");
    await userEvent.click(await screen.findByRole("button", { name: "Save 1 row" }));
    expect(await screen.findByText(/1 row was refused and stays here/)).toBeInTheDocument();
    expect(await texts()).toEqual([expect.stringMatching(/^7 /), expect.stringMatching(/^2 /)]);
    refused.now = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await checked("1 row saved");
    expect((await stored(id))[0]).toBe("7|021");
  });

  it("asks where somebody else changed the same cell, and takes in what they did elsewhere", async () => {
    const id = await makeStructure(
      "Conflict",
      ["MainAccount", "Department"],
      [
        ["1", "021"],
        ["2", "022"],
      ],
    );
    open(id);
    await focusGrid();
    await userEvent.keyboard("7{Enter}");
    const rows = await rowsOf(
      "fsn_accountstructurerow",
      `?$select=fsn_order&$filter=_fsn_accountstructure_value eq ${id}&$orderby=fsn_order`,
    );
    const key = (at: number) => rows[at]?.["fsn_accountstructurerowid"] ?? "";
    await server().updateRecord("fsn_accountstructurerow", key(0), { fsn_criteria1: "8" });
    await server().updateRecord("fsn_accountstructurerow", key(1), { fsn_criteria2: "023" });
    await userEvent.click(await screen.findByRole("button", { name: "Save 1 row" }));
    await checked(/Somebody else changed 1 of your cells/);
    expect(await stored(id)).toEqual(["8|021", "2|023"]);
    await userEvent.click(screen.getByRole("button", { name: "Take theirs" }));
    expect((await texts()).map((row) => row.split(" | ").slice(0, 2).join("|"))).toEqual(["8|021", "2|023"]);
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    await userEvent.click(await screen.findByRole("button", { name: "Save 1 row" }));
    await checked("1 row saved");
    expect(await stored(id)).toEqual(["7|021", "2|023"]);
  });

  it("makes no second row where the answer to the first got lost", async () => {
    const id = await makeStructure("Lost", ["MainAccount", "Department"], [["1", "021"]]);
    const lost = { now: true };
    open(id, {
      api: {
        lose: (address, method) => {
          const loses = lost.now && method === "POST" && address.endsWith("/fsn_accountstructurerows");
          if (loses) lost.now = false;
          return loses;
        },
      },
    });
    await focusGrid();
    await userEvent.keyboard("{Insert}2{Enter}");
    await userEvent.click(await screen.findByRole("button", { name: "Save 1 row" }));
    await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: /^Save/ })).not.toBeInTheDocument());
    expect(await stored(id)).toEqual(["1|021", "2|*"]);
  });
});

describe("advanced rules", () => {
  it("are edited with the structures that they add: when they apply, and what they demand", async () => {
    const [rule] = await rowsOf("fsn_advancedrule", "?$select=fsn_name&$filter=fsn_name eq 'Customer for consulting'");
    const id = rule?.["fsn_advancedruleid"] ?? "";
    open(id, { table: "fsn_advancedrule" });
    const [criteria, structure] = await screen.findAllByRole("grid");
    expect(criteria).toHaveTextContent("Main account");
    expect(structure).toHaveAccessibleName("Customer on revenue");
    act(() => criteria?.focus());
    await userEvent.keyboard("41*");
    tab();
    await userEvent.keyboard("{Delete}");
    await userEvent.click(await screen.findByRole("button", { name: /^Save/ }));
    await checked(/saved$/);
    const own = await rowsOf(
      "fsn_advancedrulecriterion",
      `?$select=fsn_criteria,_fsn_dimension_value&$filter=_fsn_advancedrule_value eq ${id}`,
    );
    expect(own.map(({ fsn_criteria }) => fsn_criteria)).toEqual(["41*"]);
  });
});

describe("one row on its own form", () => {
  it("stands alone under the names of its dimensions, judged among the others", async () => {
    const structure = await makeStructure(
      "One",
      ["MainAccount", "Department"],
      [
        ["1", "021"],
        ["2", "022"],
      ],
    );
    const rows = await rowsOf(
      "fsn_accountstructurerow",
      `?$select=fsn_order&$filter=_fsn_accountstructure_value eq ${structure}&$orderby=fsn_order`,
    );
    open(rows[1]?.["fsn_accountstructurerowid"] ?? "", { table: "fsn_accountstructurerow" });
    await focusGrid();
    await userEvent.keyboard("1");
    tab();
    await userEvent.keyboard("021{Enter}");
    expect(await texts()).toEqual([expect.stringMatching(/^1 \| 021/)]);
    await checked(/2 warnings|warning/);
    expect(screen.queryByRole("button", { name: "Add row" })).not.toBeInTheDocument();
  });
});

describe("states", () => {
  it("is quiet on a record that is not saved yet", async () => {
    open(null);
    expect(await screen.findByText(/hasn't been created yet/)).toBeInTheDocument();
  });

  it("shows nothing of a masked column", async () => {
    open("aaaaaaaa-0000-4000-8000-000000000001", { security: { readable: false, secured: true } });
    expect(await screen.findByDisplayValue("********")).toBeInTheDocument();
  });

  it("can be read and copied, not changed, on a locked form", async () => {
    const id = await makeStructure("Locked", ["MainAccount", "Department"], [["1", "021"]]);
    open(id, { disabled: true });
    const found = await focusGrid();
    expect(found).toHaveAttribute("aria-readonly", "true");
    await userEvent.keyboard("7{Enter}{Delete}");
    fireEvent.paste(found, clipboard("9"));
    expect(await texts()).toEqual([expect.stringMatching(/^1 \| 021/)]);
    expect(screen.queryByRole("button", { name: "Add row" })).not.toBeInTheDocument();
  });

  it("goes on without a connection and saves with one", async () => {
    const id = await makeStructure("Offline", ["MainAccount", "Department"], [["1", "021"]]);
    const { show } = open(id);
    await focusGrid();
    show({ offline: true });
    await userEvent.keyboard("7{Enter}");
    expect(await screen.findByText(/Save when you are connected again/)).toBeInTheDocument();
    show({ offline: false });
    await userEvent.click(await screen.findByRole("button", { name: "Save 1 row" }));
    await checked("1 row saved");
    expect(await stored(id)).toEqual(["7|021"]);
  });

  it("says which table may not be read, and reads again", async () => {
    const blocked = { now: true };
    const fault = (address: string) =>
      blocked.now && address.includes("/fsn_accountstructuresegments?") ? refusal(403, "0x80040220", "no") : undefined;
    open(await makeStructure("Forbidden", ["MainAccount", "Department"], [["1", "021"]]), { api: { fault } });
    expect(await screen.findByText(/no permission for the table fsn_accountstructuresegment/)).toBeInTheDocument();
    blocked.now = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await grid()).toBeInTheDocument();
  });
});

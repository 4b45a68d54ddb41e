import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { fakeContext, type FakeOptions } from "../../shared/testing/fakeContext";
import { MountedControl } from "../../shared/testing/MountedControl";
import { SETTLING_MS } from "./edits";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import { DataHealthIndicator } from "./index";

const RECORD = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
const column = (
  name: string,
  raw: unknown,
  more: {
    readonly type?: string;
    readonly security?: object;
    readonly attributes?: object;
    readonly required?: number;
  } & Record<string, unknown> = {},
) => {
  const { type = "SingleLine.Text", security, attributes, required = 2, ...rest } = more;
  return {
    raw,
    type,
    security,
    attributes: {
      LogicalName: name.toLowerCase(),
      DisplayName: name,
      RequiredLevel: required,
      MaxLength: 100,
      ...attributes,
    },
    ...rest,
  };
};
const scoreColumn = (raw: number | null, more: object = {}) => ({
  raw,
  type: "Whole.None",
  attributes: { LogicalName: "fsn_healthscore", DisplayName: "Health score" },
  ...more,
});

function contextOf(
  parameters: Readonly<Record<string, unknown>>,
  more: Partial<FakeOptions> = {},
): ComponentFramework.Context<IInputs> {
  return fakeContext<IInputs>({
    control: "DataHealthIndicator",
    recordId: RECORD,
    ...more,
    parameters: { score: scoreColumn(null), ...parameters },
  });
}
function mount(context: ComponentFramework.Context<IInputs>): MountedControl<IInputs, IOutputs> {
  const mounted = new MountedControl<IInputs, IOutputs>(new DataHealthIndicator());
  mounted.show(context);
  return mounted;
}
const openList = async (name: RegExp): Promise<void> => userEvent.click(screen.getByRole("button", { name }));

it("shows number, word, coverage, and says what each fix brings", async () => {
  mount(
    contextOf({
      field1: column("Vendor", "Contoso"),
      field2: column("E-mail", null),
      field3: column("Phone", "N/A", { required: 0 }),
    }),
  );
  expect(screen.getByText("42 of 100")).toBeInTheDocument();
  expect(screen.getByText("Poor")).toBeInTheDocument();
  expect(screen.getByText("3 of 3 checks")).toBeInTheDocument();
  await openList(/2 columns to fix/);
  const rows = within(screen.getByRole("list")).getAllByRole("listitem");
  expect(rows.map((row) => row.textContent)).toEqual([
    expect.stringContaining("E-mailNo value · +42 points"),
    expect.stringContaining('PhoneOnly a placeholder: "N/A" · +14 points'),
  ]);
});

it("writes the value and the new score when a person fixes a column in place", async () => {
  const control = mount(contextOf({ field1: column("Vendor", "Contoso"), field2: column("E-mail", null) }));
  expect(control.outputs).toEqual([]);
  await openList(/1 column to fix/);
  await userEvent.type(screen.getByRole("textbox", { name: "E-mail" }), "a@contoso.com");
  expect(control.outputs).toEqual([]);
  await userEvent.tab();
  expect(control.outputs).toEqual([{ field2: "a@contoso.com", score: 100 }]);
  control.show(
    contextOf({
      score: scoreColumn(100),
      field1: column("Vendor", "Contoso"),
      field2: column("E-mail", "a@contoso.com"),
    }),
  );
  expect(screen.getByText("100 of 100")).toBeInTheDocument();
  expect(screen.getByRole("status")).toHaveTextContent("E-mail filled. Score 100 of 100.");
  expect(screen.getByRole("textbox", { name: "E-mail" })).toHaveValue("a@contoso.com");
});

it("counts every column that a person fills in before the form answers", async () => {
  const control = mount(contextOf({ field1: column("Vendor", null), field2: column("E-mail", null) }));
  await openList(/2 columns to fix/);
  await control.whileBusy(async () => {
    await userEvent.type(screen.getByRole("textbox", { name: "Vendor" }), "Contoso{Enter}");
    expect(screen.getByRole("textbox", { name: "Vendor" })).toHaveValue("Contoso");
    await userEvent.type(screen.getByRole("textbox", { name: "E-mail" }), "a@contoso.com{Enter}");
  });
  expect(control.outputs).toEqual([{ field1: "Contoso", field2: "a@contoso.com", score: 100 }]);
});

it("keeps what a person fills in while the form's answer to the column before is on its way", async () => {
  const control = mount(contextOf({ field1: column("Vendor", null), field2: column("E-mail", null) }));
  await openList(/2 columns to fix/);
  await userEvent.type(screen.getByRole("textbox", { name: "Vendor" }), "Contoso{Enter}");
  const [first] = control.outputs.splice(0);
  await control.whileBusy(async () => {
    await userEvent.type(screen.getByRole("textbox", { name: "E-mail" }), "a@contoso.com{Enter}");
    control.show(
      contextOf({
        score: scoreColumn(first?.score ?? null),
        field1: column("Vendor", "Contoso"),
        field2: column("E-mail", null),
      }),
    );
    expect(screen.getByRole("textbox", { name: "E-mail" })).toHaveValue("a@contoso.com");
  });
  expect(control.outputs).toEqual([{ field2: "a@contoso.com", score: 100 }]);
});

it("takes several options of one column before the form answers", async () => {
  const control = mount(
    contextOf({
      field1: column("Colours", null, {
        type: "MultiSelectPicklist",
        attributes: {
          Options: [
            { Value: 1, Label: "Red" },
            { Value: 2, Label: "Green" },
          ],
        },
      }),
    }),
  );
  await openList(/1 column to fix/);
  await control.whileBusy(async () => {
    await userEvent.click(screen.getByRole("combobox", { name: "Colours" }));
    await userEvent.click(screen.getByText("Red"));
    await userEvent.click(screen.getByText("Green"));
  });
  expect(control.outputs).toEqual([{ field1: [1, 2], score: 100 }]);
});

describe("writing the score", () => {
  const before = { field1: column("Vendor", null), field2: column("E-mail", "a@contoso.com") };
  const after = { ...before, field1: column("Vendor", "Contoso") };
  let now = 1_000_000;
  beforeEach(() => {
    jest.spyOn(Date, "now").mockImplementation(() => now);
  });
  afterEach(() => jest.restoreAllMocks());

  it("never happens on the first load, nor when columns arrive late", () => {
    const control = mount(contextOf({ field1: column("Vendor", null), field2: column("E-mail", null) }));
    control.show(contextOf(after));
    expect(control.outputs).toEqual([]);
    const slow = mount(contextOf(before));
    now += SETTLING_MS - 1;
    slow.show(contextOf(after));
    expect(slow.outputs).toEqual([]);
  });

  it("follows an edit that a person makes in another field of the form", () => {
    const control = mount(contextOf(before));
    now += SETTLING_MS;
    control.show(contextOf(after));
    expect(control.outputs).toEqual([{ score: 100 }]);
  });

  it("never happens on a locked form, for a secured score, or when another record comes", () => {
    for (const locked of [
      { disabled: true },
      { parameters: { score: scoreColumn(null, { security: { readable: true, editable: false, secured: true } }) } },
    ]) {
      const context = (parameters: object): ComponentFramework.Context<IInputs> =>
        contextOf(
          { ...parameters, ...("parameters" in locked ? locked.parameters : {}) },
          "disabled" in locked ? { disabled: true } : {},
        );
      const control = mount(context(before));
      now += SETTLING_MS;
      control.show(context(after));
      expect(control.outputs).toEqual([]);
      expect(screen.queryByRole("button", { name: /^Store \d/ })).toBeNull();
      control.destroy();
    }
    const control = mount(contextOf(before));
    now += SETTLING_MS;
    control.show(contextOf(after, { recordId: "7f9619ff-8b86-d011-b42d-00cf4fc964ff" }));
    expect(control.outputs).toEqual([]);
  });

  it("is offered where the stored score differs", async () => {
    const control = mount(contextOf({ ...before, score: scoreColumn(90) }));
    expect(screen.getByText("Stored: 90")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Store 50 in Health score" }));
    expect(control.outputs).toEqual([{ score: 50 }]);
  });

  it("leaves the focus of a person who stored it where it is, until they go on", async () => {
    const control = mount(contextOf({ ...before, score: scoreColumn(90) }));
    const offer = screen.getByRole("button", { name: "Store 50 in Health score" });
    await userEvent.click(offer);
    control.show(contextOf({ ...before, score: scoreColumn(50) }));
    expect(offer).toHaveFocus();
    expect(offer).toHaveAttribute("aria-disabled", "true");
    await userEvent.tab();
    expect(screen.queryByRole("button", { name: /^Store \d/ })).toBeNull();
  });
});

it("does not overwrite what others write after the form took a value", async () => {
  const control = new DataHealthIndicator();
  const taken: IOutputs[] = [];
  const mounted = new MountedControl<IInputs, IOutputs>(control);
  mounted.show(contextOf({ field1: column("Vendor", null) }));
  await openList(/1 column/);
  await userEvent.type(screen.getByRole("textbox", { name: "Vendor" }), "Contoso{Enter}");
  taken.push(...mounted.outputs);
  mounted.show(contextOf({ score: scoreColumn(100), field1: column("Vendor", "Fabrikam") }));
  expect(control.getOutputs()).toEqual({});
  expect(taken).toEqual([{ field1: "Contoso", score: 100 }]);
});

it("the first save of a new record leaves open what a person had open, with what they typed", async () => {
  const slots = { field1: column("Vendor", null), field2: column("E-mail", null) };
  const unsaved = { page: { entityTypeName: "fsn_purchaserequest", entityId: "" } };
  const control = mount(Object.assign(contextOf(slots, { recordId: null }), unsaved));
  await openList(/2 columns to fix/);
  const field = screen.getByRole("textbox", { name: "Vendor" });
  await userEvent.type(field, "Cont");
  control.show(contextOf(slots));
  expect(screen.getByRole("textbox", { name: "Vendor" })).toBe(field);
  expect(field).toHaveValue("Cont");
  expect(field).toHaveFocus();
  expect(control.outputs).toEqual([]);
});

it("a refused value shows what arrives", async () => {
  const control = mount(contextOf({ field1: column("Vendor", "TBD") }));
  await openList(/1 column/);
  const field = screen.getByRole("textbox", { name: "Vendor" });
  await userEvent.clear(field);
  await userEvent.type(field, "Contoso{Enter}");
  control.show(contextOf({ field1: column("Vendor", "TBD") }));
  expect(screen.getByRole("textbox", { name: "Vendor" })).toHaveValue("TBD");
});

it("a secured or masked column cannot be assessed, and is not called missing", async () => {
  mount(
    contextOf({
      field1: column("Vendor", "Contoso"),
      field2: column("Bank account", null, { security: { readable: false, editable: false, secured: true } }),
    }),
  );
  expect(screen.getByText("100 of 100")).toBeInTheDocument();
  expect(screen.getByText("1 of 2 checks")).toBeInTheDocument();
  await openList(/Details/);
  expect(screen.getByText(/Cannot be assessed: you may not see this column/)).toBeInTheDocument();
  expect(screen.queryByRole("textbox")).toBeNull();
});

it("a locked form shows what is missing, and no field to type into", async () => {
  mount(contextOf({ field1: column("Vendor", null) }, { disabled: true }));
  await openList(/1 column/);
  expect(screen.getByText("This column is locked.")).toBeInTheDocument();
  expect(screen.queryByRole("textbox")).toBeNull();
});

describe("the right input for each kind", () => {
  it("numbers in the user's own format, refused outside their range", async () => {
    const control = mount(
      contextOf(
        { field1: column("Menge", null, { type: "Decimal", attributes: { MinValue: 0, MaxValue: 2000 } }) },
        { language: 1031 },
      ),
    );
    await openList(/1 Spalte/);
    const field = screen.getByRole("textbox", { name: "Menge" });
    await userEvent.type(field, "9.999,5");
    await userEvent.tab();
    expect(screen.getByRole("alert")).toHaveTextContent("Geben Sie eine Zahl zwischen 0 und 2000 ein.");
    expect(field).toHaveAttribute("aria-invalid", "true");
    expect(control.outputs).toEqual([]);
    await userEvent.clear(field);
    await userEvent.type(field, "1.234,5{Enter}");
    expect(control.outputs).toEqual([{ field1: 1234.5, score: 100 }]);
  });

  it("0 is a value", () => {
    mount(contextOf({ field1: column("Quantity", 0, { type: "Whole.None" }) }));
    expect(screen.getByText("100 of 100")).toBeInTheDocument();
  });

  it("dates in the user's own order", async () => {
    const control = mount(
      contextOf(
        { field1: column("Needed by", null, { type: "DateAndTime.DateOnly", attributes: { Behavior: 2 } }) },
        { language: 1031 },
      ),
    );
    await openList(/1 Spalte/);
    const field = screen.getByRole("textbox", { name: "Needed by" });
    await userEvent.type(field, "31.2.2026");
    await userEvent.tab();
    expect(screen.getByRole("alert")).toHaveTextContent("Geben Sie ein Datum wie 31.12.2026 ein.");
    await userEvent.clear(field);
    await userEvent.type(field, "3.2.2026{Enter}");
    expect(control.outputs).toEqual([{ field1: new Date(2026, 1, 3), score: 100 }]);
  });

  it("a moment in the user's zone", async () => {
    const control = mount(
      contextOf(
        { field1: column("Verified on", null, { type: "DateAndTime.DateAndTime", attributes: { Behavior: 1 } }) },
        { zoneMinutes: -480 },
      ),
    );
    await openList(/1 column/);
    await userEvent.type(screen.getByRole("textbox", { name: "Verified on" }), "2/3/2026 1:30 pm{Enter}");
    expect(control.outputs).toEqual([{ field1: new Date("2026-02-03T21:30:00Z"), score: 100 }]);
  });

  it("choices by their labels", async () => {
    const control = mount(
      contextOf({
        field1: column("Category", null, {
          type: "OptionSet",
          attributes: {
            Options: [
              { Label: "Travel", Value: 5, Color: "" },
              { Label: "Services", Value: 4, Color: "" },
            ],
          },
        }),
      }),
    );
    await openList(/1 column/);
    await userEvent.click(screen.getByRole("combobox", { name: "Category" }));
    await userEvent.click(screen.getByRole("option", { name: "Services" }));
    expect(control.outputs).toEqual([{ field1: 4, score: 100 }]);
  });

  it("lookups through the platform's own dialog", async () => {
    const lookupObjects = jest.fn(async () => [
      { id: "{AAAAAAAA-0000-4000-8000-000000000001}", name: "Contoso", entityType: "account" },
    ]);
    const control = mount(
      contextOf(
        {
          field1: column("Vendor", [], {
            type: "Lookup.Simple",
            attributes: { Targets: ["account"] },
            getTargetEntityType: () => "account",
            getViewId: () => "v",
          }),
        },
        { utils: { lookupObjects } },
      ),
    );
    await openList(/1 column/);
    await act(async () => userEvent.click(screen.getByRole("button", { name: "Choose Vendor" })));
    expect(lookupObjects).toHaveBeenCalledWith({
      entityTypes: ["account"],
      allowMultiSelect: false,
      defaultViewId: "v",
    });
    expect(control.outputs).toEqual([
      { field1: [{ id: "aaaaaaaa-0000-4000-8000-000000000001", name: "Contoso", entityType: "account" }], score: 100 },
    ]);
  });
});

it("a failing critical column forces the worst band and names it", () => {
  const fields = Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`field${index + 2}`, column(`Column ${index}`, "x")]),
  );
  mount(contextOf({ field1: column("Vendor", null), ...fields, severities: { raw: "vendor=critical" } }));
  expect(screen.getByText("88 of 100")).toBeInTheDocument();
  expect(screen.getByText("Poor")).toBeInTheDocument();
  expect(screen.getByText("Poor because a critical column has no value: Vendor")).toBeInTheDocument();
});

it("says what a maker got wrong, where, and goes on", () => {
  mount(contextOf({ field1: column("Vendor", "Contoso"), severities: { raw: "vendor=urgent" } }));
  expect(screen.getByRole("note")).toHaveTextContent(
    '"urgent" in "vendor=urgent" is unknown. Use one of: critical, high, medium, low, info.',
  );
  expect(screen.getByText("100 of 100")).toBeInTheDocument();
});

it("scores by what the table requires where the maker says so", () => {
  mount(
    contextOf({
      field1: column("Vendor", "Contoso"),
      field2: column("Phone", null, { required: 0 }),
      scope: { raw: "required" },
    }),
  );
  expect(screen.getByText("1 of 1 checks")).toBeInTheDocument();
});

it("tells a maker what to do while nothing is bound", () => {
  mount(contextOf({ field1: { raw: null, type: "SingleLine.Text" } }));
  expect(screen.getByText(/No column is bound/)).toBeInTheDocument();
});

it("two on one form share no ids", () => {
  mount(contextOf({ field1: column("Vendor", null) }));
  mount(contextOf({ field1: column("Vendor", null) }));
  const ids = Array.from(document.querySelectorAll("[id]"), ({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

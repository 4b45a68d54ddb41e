import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { apiOf, startEmbedded, type ApiOptions, type Embedded } from "../../../host/testing/embedded";
import { fakeContext, type FakeOptions } from "../../../shared/testing/fakeContext";
import { MountedControl } from "../../../shared/testing/MountedControl";
import type { IInputs, IOutputs } from "../generated/ManifestTypes";
import { FinancialDimensionPicker } from "../index";
import { forgetLedgers } from "../state/sharedLedger";

/** The control as a person meets it, over an embedded Dataverse with the sample's ledger. */

let embedded: Embedded | undefined;
beforeAll(async () => {
  embedded = await startEmbedded({ rows: "sampleLedger" });
});
afterAll(async () => embedded?.close());
// Each test is a page of its own.
beforeEach(forgetLedgers);

/** The embedded Dataverse of the test file that imports this. */
export function theEmbedded(): Embedded {
  if (!embedded) throw new Error("the embedded Dataverse starts before the first test");
  return embedded;
}

export interface Situation extends Omit<Partial<FakeOptions>, "parameters" | "webAPI"> {
  readonly account?: string;
  readonly company?: string;
  readonly date?: Date;
  readonly api?: ApiOptions;
  readonly width?: number;
  readonly maxLength?: number;
  readonly security?: object;
  readonly requiredLevel?: number;
  /** How the column of the legal entity is secured. */
  readonly companySecurity?: object;
  /** The id of the record; null: not saved yet. */
  readonly record?: string | null;
  readonly properties?: Readonly<Record<string, string>>;
}

export const recordA = "aaaaaaaa-0000-4000-8000-000000000001";
export const recordB = "bbbbbbbb-0000-4000-8000-000000000002";

const columns = ["MainAccount", "BusinessUnit", "Department", "CostCenter", "Project", "Customer"];

/** A form with one picker on it: it takes what the control puts out and shows it again, as the host does. */
export class Form {
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
      companySecurity,
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
      webAPI: apiOf(theEmbedded(), api),
      parameters: {
        account: text("account", maxLength, { security }),
        company: text("company", 10),
        structure: text("structure", 60),
        ...dimensions,
        legalEntity: {
          raw: company === "" ? null : [{ id: "1", name: company, entityType: "fsn_legalentity" }],
          type: "Lookup.Simple",
          security: companySecurity,
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

/** By its attribute: to look for roles and names takes ten times as long, and every test asks for fields. */
export const field = (name: string): Promise<HTMLInputElement> =>
  waitFor(() => {
    const found = document.querySelector<HTMLInputElement>(`input[role=combobox][aria-label="${name}"]`);
    if (!found) throw new Error(`there is no field ${name}`);
    return found;
  });
export const valueOf = async (name: string): Promise<string> => (await field(name)).value;
export const status = (text: RegExp | string): Promise<HTMLElement> => screen.findByText(text);
export const button = (name: RegExp | string): HTMLElement => screen.getByRole("button", { name });
export const clipboard = (text: string): object => ({ clipboardData: { getData: () => text } });

/** A key where the focus stands. */
export function press(key: string, more: object = {}): void {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
}

export async function focus(name: string): Promise<HTMLInputElement> {
  const found = await field(name);
  act(() => found.focus());
  return found;
}

/** Takes the place of what stands in a field; then a key, Enter by default. All at once: what each letter does is tested where it counts. */
export async function put(name: string, text: string, key = "Enter"): Promise<void> {
  fireEvent.change(await focus(name), { target: { value: text } });
  if (key) press(key);
}

export async function paste(name: string, text: string): Promise<void> {
  fireEvent.paste(await focus(name), clipboard(text));
}

/** Opens the panel with everything that is not said at once. */
export async function details(): Promise<HTMLElement> {
  await waitFor(() => expect(document.querySelector("[aria-expanded][aria-keyshortcuts='Alt+I']")).not.toBeNull());
  fireEvent.click(document.querySelector("[aria-expanded][aria-keyshortcuts='Alt+I']") as Element);
  return screen.findByRole("region", { name: "Details" });
}

/** What is shown under a field, for the eye: below its name, which is hidden from other senses as well. */
export const caption = (dimension: string): string =>
  document.querySelectorAll(`[data-segment="${dimension}"] > [aria-hidden=true]`)[1]?.textContent ?? "";

/** Properties for a ledger of one structure, from a snapshot: values by dimension, then the criteria of each row. */
export const snapshotOf = (
  values: Readonly<Record<string, readonly string[]>>,
  rows: readonly (readonly string[])[],
  more: object = {},
): Readonly<Record<string, string>> => ({
  source: "snapshot",
  snapshot: JSON.stringify({
    version: "1",
    dimensions: Object.entries(values).map(([name, list]) => ({
      name,
      kind: name === "MainAccount" ? "mainAccount" : "list",
      values: list.map((value) => ({ value })),
    })),
    legalEntities: [{ name: "USMF", structures: ["S"] }],
    structures: [
      { name: "S", kind: "account", segments: Object.keys(values), rows: rows.map((criteria) => ({ criteria })) },
    ],
    rules: [],
    derived: [],
    defaults: [],
    aliases: [],
    integrationFormat: [],
    ...more,
  }),
});

import { columnFacts, type ColumnFacts } from "../../shared/form/column";
import { isOnline } from "../../shared/form/online";
import { rawOf, textIn, type Given } from "../../shared/form/parameters";
import type { IInputs } from "./generated/ManifestTypes";
import type { Delimiter, DisplayForm } from "../../shared/ledger";
import { SLOTS, type AccountColumn, type AccountColumns } from "./written";

/** What the picker shows of the form. */
export interface PickerReading {
  /** The account as the column holds it, or "". */
  readonly account: string;
  readonly facts: ColumnFacts;
  /** The label that the form draws, or "". */
  readonly label: string;
  /** The legal entity, or "": none yet, or hidden. */
  readonly company: string;
  /** Column security hides the legal entity. */
  readonly companyMasked: boolean;
  /** The accounting date, "YYYY-MM-DD". */
  readonly date: string;
  readonly delimiter: Delimiter;
  /** Undefined: none. */
  readonly escape: string | undefined;
  readonly form: DisplayForm;
  readonly requiredSegments: readonly string[];
  readonly lockedSegments: readonly string[];
  readonly layout: "auto" | "compact" | "wide";
  /** px; −1 as long as the host does not tell. */
  readonly width: number;
  readonly online: boolean;
  readonly source: {
    readonly kind: "configuration" | "finance" | "snapshot";
    readonly mapping: string;
    readonly snapshot: string;
  };
  /** Where the parts of an account are written to. */
  readonly columns: AccountColumns;
}

/** The documented ten, by the names that the manifest gives them. */
const DELIMITERS: Readonly<Record<string, Delimiter>> = {
  hyphen: "-",
  period: ".",
  underscore: "_",
  pipe: "|",
  tilde: "~",
  doubleHyphen: "--",
  doublePeriod: "..",
  doubleUnderscore: "__",
  doublePipe: "||",
  doubleTilde: "~~",
};

export function readPicker({ parameters, mode, client }: ComponentFramework.Context<IInputs>): PickerReading {
  const given: Given<IInputs> = parameters;
  const source = rawOf(given.source);
  const layout = rawOf(given.layout);
  return {
    account: rawOf(given.account) ?? "",
    facts: columnFacts(given.account, mode.isControlDisabled),
    label: mode.label,
    company: companyOf(rawOf(given.legalEntity)) ?? rawOf(given.legalEntityCode) ?? "",
    companyMasked: columnFacts(given.legalEntity, false).masked,
    date: dayOf(rawOf(given.date) ?? new Date()),
    delimiter: DELIMITERS[rawOf(given.delimiter) ?? ""] ?? "-",
    escape: rawOf(given.escapeCharacter) ?? undefined,
    form: rawOf(given.format) === "integration" ? "integration" : "ledger",
    requiredSegments: namesIn(textIn(given.requiredSegments)),
    lockedSegments: namesIn(textIn(given.lockedSegments)),
    layout: layout === "compact" || layout === "wide" ? layout : "auto",
    width: mode.allocatedWidth,
    online: isOnline(client),
    source: {
      kind: source === "finance" || source === "snapshot" ? source : "configuration",
      mapping: rawOf(given.mapping) ?? "",
      snapshot: rawOf(given.snapshot) ?? "",
    },
    columns: {
      account: columnOf("account", given.account),
      company: columnOf("company", given.company),
      structure: columnOf("structure", given.structure),
      dimensions: namesIn(textIn(given.dimensionNames))
        .slice(0, SLOTS.length)
        .flatMap((dimension, index) => {
          const slot = SLOTS[index];
          return slot === undefined ? [] : [{ slot, dimension, column: columnOf(slot, given[slot]) }];
        }),
    },
  };
}

function columnOf(name: string, property: ComponentFramework.PropertyTypes.StringProperty | undefined): AccountColumn {
  const attributes = property?.attributes;
  return { label: attributes?.DisplayName ?? name, maxLength: attributes?.MaxLength ?? null };
}

/** Names in a property, separated by semicolons or commas. */
const namesIn = (names: string): readonly string[] =>
  names
    .split(/[;,]/)
    .map((part) => part.trim())
    .filter(Boolean);

/** The name behind a lookup. An empty one is an empty list in some hosts and null in others, whatever the types say. */
const companyOf = (raw: readonly { readonly name?: string }[] | null): string | undefined => raw?.[0]?.name;

/** The calendar day of a date-only column, "YYYY-MM-DD": its local parts, as the framework delivers midnight local time. */
function dayOf(date: Date): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

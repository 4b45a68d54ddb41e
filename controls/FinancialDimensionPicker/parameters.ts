import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import type { Combination, Delimiter, Ledger } from "../../shared/ledger";

/** The documented ten, by the names that the manifest gives them. */
const delimiters: Readonly<Record<string, Delimiter>> = {
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

export const delimiterOf = ({ delimiter }: IInputs): Delimiter => delimiters[delimiter.raw] ?? "-";

const slots = [
  "dimension1",
  "dimension2",
  "dimension3",
  "dimension4",
  "dimension5",
  "dimension6",
  "dimension7",
  "dimension8",
] as const;

/** Names in a property, separated by semicolons or commas. */
export const namesIn = (raw: string | null): string[] =>
  (raw ?? "")
    .split(/[;,]/)
    .map((part) => part.trim())
    .filter(Boolean);

/** A value that its column cannot hold. */
export interface Refused {
  readonly column: string;
  readonly length: number;
  readonly limit: number;
}

/** What goes into the bound columns. A value that does not fit is left out: the form would only refuse it. */
export function outputsOf(
  parameters: IInputs,
  ledger: Ledger,
  combination: Combination,
  account: string,
): { readonly values: IOutputs; readonly refused: readonly Refused[] } {
  const names = namesIn(parameters.dimensionNames.raw);
  const values: IOutputs = {};
  const refused: Refused[] = [];
  const put = (key: "account" | "company" | "structure" | (typeof slots)[number], value: string): void => {
    const attributes = parameters[key].attributes;
    const limit = attributes?.MaxLength ?? Infinity;
    if (value.length <= limit) values[key] = value;
    else refused.push({ column: attributes?.DisplayName ?? key, length: value.length, limit });
  };
  put("account", account);
  put("company", ledger.legalEntity);
  put("structure", ledger.layout(combination).structure ?? "");
  slots.forEach((slot, index) => {
    const name = names[index];
    if (name !== undefined) put(slot, combination[name] ?? "");
  });
  return { values, refused };
}

/** The name behind a lookup. An empty one is an empty list in some hosts and null in others, whatever the types say. */
export const companyOf = (raw: readonly { readonly name?: string }[] | null): string | undefined => raw?.[0]?.name;

/** The calendar day of a date-only column, "YYYY-MM-DD": its local parts, as the framework delivers midnight local time. */
export function dayOf(date: Date): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

import type { IOutputs } from "./generated/ManifestTypes";
import type { Combination, Ledger } from "../../shared/ledger";

/** The properties that take the values of single dimensions, in the manifest's order. */
export const SLOTS = [
  "dimension1",
  "dimension2",
  "dimension3",
  "dimension4",
  "dimension5",
  "dimension6",
  "dimension7",
  "dimension8",
] as const;

/** A bound column, as far as it decides what can be written to it. */
export interface AccountColumn {
  readonly label: string;
  /** Null: the host does not tell. */
  readonly maxLength: number | null;
}

/** Where the parts of an account are written to. */
export interface AccountColumns {
  readonly account: AccountColumn;
  readonly company: AccountColumn;
  readonly structure: AccountColumn;
  readonly dimensions: readonly {
    readonly slot: (typeof SLOTS)[number];
    readonly dimension: string;
    readonly column: AccountColumn;
  }[];
}

/** A value that its column cannot hold. */
export interface Refused {
  readonly column: string;
  readonly length: number;
  readonly limit: number;
}

/** What goes into the bound columns. A value that does not fit is left out: the form would only refuse it. */
export function outputsOf(
  columns: AccountColumns,
  ledger: Ledger,
  combination: Combination,
  account: string,
): { readonly values: IOutputs; readonly refused: readonly Refused[] } {
  const values: IOutputs = {};
  const refused: Refused[] = [];
  const put = (
    key: "account" | "company" | "structure" | (typeof SLOTS)[number],
    { label, maxLength }: AccountColumn,
    value: string,
  ): void => {
    if (maxLength === null || value.length <= maxLength) values[key] = value;
    else refused.push({ column: label, length: value.length, limit: maxLength });
  };
  put("account", columns.account, account);
  put("company", columns.company, ledger.legalEntity);
  put("structure", columns.structure, ledger.layout(combination).structure ?? "");
  for (const { slot, dimension, column } of columns.dimensions) put(slot, column, combination[dimension] ?? "");
  return { values, refused };
}

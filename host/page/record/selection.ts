import type { Table } from "../../../solution/model/types";
import { propertyOf } from "../data/values";
import type { Attributes } from "./attributes";

/** Beside the form's own columns: the state decides what may be edited. */
const ALWAYS = ["statecode", "statuscode"];

/** Options that read exactly what a form shows, in one request. */
export function selectOf(table: Table, attributes: Attributes): string {
  const has = (name: string): boolean => table.columns.some((column) => column.logicalName === name);
  const names = new Set([table.primaryKey, table.primaryName]);
  for (const attribute of attributes) names.add(propertyOf(attribute.column));
  for (const extra of ALWAYS) if (has(extra)) names.add(extra);
  if (attributes.namesOfType("money").length > 0 && has("transactioncurrencyid"))
    names.add("_transactioncurrencyid_value");
  return `?$select=${[...names].join(",")}`;
}

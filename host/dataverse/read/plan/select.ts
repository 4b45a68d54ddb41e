import type { Column } from "../../../../solution/model/types";
import type { CatalogTable } from "../../catalog";
import { isPrincipal, propertyColumn } from "../request/address";
import { propertyNotFound } from "./filter";

/**
 * The columns that a `$select` returns, in the order of the answer: what was asked for, then what comes by itself (the currency of
 * an amount, the composite of an address part, the primary key).
 */
export function selectedColumns(table: CatalogTable, select: readonly string[] | undefined): readonly Column[] {
  if (select === undefined || select.includes("*")) {
    const key = table.columns.filter((column) => column.logicalName === table.primaryKey);
    if (isPrincipal(table)) {
      return key;
    }
    // An image comes only when it is asked for.
    return [
      ...table.columns.filter(
        (column) => column.validForRead && column.type !== "image" && column.logicalName !== table.primaryKey,
      ),
      ...key,
    ];
  }
  const chosen = new Map<string, Column>();
  for (const name of select) {
    const column = propertyColumn(table, name);
    if (column === undefined) {
      throw propertyNotFound(table, name);
    }
    chosen.set(column.logicalName, column);
  }
  const add = (name: string): void => {
    const column = table.columnsByName.get(name);
    if (column !== undefined && !chosen.has(name)) {
      chosen.set(name, column);
    }
  };
  for (const column of [...chosen.values()]) {
    const address = /^(address\d)_/u.exec(column.logicalName)?.[1];
    if (address !== undefined) {
      add(`${address}_composite`);
    }
    if (column.type === "money") {
      add("transactioncurrencyid");
    }
  }
  add(table.primaryKey);
  return [...chosen.values()];
}

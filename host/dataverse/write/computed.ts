import type { Column } from "../../../solution/model/types";
import type { CatalogTable } from "../catalog";
import { Fault } from "../fault";
import { imageCompanions } from "../platform/images";
import type { StoredRow, WriteContext } from "./context";
import { rounded } from "./values";

type Values = Map<string, unknown>;

/** The value after the write: the new one, or else the stored one. */
const after = (values: Values, row: StoredRow | undefined, column: string): unknown =>
  values.has(column) ? values.get(column) : (row?.[column] ?? null);

/** Columns that the server derives from others of the row: full names, address texts, what belongs to an image, amounts in the base currency. */
export async function compute(
  context: WriteContext,
  table: CatalogTable,
  values: Values,
  row: StoredRow | undefined,
): Promise<void> {
  fullName(table, values, row);
  addresses(table, values, row);
  const id = String(after(values, row, table.primaryKey));
  imageCompanions(table, values, id, context.now).forEach((value, name) => values.set(name, value));
  if (table.logicalName === "task" && row === undefined) {
    values.set("activitytypecode", "task");
  }
  if (table.logicalName === "annotation") {
    annotation(values, row);
  }
  await baseAmounts(context, table, values, row);
}

function fullName(table: CatalogTable, values: Values, row: StoredRow | undefined): void {
  const parts = ["firstname", "middlename", "lastname"].filter((name) => table.columnsByName.has(name));
  if (
    table.columnsByName.get("fullname")?.validForUpdate === false &&
    parts.length > 1 &&
    parts.some((name) => values.has(name))
  ) {
    values.set(
      "fullname",
      joined(
        parts.map((name) => after(values, row, name)),
        " ",
      ),
    );
  }
}

const joined = (parts: readonly unknown[], separator: string): string | null =>
  parts.filter((part): part is string => typeof part === "string" && part !== "").join(separator) || null;

/** The lines of an address as one text: streets, then city with state and code, then country. */
function addresses(table: CatalogTable, values: Values, row: StoredRow | undefined): void {
  for (const { logicalName } of table.columns) {
    const prefix = /^(address\d)_composite$/u.exec(logicalName)?.[1];
    if (prefix === undefined || ![...values.keys()].some((name) => name.startsWith(`${prefix}_`))) {
      continue;
    }
    const part = (name: string): unknown => after(values, row, `${prefix}_${name}`);
    const place = joined([joined([part("city"), part("stateorprovince")], ", "), part("postalcode")], " ");
    values.set(logicalName, joined([part("line1"), part("line2"), part("line3"), place, part("country")], "\r\n"));
  }
}

function annotation(values: Values, row: StoredRow | undefined): void {
  if (values.has("documentbody")) {
    const body = values.get("documentbody");
    values.set("filesize", typeof body === "string" ? Buffer.from(body, "base64").length : 0);
    values.set("isdocument", typeof body === "string");
  }
  if (values.has("objectid") || row === undefined) {
    values.set("objecttypecode", after(values, row, "objectidtype"));
  }
}

/** A row with an amount has a currency; the rate is the one of the moment in which currency or amounts changed. */
async function baseAmounts(
  context: WriteContext,
  table: CatalogTable,
  values: Values,
  row: StoredRow | undefined,
): Promise<void> {
  const companions = table.columns.filter(
    (column): column is Extract<Column, { type: "money" }> => column.type === "money" && column.baseOf !== undefined,
  );
  const sources = companions.flatMap(({ baseOf }) => (baseOf === undefined ? [] : [baseOf]));
  const amountsChange = sources.some((name) => values.has(name) && values.get(name) !== null);
  const currencyChanges = values.has("transactioncurrencyid");
  // In the table of currencies a column of this name is the key.
  if (
    table.columnsByName.get("transactioncurrencyid")?.type !== "lookup" ||
    !(amountsChange || currencyChanges || sources.some((name) => values.has(name)))
  ) {
    return;
  }
  let currency = after(values, row, "transactioncurrencyid");
  if (typeof currency !== "string" && amountsChange) {
    currency = await defaultCurrency(context);
    values.set("transactioncurrencyid", currency);
  }
  const rate = typeof currency === "string" ? await rateOf(context, currency) : null;
  if (table.columnsByName.has("exchangerate")) {
    values.set("exchangerate", rate);
  }
  for (const { logicalName, baseOf } of companions) {
    const amount = baseOf === undefined ? null : after(values, row, baseOf);
    values.set(
      logicalName,
      amount === null || rate === null ? null : String(rounded(Number(amount) / Number(rate), 4)),
    );
  }
}

async function defaultCurrency(context: WriteContext): Promise<string | null> {
  const [settings] = await context.database.query<{ id: string | null }>(
    "select transactioncurrencyid as id from usersettings where systemuserid = $1",
    [context.caller.userId],
  );
  if (typeof settings?.id === "string") {
    return settings.id;
  }
  const [organization] = await context.database.query<{ id: string | null }>(
    "select basecurrencyid as id from organization limit 1",
  );
  return organization?.id ?? null;
}

async function rateOf(context: WriteContext, currency: string): Promise<string> {
  const [found] = await context.database.query<{ rate: string | null }>(
    "select exchangerate as rate from transactioncurrency where transactioncurrencyid = $1",
    [currency],
  );
  if (found === undefined) {
    throw new Fault(404, "0x80040217", `transactioncurrency With Id = ${currency} Does Not Exist`);
  }
  return found.rate ?? "1";
}

import { randomUUID } from "node:crypto";
import type { Column } from "../../solution/model/types";
import type { Catalog, CatalogTable } from "./catalog";
import { type Database, insertRows } from "./database";
import type { Queryable } from "./queryable";
import { imageCompanions } from "./platform/images";
import { hasTypeColumn } from "./schema";
import { storedColumn } from "./seed";
import { formatNumber, reserveNumbers } from "./write/autonumber";
import { rounded } from "./write/values";
import { wellKnown } from "./wellKnown";

type LoadedRow = Record<string, unknown>;

export interface LoadBatch {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Rows per statement: enough that its cost is the rows', few enough to keep the JSON text small. */
const chunkSize = 2000;

/**
 * Loads rows without security and checks of values, each batch in one transaction. What a create would fill in is filled in
 * where it is missing: keys, dates, owner with business unit, states, defaults, currency and base amounts, full names, what belongs to an image, numbers.
 * @throws Error for an unknown table or column; PostgreSQL's own error for a value that does not fit its column
 */
export async function bulkLoad(
  database: Database,
  catalog: Catalog,
  batches: Iterable<LoadBatch>,
  now: Date,
): Promise<void> {
  const filled = new Set<string>();
  for (const batch of batches) {
    filled.add(batch.table);
    const table = catalog.table(batch.table);
    if (table === undefined) {
      throw new Error(`load: there is no table '${batch.table}'.`);
    }
    await database.transaction(async (tx) => {
      const fill = await filler(tx, table, now);
      for (let start = 0; start < batch.rows.length; start += chunkSize) {
        const part = batch.rows.slice(start, start + chunkSize);
        const rows = await fill(part);
        const columns = columnsOf(rows);
        const unknown = columns.find((name) => !storedColumn(table, name));
        if (unknown !== undefined) {
          throw new Error(`load: the table '${table.logicalName}' has no column '${unknown}'.`);
        }
        await insertRows(tx, table.logicalName, columns, rows);
      }
    });
  }
  await database.analyze([...filled]);
}

function columnsOf(rows: readonly LoadedRow[]): string[] {
  const columns = new Set<string>();
  for (const row of rows) {
    for (const name in row) {
      columns.add(name);
    }
  }
  return [...columns];
}

type Filler = (rows: LoadBatch["rows"]) => Promise<LoadedRow[]>;

async function filler(tx: Queryable, table: CatalogTable, now: Date): Promise<Filler> {
  const instant = `${now.toISOString().slice(0, 19)}Z`;
  const owners = table.ownership === "user" ? await businessUnits(tx) : new Map<string, string>();
  const amounts = table.columns.filter(
    (column): column is Extract<Column, { type: "money" }> => column.type === "money" && column.baseOf !== undefined,
  );
  const rates = amounts.length === 0 ? new Map<string, number>() : await exchangeRates(tx);
  const defaults: Readonly<LoadedRow> = Object.fromEntries(
    table.columns.flatMap((column): [string, unknown][] =>
      (column.type === "choice" || column.type === "boolean") && column.defaultValue !== undefined
        ? [[column.logicalName, column.defaultValue]]
        : [],
    ),
  );
  const singleTargets = table.columns.flatMap((column): [string, string][] =>
    column.type === "lookup" && hasTypeColumn(column) && column.targets[0] !== undefined && !column.owner
      ? [[column.logicalName, column.targets[0]]]
      : [],
  );
  const numbered = table.columns.flatMap((column) =>
    column.type === "text" && column.autoNumber !== undefined && column.autoNumber !== ""
      ? [{ name: column.logicalName, format: column.autoNumber }]
      : [],
  );
  const has = (name: string): boolean => table.columnsByName.has(name);
  const hasImages = table.columns.some(({ type }) => type === "image");
  const settle = stateFiller(table);

  return async (given) => {
    const rows = given.map((source): LoadedRow => {
      const row: LoadedRow = Object.assign({}, defaults, source);
      row[table.primaryKey] ??= randomUUID();
      if (hasImages) {
        imageCompanions(table, new Map(Object.entries(row)), String(row[table.primaryKey]), now).forEach(
          (value, name) => (row[name] ??= value),
        );
      }
      if (has("createdon")) {
        row["createdon"] ??= instant;
        row["modifiedon"] ??= row["createdon"];
        row["createdby"] ??=
          row["ownerid"] !== undefined && row["owneridtype"] !== "team" ? row["ownerid"] : wellKnown.administrator;
        row["modifiedby"] ??= row["createdby"];
      }
      if (table.ownership === "user") {
        own(row, owners);
      } else if (table.ownership === "organization" && has("organizationid")) {
        row["organizationid"] ??= wellKnown.organization;
      } else if (table.ownership === "businessUnit" && has("businessunitid") && table.primaryKey !== "businessunitid") {
        row["businessunitid"] ??= wellKnown.businessUnit;
      }
      settle?.(row);
      for (const [name, target] of singleTargets) {
        if (row[name] !== undefined && row[name] !== null) {
          row[`${name}type`] ??= target;
        }
      }
      price(row, amounts, rates);
      const names = [row["firstname"], row["middlename"], row["lastname"]].filter(
        (part) => typeof part === "string" && part !== "",
      );
      if (has("fullname") && has("lastname") && names.length > 0) {
        row["fullname"] ??= names.join(" ");
      }
      return row;
    });
    for (const { name, format } of numbered) {
      const open = rows.filter((row) => row[name] === undefined);
      const first = open.length === 0 ? 0 : await reserveNumbers(tx, table, name, open.length);
      open.forEach((row, index) => (row[name] = formatNumber(format, first + index, now)));
    }
    return rows;
  };
}

function own(row: LoadedRow, businessUnitOf: ReadonlyMap<string, string>): void {
  row["ownerid"] ??= wellKnown.administrator;
  row["owneridtype"] ??= "systemuser";
  const isTeam = row["owneridtype"] === "team";
  row["owninguser"] ??= isTeam ? null : row["ownerid"];
  row["owningteam"] ??= isTeam ? row["ownerid"] : null;
  row["owningbusinessunit"] ??= businessUnitOf.get(String(row["ownerid"])) ?? wellKnown.businessUnit;
}

/** Undefined for a table without states. */
function stateFiller(table: CatalogTable): ((row: LoadedRow) => void) | undefined {
  const column = table.columnsByName.get("statecode");
  const status = table.columnsByName.get("statuscode");
  if (column?.type !== "state" || status?.type !== "status") {
    return undefined;
  }
  return (row) => {
    // A reason alone names its state.
    row["statecode"] ??=
      status.options.find((option) => option.value === row["statuscode"])?.state ?? column.defaultValue;
    row["statuscode"] ??=
      column.options.find((option) => option.value === row["statecode"])?.defaultStatus ?? status.defaultValue;
  };
}

function price(
  row: LoadedRow,
  amounts: readonly Extract<Column, { type: "money" }>[],
  rates: ReadonlyMap<string, number>,
): void {
  const priced = amounts.filter(
    ({ baseOf }) => baseOf !== undefined && row[baseOf] !== undefined && row[baseOf] !== null,
  );
  if (priced.length === 0) {
    return;
  }
  row["transactioncurrencyid"] ??= wellKnown.baseCurrency;
  const rate = rates.get(String(row["transactioncurrencyid"])) ?? 1;
  row["exchangerate"] ??= rate;
  for (const { logicalName, baseOf } of priced) {
    row[logicalName] ??= rounded(Number(row[baseOf ?? ""]) / rate, 4);
  }
}

async function businessUnits(tx: Queryable): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; unit: string }>(
    "select systemuserid as id, businessunitid as unit from systemuser union all select teamid, businessunitid from team",
  );
  return new Map(rows.map(({ id, unit }) => [id, unit]));
}

async function exchangeRates(tx: Queryable): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ id: string; rate: string | null }>(
    "select transactioncurrencyid as id, exchangerate as rate from transactioncurrency",
  );
  return new Map(rows.map(({ id, rate }) => [id, Number(rate ?? 1)]));
}

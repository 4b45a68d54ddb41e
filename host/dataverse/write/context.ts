import type { Catalog, CatalogTable } from "../catalog";
import type { ContentIds } from "../contentIds";
import type { ReadDeps, RowKey } from "../read/request/types";
import { keyCondition } from "../read/rows/row";
import { Source, Statement } from "../read/sql/statement";
import { quote } from "../schema";
import { readPredicate, type Security, type SecurityCaller } from "../security";
import type { Queryable } from "../queryable";

/** What one write runs with. `database` is its transaction. */
export interface WriteContext {
  readonly catalog: Catalog;
  readonly database: Queryable;
  readonly security: Security;
  readonly caller: SecurityCaller;
  /** Who writes in the caller's name; null: nobody but the caller. */
  readonly impersonator: string | null;
  /** What `$1` in a reference of the body means. */
  readonly contentIds: ContentIds;
  /** `http://localhost:3000`, without a slash at the end. */
  readonly origin: string;
  readonly now: Date;
  /** `MSCRM.SuppressDuplicateDetection: false` was sent. */
  readonly detectDuplicates: boolean;
  /** Tables that this write has touched: what is cached from them falls once it is committed. */
  readonly touched: Set<string>;
}

export type StoredRow = Readonly<Record<string, unknown>>;

export const readDeps = (context: WriteContext): ReadDeps => ({
  catalog: context.catalog,
  database: context.database,
  caller: context.caller,
  origin: context.origin,
  now: context.now,
  readPredicate: (_caller, table, alias, bind) => readPredicate(context.caller, table, alias, bind),
});

/** The id of the row that a key names, whatever the caller may see; undefined when there is none. */
export async function findRow(context: WriteContext, table: CatalogTable, key: RowKey): Promise<string | undefined> {
  const statement = new Statement(readDeps(context));
  const source = new Source(statement, table);
  const where = keyCondition(source, key);
  const [row] = await context.database.query<{ id: string }>(
    `select ${source.primaryKey}::text as id from ${source.from} where ${where}`,
    statement.params,
  );
  return row?.id;
}

/** The stored columns of a row, locked until the transaction ends. */
export async function loadRow(context: WriteContext, table: CatalogTable, id: string): Promise<StoredRow | undefined> {
  const [row] = await context.database.query<StoredRow>(
    `select * from ${quote(table.logicalName)} where ${quote(table.primaryKey)} = $1::uuid for update`,
    [id],
  );
  return row;
}

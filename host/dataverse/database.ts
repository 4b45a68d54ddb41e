import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PGlite, type Transaction } from "@electric-sql/pglite";
import { auditStatements } from "./audit";
import type { Catalog } from "./catalog";
import { lockDataDir } from "./dataDirLock";
import { DataFolder, logFileSize, tellsDamage } from "./dataFolder";
import type { Queryable } from "./queryable";
import { quote, schemaStatements, type StoredSchema } from "./schema";

export interface DatabaseOptions {
  readonly catalog: Catalog;
  /** Absent: in memory. Created when missing. */
  readonly dataDir?: string;
  /** Where an empty cluster is kept so that the next one need not be initialised (seconds). Default `.fieldstone/cache`. */
  readonly cacheDir?: string;
}

const postgresDate = 1082;
const postgresTimestamp = 1114;
const bigint = 20;
const clusterVersion = "pglite-0.5.16-1";

/**
 * An embedded PostgreSQL with one table per Dataverse table.
 *
 * Durability: a statement is acknowledged after PostgreSQL has written its log record to the file, and starts from that log
 * after a crash. So a killed process loses nothing that it acknowledged (`durability.test.ts`). A power cut may: PGlite does
 * not flush the operating system's cache. What a folder withstands, and what is told of one that cannot be opened, is in
 * `dataFolder.ts`.
 *
 * One connection: statements and transactions run one after the other.
 */
export class Database implements Queryable {
  private constructor(
    private readonly postgres: PGlite,
    /** What is left to do once PostgreSQL has closed. */
    private readonly release: () => Promise<void>,
    /** The tables were made just now. */
    readonly isNew: boolean,
  ) {}

  /** @throws DataDirInUse, DataDirDamaged, SchemaConflict */
  static async open({
    catalog,
    dataDir,
    cacheDir = resolve(".fieldstone", "cache"),
  }: DatabaseOptions): Promise<Database> {
    if (dataDir === undefined) {
      const postgres = await start("memory://", cacheDir, false);
      return new Database(postgres, () => Promise.resolve(), await broughtUpToDate(postgres, catalog));
    }
    const folder = new DataFolder(dataDir);
    const unlock = await lockDataDir(dataDir);
    try {
      folder.clearUnfinished();
      const { cluster } = folder;
      const exists = existsSync(cluster);
      const postgres = exists
        ? await folder.open(() => start(cluster, cacheDir, true))
        : await start(cluster, cacheDir, false);
      const isNew = await broughtUpToDate(postgres, catalog).catch((error: unknown) => {
        throw exists && tellsDamage(error) ? folder.damaged(error) : error;
      });
      folder.finished();
      return new Database(
        postgres,
        async () => {
          try {
            folder.keepSpare();
          } finally {
            await unlock();
          }
        },
        isNew,
      );
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  /** Values: uuid a lower-case string, numeric a string, int8 a number, timestamptz a Date, date and timestamp strings. */
  async query<T>(sql: string, params: unknown[] = []): Promise<T[]> {
    return (await this.postgres.query<T>(sql, params)).rows;
  }

  /** Everything or nothing: an exception undoes the work. Inside, use `tx` alone; the database itself would wait for its end. */
  async transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    return this.postgres.transaction(async (transaction: Transaction) =>
      work({
        query: async <R>(sql: string, params: unknown[] = []): Promise<R[]> =>
          (await transaction.query<R>(sql, params)).rows,
      }),
    );
  }

  /** Tells the planner how many rows there are and of what kind: nobody else does, PGlite has no background work. */
  async analyze(tables: readonly string[]): Promise<void> {
    if (tables.length > 0) {
      await this.postgres.exec(`analyze ${tables.map(quote).join(", ")}`);
    }
  }

  async close(): Promise<void> {
    await this.postgres.close();
    await this.release();
  }
}

/** Inserts rows as JSON in one statement; every row has the same columns. */
export async function insertRows(
  database: Queryable,
  table: string,
  columns: readonly string[],
  rows: readonly object[],
): Promise<void> {
  const list = columns.map(quote).join(", ");
  await database.query(
    `insert into ${quote(table)} (${list}) select ${list} from json_populate_recordset(null::${quote(table)}, $1::json)`,
    [JSON.stringify(rows)],
  );
}

async function start(location: string, cacheDir: string, exists: boolean): Promise<PGlite> {
  const cached = join(cacheDir, `${clusterVersion}.tar`);
  const options = {
    // A log file has one megabyte instead of sixteen; 64 in all bound what a start after a crash has to replay. Rough statistics
    // tell the planner enough, in a tenth of the time.
    initDbStartParams: [`--wal-segsize=${logFileSize / 1024 / 1024}`],
    startParams: [
      ...PGlite.defaultStartParams,
      "-c",
      "max_wal_size=64MB",
      "-c",
      "min_wal_size=4MB",
      "-c",
      "default_statistics_target=10",
    ],
    parsers: {
      [postgresDate]: (value: string) => value,
      [postgresTimestamp]: (value: string) => value,
      [bigint]: Number,
    },
  };
  if (exists) {
    return PGlite.create(location, options);
  }
  if (existsSync(cached)) {
    return PGlite.create(location, { ...options, loadDataDir: new Blob([readFileSync(cached)]) });
  }
  const fresh = await PGlite.create(location, options);
  const dump = Buffer.from(await (await fresh.dumpDataDir("none")).arrayBuffer());
  mkdirSync(cacheDir, { recursive: true });
  // Another process may be at the same: each writes a file of its own and the rename is one step.
  const temporary = `${cached}.${process.pid}`;
  writeFileSync(temporary, dump);
  renameSync(temporary, cached);
  return fresh;
}

/** Tables, then what records their changes. Those of a fresh schema tell whether the stored one is still of today. */
const statements = (catalog: Catalog, stored: StoredSchema): string[] => [
  ...schemaStatements(catalog, stored),
  ...auditStatements(catalog),
];

/** Closes PostgreSQL where it fails. @returns whether there were no tables before */
async function broughtUpToDate(postgres: PGlite, catalog: Catalog): Promise<boolean> {
  try {
    return await bringUpToDate(postgres, catalog);
  } catch (error) {
    // What is broken may not even close; the first error is the one that tells why.
    await postgres.close().catch(() => undefined);
    throw error;
  }
}

async function bringUpToDate(postgres: PGlite, catalog: Catalog): Promise<boolean> {
  const hash = createHash("sha256").update(statements(catalog, new Map()).join("\n")).digest("hex");
  const { rows: tables } = await postgres.query<{ known: boolean }>(
    "select to_regclass('public.dv_meta') is not null as known",
  );
  if (tables[0]?.known === true) {
    const { rows } = await postgres.query<{ value: string }>("select value from dv_meta where key = 'schema'");
    if (rows[0]?.value === hash) {
      return false;
    }
  }
  const stored = await storedSchema(postgres);
  await postgres.transaction(async (transaction) => {
    await transaction.exec(statements(catalog, stored).join(";\n"));
    await transaction.query(
      "insert into dv_meta (key, value) values ('schema', $1) on conflict (key) do update set value = excluded.value",
      [hash],
    );
  });
  return stored.size === 0;
}

async function storedSchema(postgres: PGlite): Promise<StoredSchema> {
  const { rows } = await postgres.query<{ table: string; column: string; type: string }>(
    `select c.relname as "table", a.attname as "column", t.typname as type
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
  );
  const schema = new Map<string, Map<string, string>>();
  for (const { table, column, type } of rows) {
    const columns = schema.get(table) ?? new Map<string, string>();
    schema.set(table, columns.set(column, type));
  }
  return schema;
}

import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Catalog } from "./catalog";
import { Database } from "./database";
import { DataDirDamaged, logFileSize } from "./dataFolder";
import { platformRelationships, platformTables } from "./platform/index";
import { SchemaConflict } from "./schema";
import { accountsAlone } from "./testing/accountsAlone";

const catalog = new Catalog(platformTables, platformRelationships);
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "fieldstone-durability-"));
});
afterEach(() => {
  for (const name of readdirSync(tmpdir())) {
    if (name.startsWith(basename(dataDir))) {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
});

/** Lets the child acknowledge some pairs, then kills it at once, wherever it is. */
function writeUntilKilled(pairs: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", join(__dirname, "testing/durability.child.ts"), dataDir],
      {
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      output += part;
      if (output.length > pairs * 37) {
        child.kill("SIGKILL");
      }
    });
    child.stderr.setEncoding("utf8").on("data", (part: string) => (errors += part));
    child.on("close", (_code, signal) =>
      signal === "SIGKILL"
        ? resolve(output.split("\n").slice(0, -1))
        : reject(new Error(`the writer ended by itself: ${errors}`)),
    );
  });
}

test("a process killed while writing loses no acknowledged write, and no transaction is half there", async () => {
  const acknowledged: string[] = [];
  for (const pairs of [1, 40, 3, 400]) {
    acknowledged.push(...(await writeUntilKilled(pairs)));
    const database = await Database.open({ catalog: accountsAlone, dataDir });
    const rows = await database.query<{ accountid: string; accountnumber: string | null }>(
      "select accountid, accountnumber from account",
    );
    await database.close();
    const found = new Set(rows.map((row) => row.accountid));
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
    expect(rows.filter((row) => row.accountnumber !== "done")).toEqual([]);
  }
}, 240_000);

test("killed again and again without a clean end in between, it still comes up", async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    acknowledged.push(...(await writeUntilKilled(60 + round)));
  }
  const database = await Database.open({ catalog: accountsAlone, dataDir });
  const [count] = await database.query<{ count: number }>(
    "select count(*)::int8 as count from account where accountid = any($1::uuid[])",
    [acknowledged],
  );
  await database.close();
  expect(count?.count).toBe(acknowledged.length);
}, 120_000);

test("a second opening of the same directory is refused and names the process", async () => {
  const first = await Database.open({ catalog: accountsAlone, dataDir });
  await expect(Database.open({ catalog: accountsAlone, dataDir })).rejects.toThrow(
    `is in use by process ${process.pid}`,
  );
  await first.close();
  const second = await Database.open({ catalog: accountsAlone, dataDir });
  await second.close();
}, 60_000);

test("new columns and tables come by themselves; a changed type asks for --reset", async () => {
  const without = platformTables
    .filter((table) => table.logicalName !== "task")
    .map((table) =>
      table.logicalName === "account"
        ? { ...table, columns: table.columns.filter((column) => column.logicalName !== "fax") }
        : table,
    );
  const relationships = platformRelationships.filter(
    (item) => item.kind === "manyToMany" || (item.referencingTable !== "task" && item.referencedTable !== "task"),
  );
  const before = await Database.open({ catalog: new Catalog(without, relationships), dataDir });
  await before.query("insert into account (accountid, name) values ($1, 'kept')", [crypto.randomUUID()]);
  await before.close();

  const after = await Database.open({ catalog, dataDir });
  expect(after.isNew).toBe(false);
  expect(await after.query("select name, fax from account")).toEqual([{ name: "kept", fax: null }]);
  expect(await after.query("select * from task")).toEqual([]);
  await after.close();

  const changed = platformTables.map((table) =>
    table.logicalName === "account"
      ? {
          ...table,
          columns: table.columns.map((column) =>
            column.logicalName === "fax" ? { ...column, type: "bigint" as const } : column,
          ),
        }
      : table,
  );
  const refused = Database.open({ catalog: new Catalog(changed, platformRelationships), dataDir });
  await expect(refused).rejects.toThrow(SchemaConflict);
  await expect(refused).rejects.toThrow("account.fax is stored as text, the solution wants int8");
  await expect(refused).rejects.toThrow("--reset");
}, 60_000);

describe("a folder that something else damaged", () => {
  const control = (): Buffer => readFileSync(join(dataDir, "cluster", "global", "pg_control"));

  /** Where in which file of the log a place is. */
  function inLog(place: bigint): { readonly file: string; readonly at: number } {
    const number = (place / BigInt(logFileSize)).toString(16).toUpperCase().padStart(8, "0");
    return {
      file: join(dataDir, "cluster", "pg_wal", `0000000100000000${number}`),
      at: Number(place % BigInt(logFileSize)),
    };
  }

  function overwrite(file: string, at: number, length: number): void {
    const handle = openSync(file, "r+");
    writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, at);
    closeSync(handle);
  }

  /** The end of the last record that PostgreSQL wrote: pages are 8 KB, and begin with their own place in the log. */
  function lastRecord(): { readonly file: string; readonly at: number } {
    let page = control().readBigUInt64LE(32);
    page -= page % 8192n;
    for (let next = page + 8192n; ; next += 8192n) {
      const { file, at } = inLog(next);
      if (!existsSync(file) || readFileSync(file).readBigUInt64LE(at + 8) !== next) {
        break;
      }
      page = next;
    }
    const { file, at } = inLog(page);
    const content = readFileSync(file);
    let end = at + 8192;
    while (content[end - 1] === 0) {
      end -= 1;
    }
    return { file, at: end };
  }

  async function write(names: readonly string[]): Promise<Database> {
    const database = await Database.open({ catalog: accountsAlone, dataDir });
    for (const name of names) {
      await database.query("insert into account (accountid, name) values ($1, $2)", [crypto.randomUUID(), name]);
    }
    return database;
  }

  async function names(): Promise<unknown[]> {
    const database = await Database.open({ catalog: accountsAlone, dataDir });
    const rows = await database.query<{ name: string }>("select name from account order by name");
    await database.close();
    return rows.map(({ name }) => name);
  }

  async function refusal(): Promise<Error> {
    const error: unknown = await Database.open({ catalog: accountsAlone, dataDir }).catch((thrown: unknown) => thrown);
    return error instanceof Error ? error : new Error("it opened");
  }

  test("closed, and the end of the log garbled or cut off: everything is there, more than once", async () => {
    await (await write(["a", "b"])).close();
    overwrite(inLog(control().readBigUInt64LE(32)).file, inLog(control().readBigUInt64LE(32)).at, 60);
    expect(await names()).toEqual(["a", "b"]);
    await (await write(["c"])).close();
    truncateSync(lastRecord().file, lastRecord().at - 20);
    expect(await names()).toEqual(["a", "b", "c"]);
    writeFileSync(join(dataDir, "cluster", "global", "pg_control"), "");
    expect(await names()).toEqual(["a", "b", "c"]);
  }, 120_000);

  test("not closed, and the last transaction garbled: everything before it is there", async () => {
    const running = await write(["a", "b", "c"]);
    const snapshot = mkdtempSync(join(tmpdir(), `${basename(dataDir)}-`));
    cpSync(dataDir, snapshot, { recursive: true });
    await running.close();
    dataDir = snapshot;
    overwrite(lastRecord().file, lastRecord().at - 30, 30);
    expect(await names()).toEqual(["a", "b"]);
  }, 120_000);

  test.each<[string, () => void]>([
    [
      "its tables are gone",
      () => {
        const folder = join(dataDir, "cluster", "base", "5");
        readdirSync(folder).forEach((name) => {
          rmSync(join(folder, name));
        });
      },
    ],
    [
      "its control file is garbled and there is no spare",
      () => {
        rmSync(join(dataDir, "spare"), { recursive: true });
        overwrite(join(dataDir, "cluster", "global", "pg_control"), 0, 200);
      },
    ],
    [
      "it is empty",
      () => {
        rmSync(join(dataDir, "cluster", "PG_VERSION"));
      },
    ],
  ])(
    "%s: one line names the folder, the copy that was kept and the mend",
    async (_what, damage) => {
      await (await write(["a"])).close();
      damage();
      const error = await refusal();
      expect(error).toBeInstanceOf(DataDirDamaged);
      expect(error.message).toMatch(
        /^The data in \S+ is damaged and cannot be opened \(.+\)\. A copy is kept in \S+\. .*--reset.*$/u,
      );
      expect(error.message).toContain(`The data in ${dataDir} is`);
      expect(error.message).not.toMatch(/Aborted|wasm|\n/u);
      const copy = / kept in (\S+)\. /u.exec(error.message)?.[1] ?? "";
      expect(existsSync(join(copy, "cluster"))).toBe(true);
      // Trying again keeps no second copy.
      expect((await refusal()).message).toContain(copy);
    },
    120_000,
  );
});

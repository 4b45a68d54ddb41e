import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Catalog } from "./catalog";
import { Database } from "./database";
import { platformRelationships, platformTables } from "./platform/index";
import { SchemaConflict } from "./schema";

const catalog = new Catalog(platformTables, platformRelationships);
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "fieldstone-durability-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Lets the child acknowledge some pairs, then kills it at once, wherever it is. */
function writeUntilKilled(pairs: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, "durability.child.ts"), dataDir], {
      stdio: ["ignore", "pipe", "pipe"],
    });
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
  for (const pairs of [1, 40, 3, 150, 17, 400]) {
    acknowledged.push(...(await writeUntilKilled(pairs)));
    const database = await Database.open({ catalog, dataDir });
    const rows = await database.query<{ accountid: string; accountnumber: string | null }>(
      "select accountid, accountnumber from account",
    );
    await database.close();
    const found = new Set(rows.map((row) => row.accountid));
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
    expect(rows.filter((row) => row.accountnumber !== "done")).toEqual([]);
  }
}, 120_000);

test("killed again and again without a clean end in between, it still comes up", async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    acknowledged.push(...(await writeUntilKilled(60 + round)));
  }
  const database = await Database.open({ catalog, dataDir });
  const [count] = await database.query<{ count: number }>(
    "select count(*)::int8 as count from account where accountid = any($1::uuid[])",
    [acknowledged],
  );
  await database.close();
  expect(count?.count).toBe(acknowledged.length);
}, 120_000);

test("a second opening of the same directory is refused and names the process", async () => {
  const first = await Database.open({ catalog, dataDir });
  await expect(Database.open({ catalog, dataDir })).rejects.toThrow(`is in use by process ${process.pid}`);
  await first.close();
  const second = await Database.open({ catalog, dataDir });
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

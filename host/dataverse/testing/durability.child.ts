import { writeSync } from "node:fs";
import { Database } from "../database";
import { accountsAlone } from "./accountsAlone";

/**
 * Writes pairs of rows until it is killed, and names each pair on stdout once the database has acknowledged it: an insert
 * and an update in one transaction. Started by `durability.test.ts`.
 */
async function main(dataDir: string): Promise<void> {
  const database = await Database.open({ catalog: accountsAlone, dataDir });
  for (let number = 0; ; number += 1) {
    const id = crypto.randomUUID();
    await database.transaction(async (tx) => {
      await tx.query("insert into account (accountid, name) values ($1, $2)", [id, "x".repeat(number % 3000)]);
      await tx.query("update account set accountnumber = 'done' where accountid = $1", [id]);
    });
    writeSync(1, `${id}\n`);
  }
}

void main(process.argv[2] ?? "");

import path from "node:path";
import type { HostModel } from "../../solution/model/types";
import { createDataverse } from "../dataverse";
import type { LoadBatch } from "../dataverse/bulkLoad";
import { ledgerRows } from "../sample/ledger";
import { Random } from "../sample/random";
import { readModel } from "../server/model";

export interface StartOptions {
  /** What is in it besides the platform's own rows; default nothing. */
  readonly rows?: "sampleLedger";
}

/** An embedded Dataverse with the repository's solutions. */
export interface Embedded {
  readonly host: HostModel;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly load: (batches: readonly LoadBatch[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts one in Node; tests call `startEmbedded`, which does so also from within a page. */
export async function start({ rows }: StartOptions = {}): Promise<Embedded> {
  const { solutions, host } = readModel(path.resolve(__dirname, "../.."));
  const dataverse = await createDataverse({ solutions });
  if (rows === "sampleLedger") await dataverse.load(ledgerRows(new Random(1), "small"));
  return {
    host,
    fetch: (url, init) => dataverse.fetch(new Request(url, init)),
    load: (batches) => dataverse.load(batches),
    close: () => dataverse.close(),
  };
}

import type { Dataverse } from "../../../shared/dataverse/client";
import type { ReadSource } from "./ledgerSource";
import { readMapping } from "./mapping";
import { periodsOf } from "./periods";
import { type Reading, readLedger } from "./readLedger";
import { isJson, readSnapshot, snapshotText } from "./snapshot";

export interface SourceSettings {
  readonly kind: "configuration" | "finance" | "snapshot";
  /** JSON that differs from the preset, or "". */
  readonly mapping: string;
  /** JSON, the schema name of an environment variable, or "". */
  readonly snapshot: string;
}

/**
 * Reads the ledger from where the maker said; without a connection from the snapshot, if the property holds one.
 *
 * @throws SetupError for what the maker wrote, DataverseError for what the server answered
 */
export async function readSource(
  dataverse: Dataverse,
  settings: SourceSettings,
  company: string,
  online: boolean,
  reading: Reading,
): Promise<ReadSource> {
  const { kind, snapshot } = settings;
  if (kind === "snapshot" || (!online && isJson(snapshot))) {
    const model = readSnapshot(await snapshotText(dataverse, snapshot, reading.signal));
    return { model, unread: [], periodOf: await periodsOf(model, reading.signal), isPartial: false };
  }
  return readLedger(dataverse, readMapping(settings.mapping, kind), company, reading);
}

import type { Dataverse } from "../../../shared/dataverse/client";
import type { LedgerSource } from "./ledgerSource";
import { readMapping } from "./mapping";
import { readLedger } from "./readLedger";
import { isJson, readSnapshot, snapshotText } from "./snapshot";

interface SourceSettings {
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
  signal: AbortSignal,
): Promise<LedgerSource> {
  const { kind, snapshot } = settings;
  if (kind === "snapshot" || (!online && isJson(snapshot)))
    return { model: readSnapshot(await snapshotText(dataverse, snapshot, signal)), unread: [] };
  return readLedger(dataverse, readMapping(settings.mapping, kind), company, new Date().toISOString(), signal);
}

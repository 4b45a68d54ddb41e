import type { Host } from "../base/host";
import { failureOf } from "../data/failure";
import { textIn } from "../data/localized";
import type { Row } from "../data/values";
import { deleteRows } from "../lists/rowActions";
import type { RecordSession } from "../record/session";

/** The Refresh button: asks where edits would be lost. */
export async function refreshRecord(host: Host, session: RecordSession): Promise<void> {
  session.flush();
  if (session.dirty) {
    const { confirmed } = await host.services.openConfirmDialog({
      title: "Unsaved changes",
      text: "Your unsaved changes will be lost. Do you want to refresh the record?",
      confirmButtonLabel: "Refresh",
      cancelButtonLabel: "Cancel",
    });
    if (!confirmed) return;
  }
  try {
    await session.refresh();
    host.announce("Refreshed");
  } catch (error) {
    const failure = failureOf(error);
    await host.services.openErrorDialog({ message: failure.message, details: failure.details });
  }
}

/** Resolves with true when the person really wants to activate (0) or deactivate (1) the record. */
export async function confirmState(host: Host, session: RecordSession, state: number): Promise<boolean> {
  const { table } = session;
  const name = textIn(table.displayName, host.formats.languageId, table.logicalName);
  const word = state === 0 ? "Activate" : "Deactivate";
  const { confirmed } = await host.services.openConfirmDialog({
    title: `Confirm ${state === 0 ? "activation" : "deactivation"}`,
    text: `Do you want to ${word.toLowerCase()} this ${name}?`,
    confirmButtonLabel: word,
    cancelButtonLabel: "Cancel",
  });
  return confirmed;
}

/** Asks, deletes, and goes to the list. */
export async function deleteRecord(host: Host, session: RecordSession): Promise<void> {
  const { table } = session;
  const row: Row = { [table.primaryKey]: session.recordId, [table.primaryName]: session.recordName };
  if (await deleteRows(host, table, [row]))
    await host.go({ kind: "list", table: table.logicalName, viewId: null }, { force: true, replace: true });
}

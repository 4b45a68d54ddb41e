import type { Table } from "../../../solution/model/types";
import { textIn } from "../data/localized";
import { failureOf } from "../data/failure";
import type { Row } from "../data/values";
import type { Host } from "../base/host";

/** Asks, deletes row by row, and says what could not be deleted. Resolves with true when something was. */
export async function deleteRows(host: Host, table: Table, rows: readonly Row[]): Promise<boolean> {
  if (rows.length === 0) return false;
  const name = textIn(
    rows.length === 1 ? table.displayName : table.pluralName,
    host.formats.languageId,
    table.logicalName,
  );
  const what = rows.length === 1 ? `this ${name}` : `${rows.length} ${name}`;
  const { confirmed } = await host.services.openConfirmDialog({
    title: "Confirm deletion",
    text: `Do you want to delete ${what}? You can't undo this action.`,
    confirmButtonLabel: "Delete",
    cancelButtonLabel: "Cancel",
  });
  if (!confirmed) return false;
  let done = 0;
  const failures: string[] = [];
  host.services.showProgress("Deleting…");
  for (const row of rows) {
    try {
      await host.webApi.deleteRecord(table.logicalName, String(row[table.primaryKey]));
      done += 1;
    } catch (error) {
      failures.push(`${String(row[table.primaryName] ?? row[table.primaryKey])}: ${failureOf(error).message}`);
    }
  }
  host.services.showProgress(null);
  if (failures.length > 0)
    await host.services.openErrorDialog({
      message: `${failures.length} of ${rows.length} rows could not be deleted. ${failures[0] ?? ""}`,
      details: failures.join("\n"),
    });
  if (done > 0) host.announce(`${done} deleted`);
  return done > 0;
}

/** Sets state and its default status reason, row by row. Resolves with true when something was changed. */
export async function setRowsState(host: Host, table: Table, rows: readonly Row[], state: 0 | 1): Promise<boolean> {
  const column = table.columns.find((candidate) => candidate.logicalName === "statecode");
  const status =
    column?.type === "state" ? column.options.find((option) => option.value === state)?.defaultStatus : undefined;
  let done = 0;
  for (const row of rows) {
    try {
      await host.webApi.updateRecord(table.logicalName, String(row[table.primaryKey]), {
        statecode: state,
        ...(status === undefined ? {} : { statuscode: status }),
      });
      done += 1;
    } catch (error) {
      const failure = failureOf(error);
      await host.services.openErrorDialog({ message: failure.message, details: failure.details });
      break;
    }
  }
  return done > 0;
}

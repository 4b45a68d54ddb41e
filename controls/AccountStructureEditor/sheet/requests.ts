import { isNew, type Sheet, type SheetRow } from "./sheet";

/** One write, as a table takes it. `row`: where the row stands on the sheet, −1 for one that is not there any more. */
export type RowRequest =
  | { readonly kind: "create" | "update"; readonly key: string; readonly row: number; readonly data: RowData }
  | { readonly kind: "remove"; readonly key: string; readonly row: number };
type RowData = Readonly<Record<string, string | number | null>>;

/** The column that holds a row's place among the others. */
const ORDER = "fsn_order";

/** What makes the server's rows those of the sheet: only rows and fields that differ, removals first. */
export function requestsOf(server: Sheet, sheet: Sheet): RowRequest[] {
  const known = new Map(server.rows.map((row) => [row.key, row]));
  const kept = new Set(sheet.rows.map(({ key }) => key));
  const orders = ordersOf(sheet.rows);
  const writes = sheet.rows.flatMap((row, at): RowRequest[] => {
    const before = known.get(row.key);
    const data: Record<string, string | number | null> = {};
    sheet.columns.forEach(({ field }, column) => {
      const text = row.cells[column] ?? "";
      if (!before || text !== before.cells[column]) data[field] = text === "" ? null : text;
    });
    // What no segment shows is taken away with a mend, and never comes from here.
    for (const field of Object.keys(before?.surplus ?? {})) if (!(field in row.surplus)) data[field] = null;
    if (orders[at] !== before?.order) data[ORDER] = orders[at] ?? 0;
    if (!before) return [{ kind: "create", key: row.key, row: at, data }];
    return Object.keys(data).length ? [{ kind: "update", key: row.key, row: at, data }] : [];
  });
  const removals = server.rows
    .filter(({ key }) => !kept.has(key))
    .map(({ key }): RowRequest => ({ kind: "remove", key, row: -1 }));
  return [...removals, ...writes];
}

/** Rising places that keep as many of the known ones as they can from the first row on. */
function ordersOf(rows: readonly SheetRow[]): number[] {
  let last = 0;
  return rows.map((row) => (last = !isNew(row) && row.order > last ? row.order : last + 1));
}

/** What the server has once these writes succeeded. @param made new rows by their keys here → the server's */
export function withSaved(
  server: Sheet,
  sheet: Sheet,
  done: readonly RowRequest[],
  made: ReadonlyMap<string, string>,
): Sheet {
  const orders = ordersOf(sheet.rows);
  const saved = new Map<string, SheetRow>(server.rows.map((row) => [row.key, row]));
  for (const request of done) {
    const row = sheet.rows[request.row];
    if (request.kind === "remove") saved.delete(request.key);
    else if (row) {
      const key = made.get(request.key) ?? request.key;
      saved.set(key, { ...row, key, order: orders[request.row] ?? 0 });
    }
  }
  return { ...server, rows: [...saved.values()].sort((a, b) => a.order - b.order) };
}

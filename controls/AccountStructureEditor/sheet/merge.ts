import { isNew, type Sheet, type SheetRow } from "./sheet";

/** A cell, or with null a whole row, that two people changed in different ways. */
export interface Conflict {
  readonly key: string;
  readonly column: number | null;
  /** What the server has; null: the row is gone there. */
  readonly theirs: string | null;
}

/**
 * Brings together what the server had, what it has now and what was done here. Cells that only one side changed are taken
 * from it; where both did, mine stands and the conflict is named.
 */
export function mergeSheets(
  base: Sheet,
  theirs: Sheet,
  mine: Sheet,
): { readonly sheet: Sheet; readonly conflicts: readonly Conflict[] } {
  const conflicts: Conflict[] = [];
  const before = new Map(base.rows.map((row) => [row.key, row]));
  const there = new Map(theirs.rows.map((row) => [row.key, row]));
  const here = new Map(mine.rows.map((row) => [row.key, row]));
  const changed = (one: SheetRow, other: SheetRow): boolean => one.cells.join("\t") !== other.cells.join("\t");
  // A row that was made here and whose answer got lost is there already.
  const strangers = theirs.rows.filter(({ key }) => !before.has(key) && !here.has(key));
  const adopted = new Map<string, SheetRow>();
  for (const row of mine.rows) {
    if (!isNew(row)) continue;
    const twin = strangers.find((other) => ![...adopted.values()].includes(other) && !changed(row, other));
    if (twin) adopted.set(row.key, twin);
  }

  const rows = mine.rows.flatMap((row): SheetRow[] => {
    const was = before.get(row.key);
    const now = there.get(row.key) ?? adopted.get(row.key);
    if (!was) return [now ?? row];
    if (!now) {
      if (!changed(was, row)) return [];
      conflicts.push({ key: row.key, column: null, theirs: null });
      return [row];
    }
    const cells = row.cells.map((cell, column) => {
      const [old, other = ""] = [was.cells[column], now.cells[column]];
      if (cell === old || cell === other) return other;
      if (other !== old) conflicts.push({ key: row.key, column, theirs: other });
      return cell;
    });
    // Where they moved it and I did not is theirs to say, unless the whole order is mine.
    return [{ ...row, cells, order: now.order }];
  });
  for (const row of base.rows) {
    const now = there.get(row.key);
    if (now && !here.has(row.key) && changed(row, now))
      conflicts.push({ key: row.key, column: null, theirs: now.cells.join(" | ") });
  }
  const taken = new Set([...adopted.values()]);
  for (const row of strangers) {
    if (taken.has(row)) continue;
    const at = rows.findIndex(({ order }) => order > row.order);
    rows.splice(at < 0 ? rows.length : at, 0, row);
  }
  return { sheet: { ...mine, rows }, conflicts };
}

import { isBlank } from "../../shared/health/blank";
import type { ColumnFact } from "../../shared/health/types";

/**
 * The form may start from what its list had, and deliver the other columns a moment later: they arrive empty first.
 * Within this time after a record was shown, a column that fills is loading and not being typed. In ms.
 */
export const SETTLING_MS = 2000;

/** By content; an empty column is null in some hosts and missing in others. */
export const isSame = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/**
 * Whether a change of the bound columns between two views of the same record is a person's edit, so that the score may
 * be written: they change one column at a time. Several at once are a load, a refresh or a script; for those the control
 * only offers to store the score.
 */
export function isPersonsEdit(
  before: readonly ColumnFact[],
  after: readonly ColumnFact[],
  shownForMs: number,
): boolean {
  const values = new Map(before.map((column) => [column.name, column]));
  const changed = after.flatMap((column) => {
    const former = values.get(column.name);
    return former !== undefined && !isSame(former.value, column.value) ? [{ former, column }] : [];
  });
  const [only] = changed;
  if (only === undefined || changed.length > 1) return false;
  const filled = isBlank(only.column.kind, only.former.value) && !isBlank(only.column.kind, only.column.value);
  return !filled || shownForMs >= SETTLING_MS;
}

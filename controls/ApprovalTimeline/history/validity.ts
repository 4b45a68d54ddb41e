import type { ColumnChange, Person, RecordChanges } from "./facts";
import type { Validity } from "./model";

/** The columns whose change makes a decision stale. */
export type Material =
  | { readonly kind: "only"; readonly columns: readonly string[] }
  /** All but those that the approval itself or other machines write. */
  | { readonly kind: "except"; readonly columns: readonly string[] };

const UNKNOWN: Validity = { kind: "unknown" };
const UNCHANGED: Validity = { kind: "unchanged" };

/**
 * Compares decisions with what happened to the record since. What was changed and changed back is no change. A change at the
 * very instant of a decision counts as after it: a stale decision must never look valid.
 *
 * @returns the validity of a decision made at an instant; null: its time is not known
 */
export function validityOf(record: RecordChanges | undefined, material: Material): (on: number | null) => Validity {
  if (record === undefined) return () => UNKNOWN;
  if (record.kind === "lastOnly")
    return (on) =>
      on === null ? UNKNOWN : record.on >= on ? { kind: "maybeChanged", on: record.on, by: record.by } : UNCHANGED;

  const named = new Set(material.columns);
  const isMaterial = (column: string) => named.has(column) === (material.kind === "only");
  const changes = record.changes
    .map((change) => ({ ...change, columns: change.columns.filter(({ column }) => isMaterial(column)) }))
    .filter(({ columns }) => columns.length > 0)
    .sort((a, b) => b.on - a.on);
  const states = statesBefore(changes);
  return (on) => {
    if (on === null || (record.since !== null && on < record.since)) return UNKNOWN;
    return states[countFrom(changes, on)] ?? UNCHANGED;
  };
}

interface Change {
  readonly on: number;
  readonly by: Person | null;
  readonly columns: readonly ColumnChange[];
}

/** For each number of changes, newest first, what those together changed. Decisions between the same two changes share it. */
function statesBefore(newestFirst: readonly Change[]): readonly Validity[] {
  const states: Validity[] = [UNCHANGED];
  interface Since extends ColumnChange {
    readonly on: number;
    readonly by: Person | null;
  }
  const since = new Map<string, Since>();
  for (const { on, by, columns } of newestFirst) {
    for (const { column, label, from, to } of columns) {
      const later = since.get(column);
      since.set(column, {
        column,
        label,
        from,
        to: later ? later.to : to,
        on: later?.on ?? on,
        by: later ? later.by : by,
      });
    }
    const changed = [...since.values()].filter(({ from, to }) => from !== to);
    const last = changed.reduce<Since | null>((a, b) => (a === null || b.on > a.on ? b : a), null);
    states.push(
      last === null
        ? UNCHANGED
        : {
            kind: "changed",
            columns: changed.map(({ column, label, from, to }) => ({ column, label, from, to })),
            on: last.on,
            by: last.by,
          },
    );
  }
  return states;
}

/** How many changes are at or after an instant. */
function countFrom(newestFirst: readonly Change[], on: number): number {
  let [low, high] = [0, newestFirst.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((newestFirst[middle]?.on ?? -Infinity) >= on) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The worst of several: changed, perhaps changed, not known, unchanged. */
export function worstOf(validities: readonly Validity[]): Validity | null {
  const rank = { changed: 3, maybeChanged: 2, unknown: 1, unchanged: 0 } as const;
  let worst: Validity | null = null;
  for (const validity of validities) if (worst === null || rank[validity.kind] > rank[worst.kind]) worst = validity;
  return worst;
}

import type { ColumnChange, Person, RecordChanges } from "./facts";
import type { Validity } from "./model";

/** The columns whose change makes a decision stale. */
export type Material =
  | { readonly kind: "only"; readonly columns: readonly string[] }
  /** All but those that the approval itself or other machines write. */
  | { readonly kind: "except"; readonly columns: readonly string[] };

/** The times of a change and of the save that made it may differ by so much, ms. */
const SAME_SAVE = 2000;

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
    // Of changes at the same time the later one stands further down in the list.
    .sort((a, b) => a.on - b.on)
    .reverse();
  const states = statesBefore(changes);
  const lastAudited = record.changes.reduce((last, { on }) => Math.max(last, on), -Infinity);
  const { saved } = record;
  // The save of an audited change is stamped a moment later.
  const unaudited = saved !== undefined && saved.on - lastAudited > SAME_SAVE ? saved : null;
  return (on) => {
    if (on === null || (record.since !== null && on < record.since)) return UNKNOWN;
    const found = states[countFrom(changes, on)] ?? UNCHANGED;
    return found.kind === "unchanged" && unaudited !== null && unaudited.on >= on
      ? { kind: "maybeChanged", on: unaudited.on, by: unaudited.by }
      : found;
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
  const since = new Map<string, { readonly change: ColumnChange; readonly on: number; readonly by: Person | null }>();
  for (const { on, by, columns } of newestFirst) {
    for (const change of columns) {
      const later = since.get(change.column);
      since.set(change.column, later ? { ...later, change: { ...change, to: later.change.to } } : { change, on, by });
    }
    const changed = [...since.values()].filter(({ change: { from, to } }) => from !== to);
    const [first] = changed;
    const last = changed.reduce((a, b) => (a !== undefined && b.on > a.on ? b : a), first);
    states.push(
      last === undefined
        ? UNCHANGED
        : { kind: "changed", columns: changed.map(({ change }) => change), on: last.on, by: last.by },
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

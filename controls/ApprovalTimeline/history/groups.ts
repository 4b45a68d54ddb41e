/** Adds to the list behind a key. */
export function append<K, T>(map: Map<K, T[]>, key: K, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

/** Sorts a list into groups, each in the list's order. */
export function groupBy<T>(list: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) append(groups, keyOf(item), item);
  return groups;
}

/** Ids decide where times are equal, so that the order of reading does not matter. */
export const compareIds = (
  { provenance: { id: a } }: { readonly provenance: { readonly id: string } },
  { provenance: { id: b } }: { readonly provenance: { readonly id: string } },
): number => (a < b ? -1 : a > b ? 1 : 0);

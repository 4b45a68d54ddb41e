import type { DerivedRule } from "./model";
import { type IndexedDimension, valuesBetween } from "./dimension";
import { complement, interval, ranksIn, union, type ValueSet } from "./sets";

/** What a lock allows in a segment. */
interface Demand {
  readonly dimension: IndexedDimension;
  readonly allowed: ValueSet;
  /** As the rule spells it. */
  readonly value: string;
}

/** Driving values that demand the same of the other segments. */
export interface LockGroup {
  readonly drivers: ValueSet;
  readonly demands: readonly Demand[];
}

/** The groups of a dimension by what they demand of one segment, to be found by that. */
interface LockTarget {
  readonly dimension: IndexedDimension;
  readonly byRank: ReadonlyMap<number, readonly LockGroup[]>;
  /** The groups that demand nothing of it. */
  readonly others: readonly LockGroup[];
}

/** A dimension whose values lock other segments (derived dimensions that prevent changes). */
export interface LockingDimension {
  readonly dimension: IndexedDimension;
  readonly targets: readonly LockTarget[];
  /** The values that lock nothing. */
  readonly free: ValueSet;
  readonly groups: readonly LockGroup[];
  /** The group of a driving value. */
  readonly groupOf: ReadonlyMap<number, LockGroup>;
}

/** Compiles the derived rules that prevent changes, by driving dimension. */
export function* compileLocks(
  derived: readonly DerivedRule[],
  dimensionOf: ReadonlyMap<string, IndexedDimension>,
): Generator<void, LockingDimension[]> {
  const locking: LockingDimension[] = [];
  const rules = derived.filter(({ preventChanges }) => preventChanges);
  for (const name of new Set(rules.map(({ dimension }) => dimension))) {
    const dimension = dimensionOf.get(name);
    if (!dimension) continue;
    const demandsOf = new Map<number, Demand[]>();
    let count = 0;
    for (const { drivingValue, dimension: target, value } of rules
      .filter((rule) => rule.dimension === name)
      .flatMap((rule) => rule.values)) {
      const demanded = dimensionOf.get(target);
      if (!demanded || !value || !drivingValue) continue;
      const allowed = spelledAs(demanded, value);
      const [from = 0, to = 0] = valuesBetween(dimension, dimension.key(drivingValue), dimension.key(drivingValue));
      for (let rank = from; rank < to; rank++)
        demandsOf.set(rank, [...(demandsOf.get(rank) ?? []), { dimension: demanded, allowed, value }]);
      if (++count % 1024 === 0) yield;
    }
    const groups = new Map<string, { readonly ranks: [number, number][]; readonly demands: readonly Demand[] }>();
    for (const [rank, demands] of demandsOf) {
      const same = demands.map((demand) => [demand.dimension.index, ...demand.allowed].join()).join(";");
      const group = groups.get(same);
      if (group) group.ranks.push([rank, rank + 1]);
      else groups.set(same, { ranks: [[rank, rank + 1]], demands });
    }
    yield;
    const grouped = [...groups.values()].map(({ ranks, demands }) => ({ drivers: union([ranks.flat()]), demands }));
    locking.push({
      dimension,
      targets: [...new Set(grouped.flatMap(({ demands }) => demands.map((demand) => demand.dimension)))].map((target) =>
        targetOf(target, grouped),
      ),
      free: complement(union(grouped.map(({ drivers }) => drivers)), dimension.values.size),
      groups: grouped,
      groupOf: new Map(
        grouped.flatMap((group) => ranksIn(group.drivers).map((rank): [number, LockGroup] => [rank, group])),
      ),
    });
    yield;
  }
  return locking;
}

function targetOf(dimension: IndexedDimension, groups: readonly LockGroup[]): LockTarget {
  const byRank = new Map<number, LockGroup[]>();
  const others: LockGroup[] = [];
  for (const group of groups) {
    const demand = group.demands.find((each) => each.dimension === dimension);
    if (!demand) others.push(group);
    for (const rank of ranksIn(demand?.allowed ?? [])) {
      const same = byRank.get(rank);
      if (same) same.push(group);
      else byRank.set(rank, [group]);
    }
  }
  return { dimension, byRank, others };
}

/** All values that read as a text; for a partial dimension, where none is here, the value not seen yet. */
function spelledAs(dimension: IndexedDimension, text: string): ValueSet {
  const { list, size } = dimension.values;
  const found = valuesBetween(dimension, dimension.key(text), dimension.key(text));
  return found.length ? found : interval(list.length, size);
}

import type { Change, Combination, Fix } from "./types";
import { type CompiledLedger, type Given, ranksOf } from "./compiled";
import {
  codeOf,
  countUsable,
  descriptionOf,
  firstFrom,
  type IndexedDimension,
  isUsable,
  nthUsable,
  rankOf,
} from "./dimension";
import { locksOf } from "./locks";
import { has, intersect, type ValueSet } from "./sets";
import { type Domains, solve } from "./solve";

/** What a change costs: a blank is filled most readily; the main account is changed before four other segments are. */
const cost = { fill: 3, change: 4, mainAccount: 15 } as const;

/** The valid whole account nearest to a combination: fewest changes, weighed; none in a locked segment. */
export function nearest(ledger: CompiledLedger, combination: Combination): Fix | undefined {
  const given: Given = ranksOf(ledger, combination).map((rank, at) => (ledger.dimensions[at]?.locked ? rank : -1));
  // A locked value that is wrong by itself leaves no way.
  if (ledger.dimensions.some((each, at) => each.locked && !isUsable(each, given[at] as number))) return undefined;
  // A derived lock shows only in the result; each round obeys those that the last one met.
  for (let round = 0; round < 4; round++) {
    const found = cheapest(ledger, combination, given);
    const broken =
      found &&
      locksOf(ledger, found).filter(
        ({ dimension, allowed }) =>
          found[dimension.name] !== undefined &&
          rankOf(dimension, found[dimension.name]) !== rankOf(dimension, allowed),
      );
    if (!broken?.length) return found && { combination: found, changes: changesBetween(ledger, combination, found) };
    if (broken.some(({ dimension }) => dimension.locked)) return undefined;
    for (const { dimension, allowed } of broken) given[dimension.index] = rankOf(dimension, allowed);
  }
  return undefined;
}

function cheapest(ledger: CompiledLedger, combination: Combination, given: Given): Combination | undefined {
  const { main, dimensions } = ledger;
  const held = ranksOf(ledger, combination);
  const wanted = held.map((rank, index) => (isUsable(dimensions[index] as IndexedDimension, rank) ? rank : -1));
  const keeps = ({ index }: IndexedDimension, set: ValueSet): boolean => has(set, wanted[index] as number);
  // The main account tells most accounts apart.
  const ordered = [main, ...dimensions.filter((dimension) => dimension !== main)];
  let best = Infinity;
  let found: Domains | undefined;
  /** As far as it lies below the best one. */
  const priceOf = (domains: Domains): number => {
    let price = 0;
    for (const dimension of ordered) {
      const set = domains[dimension.index];
      if (set && !keeps(dimension, set))
        price += dimension === main ? cost.mainAccount : held[dimension.index] ? cost.change : cost.fill;
      if (price >= best) break;
    }
    return price;
  };
  solve(ledger, given, {
    prune: (domains) => priceOf(domains) >= best,
    visit(domains) {
      best = priceOf(domains);
      found = [...domains];
      return best === 0;
    },
  });
  if (!found) return undefined;
  const result: Record<string, string> = {};
  for (const dimension of dimensions) {
    const set = found[dimension.index];
    if (!set) continue;
    const typed = combination[dimension.name] ?? "";
    const rank = keeps(dimension, set) ? (wanted[dimension.index] as number) : mostLike(dimension, set, typed);
    // The value not seen yet has no code of its own: what was typed stays.
    result[dimension.name] = rank < dimension.values.list.length ? codeOf(dimension, rank) : typed;
  }
  return result;
}

/** Of what a segment may hold, the value spelled most like what it holds now; a blank one stays blank if it may. */
function mostLike(dimension: IndexedDimension, set: ValueSet, typed: string): number {
  const { list, keys, size } = dimension.values;
  const mayBeBlank = has(set, 0) && isUsable(dimension, 0);
  if (!typed && mayBeBlank) return 0;
  const key = dimension.key(typed);
  const at = firstFrom(dimension, key);
  const common = (rank: number): number => {
    const other = keys[rank] as string;
    let length = 0;
    while (length < key.length && key[length] === other[length]) length++;
    return length;
  };
  const after = nthUsable(dimension, intersect(set, [at, list.length]), 0);
  const below = intersect(set, [1, at]);
  const before = nthUsable(dimension, below, countUsable(dimension, below) - 1);
  if (before < 0 && after < 0) return mayBeBlank ? 0 : size - 1;
  return after < 0 || (before >= 0 && common(before) > common(after)) ? before : after;
}

export function changesBetween(ledger: CompiledLedger, from: Combination, to: Combination): Change[] {
  return ledger.dimensions.flatMap((dimension) => {
    const before = from[dimension.name] ?? "";
    const after = to[dimension.name];
    if (after === undefined || after === before || (before && rankOf(dimension, before) === rankOf(dimension, after)))
      return [];
    return [
      {
        dimension: dimension.name,
        from: before,
        to: after,
        description: descriptionOf(dimension, rankOf(dimension, after)),
      },
    ];
  });
}

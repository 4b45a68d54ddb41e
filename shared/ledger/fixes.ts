import type { Change, Combination, Fix } from "./types";
import { type CompiledLedger, ranksOf, withRank } from "./compiled";
import { codeOf, countUsable, descriptionOf, type IndexedDimension, isUsable, nthUsable, rankOf } from "./dimension";
import { shownBy } from "./layout";
import { givenOf, locksOf } from "./locks";
import { type NearValue, valuesNear } from "./near";
import { has, type ValueSet } from "./sets";
import { type Domains, solve } from "./solve";

/** More than these fixes, or dearer ones, are no help; what is dearer than the best by more than the margin is not as near. */
const limits = { fixes: 3, cost: 7, margin: 1 } as const;
/**
 * What is not a mistake in typing costs: filling in the only possible value, or what a derived dimension demands, putting
 * the only possible value in the place of another, dropping a value of the account. Changing a value that exists costs that
 * much more than the mistake itself, a main account most.
 */
const costs = { fill: 1, only: 4, drop: 4, existing: 1, existingMain: 2 } as const;

interface Candidate {
  readonly cost: number;
  readonly combination: Combination;
}

/**
 * The valid accounts that may have been meant, best first: in each segment what was typed, or what one mistake turns
 * into it. A value that stays costs nothing, so that another structure, which drops values, is only a way where the account
 * itself is the only one that is near. None where a segment has nothing near, or is merely missing.
 */
export function fixesFor(ledger: CompiledLedger, combination: Combination): Fix[] {
  const { main, dimensions } = ledger;
  if (!combination[main.name]) return [];
  const ranks = ranksOf(ledger, combination);
  const shown = shownBy(ledger, combination, ranks);
  const inside = new Set(shown.structure ? shown.dimensions : dimensions);
  const locks = locksOf(ledger, combination);
  const near = new Map<IndexedDimension, readonly NearValue[]>();
  const nearTo = (dimension: IndexedDimension): readonly NearValue[] => {
    let values = near.get(dimension);
    if (!values) {
      const text = (combination[dimension.name] ?? "").trim();
      const exists = (ranks[dimension.index] as number) >= 0;
      const more = !exists ? 0 : dimension === main ? costs.existingMain : costs.existing;
      values = valuesNear(dimension, text).map(({ rank, cost }) => ({ rank, cost: cost + more }));
      const lock = locks.find((each) => each.dimension === dimension);
      const demanded = lock ? rankOf(dimension, lock.allowed) : -1;
      if (isUsable(dimension, demanded)) values = [{ rank: demanded, cost: costs.fill }, ...values];
      near.set(dimension, values);
    }
    return values;
  };
  const stays = (dimension: IndexedDimension, set: ValueSet): boolean => {
    const rank = ranks[dimension.index] as number;
    return has(set, rank) && isUsable(dimension, rank);
  };
  /** What a segment may become, cheapest first. */
  const optionsIn = (dimension: IndexedDimension, set: ValueSet): readonly NearValue[] => {
    if (stays(dimension, set)) return [{ rank: ranks[dimension.index] as number, cost: 0 }];
    if (dimension.locked) return [];
    const isBlank = !combination[dimension.name];
    const found = isBlank ? [] : nearTo(dimension).filter(({ rank }) => has(set, rank));
    if (found.length || countUsable(dimension, set) !== 1) return found;
    const only = nthUsable(dimension, set, 0);
    return only < dimension.values.list.length ? [{ rank: only, cost: isBlank ? costs.fill : costs.only }] : [];
  };

  let found: Candidate[] = [];
  /** Above this, nothing is of interest any more. */
  const ceiling = (): number => {
    const [best, last] = [found[0], found[limits.fixes - 1]];
    return Math.min(limits.cost, best ? best.cost + limits.margin : Infinity, last ? last.cost - 1 : Infinity);
  };
  const keep = (candidate: Candidate): void => {
    const isNew = found.every(({ combination: other }) =>
      Object.entries(candidate.combination).some(([name, value]) => other[name] !== value),
    );
    if (!isNew) return;
    found = [...found, candidate].sort((a, b) => a.cost - b.cost).slice(0, limits.fixes);
    found = found.filter(({ cost }) => cost <= (found[0]?.cost ?? 0) + limits.margin);
  };
  /** At least what is to come; narrower domains may leave only one value, which is dearer than one that stays. */
  const floor = (domains: Domains): number => {
    let cost = 0;
    for (const dimension of dimensions) {
      const set = domains[dimension.index];
      if (!set || stays(dimension, set)) continue;
      if (dimension.locked) return Infinity;
      cost += combination[dimension.name] ? (optionsIn(dimension, set)[0]?.cost ?? costs.only) : costs.fill;
      if (cost > limits.cost) break;
    }
    return cost;
  };
  const visit = (domains: Domains): void => {
    const choose = (at: number, cost: number, chosen: Readonly<Record<string, string>>): void => {
      if (cost > ceiling()) return;
      const dimension = dimensions[at];
      if (!dimension) {
        keep({ cost, combination: chosen });
        return;
      }
      const { name } = dimension;
      const set = domains[dimension.index];
      const typed = combination[name] ?? "";
      // The value not seen yet has no code of its own: what was typed stays.
      if (set)
        for (const option of optionsIn(dimension, set))
          choose(at + 1, cost + option.cost, {
            ...chosen,
            [name]: codeOf(dimension, option.rank) || (option.rank && typed) || "",
          });
      else if (typed && inside.has(dimension) && !dimension.locked)
        choose(at + 1, cost + costs.drop, { ...chosen, [name]: "" });
      else choose(at + 1, cost, chosen);
    };
    choose(0, 0, {});
  };
  const locked = givenOf(ledger, combination).map((rank, at) => (dimensions[at]?.locked ? rank : -1));
  for (const { rank, cost } of accountsFor()) {
    if (cost > ceiling()) break;
    solve(ledger, withRank(locked, main, rank), {
      prune: (domains) => floor(domains) > ceiling(),
      visit(domains) {
        visit(domains);
        return false;
      },
    });
  }
  return found.map((fix) => ({
    combination: fix.combination,
    changes: changesBetween(ledger, combination, fix.combination),
  }));

  /** The main accounts that come into question, which tell most rows apart. */
  function accountsFor(): readonly NearValue[] {
    const rank = ranks[main.index] as number;
    const held = isUsable(main, rank) ? [{ rank, cost: 0 }] : [];
    return main.locked ? held : [...held, ...nearTo(main)];
  }
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

import type { Change, Combination, Fix } from "./types";
import { type Axis, codeOf, countUsable, descriptionOf, elementOf, firstFrom, isUsable, nthUsable } from "./axis";
import { type Core, elementsOf, type Given, locksOf } from "./core";
import { type ElementSet, has, intersect } from "./sets";
import { type Domains, solve } from "./solve";

/** What a change costs: a blank is filled most readily; the main account is changed before four other segments are. */
const cost = { fill: 3, change: 4, mainAccount: 15 } as const;

/** The valid whole account nearest to a combination: fewest changes, weighed. */
export function nearest(core: Core, combination: Combination): Fix | undefined {
  const given: Given = new Int32Array(core.axes.length).fill(-1);
  // A derived lock shows only in the result; each round obeys those that the last one met.
  for (let round = 0; round < 4; round++) {
    const found = cheapest(core, combination, given);
    const broken =
      found &&
      locksOf(core, found).filter(
        ({ axis, allowed }) =>
          found[axis.name] !== undefined && elementOf(axis, found[axis.name]) !== elementOf(axis, allowed),
      );
    if (!broken?.length) return found && { combination: found, changes: changesBetween(core, combination, found) };
    for (const { axis, allowed } of broken) given[axis.index] = elementOf(axis, allowed);
  }
  return undefined;
}

function cheapest(core: Core, combination: Combination, given: Given): Combination | undefined {
  const { main, axes } = core;
  const wanted = elementsOf(core, combination).map((element, index) =>
    isUsable(axes[index] as Axis, element) ? element : -1,
  );
  const keeps = ({ index }: Axis, set: ElementSet): boolean => has(set, wanted[index] as number);
  // The main account tells most accounts apart.
  const ordered = [main, ...axes.filter((axis) => axis !== main)];
  let best = Infinity;
  let found: Domains | undefined;
  /** As far as it lies below the best one. */
  const priceOf = (domains: Domains): number => {
    let price = 0;
    for (const axis of ordered) {
      const set = domains[axis.index];
      if (set && !keeps(axis, set))
        price += axis === main ? cost.mainAccount : wanted[axis.index] ? cost.change : cost.fill;
      if (price >= best) break;
    }
    return price;
  };
  solve(core, given, {
    prune: (domains) => priceOf(domains) >= best,
    visit(domains) {
      best = priceOf(domains);
      found = [...domains];
      return best === 0;
    },
  });
  if (!found) return undefined;
  const result: Record<string, string> = {};
  for (const axis of axes) {
    const set = found[axis.index];
    if (!set) continue;
    const typed = combination[axis.name] ?? "";
    const element = keeps(axis, set) ? (wanted[axis.index] as number) : mostLike(axis, set, typed);
    // The value not seen yet has no code of its own: what was typed stays.
    result[axis.name] = element < axis.values.list.length ? codeOf(axis, element) : typed;
  }
  return result;
}

/** Of what a segment may hold, the value spelled most like what it holds now; a blank one stays blank if it may. */
function mostLike(axis: Axis, set: ElementSet, typed: string): number {
  const { list, keys, size } = axis.values;
  if (!typed && has(set, 0)) return 0;
  const key = axis.key(typed);
  const at = firstFrom(axis, key);
  const common = (element: number): number => {
    const other = keys[element] as string;
    let length = 0;
    while (length < key.length && key[length] === other[length]) length++;
    return length;
  };
  const after = nthUsable(axis, intersect(set, [at, list.length]), 0);
  const below = intersect(set, [1, at]);
  const before = nthUsable(axis, below, countUsable(axis, below) - 1);
  if (before < 0 && after < 0) return has(set, 0) ? 0 : size - 1;
  return after < 0 || (before >= 0 && common(before) > common(after)) ? before : after;
}

export function changesBetween(core: Core, from: Combination, to: Combination): Change[] {
  return core.axes.flatMap((axis) => {
    const before = from[axis.name] ?? "";
    const after = to[axis.name];
    if (after === undefined || after === before || (before && elementOf(axis, before) === elementOf(axis, after)))
      return [];
    return [
      { dimension: axis.name, from: before, to: after, description: descriptionOf(axis, elementOf(axis, after)) },
    ];
  });
}

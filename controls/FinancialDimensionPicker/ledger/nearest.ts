import type { Change, Combination, Fix } from "./types";
import { type Core, elementOf, locksOf } from "./core";
import { blankElement, type ElementSet, has } from "./sets";
import { type Domains, type Given, next, RowSolver, type Search } from "./solve";
import { type Axis, codeOf, type Structure } from "./tables";
import { codeAt, descriptionAt, placeOf } from "./values";

/** What a change costs: a blank is filled most readily; the main account is changed before four other segments are. */
const cost = { fill: 3, change: 4, mainAccount: 15 } as const;

/**
 * The valid whole account nearest to a combination: fewest changes, weighed. Rows are tried from the fewest misfits up,
 * and a branch is given up as soon as it costs as much as the best account found.
 */
export function nearest(core: Core, combination: Combination): Fix | undefined {
  const given: Given = new Int32Array(core.axes.length).fill(-1);
  // A derived lock shows only in the result; each round obeys those that the last one met.
  for (let round = 0; round < 4; round++) {
    const found = search(core, combination, given);
    if (!found) return undefined;
    const broken = locksOf(core, found).filter((lock) => !accepts(core, found, lock.axis, lock.allowed));
    if (!broken.length) return { combination: found, changes: changesBetween(core, combination, found) };
    for (const lock of broken) given[lock.axis] = elementOf(core.axes[lock.axis], lock.allowed);
  }
  return undefined;
}

function accepts(core: Core, combination: Combination, index: number, allowed: string): boolean {
  const axis = core.axes[index];
  const value = axis && combination[axis.name];
  return value === undefined || elementOf(axis, value) === elementOf(axis, allowed);
}

function search(core: Core, combination: Combination, given: Given): Combination | undefined {
  const wanted = Int32Array.from(core.axes, (axis) => {
    const element = elementOf(axis, combination[axis.name]);
    return element > 0 && axis.values.status[element - 1] ? -1 : element;
  });
  const price = (index: number, set: ElementSet): number =>
    has(set, (wanted[index] as number)) ? 0 : priceOfChange(core, index, (wanted[index] as number));
  const priceOf = (domains: Domains): number => domains.reduce<number>((sum, set, index) => (set ? sum + price(index, set) : sum), 0);

  let best = Number.MAX_SAFE_INTEGER;
  let bestDomains: Domains | undefined;
  const request: Search = {
    tables: core,
    given,
    prune: (domains) => priceOf(domains) >= best,
    visit: (domains) => {
      const price = priceOf(domains);
      if (price < best) {
        best = price;
        bestDomains = [...domains];
      }
      return next.family;
    },
  };
  const priced = core.structures.map((structure) => pricesOf(core, structure, wanted));
  const solvers = core.structures.map((structure) => new RowSolver(request, structure));
  for (let level = 0, dearer = true; dearer && level < best; level++) {
    dearer = false;
    core.structures.forEach((structure, index) => {
      const prices = (priced[index] as Uint8Array);
      for (let open = 0; open < prices.length; open++) {
        if ((prices[open] as number) > level) dearer = true;
        else if ((prices[open] as number) === level && level < best && allows(structure, open, given)) (solvers[index] as RowSolver).solve(open);
      }
    });
  }
  if (!bestDomains) return undefined;
  const result: Record<string, string> = {};
  bestDomains.forEach((set, index) => {
    const axis = core.axes[index];
    if (axis && set) result[axis.name] = codeOf(axis, has(set, wanted[index] ?? -1) ? (wanted[index] as number) : pick(axis, set, combination[axis.name] ?? ""));
  });
  return keepSpelling(core, combination, result, wanted);
}

/** The value not seen yet has no code of its own: what was typed stays. */
function keepSpelling(core: Core, combination: Combination, result: Record<string, string>, wanted: Given): Combination {
  core.axes.forEach((axis, index) => {
    const typed = combination[axis.name];
    if (typed && axis.name in result && (wanted[index] as number) > axis.values.count && !result[axis.name]) result[axis.name] = typed;
  });
  return result;
}

function allows({ table, open }: Structure, row: number, given: Given): boolean {
  return table.axes.every((axis, column) => (given[axis] as number) < 0 || has(((open.sets[column] as readonly ElementSet[])[row] as ElementSet), (given[axis] as number)));
}

/** For each open row, at least what its own misfits cost: rows far dearer than the cheapest are not counted out. */
function pricesOf(core: Core, structure: Structure, wanted: Given): Uint8Array {
  const { table, open } = structure;
  const prices = new Uint8Array(open.rows.length);
  // The main account first: it alone makes most rows dear.
  const columns = table.axes.map((_, column) => column).sort((a, b) => Number((table.axes[b] as number) === core.main) - Number((table.axes[a] as number) === core.main));
  for (const column of columns) {
    const axis = (table.axes[column] as number);
    const element = (wanted[axis] as number);
    const price = priceOfChange(core, axis, element);
    const sets = (open.sets[column] as readonly ElementSet[]);
    for (let row = 0; row < prices.length; row++) {
      const sum = (prices[row] as number);
      // Once over this, the order among the dear ones does not matter enough to look on.
      if (sum <= cost.mainAccount && !has((sets[row] as ElementSet), element)) prices[row] = sum + price;
    }
  }
  return prices;
}

function priceOfChange(core: Core, axis: number, wanted: number): number {
  return axis === core.main ? cost.mainAccount : wanted === blankElement ? cost.fill : cost.change;
}

/** Of what a segment may hold, the value spelled most like what it holds now. */
function pick(axis: Axis, set: ElementSet, typed: string): number {
  const { values } = axis;
  if (!typed && has(set, blankElement)) return blankElement;
  const key = values.collation.key(typed);
  const at = placeOf(values, key);
  const common = (place: number): number => {
    const other = values.collation.key(codeAt(values, place));
    let length = 0;
    while (length < key.length && key[length] === other[length]) length++;
    return length;
  };
  const after = usablePlace(axis, set, at, 1);
  const before = usablePlace(axis, set, at - 1, -1);
  if (after < 0 && before < 0) return has(set, blankElement) ? blankElement : axis.size - 1;
  if (after < 0 || (before >= 0 && common(before) > common(after))) return before + 1;
  return after + 1;
}

/** The nearest usable place of a set, from a place on in a direction; −1 when there is none. */
function usablePlace(axis: Axis, set: ElementSet, from: number, step: 1 | -1): number {
  const { values } = axis;
  for (let i = step > 0 ? 0 : set.length - 2; i >= 0 && i < set.length; i += 2 * step) {
    const low = Math.max((set[i] as number) - 1, 0);
    const high = Math.min((set[i + 1] as number) - 2, values.count - 1);
    const begin = step > 0 ? Math.max(low, from) : Math.min(high, from);
    for (let place = begin; place >= low && place <= high; place += step) {
      if (!values.status[place]) return place;
    }
  }
  return -1;
}

export function changesBetween(core: Core, from: Combination, to: Combination): Change[] {
  return core.axes.flatMap((axis) => {
    const before = from[axis.name] ?? "";
    const after = to[axis.name];
    if (after === undefined || after === before || (before && elementOf(axis, before) === elementOf(axis, after))) return [];
    const element = elementOf(axis, after);
    const description = element > 0 && element <= axis.values.count ? descriptionAt(axis.values, element - 1) : "";
    return [{ dimension: axis.name, from: before, to: after, description }];
  });
}

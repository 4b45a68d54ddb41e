import type { Choice, ChoiceRequest, Choices, Combination, Fix, FoundValue, Place, Problem } from "./types";
import { type Axis, codeOf, countUsable, descriptionOf, elementOf, find, isUsable, nthUsable } from "./axis";
import { type Core, type Cover, type Given, givenOf, lockProblem, locksOf, shownBy, valuesOf } from "./core";
import { nearest } from "./nearest";
import { type ElementSet, onlyBlank } from "./sets";
import { feasible, solve } from "./solve";
import { placeAt, valueProblem } from "./validate";

/** Which elements of a segment some family reaches. */
function coverOf(core: Core, axis: Axis, given: Given): Cover {
  const question = given.join();
  const before = core.covers.get(axis);
  if (before?.question === question) return before;
  // Each element points to one at or behind it before which all are reached; one that is not reached points to itself.
  const next = new Int32Array(axis.values.size + 1);
  for (let element = 0; element < next.length; element++) next[element] = element;
  const nextOpen = (element: number): number => {
    let at = element;
    // Halving the way as it is gone keeps all ways short.
    while (next[at] !== at) at = next[at] = next[next[at] as number] as number;
    return at;
  };
  const isReached = (set: ElementSet): boolean => {
    for (let i = 0; i < set.length; i += 2) if (nextOpen(set[i] as number) < (set[i + 1] as number)) return false;
    return true;
  };
  let absent = false;
  solve(core, given, {
    prune: (domains) => {
      const set = domains[axis.index];
      return set !== undefined && isReached(set);
    },
    visit(domains) {
      const set = domains[axis.index];
      if (!set) absent = true;
      else
        for (let i = 0; i < set.length; i += 2)
          for (let at = nextOpen(set[i] as number); at < (set[i + 1] as number); at = nextOpen(at)) next[at] = at + 1;
      return false;
    },
  });
  const cover: Cover = { question, reaches: (element) => next[element] !== element, absent };
  core.covers.set(axis, cover);
  return cover;
}

/** Derived rules that lock others once this segment has the value: the account must exist with what they demand. */
function keepsLocks(core: Core, axis: Axis, value: string, others: Combination): boolean {
  const after = { ...others, [axis.name]: value };
  const locks = locksOf(core, after).filter(({ by }) => by.dimension === axis.name);
  return (
    !locks.length ||
    (locks.every((lock) => {
      const typed = others[lock.axis.name];
      const demanded = elementOf(lock.axis, lock.allowed);
      // An entry that differs would be overwritten only under "replace existing".
      return demanded >= 0 && (!typed || lock.replaces || elementOf(lock.axis, typed) === demanded);
    }) &&
      feasible(core, withElement(givenOf(core, after), axis, elementOf(axis, value)), axis))
  );
}

function withElement(given: Given, axis: Axis, element: number): Given {
  const result = given.slice();
  result[axis.index] = element;
  return result;
}

/** What may go into a segment beside the others, and what is said of a value that may not. */
function offerOf(
  core: Core,
  axis: Axis,
  others: Combination,
): {
  readonly fits: (element: number) => boolean;
  readonly choiceOf: (element: number) => Choice;
  readonly blank: boolean;
} {
  const { reaches, absent } = coverOf(core, axis, givenOf(core, others, axis));
  const lock = locksOf(core, others).find((each) => each.axis === axis);
  const allowed = lock && elementOf(axis, lock.allowed);
  const drives = core.derived.some(({ preventChanges, dimension }) => preventChanges && dimension === axis.name);
  const fits = (element: number): boolean =>
    reaches(element) &&
    isUsable(axis, element) &&
    (!lock || element === allowed) &&
    (!drives || keepsLocks(core, axis, codeOf(axis, element), others));
  return {
    fits,
    blank: !lock && (absent || reaches(0)),
    choiceOf(element) {
      const value = codeOf(axis, element);
      const refused = (): Problem => ({
        stage: "structure",
        code: "notAllowed",
        dimension: axis.name,
        value,
        with: valuesOf(core.axes, others),
      });
      return {
        value,
        description: descriptionOf(axis, element),
        problem: fits(element) ? undefined : (valueProblem(axis, element, value) ?? refused()),
      };
    },
  };
}

export function choices(
  core: Core,
  dimension: string,
  combination: Combination,
  { text = "", show, limit = 50 }: ChoiceRequest = {},
): Choices {
  const axis = core.axisOf.get(dimension);
  if (!axis) return { items: [], more: false, blank: false, partial: false };
  const { fits, choiceOf, blank } = offerOf(core, axis, { ...combination, [dimension]: undefined });
  // One more than asked for tells whether the list goes on.
  const found = find(axis, text, limit + 1, show === "all" ? () => true : fits);
  return { items: found.slice(0, limit).map(choiceOf), more: found.length > limit, blank, partial: axis.partial };
}

/** Searches every segment of the layout: the whole text first, then its words. Valid finds come first. */
export function search(core: Core, text: string, combination: Combination, limit = 50): FoundValue[] {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const found = shownBy(core, combination).axes.flatMap((axis) => {
    const { choiceOf } = offerOf(core, axis, { ...combination, [axis.name]: undefined });
    const elements = new Set(
      [words.join(" "), ...words].flatMap((query) => (query ? find(axis, `*${query}`, limit, () => true) : [])),
    );
    return [...elements].map((element) => ({ dimension: axis.name, ...choiceOf(element) }));
  });
  return [...found.filter(({ problem }) => !problem), ...found.filter(({ problem }) => problem)].slice(0, limit);
}

/** Every undecided segment with exactly one possible value. */
export function forced(core: Core, combination: Combination): Combination {
  const given = givenOf(core, combination);
  /** By axis: the one element found so far, or −1 for several. */
  const only = new Map<Axis, number>();
  const open = core.axes.filter(({ index }) => (given[index] as number) < 0);
  solve(core, given, {
    visit(domains) {
      for (const axis of open) {
        // A segment that is not there counts as blank.
        const set = domains[axis.index] ?? onlyBlank;
        const element = countUsable(axis, set) === 1 ? nthUsable(axis, set, 0) : -1;
        only.set(axis, (only.get(axis) ?? element) === element ? element : -1);
      }
      return open.every((axis) => only.get(axis) === -1);
    },
  });
  const result: Record<string, string> = {};
  for (const [axis, element] of only) {
    const value = codeOf(axis, element);
    if (value && combination[axis.name] === undefined) result[axis.name] = value;
  }
  return result;
}

/**
 * Why a value cannot stand beside the others: what is wrong with it alone, or the smallest set of the others that
 * leaves no valid account, found by leaving out one after the other what is not needed.
 */
export function whyNot(core: Core, dimension: string, value: string, combination: Combination): Problem | undefined {
  const axis = core.axisOf.get(dimension);
  if (!axis) return { stage: "value", code: "unknownDimension", dimension, value, with: [] };
  const element = elementOf(axis, value);
  const others = { ...combination, [dimension]: undefined };
  const lock = locksOf(core, others).find((each) => each.axis === axis && elementOf(axis, each.allowed) !== element);
  const own = valueProblem(axis, element, value) ?? (lock && lockProblem(lock, value));
  if (own) return own;
  const given = withElement(givenOf(core, others), axis, element);
  if (!feasible(core, given, axis)) return conflict(core, axis, value, others, given);
  if (keepsLocks(core, axis, value, others)) return undefined;
  const locking = locksOf(core, { ...others, [dimension]: value }).find(({ by }) => by.dimension === dimension);
  return locking && lockProblem(locking, others[locking.axis.name] ?? "");
}

function conflict(core: Core, axis: Axis, value: string, others: Combination, given: Given): Problem {
  const possible = (among: Given, rules?: number): boolean => feasible(core, among, axis, rules);
  const ordered = [...new Set([core.main, ...core.axes])].filter(
    (each) => each !== axis && (given[each.index] as number) >= 0,
  );
  let trial = given;
  // The later ones are left out first: the main account and what stands before the segment explain most.
  for (const each of [...ordered].reverse()) {
    const without = withElement(trial, each, -1);
    if (!possible(without)) trial = without;
  }
  // Accounts with the rest exist, but they have no such segment, or none of their rows takes the value.
  const code = !value ? "valueRequired" : feasible(core, trial) ? "mustBeBlank" : "notAllowed";
  const needed = ordered.filter(({ index }) => (trial[index] as number) >= 0);
  const base = { code, dimension: axis.name, value, with: valuesOf(needed, others) } as const;
  if (!possible(trial, 0))
    return { ...base, stage: "structure", place: refusingPlace(core, withElement(trial, axis, -1), axis) };
  const adds = shownBy(core, { ...others, [axis.name]: value }).rules.find(({ rule }) =>
    rule.tables.some((table) => table.axes.includes(axis)),
  );
  // Else the first rule with which nothing is left.
  const rule = adds?.rule ?? core.structures.flatMap(({ rules }) => rules.filter((_, i) => !possible(trial, i + 1)))[0];
  return { ...base, stage: "rule", place: { rule: rule?.name, dimension: axis.name } };
}

/** The first row that takes the others and refuses the segment. */
function refusingPlace(core: Core, others: Given, axis: Axis): Place | undefined {
  let place: Place | undefined;
  solve(core, others, {
    rules: 0,
    visit(_domains, { table }, row) {
      const column = table.axes.indexOf(axis);
      if (column >= 0) place = placeAt(table, row, column);
      return column >= 0;
    },
  });
  return place;
}

/** whyNot with the nearest valid account that has the value, as far as one exists. */
export function explain(
  core: Core,
  dimension: string,
  value: string,
  combination: Combination,
): { readonly problem: Problem; readonly fix?: Fix } | undefined {
  const problem = whyNot(core, dimension, value, combination);
  return problem && { problem, fix: nearest(core, { ...combination, [dimension]: value }) };
}

import type { Choice, ChoiceRequest, Choices, Combination, FoundValue, Problem } from "./types";
import { type Core, dimensionAt, elementOf, elementsOf, givenOf, locksOf, shownBy, valuesOf } from "./core";
import { nearest } from "./nearest";
import { blankElement, type ElementSet } from "./sets";
import { type Domains, feasible, type Given, next, solve } from "./solve";
import type { Axis, Structure } from "./tables";
import { placeAt, valueProblem } from "./validate";
import { codeAt, descriptionAt, keyAt, placeOf, scan } from "./values";

/**
 * Marks in the scratch array how many families reach each element of an axis (a sum of +1 and −1 at the ends of
 * intervals), and says whether some account has no such segment.
 */
function coverOf(core: Core, index: number, given: Given): { readonly cover: Int32Array; readonly absent: boolean } {
  const axis = core.axes[index];
  const size = axis?.size ?? 0;
  const { cover } = core;
  const question = `${index}:${given.join()}`;
  if (core.covered?.question === question) return { cover, absent: core.covered.absent };
  cover.fill(0, 0, size + 1);
  const done = new Set<ElementSet>();
  let absent = false;
  const columns = new Map(core.structures.map((structure) => [structure, structure.table.axes.indexOf(index)]));
  const cellSet = (structure: Structure, open: number): ElementSet | undefined => structure.open.sets[columns.get(structure) ?? -1]?.[open];
  let own: ElementSet | undefined;
  solve({
    tables: core,
    given,
    // A cell that is already covered as a whole adds nothing.
    skip: (structure, open) => {
      own = cellSet(structure, open);
      return own !== undefined && done.has(own);
    },
    visit: (domains) => {
      const set = domains[index];
      if (!set) absent = true;
      else if (!done.has(set)) {
        done.add(set);
        for (let i = 0; i < set.length; i += 2) {
          cover[(set[i] as number)] = (cover[(set[i] as number)] as number) + 1;
          cover[(set[i + 1] as number)] = (cover[(set[i + 1] as number)] as number) - 1;
        }
      }
      // Other decisions for the row cannot add to the whole of its cell.
      return set && set === own ? next.row : next.family;
    },
  });
  for (let element = 0, sum = 0; element < size; element++) cover[element] = sum += (cover[element] as number);
  core.covered = { question, absent };
  return { cover, absent };
}

/** Derived rules that lock others once this segment has the value: the account must exist with what they demand. */
function keepsLocks(core: Core, axis: Axis, index: number, value: string, combination: Combination): boolean {
  const after = { ...combination, [axis.name]: value };
  const locks = locksOf(core, after).filter((lock) => lock.by.dimension === axis.name);
  if (!locks.length) return true;
  const given = givenOf(core, after);
  for (const lock of locks) {
    const existing = core.axes[lock.axis];
    const typed = existing && combination[existing.name];
    const demanded = elementOf(existing, lock.allowed);
    // An entry that differs would be overwritten only under "replace existing".
    if (demanded < 0 || (typed && !lock.replaces && elementOf(existing, typed) !== demanded)) return false;
  }
  given[index] = elementOf(axis, value);
  return feasible(core, given, index);
}

export function choices(core: Core, dimension: string, combination: Combination, request: ChoiceRequest = {}): Choices {
  const index = core.axisOf.get(dimension) ?? -1;
  const axis = core.axes[index];
  if (!axis) return { items: [], more: false, blank: false, partial: false };
  const { cover, absent } = coverOf(core, index, givenOf(core, combination, index));
  const locked = locksOf(core, combination).find((lock) => lock.axis === index);
  const allowed = locked ? elementOf(axis, locked.allowed) : -1;
  const drives = core.derived.some((rule) => rule.preventChanges && rule.dimension === dimension);
  const others = { ...combination, [dimension]: undefined };
  const fits = (place: number): boolean =>
    !axis.values.status[place] &&
    (cover[place + 1] as number) > 0 &&
    (!locked || place + 1 === allowed) &&
    (!drives || keepsLocks(core, axis, index, codeAt(axis.values, place), others));
  const all = request.show === "all";
  const limit = request.limit ?? 50;
  // One more than asked for tells whether the list goes on.
  const found = find(axis, request.text ?? "", limit + 1, all ? () => true : fits);
  const items = found.slice(0, limit).map((place): Choice => {
    const choice = { value: codeAt(axis.values, place), description: descriptionAt(axis.values, place) };
    return fits(place) ? choice : { ...choice, problem: refusedBeside(core, axis, place, choice.value, others) };
  });
  return { items, more: found.length > limit, blank: !locked && (absent || (cover[blankElement] as number) > 0), partial: axis.values.partial };
}

function refusedBeside(core: Core, axis: Axis, place: number, value: string, others: Combination): Problem {
  const own = valueProblem(core, axis, place + 1, value);
  if (own) return own;
  const axes = core.axes.map((_, index) => index);
  return { stage: "structure", code: "notAllowed", dimension: axis.name, value, with: valuesOf(core, axes, others) };
}

/** A description that matches while ten thousand others do is no find: the scan stops there. */
const scanLimit = 2000;

/**
 * Places of values that match what was typed, best first: the code itself, codes that begin with it, descriptions that
 * begin with it; for "*x" codes that contain it, then descriptions that do.
 */
export function find(axis: Axis, typed: string, limit: number, accept: (place: number) => boolean): number[] {
  const { values } = axis;
  const text = typed.trim();
  const anywhere = text.startsWith("*");
  const needle = values.collation.key(text.replace(/^\*+|\*+$/g, ""));
  const found: number[] = [];
  const from = placeOf(values, needle);
  const to = needle ? placeOf(values, needle, "prefix") : values.count;
  for (let place = from; place < to && found.length < limit; place++) {
    if (accept(place)) found.push(place);
  }
  if (!needle || found.length >= limit) return found;
  const inCode: number[] = [];
  const inDescription: number[] = [];
  scan(values, anywhere ? needle : "\t" + needle, (place, where) => {
    if ((place >= from && place < to) || !accept(place)) return false;
    // The needle may also lie across the separator, which is in neither text.
    if (where === "code" && !keyAt(values, place).includes(needle)) return false;
    (where === "code" || where === "begin" ? inCode : inDescription).push(place);
    return found.length + inCode.length >= limit || inDescription.length >= scanLimit;
  });
  return [...found, ...inCode, ...inDescription].slice(0, limit);
}

/** Every undecided segment with exactly one possible value. */
export function forced(core: Core, combination: Combination): Combination {
  const given = givenOf(core, combination);
  const only = new Int32Array(core.axes.length).fill(-2);
  const many = -1;
  solve({
    tables: core,
    given,
    visit: (domains: Domains) => {
      core.axes.forEach((axis, index) => {
        if (only[index] === many || (given[index] as number) >= 0) return;
        const element = singleUsable(axis, domains[index]);
        only[index] = element < 0 || (only[index] !== -2 && only[index] !== element) ? many : element;
      });
      return only.some((element, index) => element !== many && (given[index] as number) < 0) ? next.family : next.stop;
    },
  });
  const result: Record<string, string> = {};
  core.axes.forEach((axis, index) => {
    const element = only[index] ?? many;
    const value = element > 0 && element <= axis.values.count ? codeAt(axis.values, element - 1) : "";
    if (combination[axis.name] === undefined && value) result[axis.name] = value;
  });
  return result;
}

/** The only element of a set that can be chosen; −1 when there are more. A segment that is not there counts as blank. */
function singleUsable(axis: Axis, set: readonly number[] | undefined): number {
  if (!set) return blankElement;
  const { usable, status } = axis.values;
  let only = -1;
  for (let i = 0; i < set.length; i += 2) {
    const from = set[i] ?? 0;
    const to = set[i + 1] ?? 0;
    const count = (usable[to] as number) - (usable[from] as number);
    if (count === 0) continue;
    if (count > 1 || only >= 0) return -1;
    only = from;
    while (only > 0 && only <= axis.values.count && status[only - 1]) only++;
  }
  return only;
}

/**
 * Why a value cannot stand beside the others: what is wrong with it alone, or the smallest set of the others that
 * leaves no valid account, found by taking them in one after the other and then leaving out what is not needed.
 */
export function whyNot(core: Core, dimension: string, value: string, combination: Combination): Problem | undefined {
  const index = core.axisOf.get(dimension) ?? -1;
  const axis = core.axes[index];
  if (!axis) return { stage: "value", code: "unknownDimension", dimension, value, with: [] };
  const element = elementOf(axis, value);
  const own = valueProblem(core, axis, element, value);
  if (own) return own;
  const others = { ...combination, [dimension]: undefined };
  const lock = locksOf(core, others).find((candidate) => candidate.axis === index && elementOf(axis, candidate.allowed) !== element);
  if (lock) return { stage: "derived", code: "derivedLock", dimension, value, with: [lock.by], allowed: lock.allowed, by: lock.by };
  const given = givenOf(core, others);
  given[index] = element;
  if (feasible(core, given, index)) {
    return keepsLocks(core, axis, index, value, others) ? undefined : lockConflict(core, dimension, value, others);
  }
  return conflict(core, index, value, others, given);
}

function lockConflict(core: Core, dimension: string, value: string, others: Combination): Problem | undefined {
  const lock = locksOf(core, { ...others, [dimension]: value }).find((candidate) => candidate.by.dimension === dimension);
  const locked = lock && core.axes[lock.axis];
  if (!lock || !locked) return undefined;
  const current = others[locked.name];
  return {
    stage: "derived",
    code: "derivedLock",
    dimension: locked.name,
    value: current ?? "",
    with: [{ dimension, value }],
    allowed: lock.allowed,
    by: { dimension, value },
  };
}

function conflict(core: Core, index: number, value: string, others: Combination, given: Given): Problem {
  const order = [core.main, ...core.axes.map((_, axis) => axis).filter((axis) => axis !== core.main)];
  const needed: number[] = [];
  const trial: Given = new Int32Array(given.length).fill(-1);
  const possible = (ruleLimit?: number): boolean => feasible(core, trial, index, ruleLimit);
  trial[index] = given[index] ?? 0;
  // Take in the others until nothing is left; the last one taken is part of every conflict found this way.
  for (const axis of order) {
    if (axis === index || (given[axis] ?? -1) < 0) continue;
    if (!possible()) break;
    trial[axis] = given[axis] ?? 0;
    needed.push(axis);
  }
  for (const axis of needed.slice(0, -1)) {
    const kept = trial[axis] ?? 0;
    trial[axis] = -1;
    if (possible()) trial[axis] = kept;
  }
  const involved = order.filter((axis) => axis !== index && (trial[axis] ?? -1) >= 0);
  const dimension = dimensionAt(core, index);
  // Accounts with the rest exist, but they have no such segment, or none of their rows takes the value.
  const code = !value ? "valueRequired" : feasible(core, trial) ? "mustBeBlank" : "notAllowed";
  const base = { code, dimension, value, with: valuesOf(core, involved, others) } as const;
  if (!possible(0)) return { ...base, stage: "structure", place: placeIn(core, trial, index) };
  const elements = elementsOf(core, { ...others, [dimension]: value });
  const rule = shownBy(core, elements).rules.map((applying) => applying.rule).find((candidate) => candidate.tables.some((table) => table.axes.includes(index))) ?? culprit(core, trial, index);
  return { ...base, stage: "rule", place: { rule: rule?.name, dimension } };
}

/** The first rule with which nothing is left. */
function culprit(core: Core, trial: Given, index: number): { readonly name: string } | undefined {
  for (const structure of core.structures) {
    for (let limit = 1; limit <= structure.rules.length; limit++) {
      if (!feasible(core, trial, index, limit)) return structure.rules[limit - 1];
    }
  }
  return undefined;
}

/** The first row that takes the others and refuses the segment. */
function placeIn(core: Core, trial: Given, index: number): Problem["place"] {
  const others = trial.slice();
  others[index] = -1;
  let place: Problem["place"];
  solve({
    tables: core,
    given: others,
    ruleLimit: 0,
    visit: (_domains, structure, row) => {
      const column = structure.table.axes.indexOf(index);
      if (column < 0) return next.row;
      place = placeAt(core, structure.table, row, column);
      return next.stop;
    },
  });
  return place;
}

/** Searches every segment of the layout: the whole text first, then its words. Valid finds come first. */
export function search(core: Core, text: string, combination: Combination, limit = 50): FoundValue[] {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const queries = words.length > 1 ? [words.join(" "), ...words] : words;
  const { axes } = shownBy(core, elementsOf(core, combination));
  const found: FoundValue[] = [];
  const seen = new Set<string>();
  for (const index of axes) {
    const axis = core.axes[index];
    if (!axis) continue;
    const others = { ...combination, [axis.name]: undefined };
    const { cover } = coverOf(core, index, givenOf(core, others));
    for (const query of queries) {
      for (const place of find(axis, "*" + query, limit, () => true)) {
        const value = codeAt(axis.values, place);
        if (seen.has(index + "\n" + value)) continue;
        seen.add(index + "\n" + value);
        const own = !axis.values.status[place] && (cover[place + 1] as number) > 0;
        const problem = own ? undefined : refusedBeside(core, axis, place, value, others);
        found.push({ dimension: axis.name, value, description: descriptionAt(axis.values, place), problem });
      }
    }
  }
  return [...found.filter((item) => !item.problem), ...found.filter((item) => item.problem)].slice(0, limit);
}

/** whyNot with the nearest valid account that has the value, as far as one exists. */
export function explain(core: Core, dimension: string, value: string, combination: Combination): { problem: Problem; fix?: ReturnType<typeof nearest> } | undefined {
  const problem = whyNot(core, dimension, value, combination);
  return problem && { problem, fix: nearest(core, { ...combination, [dimension]: value }) };
}

import type { DefaultDimension, DerivedRule, DimensionAlias, LedgerModel } from "./model";
import type { Combination, Delimiter, Layout, Problem, SegmentValue } from "./types";
import { type Axis, elementOf, isUsable, type Scope } from "./axis";
import { has } from "./sets";
import type { Axes, Criterion, Rule, Structure } from "./tables";

/** What is decided, by axis: an element, or −1. */
export type Given = Int32Array;

/** A segment's possible values, as the answer to a question that stays the same while somebody types. */
export interface Cover {
  readonly question: string;
  /** Whether an element leads to a valid account. */
  readonly reaches: (element: number) => boolean;
  /** Some valid account has no such segment. */
  readonly absent: boolean;
}

/** The compiled structures with the rest of the model that one company needs. */
export interface Core extends Axes, Scope {
  readonly axes: readonly Axis[];
  /** Compiled again when values are admitted. */
  structures: readonly Structure[];
  /** The last answer for each segment, as search asks about all of them at every keystroke. */
  readonly covers: Map<Axis, Cover>;
  readonly model: Pick<LedgerModel, "version" | "takenOn" | "integrationFormat">;
  readonly delimiter: Delimiter;
  readonly escape: string;
  readonly derived: readonly DerivedRule[];
  readonly defaults: readonly DefaultDimension[];
  readonly aliases: readonly DimensionAlias[];
}

/** The elements of a combination by axis; absent reads as blank. */
export function elementsOf(core: Core, combination: Combination): Given {
  return Int32Array.from(core.axes, (axis) => elementOf(axis, combination[axis.name]));
}

export interface Shown {
  /** The one that the main account selects. */
  readonly structure?: Structure;
  /** In display order. */
  readonly axes: readonly Axis[];
  /** The rule that adds a segment to the structure's own. */
  readonly by: ReadonlyMap<Axis, Rule>;
  /** The rules that apply. With `doubt` they may: the criterion could not be understood. */
  readonly rules: readonly { readonly rule: Rule; readonly doubt?: Criterion }[];
}

/**
 * What an account consists of: the structure's segments, then those of the applying rules in alphabetical order; a
 * segment named twice shows once, at its first place. A rule reads a segment that is not there (yet) as blank.
 * Without a main account the segments are those of the first structure that has most of the ones that are filled.
 */
export function shownBy(core: Core, combination: Combination, elements: Given = elementsOf(core, combination)): Shown {
  const structure = core.structures.find(({ scope }) => has(scope, elements[core.main.index] as number));
  const filled = ({ table }: Structure): number => table.axes.filter(({ index }) => elements[index]).length;
  const [likely] = structure ? [structure] : [...core.structures].sort((a, b) => filled(b) - filled(a));
  const axes = new Set(likely ? likely.table.axes : core.main.name ? [core.main] : []);
  const by = new Map<Axis, Rule>();
  const rules: { readonly rule: Rule; readonly doubt?: Criterion }[] = [];
  for (const rule of likely?.rules ?? []) {
    const seen = ({ axis }: Criterion): number => (axes.has(axis) ? (elements[axis.index] as number) : 0);
    if (!rule.criteria.every((criterion) => has(criterion.on, seen(criterion)))) continue;
    rules.push({
      rule,
      doubt: rule.criteria.find((criterion) => !criterion.axis.known || !has(criterion.cell.set, seen(criterion))),
    });
    for (const axis of rule.tables.flatMap((table) => table.axes)) {
      if (!axes.has(axis)) by.set(axis, rule);
      axes.add(axis);
    }
  }
  return { structure, axes: [...axes], by, rules };
}

export function layout(core: Core, combination: Combination): Layout {
  const { structure, axes, by } = shownBy(core, combination);
  return {
    structure: structure?.table.name,
    segments: axes.map((axis) => ({
      dimension: axis.name,
      displayName: axis.displayName,
      rule: by.get(axis)?.name,
      partial: axis.partial,
    })),
  };
}

/** The values of the named axes, blanks left out. */
export function valuesOf(axes: readonly Axis[], combination: Combination): SegmentValue[] {
  return axes.flatMap(({ name }) => {
    const value = combination[name];
    return value ? [{ dimension: name, value }] : [];
  });
}

/** What a derived rule that prevents changes demands of a segment. */
export interface Lock {
  readonly axis: Axis;
  readonly allowed: string;
  readonly by: SegmentValue;
  readonly replaces: boolean;
}

export function locksOf(core: Core, combination: Combination): Lock[] {
  return core.derived.flatMap(({ dimension, preventChanges, replaceExisting, values }) => {
    const driving = combination[dimension];
    if (!driving || !preventChanges) return [];
    return values.flatMap((derived): Lock[] => {
      const axis = core.axisOf.get(derived.dimension);
      if (!axis || !derived.value || core.key(derived.drivingValue) !== core.key(driving)) return [];
      return [{ axis, allowed: derived.value, by: { dimension, value: driving }, replaces: replaceExisting === true }];
    });
  });
}

export function lockProblem({ axis, allowed, by }: Lock, value: string): Problem {
  return { stage: "derived", code: "derivedLock", dimension: axis.name, value, with: [by], allowed, by };
}

/**
 * What a combination decides. A value that fails on its own (unknown, suspended …) decides nothing, because it has to
 * change whatever else is chosen; and what a derived rule locks is decided by the rule.
 */
export function givenOf(core: Core, combination: Combination, except?: Axis): Given {
  const given = Int32Array.from(core.axes, (axis) => {
    const element =
      combination[axis.name] === undefined || axis === except ? -1 : elementOf(axis, combination[axis.name]);
    return isUsable(axis, element) ? element : -1;
  });
  for (const { axis, allowed } of locksOf(core, combination))
    if (axis !== except) given[axis.index] = elementOf(axis, allowed);
  return given;
}

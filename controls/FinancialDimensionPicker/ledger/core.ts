import type { DefaultDimension, DerivedRule, DimensionAlias, LedgerModel } from "./model";
import type { Collation, Combination, Delimiter, Layout, Segment, SegmentValue } from "./types";
import { blankElement, has } from "./sets";
import type { Given } from "./solve";
import type { Axis, Criterion, Rule, Structure, Tables } from "./tables";
import { findValue } from "./values";

/** The compiled tables with the rest of the model that one company needs. */
export interface Core extends Tables {
  readonly model: Pick<LedgerModel, "version" | "takenOn" | "integrationFormat">;
  readonly legalEntity: string;
  readonly date: string;
  readonly day: number;
  readonly delimiter: Delimiter;
  readonly escape: string;
  readonly collation: Collation;
  readonly derived: readonly DerivedRule[];
  readonly defaults: readonly DefaultDimension[];
  readonly aliases: readonly DimensionAlias[];
}

/** The name of an axis; "" for a place that has none. */
export function dimensionAt(core: Tables, axis: number): string {
  return core.axes[axis]?.name ?? "";
}

/** The element of a text: blank, a value's, the "not seen yet" of a partial dimension, or −1 when it does not exist. */
export function elementOf(axis: Axis | undefined, text: string | undefined): number {
  if (!text || !axis) return blankElement;
  const place = findValue(axis.values, text);
  return place >= 0 ? place + 1 : axis.values.partial ? axis.size - 1 : -1;
}

/** The elements of a combination by axis; absent reads as blank. */
export function elementsOf(core: Core, combination: Combination): Int32Array {
  return Int32Array.from(core.axes, (axis) => elementOf(axis, combination[axis.name]));
}

/** The structure that the main account selects. */
export function structureOf(core: Core, mainElement: number): Structure | undefined {
  return core.structures.find((structure) => has(structure.scope, mainElement));
}

export interface Shown {
  readonly structure?: Structure;
  /** Axes in display order, and the rule that adds each beyond the structure's own. */
  readonly axes: readonly number[];
  readonly by: ReadonlyMap<number, Rule>;
  /** The rules that apply. With `doubt` they may: the criterion could not be understood. */
  readonly rules: readonly { readonly rule: Rule; readonly doubt?: Criterion }[];
}

/**
 * What an account consists of: the structure's segments, then those of the applying rules in alphabetical order; a
 * segment named twice shows once, at its first place. A rule reads a segment that is not there (yet) as blank.
 */
export function shownBy(core: Core, elements: Int32Array): Shown {
  const structure = structureOf(core, elements[core.main] ?? blankElement);
  const likely = structure ?? likeliest(core, elements);
  if (!likely) return { axes: core.main >= 0 ? [core.main] : [], by: new Map<number, Rule>(), rules: [] };
  const axes = [...likely.table.axes];
  const by = new Map<number, Rule>();
  const rules: { readonly rule: Rule; readonly doubt?: Criterion }[] = [];
  for (const rule of likely.rules) {
    const seen = ({ axis }: Criterion): number => (axes.includes(axis) ? (elements[axis] ?? blankElement) : blankElement);
    if (!rule.criteria.every((criterion) => has(criterion.on, seen(criterion)))) continue;
    rules.push({ rule, doubt: rule.criteria.find((criterion) => !core.axes[criterion.axis]?.known || !has(criterion.cell.set, seen(criterion))) });
    for (const table of rule.tables) {
      for (const axis of table.axes) {
        if (axes.includes(axis)) continue;
        axes.push(axis);
        by.set(axis, rule);
      }
    }
  }
  return { structure, axes, by, rules };
}

/** Without a main account: the first structure that has most of the segments that are filled. */
function likeliest(core: Core, elements: Int32Array): Structure | undefined {
  const filled = (structure: Structure): number => structure.table.axes.filter((axis) => elements[axis]).length;
  return core.structures.reduce<Structure | undefined>((best, structure) => (best && filled(best) >= filled(structure) ? best : structure), undefined);
}

export function layout(core: Core, combination: Combination): Layout {
  const { structure, axes, by } = shownBy(core, elementsOf(core, combination));
  const segments: Segment[] = [];
  for (const index of axes) {
    const axis = core.axes[index];
    if (axis) segments.push({ dimension: axis.name, displayName: axis.displayName, rule: by.get(index)?.name, partial: axis.values.partial });
  }
  return { structure: structure?.table.name, segments };
}

/** The values of the named axes, blanks left out. */
export function valuesOf(core: Core, axes: readonly number[], combination: Combination): SegmentValue[] {
  return axes.flatMap((index) => {
    const dimension = dimensionAt(core, index);
    const value = combination[dimension];
    return value ? [{ dimension, value }] : [];
  });
}

export function sameValue(core: Core, a: string, b: string): boolean {
  return core.collation.key(a) === core.collation.key(b);
}

export interface Lock {
  readonly axis: number;
  readonly allowed: string;
  readonly by: SegmentValue;
  readonly replaces: boolean;
}

/** What derived rules that prevent changes demand of a combination. */
export function locksOf(core: Core, combination: Combination): Lock[] {
  const locks: Lock[] = [];
  for (const rule of core.derived) {
    const driving = combination[rule.dimension];
    if (!driving || !rule.preventChanges) continue;
    for (const { drivingValue, dimension, value } of rule.values) {
      const axis = core.axisOf.get(dimension);
      if (axis === undefined || !value || !sameValue(core, drivingValue, driving)) continue;
      locks.push({ axis, allowed: value, by: { dimension: rule.dimension, value: driving }, replaces: rule.replaceExisting === true });
    }
  }
  return locks;
}

/**
 * What a combination decides. A value that fails on its own (unknown, suspended …) decides nothing, because it has to
 * change whatever else is chosen; and what a derived rule locks is decided by the rule.
 */
export function givenOf(core: Core, combination: Combination, except?: number): Given {
  const given = Int32Array.from(core.axes, (axis, index) => {
    const text = combination[axis.name];
    if (text === undefined || index === except) return -1;
    const element = elementOf(axis, text);
    return element > 0 && axis.values.status[element - 1] ? -1 : element;
  });
  for (const lock of locksOf(core, combination)) {
    if (lock.axis !== except) given[lock.axis] = elementOf(core.axes[lock.axis], lock.allowed);
  }
  return given;
}

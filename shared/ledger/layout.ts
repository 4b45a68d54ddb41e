import type { Combination, Layout } from "./types";
import { type CompiledLedger, type Given, ranksOf } from "./compiled";
import type { IndexedDimension } from "./dimension";
import { has } from "./sets";
import type { CompiledAccountStructure, CompiledRule, RuleCriterion } from "./structures";

interface Shown {
  /** The one that the main account selects. */
  readonly structure?: CompiledAccountStructure;
  /** In display order. */
  readonly dimensions: readonly IndexedDimension[];
  /** The rule that adds a segment to the structure's own. */
  readonly by: ReadonlyMap<IndexedDimension, CompiledRule>;
  /** The rules that apply. With `doubt` they may: the criterion could not be understood. */
  readonly rules: readonly { readonly rule: CompiledRule; readonly doubt?: RuleCriterion }[];
}

/**
 * What an account consists of: the structure's segments, then those of the applying rules in alphabetical order; a
 * segment named twice shows once, at its first place. A rule reads a segment that is not there (yet) as blank.
 * Without a main account the segments are those of the first structure that has most of the ones that are filled.
 */
export function shownBy(
  ledger: CompiledLedger,
  combination: Combination,
  ranks: Given = ranksOf(ledger, combination),
): Shown {
  const structure = ledger.structures.find(({ mainAccounts }) => has(mainAccounts, ranks[ledger.main.index] as number));
  const filled = (candidate: CompiledAccountStructure): number =>
    candidate.dimensions.filter(({ index }) => ranks[index]).length;
  const [likely] = structure ? [structure] : [...ledger.structures].sort((a, b) => filled(b) - filled(a));
  const dimensions = new Set(likely ? likely.dimensions : ledger.main.name ? [ledger.main] : []);
  const by = new Map<IndexedDimension, CompiledRule>();
  const rules: { readonly rule: CompiledRule; readonly doubt?: RuleCriterion }[] = [];
  for (const rule of likely?.rules ?? []) {
    const seen = ({ dimension }: RuleCriterion): number =>
      dimensions.has(dimension) ? (ranks[dimension.index] as number) : 0;
    if (!rule.criteria.every((criterion) => has(criterion.on, seen(criterion)))) continue;
    rules.push({
      rule,
      doubt: rule.criteria.find((criterion) => !criterion.dimension.known || !has(criterion.cell.set, seen(criterion))),
    });
    for (const dimension of rule.structures.flatMap((added) => added.dimensions)) {
      if (!dimensions.has(dimension)) by.set(dimension, rule);
      dimensions.add(dimension);
    }
  }
  return { structure, dimensions: [...dimensions], by, rules };
}

export function layout(ledger: CompiledLedger, combination: Combination): Layout {
  const { structure, dimensions, by } = shownBy(ledger, combination);
  return {
    structure: structure?.name,
    segments: dimensions.map((dimension) => ({
      dimension: dimension.name,
      displayName: dimension.displayName,
      rule: by.get(dimension)?.name,
      partial: dimension.partial,
      required: dimension.required,
      locked: dimension.locked,
    })),
  };
}

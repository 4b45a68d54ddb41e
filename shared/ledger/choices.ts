import type { Choice, ChoiceRequest, Choices, Combination, FoundValue, Problem } from "./types";
import { agreeingPart, wrongIn } from "./conflict";
import { type CompiledLedger, type Given, type PossibleValues, valuesOf } from "./compiled";
import { codeOf, countUsable, descriptionOf, find, type IndexedDimension, isUsable, nthUsable } from "./dimension";
import { shownBy } from "./layout";
import { givenOf } from "./locks";
import { onlyBlank, type ValueSet } from "./sets";
import { solve } from "./solve";
import { valueProblem } from "./validate";

/** Which values of a segment some family of valid accounts has beside the others. */
function possibleValuesOf(ledger: CompiledLedger, dimension: IndexedDimension, others: Combination): PossibleValues {
  const given = givenOf(ledger, others, dimension);
  const question = given.join();
  const before = ledger.lastAnswers.get(dimension);
  if (before?.question === question) return before;
  let found = valuesReached(ledger, dimension, given);
  let conflict: readonly IndexedDimension[] = [];
  if (!found.any) {
    const agreeing = agreeingPart(ledger, others, dimension);
    conflict = agreeing.conflict;
    found = valuesReached(ledger, dimension, agreeing.given);
  }
  const { reaches, absent } = found;
  const possible: PossibleValues = { question, reaches, absent, conflict };
  ledger.lastAnswers.set(dimension, possible);
  return possible;
}

function valuesReached(
  ledger: CompiledLedger,
  dimension: IndexedDimension,
  given: Given,
): Pick<PossibleValues, "reaches" | "absent"> & { readonly any: boolean } {
  // Each rank points to one at or behind it before which all are reached; one that is not reached points to itself.
  const next = new Int32Array(dimension.values.size + 1);
  for (let rank = 0; rank < next.length; rank++) next[rank] = rank;
  const nextOpen = (rank: number): number => {
    let at = rank;
    // Halving the way as it is gone keeps all ways short.
    while (next[at] !== at) at = next[at] = next[next[at] as number] as number;
    return at;
  };
  const isReached = (set: ValueSet): boolean => {
    for (let i = 0; i < set.length; i += 2) if (nextOpen(set[i] as number) < (set[i + 1] as number)) return false;
    return true;
  };
  let absent = false;
  let any = false;
  solve(ledger, given, {
    prune: (domains) => {
      const set = domains[dimension.index];
      return set !== undefined && isReached(set);
    },
    visit(domains) {
      any = true;
      const set = domains[dimension.index];
      if (!set) absent = true;
      else
        for (let i = 0; i < set.length; i += 2)
          for (let at = nextOpen(set[i] as number); at < (set[i + 1] as number); at = nextOpen(at)) next[at] = at + 1;
      return false;
    },
  });
  return { reaches: (rank) => next[rank] !== rank, absent, any };
}

/** What may go into a segment beside the others, and what is said of a value that may not. */
function offerOf(
  ledger: CompiledLedger,
  dimension: IndexedDimension,
  combination: Combination,
): {
  readonly fits: (rank: number) => boolean;
  readonly choiceOf: (rank: number) => Choice;
  readonly blank: boolean;
  readonly conflict: readonly IndexedDimension[];
} {
  const others = { ...combination, [dimension.name]: undefined };
  const { reaches, absent, conflict } = possibleValuesOf(ledger, dimension, others);
  const fits = (rank: number): boolean => reaches(rank) && isUsable(dimension, rank);
  return {
    fits,
    blank: absent || fits(0),
    conflict,
    choiceOf(rank) {
      const value = codeOf(dimension, rank);
      const refused = (): Problem => ({
        stage: "structure",
        code: "notAllowed",
        dimension: dimension.name,
        value,
        with: valuesOf(
          ledger.dimensions.filter((each) => !conflict.includes(each)),
          others,
        ),
      });
      return {
        value,
        description: descriptionOf(dimension, rank),
        problem: fits(rank) ? undefined : (valueProblem(dimension, rank, value) ?? refused()),
      };
    },
  };
}

export function choices(
  ledger: CompiledLedger,
  name: string,
  combination: Combination,
  { text = "", show, limit = 50 }: ChoiceRequest = {},
): Choices {
  const dimension = ledger.dimensionOf.get(name);
  if (!dimension) return { items: [], more: false, blank: false, partial: false };
  const { fits, choiceOf, blank, conflict } = offerOf(ledger, dimension, combination);
  const out = [...wrongIn(ledger, { ...combination, [name]: undefined }), ...conflict];
  // One more than asked for tells whether the list goes on.
  const found = find(dimension, text, limit + 1, show === "all" ? () => true : fits);
  return {
    items: found.slice(0, limit).map(choiceOf),
    more: found.length > limit,
    blank,
    partial: dimension.partial,
    ...(out.length && { conflict: out.map((each) => each.name) }),
  };
}

/** Searches every segment of the account, or of all accounts while no structure is selected: the whole text first, then its words. Valid finds come first. */
export function search(ledger: CompiledLedger, text: string, combination: Combination, limit = 50): FoundValue[] {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const { structure, dimensions } = shownBy(ledger, combination);
  const everywhere = ledger.structures.flatMap((each) => [each, ...each.rules.flatMap((rule) => rule.structures)]);
  const searched = structure ? dimensions : new Set(everywhere.flatMap((each) => each.dimensions));
  const found = [...searched].flatMap((dimension) => {
    const { choiceOf } = offerOf(ledger, dimension, combination);
    const ranks = new Set(
      [words.join(" "), ...words].flatMap((query) => (query ? find(dimension, `*${query}`, limit, () => true) : [])),
    );
    return [...ranks].map((rank) => ({ dimension: dimension.name, ...choiceOf(rank) }));
  });
  return [...found.filter(({ problem }) => !problem), ...found.filter(({ problem }) => problem)].slice(0, limit);
}

/** Every undecided segment with exactly one possible value. */
export function forced(ledger: CompiledLedger, combination: Combination): Combination {
  const given = givenOf(ledger, combination);
  /** By dimension: the rank of the one value found so far, or −1 for several. */
  const only = new Map<IndexedDimension, number>();
  const open = ledger.dimensions.filter(({ index, locked }) => (given[index] as number) < 0 && !locked);
  const onlyIn = (dimension: IndexedDimension, set: ValueSet): number =>
    countUsable(dimension, set) === 1 ? nthUsable(dimension, set, 0) : -1;
  solve(ledger, given, {
    // Where each domain has but what is known to be possible already, there is nothing to be learned.
    prune: (domains) =>
      only.size > 0 &&
      open.every((dimension) => {
        const known = only.get(dimension);
        const set = domains[dimension.index];
        return known === -1 || (set !== undefined && onlyIn(dimension, set) === known);
      }),
    visit(domains) {
      for (const dimension of open) {
        // A segment that is not there counts as blank.
        const rank = onlyIn(dimension, domains[dimension.index] ?? onlyBlank);
        only.set(dimension, (only.get(dimension) ?? rank) === rank ? rank : -1);
      }
      return open.every((dimension) => only.get(dimension) === -1);
    },
  });
  const result: Record<string, string> = {};
  for (const [dimension, rank] of only) {
    const value = codeOf(dimension, rank);
    if (value && combination[dimension.name] === undefined) result[dimension.name] = value;
  }
  return result;
}

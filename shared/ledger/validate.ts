import type { Combination, Place, Problem, ProblemCode, SegmentValue, Verdict } from "./types";
import { type CompiledLedger, ranksOf, valuesOf } from "./compiled";
import type { IndexedDimension } from "./dimension";
import { fixesFor } from "./fixes";
import { shownBy } from "./layout";
import { lockProblem, locksOf } from "./locks";
import { has } from "./sets";
import type { CompiledRow, CompiledRule, CompiledStructure } from "./structures";
import { defectOf } from "./values";

/** What is wrong with a value by itself, whatever stands beside it. */
export function valueProblem(dimension: IndexedDimension, rank: number, value: string): Problem | undefined {
  if (rank === 0) return undefined;
  const found = dimension.values.list[rank];
  const defect: Pick<Problem, "code"> | undefined = found
    ? defectOf(found, dimension)
    : { code: !dimension.known ? "unknownDimension" : rank < 0 ? "doesNotExist" : "notLoaded" };
  return defect && { stage: "value", dimension: dimension.name, value, with: [], ...defect };
}

const uncertain: readonly ProblemCode[] = ["notLoaded", "criterionNotUnderstood", "unknownDimension", "noStructure"];

/** What a cell, or a criterion, that accepts a value with doubt is to be blamed for. */
const doubtAbout = ({ known }: IndexedDimension): ProblemCode =>
  known ? "criterionNotUnderstood" : "unknownDimension";

/**
 * Value → structure → rules → derived dimensions. The first stage that fails suppresses the later ones, as in Finance.
 * Without the fix, which costs a search, and without what the options demand, which is no matter of reading or posting.
 * `posted`: dimensions that posting puts there, for which "blocked for manual entry" does not count.
 */
export function judge(
  ledger: CompiledLedger,
  combination: Combination,
  posted: ReadonlyMap<string, string> = new Map(),
): Verdict {
  const ranks = ranksOf(ledger, combination);
  const shown = shownBy(ledger, combination, ranks);
  const { dimensions, structure } = shown;
  const rankAt = ({ index }: IndexedDimension): number => ranks[index] as number;
  const textAt = ({ name }: IndexedDimension): string => combination[name] ?? "";

  const answer = (problems: readonly Problem[], validatedTo?: IndexedDimension): Verdict => ({
    outcome:
      problems.length === 0
        ? "valid"
        : problems.every(({ code }) => uncertain.includes(code))
          ? "cannotVerify"
          : "invalid",
    problems,
    validatedTo: validatedTo?.name,
    outside: structure
      ? valuesOf(
          ledger.dimensions.filter((dimension) => !dimensions.includes(dimension)),
          combination,
        )
      : [],
    structure: structure?.name,
    fixes: [],
  });

  const problemAt = (
    stage: "structure" | "rule",
    code: ProblemCode,
    dimension: IndexedDimension,
    before: readonly SegmentValue[],
    place?: Place,
  ): Problem => ({ stage, code, dimension: dimension.name, value: textAt(dimension), with: before, place });

  /**
   * Looks the combination up in the rows of a structure, as the tree it stands for: the first segment at which no row goes on is the
   * one that is reported, with the values before it. Undefined when some row accepts all of it.
   */
  const walk = (
    within: CompiledStructure,
    rule?: CompiledRule,
  ): { readonly problem: Problem; readonly validatedTo?: IndexedDimension } | undefined => {
    let doubtful: { readonly row: CompiledRow; readonly column: number } | undefined;
    let deepest = { row: within.rows[0], column: 0 };
    for (const row of within.rows) {
      let doubt = -1;
      const column = row.cells.findIndex(({ set, unclear }, at) => {
        const dimension = within.dimensions[at] as IndexedDimension;
        if (has(set, rankAt(dimension))) return false;
        if (dimension.known && !unclear.length) return true;
        if (doubt < 0) doubt = at;
        return false;
      });
      if (column > deepest.column) deepest = { row, column };
      if (column >= 0) continue;
      if (doubt < 0) return undefined;
      doubtful ??= { row, column: doubt };
    }
    const { row, column } = doubtful ?? deepest;
    const dimension = within.dimensions[column] ?? ledger.main;
    const { set = [] } = row?.cells[column] ?? {};
    const code = doubtful
      ? doubtAbout(dimension)
      : within.missing
        ? "noStructure"
        : !textAt(dimension)
          ? "valueRequired"
          : set[1] === 1 && set.length === 2
            ? "mustBeBlank"
            : "notAllowed";
    return {
      problem: problemAt(
        rule ? "rule" : "structure",
        code,
        dimension,
        valuesOf(within.dimensions.slice(0, column), combination),
        placeAt(within, row, column, rule),
      ),
      validatedTo: within.dimensions[column - 1],
    };
  };

  // As long as no structure is selected, any segment may turn out to be part of the account.
  const values = (structure ? dimensions : ledger.dimensions).flatMap((dimension) => {
    const problem = valueProblem(dimension, rankAt(dimension), textAt(dimension));
    return !problem || (problem.code === "blocked" && posted.has(dimension.name)) ? [] : [problem];
  });
  // What has not been loaded may still be right: it does not keep the later stages from finding what is wrong.
  const wrong = values.filter(({ code }) => code !== "notLoaded");
  if (wrong.length) return answer(wrong);

  if (!structure) {
    const { main } = ledger;
    const unclear = ledger.structures.flatMap((candidate) => {
      const column = candidate.dimensions.indexOf(main);
      const doubtful = candidate.rows.filter(({ cells }) => cells[column]?.unclear.length);
      return doubtful.map((row) => placeAt(candidate, row, column));
    });
    const code = !ledger.structures.length
      ? "noStructure"
      : !textAt(main)
        ? "mainAccountRequired"
        : unclear.length
          ? "criterionNotUnderstood"
          : "notInAnyStructure";
    return answer([problemAt("structure", code, main, [], code === "criterionNotUnderstood" ? unclear[0] : undefined)]);
  }

  const refused = walk(structure);
  if (refused) return answer([refused.problem], refused.validatedTo);

  const byRules = shown.rules.flatMap(({ rule, doubt }) =>
    rule.structures.flatMap((each): Problem[] => {
      const problem = walk(each, rule)?.problem;
      if (!problem) return [];
      if (!doubt) return [problem];
      // Whether the rule applies is not certain, so neither is that its demand has to be met.
      const { dimension, cell } = doubt;
      return [
        {
          ...problem,
          code: doubtAbout(dimension),
          place: { rule: rule.name, dimension: dimension.name, criteria: cell.text, term: cell.unclear[0] },
        },
      ];
    }),
  );
  const certain = byRules.filter(({ code }) => !uncertain.includes(code));
  if (byRules.length)
    return answer(certain.length ? certain : byRules, structure.dimensions[structure.dimensions.length - 1]);

  const locked = locksOf(ledger, combination).flatMap((lock) => {
    const { dimension, allowed } = lock;
    return ledger.key(textAt(dimension)) === ledger.key(allowed) ? [] : [lockProblem(lock, textAt(dimension))];
  });
  return answer(locked.length ? locked : values);
}

/**
 * The verdict on a whole account, and the nearest valid one where it is wrong. What the options demand is told with the
 * stage that fails, as it can be given at once; where only that is missing, there is nothing to be mended.
 */
export function validate(ledger: CompiledLedger, combination: Combination): Verdict {
  const verdict = judge(ledger, combination);
  // What cannot be verified may still be right, and does not say that a value is demanded.
  const certain = verdict.problems.filter(({ code }) => !uncertain.includes(code));
  const told = new Set(certain.map(({ dimension }) => dimension));
  const missing = shownBy(ledger, combination).dimensions.flatMap(({ name, required }): Problem[] =>
    required && !combination[name] && !told.has(name)
      ? [{ stage: "options", code: "valueRequired", dimension: name, value: "", with: [] }]
      : [],
  );
  if (!missing.length && verdict.outcome !== "invalid") return verdict;
  const mistaken = verdict.outcome === "invalid" && verdict.problems.some(({ code }) => code !== "valueRequired");
  return {
    ...verdict,
    outcome: "invalid",
    problems: [...verdict.problems, ...missing],
    fixes: mistaken ? fixesFor(ledger, combination) : [],
  };
}

/** Names a cell. */
export function placeAt(
  structure: CompiledStructure,
  row: CompiledRow | undefined,
  column: number,
  rule?: CompiledRule,
): Place {
  const cell = row?.cells[column];
  return {
    structure: structure.name,
    row: row?.number,
    dimension: structure.dimensions[column]?.name,
    criteria: cell?.text,
    term: cell?.unclear[0],
    rule: rule?.name,
  };
}

import type { Combination, Place, Problem, ProblemCode, SegmentValue, Verdict } from "./types";
import { type Axis, defectOf } from "./axis";
import { type Core, elementsOf, lockProblem, locksOf, shownBy, valuesOf } from "./core";
import { has } from "./sets";
import type { Row, Rule, Table } from "./tables";

/** What is wrong with a value by itself, whatever stands beside it. */
export function valueProblem(axis: Axis, element: number, value: string): Problem | undefined {
  if (element === 0) return undefined;
  const found = axis.values.list[element];
  const defect: Pick<Problem, "code"> | undefined = found
    ? defectOf(found, axis)
    : { code: !axis.known ? "unknownDimension" : element < 0 ? "doesNotExist" : "notLoaded" };
  return defect && { stage: "value", dimension: axis.name, value, with: [], ...defect };
}

const uncertain: readonly ProblemCode[] = ["notLoaded", "criterionNotUnderstood", "unknownDimension", "noStructure"];

/** What a cell, or a criterion, that accepts a value with doubt is to be blamed for. */
const doubtAbout = ({ known }: Axis): ProblemCode => (known ? "criterionNotUnderstood" : "unknownDimension");

/**
 * Value → structure → rules → derived dimensions. The first stage that fails suppresses the later ones, as in Finance.
 * Without the fix, which costs a search.
 * `posted`: dimensions that posting puts there, for which "blocked for manual entry" does not count.
 */
export function judge(core: Core, combination: Combination, posted: ReadonlyMap<string, string> = new Map()): Verdict {
  const elements = elementsOf(core, combination);
  const shown = shownBy(core, combination, elements);
  const { axes, structure } = shown;
  const elementAt = ({ index }: Axis): number => elements[index] as number;
  const textAt = ({ name }: Axis): string => combination[name] ?? "";

  const answer = (problems: readonly Problem[], validatedTo?: Axis): Verdict => ({
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
          core.axes.filter((axis) => !axes.includes(axis)),
          combination,
        )
      : [],
    structure: structure?.table.name,
  });

  const problemAt = (
    stage: "structure" | "rule",
    code: ProblemCode,
    axis: Axis,
    before: readonly SegmentValue[],
    place?: Place,
  ): Problem => ({ stage, code, dimension: axis.name, value: textAt(axis), with: before, place });

  /**
   * Looks the combination up in a table, as the tree it stands for: the first segment at which no row goes on is the
   * one that is reported, with the values before it. Undefined when some row accepts all of it.
   */
  const walk = (table: Table, rule?: Rule): { readonly problem: Problem; readonly validatedTo?: Axis } | undefined => {
    let doubtful: { readonly row: Row; readonly column: number } | undefined;
    let deepest = { row: table.rows[0], column: 0 };
    for (const row of table.rows) {
      let doubt = -1;
      const column = row.cells.findIndex(({ set, unclear }, at) => {
        const axis = table.axes[at] as Axis;
        if (has(set, elementAt(axis))) return false;
        if (axis.known && !unclear.length) return true;
        if (doubt < 0) doubt = at;
        return false;
      });
      if (column > deepest.column) deepest = { row, column };
      if (column >= 0) continue;
      if (doubt < 0) return undefined;
      doubtful ??= { row, column: doubt };
    }
    const { row, column } = doubtful ?? deepest;
    const axis = table.axes[column] ?? core.main;
    const { set = [] } = row?.cells[column] ?? {};
    const code = doubtful
      ? doubtAbout(axis)
      : table.missing
        ? "noStructure"
        : !textAt(axis)
          ? "valueRequired"
          : set[1] === 1 && set.length === 2
            ? "mustBeBlank"
            : "notAllowed";
    return {
      problem: problemAt(
        rule ? "rule" : "structure",
        code,
        axis,
        valuesOf(table.axes.slice(0, column), combination),
        placeAt(table, row, column, rule),
      ),
      validatedTo: table.axes[column - 1],
    };
  };

  // As long as no structure is selected, any segment may turn out to be part of the account.
  const values = (structure ? axes : core.axes).flatMap((axis) => {
    const problem = valueProblem(axis, elementAt(axis), textAt(axis));
    return !problem || (problem.code === "blocked" && posted.has(axis.name)) ? [] : [problem];
  });
  // What has not been loaded may still be right: it does not keep the later stages from finding what is wrong.
  const wrong = values.filter(({ code }) => code !== "notLoaded");
  if (wrong.length) return answer(wrong);

  if (!structure) {
    const { main } = core;
    const unclear = core.structures.flatMap(({ table }) => {
      const column = table.axes.indexOf(main);
      return table.rows.filter(({ cells }) => cells[column]?.unclear.length).map((row) => placeAt(table, row, column));
    });
    const code = !core.structures.length
      ? "noStructure"
      : unclear.length
        ? "criterionNotUnderstood"
        : textAt(main)
          ? "notInAnyStructure"
          : "mainAccountRequired";
    return answer([problemAt("structure", code, main, [], unclear[0])]);
  }

  const { table } = structure;
  const inTable = walk(table);
  if (inTable) return answer([inTable.problem], inTable.validatedTo);

  const byRules = shown.rules.flatMap(({ rule, doubt }) =>
    rule.tables.flatMap((each): Problem[] => {
      const problem = walk(each, rule)?.problem;
      if (!problem) return [];
      if (!doubt) return [problem];
      // Whether the rule applies is not certain, so neither is that its demand has to be met.
      const { axis, cell } = doubt;
      return [
        {
          ...problem,
          code: doubtAbout(axis),
          place: { rule: rule.name, dimension: axis.name, criteria: cell.text, term: cell.unclear[0] },
        },
      ];
    }),
  );
  const certain = byRules.filter(({ code }) => !uncertain.includes(code));
  if (byRules.length) return answer(certain.length ? certain : byRules, table.axes[table.axes.length - 1]);

  const locked = locksOf(core, combination).flatMap((lock) => {
    const { axis, allowed, by } = lock;
    // A driving value that is not part of the account is dropped, and locks nothing.
    const inForce = axes.includes(axis) && axes.some(({ name }) => name === by.dimension);
    return inForce && core.key(textAt(axis)) !== core.key(allowed) ? [lockProblem(lock, textAt(axis))] : [];
  });
  return answer(locked.length ? locked : values);
}

/** Names a cell. */
export function placeAt(table: Table, row: Row | undefined, column: number, rule?: Rule): Place {
  const cell = row?.cells[column];
  return {
    structure: table.name,
    row: row?.number,
    dimension: table.axes[column]?.name,
    criteria: cell?.text,
    term: cell?.unclear[0],
    rule: rule?.name,
  };
}

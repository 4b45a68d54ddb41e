import type { Combination, Place, Problem, ProblemCode, SegmentValue, Verdict } from "./types";
import { type Core, dimensionAt, elementsOf, locksOf, sameValue, type Shown, shownBy, valuesOf } from "./core";
import { dayText } from "./calendar";
import { blankElement, has } from "./sets";
import type { Axis, Rule, Table } from "./tables";
import { status, type Values } from "./values";

/** What is wrong with a value by itself, whatever stands beside it. */
export function valueProblem(core: Core, axis: Axis, element: number, value: string, forgiveBlocked = false): Problem | undefined {
  const base = { stage: "value" as const, dimension: axis.name, value, with: [] };
  const { values } = axis;
  if (element === blankElement) return undefined;
  if (!axis.known) return { ...base, code: "unknownDimension" };
  if (element < 0) return { ...base, code: "doesNotExist" };
  if (element > values.count) return { ...base, code: "notLoaded" };
  return statusProblem(core, values, element - 1, base, forgiveBlocked);
}

type Base = Pick<Problem, "stage" | "dimension" | "value" | "with">;

function statusProblem(core: Core, values: Values, place: number, base: Base, forgiveBlocked: boolean): Problem | undefined {
  const bits = values.status[place] ?? 0;
  if (bits & status.otherCompany) return { ...base, code: "otherCompany", legalEntity: values.companies[values.company[place] as number] };
  if (bits & status.suspended) return { ...base, code: "suspended", legalEntity: bits & status.byOverride ? core.legalEntity : undefined };
  if (bits & status.early) return { ...base, code: "notYetActive", from: dayText(values.limit.get(place) ?? 0) };
  if (bits & status.late) return { ...base, code: "noLongerActive", to: dayText(values.limit.get(place) ?? 0) };
  if (bits & status.total) return { ...base, code: "total" };
  if (bits & status.blocked && !forgiveBlocked) return { ...base, code: "blocked" };
  return undefined;
}

const uncertain: readonly ProblemCode[] = ["notLoaded", "criterionNotUnderstood", "unknownDimension", "noStructure"];

export interface Judgement extends Omit<Verdict, "fix"> {
  readonly shown: Shown;
}

/**
 * Value → structure → rules → derived dimensions. The first stage that fails suppresses the later ones, as in Finance.
 * `posted`: dimensions that posting puts there, for which "blocked for manual entry" does not count.
 */
export function judge(core: Core, combination: Combination, posted: readonly string[] = []): Judgement {
  const elements = elementsOf(core, combination);
  const shown = shownBy(core, elements);
  const { axes, structure } = shown;
  const outside = structure ? valuesOf(core, core.axes.map((_, index) => index).filter((index) => !axes.includes(index)), combination) : [];
  const answer = (problems: readonly Problem[], validatedTo?: number): Judgement => ({
    outcome: problems.length === 0 ? "valid" : problems.every((problem) => uncertain.includes(problem.code)) ? "cannotVerify" : "invalid",
    problems,
    validatedTo: validatedTo === undefined ? undefined : core.axes[validatedTo]?.name,
    outside,
    structure: structure?.table.name,
    shown,
  });

  // As long as no structure is selected, any segment may turn out to be part of the account.
  const examined = structure ? axes : core.axes.map((_, index) => index);
  const values = examined.flatMap((index) => {
    const axis = core.axes[index];
    const problem = axis && valueProblem(core, axis, elements[index] ?? 0, combination[axis.name] ?? "", posted.includes(axis.name));
    return problem ? [problem] : [];
  });
  // What has not been loaded may still be right: it does not keep the later stages from finding what is wrong.
  const wrong = values.filter((problem) => problem.code !== "notLoaded");
  if (wrong.length) return answer(wrong);

  if (!structure) return answer([withoutStructure(core, combination)]);
  const inTable = walk(core, structure.table, elements, combination, "structure");
  if (inTable) return answer([inTable.problem], inTable.validatedTo);

  const last = structure.table.axes[structure.table.axes.length - 1];
  const byRules = shown.rules.flatMap((applying) => ruleProblems(core, applying, elements, combination));
  if (byRules.length) {
    const certain = byRules.filter((problem) => !uncertain.includes(problem.code));
    return answer(certain.length ? certain : byRules, last);
  }

  const locked = locksOf(core, combination).flatMap((lock): Problem[] => {
    const dimension = dimensionAt(core, lock.axis);
    const value = combination[dimension] ?? "";
    // A driving value that is not part of the account is dropped, and locks nothing.
    const inForce = axes.includes(lock.axis) && axes.includes(core.axisOf.get(lock.by.dimension) ?? -1);
    if (!inForce || sameValue(core, value, lock.allowed)) return [];
    return [{ stage: "derived", code: "derivedLock", dimension, value, with: [lock.by], allowed: lock.allowed, by: lock.by }];
  });
  return answer(locked.length ? locked : values);
}

function withoutStructure(core: Core, combination: Combination): Problem {
  const dimension = dimensionAt(core, core.main);
  const value = combination[dimension] ?? "";
  const base = { stage: "structure" as const, dimension, value, with: [] };
  if (core.structures.length === 0) return { ...base, code: "noStructure" };
  for (const { table } of core.structures) {
    const column = table.axes.indexOf(core.main);
    for (let row = 0; row < table.rows.length; row++) {
      const cell = table.rows[row]?.[column];
      if (cell?.unclear.length) return { ...base, code: "criterionNotUnderstood", place: placeAt(core, table, row, column) };
    }
  }
  return { ...base, code: value ? "notInAnyStructure" : "mainAccountRequired" };
}

function ruleProblems(core: Core, { rule, doubt }: Shown["rules"][number], elements: Int32Array, combination: Combination): Problem[] {
  return rule.tables.flatMap((table) => {
    const found = walk(core, table, elements, combination, "rule", rule);
    if (!found) return [];
    if (!doubt) return [found.problem];
    // Whether the rule applies is not certain, so neither is that its demand has to be met.
    const dimension = core.axes[doubt.axis];
    const place: Place = { rule: rule.name, dimension: dimension?.name, criteria: doubt.cell.text, term: doubt.cell.unclear[0] };
    return [{ ...found.problem, code: dimension?.known ? ("criterionNotUnderstood" as const) : ("unknownDimension" as const), place }];
  });
}

/**
 * Looks a combination up in a table, as the tree it stands for: the first segment at which no row goes on is the one
 * that is reported, with the values before it. Undefined when some row accepts all of it.
 */
function walk(core: Core, table: Table, elements: Int32Array, combination: Combination, stage: "structure" | "rule", rule?: Rule): { problem: Problem; validatedTo?: number } | undefined {
  const { axes, rows } = table;
  let depth = -1;
  let deepest = 0;
  let doubtful = -1;
  let doubt = 0;
  for (let row = 0; row < rows.length; row++) {
    const cells = rows[row] ?? [];
    let column = 0;
    let firstDoubt = -1;
    for (; column < axes.length; column++) {
      const cell = cells[column];
      if (cell && has(cell.set, elements[axes[column] as number] ?? 0)) continue;
      const known = core.axes[axes[column] as number]?.known;
      if (!cell || (!cell.unclear.length && known)) break;
      if (firstDoubt < 0) firstDoubt = column;
    }
    if (column === axes.length) {
      if (firstDoubt < 0) return undefined;
      if (doubtful < 0) {
        doubtful = row;
        doubt = firstDoubt;
      }
    } else if (column > depth) {
      depth = column;
      deepest = row;
    }
  }
  const report = (row: number, column: number, code?: ProblemCode): { problem: Problem; validatedTo?: number } => {
    const axis = core.axes[axes[column] as number];
    const dimension = axis?.name ?? "";
    const value = combination[dimension] ?? "";
    const place: Place = { ...placeAt(core, table, row, column), ...(rule && { rule: rule.name }) };
    return {
      problem: { stage, code: code ?? refusal(table, depth, deepest, value), dimension, value, with: before(core, axes, column, combination), place },
      validatedTo: column > 0 ? axes[column - 1] : undefined,
    };
  };
  if (doubtful >= 0) return report(doubtful, doubt, core.axes[axes[doubt] as number]?.known ? "criterionNotUnderstood" : "unknownDimension");
  if (table.missing) return report(0, 0, "noStructure");
  return report(deepest, Math.max(depth, 0));
}

function refusal(table: Table, column: number, row: number, value: string): ProblemCode {
  if (!value) return "valueRequired";
  const set = table.rows[row]?.[column]?.set;
  return set && set.length === 2 && set[1] === 1 ? "mustBeBlank" : "notAllowed";
}

function before(core: Core, axes: readonly number[], column: number, combination: Combination): SegmentValue[] {
  return valuesOf(core, axes.slice(0, column), combination);
}

/** Names a cell. */
export function placeAt(core: Core, table: Table, row: number, column: number): Place {
  const cell = table.rows[row]?.[column];
  const term = cell?.unclear[0];
  return {
    structure: table.name,
    ...(table.rows.length > 0 && { row: table.numbers[row] }),
    dimension: core.axes[table.axes[column] as number]?.name,
    ...(cell && { criteria: cell.text }),
    ...(term !== undefined && { term }),
  };
}

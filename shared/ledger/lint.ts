import type { LedgerModel } from "./model";
import type { Compilation, Finding, FindingCode, LedgerOptions, Place } from "./types";
import { type Axis, between, type Cell, codeOf, elementOf } from "./axis";
import { compileCore } from "./compile";
import type { Core } from "./core";
import { readCriteria, type Term } from "./criteria";
import { hasHidden } from "./parse";
import { has, intersect, pairs, union } from "./sets";
import { drive, runToEnd } from "./steps";
import { type Row, type Rule, type Table, usableIn } from "./tables";
import { placeAt } from "./validate";

/** Limits of Dynamics 365 Finance (Microsoft Learn, "Configure account structures" and "Financial dimensions"). */
const limits = {
  segments: 11,
  segmentsWithRules: 16,
  criteria: 7,
  structures: 20,
  valueLength: 30,
  overlaps: 100,
} as const;

/** What keeps accounts from being judged as meant; all else is a warning. */
const errors: readonly FindingCode[] = [
  "overlap",
  "criterionNotUnderstood",
  "unknownDimension",
  "unknownStructure",
  "unknownLegalEntity",
  "ruleStructureWithMainAccount",
  "duplicateMainAccount",
  "noMainAccount",
  "tooManySegments",
  "tooManyStructures",
  "tooManyCriteria",
  "empty",
];

/** Checks the ledger of one company on one day; the findings come in the order of the model. */
export function lint(model: LedgerModel, options: LedgerOptions): readonly Finding[] {
  return runToEnd(lintSteps(model, options));
}

export function startLint(model: LedgerModel, options: LedgerOptions): Compilation<readonly Finding[]> {
  return drive(lintSteps(model, options));
}

type Report = (code: FindingCode, place: Place, value?: string, more?: Pick<Finding, "other" | "more">) => void;

function* lintSteps(model: LedgerModel, options: LedgerOptions): Generator<void, readonly Finding[]> {
  const core = yield* compileCore(model, options);
  const findings: Finding[] = [];
  const report: Report = (code, place, value, more) =>
    findings.push({
      severity: errors.includes(code) ? "error" : code === "ruleWithoutCriteria" ? "info" : "warning",
      code,
      place,
      value,
      ...more,
    });
  lintNames(model, core, report);
  const seen = new Set<string>();
  for (const { table, rules, open } of core.structures) {
    yield* lintTable(core, table, undefined, seen, report);
    const usable = new Set(open.map(({ row }) => row));
    for (const row of table.rows) if (!usable.has(row)) reportDead(table, row, undefined, report);
    lintSegments(model, core, table, rules, report);
    for (const rule of rules) yield* lintRule(core, rule, seen, report);
  }
  yield* lintAccounts(core, report);
  for (const axis of core.axes) yield* lintValues(core, axis, report);
  return findings;
}

/** What is named and is not there. */
function lintNames(model: LedgerModel, core: Core, report: Report): void {
  const entity = model.legalEntities.find((candidate) => candidate.name === core.legalEntity);
  if (!entity) report("unknownLegalEntity", {}, core.legalEntity);
  if (!model.dimensions.length || !core.structures.length) report("empty", {});
  if (entity && entity.structures.length > limits.structures)
    report("tooManyStructures", {}, String(entity.structures.length));
  for (const name of entity?.structures ?? []) {
    if (!core.structures.some(({ table }) => table.name === name)) report("unknownStructure", { structure: name });
  }
  const named = new Set(model.dimensions.map((dimension) => dimension.name));
  const check = (dimension: string, place: Place): void => {
    if (!named.has(dimension)) report("unknownDimension", { ...place, dimension }, dimension);
  };
  for (const structure of model.structures) {
    structure.segments.forEach((dimension) => check(dimension, { structure: structure.name }));
    structure.rows.forEach(({ criteria }, index) => {
      if (criteria.slice(structure.segments.length).some((cell) => cell.trim()))
        report("rowTooWide", { structure: structure.name, row: index + 1 });
    });
  }
  for (const rule of model.rules) {
    rule.criteria.forEach(({ dimension, criteria }) => check(dimension, { rule: rule.name, criteria }));
    if (!model.structures.some(({ name, kind }) => name === rule.structure && kind === "account"))
      report("unknownStructure", { rule: rule.name, structure: rule.structure });
  }
  for (const rule of model.derived)
    new Set([rule.dimension, ...rule.values.map(({ dimension }) => dimension)]).forEach((dimension) =>
      check(dimension, {}),
    );
  for (const dimension of new Set([...model.defaults.map((preset) => preset.dimension), ...model.integrationFormat]))
    check(dimension, {});
}

function lintSegments(model: LedgerModel, core: Core, table: Table, rules: readonly Rule[], report: Report): void {
  const place = { structure: table.name };
  const own =
    model.structures.find(({ name, kind }) => name === table.name && kind === "account")?.segments.length ?? 0;
  const withRules = new Set([...table.axes, ...rules.flatMap((rule) => rule.tables.flatMap(({ axes }) => axes))]).size;
  if (own > limits.segments) report("tooManySegments", place, String(own));
  else if (withRules > limits.segmentsWithRules) report("tooManySegments", place, String(withRules));
  if (!table.axes.includes(core.main)) report("noMainAccount", place);
}

function* lintRule(core: Core, rule: Rule, seen: Set<string>, report: Report): Generator<void, void> {
  const place = { rule: rule.name };
  if (!rule.criteria.length) report("ruleWithoutCriteria", place);
  if (!rule.tables.length) report("ruleWithoutStructure", place);
  for (const { axis, cell } of rule.criteria)
    lintCell(axis, cell, { ...place, dimension: axis.name, criteria: cell.text }, report);
  for (const table of rule.tables) {
    if (table.missing) report("unknownStructure", { ...place, structure: table.name });
    if (table.axes.includes(core.main)) report("ruleStructureWithMainAccount", { ...place, structure: table.name });
    // A structure that several rules use is read once.
    if (seen.has(table.name)) continue;
    seen.add(table.name);
    yield* lintTable(core, table, rule, seen, report);
    for (const row of table.rows) reportDead(table, row, rule, report);
  }
}

function* lintTable(
  core: Core,
  table: Table,
  rule: Rule | undefined,
  seen: Set<string>,
  report: Report,
): Generator<void, void> {
  for (const [i, row] of table.rows.entries()) {
    table.axes.forEach((axis, column) => {
      const cell = cellIn(row, column);
      const name = `${axis.name}\n${cell.text}`;
      if (!seen.has(name)) lintCell(axis, cell, placeAt(table, row, column, rule), report);
      seen.add(name);
    });
    if (i % 32 === 31) yield;
  }
  yield* lintSiblings(core, table, rule, report);
}

const cellIn = (row: Row, column: number): Cell => row.cells[column] as Cell;

function reportDead(table: Table, row: Row, rule: Rule | undefined, report: Report): void {
  const column = row.cells.findIndex(
    ({ unclear, set }, at) => !unclear.length && !usableIn(table.axes[at] as Axis, set),
  );
  if (table.axes[column]?.known) report("unreachableRow", placeAt(table, row, column, rule));
}

/** One finding for each thing in a cell that means something else than it seems to. */
function lintCell(axis: Axis, cell: Cell, place: Place, report: Report): void {
  const { terms } = readCriteria(cell.text);
  for (const term of cell.unclear) report("criterionNotUnderstood", { ...place, term });
  if (terms.length > limits.criteria) report("tooManyCriteria", place, String(terms.length));
  if (!axis.known) return;
  for (const term of terms) {
    if (term.kind === "range") lintRange(axis, term, place, report);
    if (term.kind === "exact" && !axis.partial && elementOf(axis, term.text) < 0)
      report(term.text.includes(",") ? "comma" : "missingValue", place, term.text);
  }
}

/** A range goes by text, not by number: 1..2000 lacks 4, and 100000..399999 has 1000000. */
function lintRange(axis: Axis, range: Extract<Term, { kind: "range" }>, place: Place, report: Report): void {
  const from = axis.key(range.from);
  const to = axis.key(range.to);
  const odd = (range.from + range.to).includes("*") ? "rangeWildcard" : from > to ? "rangeInverted" : undefined;
  if (odd) {
    report(odd, place, `${range.from}..${range.to}`);
    return;
  }
  if (!isNumber(from) || !isNumber(to)) return;
  const [first = 0, end = 0] = between(axis, from, to);
  const odds = axis.values.list.slice(first, Math.min(end, first + 5000));
  const example = odds.find(
    ({ value }) => !isNumber(value) || Number(value) < Number(from) || Number(value) > Number(to),
  )?.value;
  if (example !== undefined || from.length !== to.length) report("rangeSurprise", place, example);
}

const isNumber = (text: string): boolean => /^\d+$/.test(text);

/**
 * Rows are a tree: under one branch, two cells are either the same or have nothing in common. A partial overlap is
 * refused when a structure is activated ("The row with X c1 overlaps with the row with c2").
 */
function lintSiblings({ key }: Core, table: Table, rule: Rule | undefined, report: Report): Generator<void, void> {
  const tell = (code: FindingCode, first: Row, second: Row, at: number, value?: string, more?: number): void =>
    report(code, placeAt(table, second, at, rule), value, { other: placeAt(table, first, at, rule), more });
  const names = new Map<Cell, string>();
  /** The same for cells that say the same in another order or case. */
  const nameOf = (cell: Cell): string => {
    const name =
      names.get(cell) ??
      cell.text
        .split(";")
        .map((term) => key(term.trim()))
        .sort()
        .join(";");
    names.set(cell, name);
    return name;
  };
  let overlaps = 0;

  function* branch(rows: readonly Row[], column: number): Generator<void, void> {
    const [one, two] = rows;
    if (!one || !two) return;
    const axis = table.axes[column];
    if (!axis) {
      tell("duplicateRow", one, two, 0, undefined, rows.length - 2);
      return;
    }
    const branches = new Map<string, Row[]>();
    for (const row of rows) {
      const name = nameOf(cellIn(row, column));
      const same = branches.get(name);
      if (same) same.push(row);
      else branches.set(name, [row]);
    }
    yield;
    // The values not seen yet of a partial dimension are no value that two cells have in common.
    const seen = [0, axis.values.list.length];
    const spans = [...branches.values()].flatMap(([row]) =>
      row ? pairs(intersect(cellIn(row, column).set, seen)).map(([from, to]) => ({ from, to, row })) : [],
    );
    spans.sort((a, b) => a.from - b.from);
    yield;
    const told = new Set<string>();
    let widest = spans[0];
    for (const span of spans.slice(1)) {
      if (widest && span.from < widest.to && span.row !== widest.row) {
        const [first, second] = span.row.number < widest.row.number ? [span.row, widest.row] : [widest.row, span.row];
        const both = `${first.number} ${second.number}`;
        if (!told.has(both) && ++overlaps <= limits.overlaps)
          tell("overlap", first, second, column, codeOf(axis, span.from));
        told.add(both);
      }
      if (!widest || span.to > widest.to) widest = span;
    }
    for (const same of branches.values()) yield* branch(same, column + 1);
  }
  return branch(table.rows, 0);
}

/** A main account may be in one structure of a ledger only; where it is in two, the first one is taken. */
function* lintAccounts({ main, structures }: Core, report: Report): Generator<void, void> {
  const setIn = ({ axes }: Table, { cells }: Row): Cell["set"] => cells[axes.indexOf(main)]?.set ?? [];
  const before = new Map<Table, Cell["set"]>();
  for (const { table } of structures) {
    const accounts = intersect(union(table.rows.map((row) => setIn(table, row))), [1, main.values.list.length]);
    for (const [other, others] of before) {
      const shared = intersect(accounts, others);
      const [element] = shared;
      if (element === undefined) continue;
      const placeIn = (found: Table): Place =>
        placeAt(
          found,
          found.rows.find((row) => has(setIn(found, row), element)),
          found.axes.indexOf(main),
        );
      const count = pairs(shared).reduce((sum, [from, to]) => sum + to - from, 0);
      report("duplicateMainAccount", placeIn(table), codeOf(main, element), { other: placeIn(other), more: count - 1 });
    }
    before.set(table, accounts);
    yield;
  }
}

/** One finding for each kind of malformed value of a dimension, with the first as the example. */
function* lintValues(core: Core, axis: Axis, report: Report): Generator<void, void> {
  const found = new Map<FindingCode, { readonly value: string; more: number }>();
  const { list, keys } = axis.values;
  for (const [i, { value }] of list.entries()) {
    const note = (code: FindingCode, is: boolean): void => {
      const known = found.get(code);
      if (is && known) known.more++;
      else if (is) found.set(code, { value, more: 0 });
    };
    note("valueTooLong", value.length > limits.valueLength);
    note("hiddenCharacters", hasHidden(value));
    note("delimiterInValue", !core.escape && value.includes(core.delimiter));
    note("caseDuplicate", keys[i] === keys[i - 1]);
    if (i % 1024 === 1023) yield;
  }
  for (const [code, { value, more }] of found) report(code, { dimension: axis.name }, value, { more });
}

import type { LedgerModel } from "./model";
import type { Compilation, LedgerOptions, LintCode, LintErrorCode, LintFinding, Place } from "./types";
import { compileLedger } from "./compile";
import type { CompiledLedger } from "./compiled";
import { readCriteria, type Term } from "./criteria";
import { type Cell, codeOf, type IndexedDimension, rankOf, valuesBetween } from "./dimension";
import { hasHidden } from "./parse";
import { has, intersect, pairs, union } from "./sets";
import { drive, runToEnd } from "./steps";
import {
  type CompiledAccountStructure,
  type CompiledRow,
  type CompiledRule,
  type CompiledStructure,
  usableIn,
} from "./structures";
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

const errors: readonly LintErrorCode[] = [
  "overlap",
  "criterionNotUnderstood",
  "unknownDimension",
  "unknownStructure",
  "unknownLegalEntity",
  "ruleStructureWithMainAccount",
  "duplicateMainAccount",
  "noMainAccount",
  "blankMainAccount",
  "tooManySegments",
  "tooManyStructures",
  "tooManyCriteria",
  "empty",
];
const isError = (code: LintCode): code is LintErrorCode => errors.some((error) => error === code);

/** Checks the ledger of one company on one day; the findings come in the order of the model. */
export function lint(model: LedgerModel, options: LedgerOptions): readonly LintFinding[] {
  return runToEnd(lintSteps(model, options));
}

export function startLint(model: LedgerModel, options: LedgerOptions): Compilation<readonly LintFinding[]> {
  return drive(lintSteps(model, options));
}

type Report = (code: LintCode, place: Place, value?: string, more?: Pick<LintFinding, "other" | "more">) => void;

function* lintSteps(model: LedgerModel, options: LedgerOptions): Generator<void, readonly LintFinding[]> {
  // What one control demands on top is no mistake of the ledger.
  return yield* lintCompiled(
    model,
    yield* compileLedger(model, { ...options, requiredSegments: [], lockedSegments: [] }),
  );
}

/** The same for a model that is compiled already, without required and locked segments. */
export function* lintCompiled(model: LedgerModel, ledger: CompiledLedger): Generator<void, readonly LintFinding[]> {
  const findings: LintFinding[] = [];
  const report: Report = (code, place, value, more) => {
    const subject = { place, value, ...more };
    if (isError(code)) findings.push({ severity: "error", code, ...subject });
    else findings.push({ severity: code === "ruleWithoutCriteria" ? "info" : "warning", code, ...subject });
  };
  lintNames(model, ledger, report);
  const seen = new Set<string>();
  for (const structure of ledger.structures) {
    const { rules, usableRows } = structure;
    yield* lintRows(ledger, structure, undefined, seen, report);
    const usable = new Set(usableRows.map(({ row }) => row));
    for (const row of structure.rows) if (!usable.has(row)) reportDead(structure, row, undefined, report);
    lintSegments(model, ledger, structure, report);
    for (const rule of rules) yield* lintRule(ledger, rule, seen, report);
  }
  yield* lintAccounts(ledger, report);
  for (const dimension of ledger.dimensions) yield* lintValues(ledger, dimension, report);
  return findings;
}

/** What is named and is not there. */
function lintNames(model: LedgerModel, ledger: CompiledLedger, report: Report): void {
  const entity = model.legalEntities.find((candidate) => candidate.name === ledger.legalEntity);
  if (!entity) report("unknownLegalEntity", {}, ledger.legalEntity);
  if (!model.dimensions.length || !ledger.structures.length) report("empty", {});
  if (entity && entity.structures.length > limits.structures)
    report("tooManyStructures", {}, String(entity.structures.length));
  for (const name of entity?.structures ?? []) {
    if (!ledger.structures.some((structure) => structure.name === name))
      report("unknownStructure", { structure: name });
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
  for (const dimension of new Set([...model.defaults.map(({ dimension }) => dimension), ...model.integrationFormat]))
    check(dimension, {});
}

function lintSegments(
  model: LedgerModel,
  ledger: CompiledLedger,
  structure: CompiledAccountStructure,
  report: Report,
): void {
  const place = { structure: structure.name };
  const own =
    model.structures.find(({ name, kind }) => name === structure.name && kind === "account")?.segments.length ?? 0;
  const withRules = new Set([
    ...structure.dimensions,
    ...structure.rules.flatMap((rule) => rule.structures.flatMap(({ dimensions }) => dimensions)),
  ]).size;
  if (own > limits.segments) report("tooManySegments", place, String(own));
  else if (withRules > limits.segmentsWithRules) report("tooManySegments", place, String(withRules));
  if (!structure.dimensions.includes(ledger.main)) report("noMainAccount", place);
}

function* lintRule(
  ledger: CompiledLedger,
  rule: CompiledRule,
  seen: Set<string>,
  report: Report,
): Generator<void, void> {
  const place = { rule: rule.name };
  if (!rule.criteria.length) report("ruleWithoutCriteria", place);
  if (!rule.structures.length) report("ruleWithoutStructure", place);
  for (const { dimension, cell } of rule.criteria)
    lintCell(dimension, cell, { ...place, dimension: dimension.name, criteria: cell.text }, report);
  for (const structure of rule.structures) {
    if (structure.missing) report("unknownStructure", { ...place, structure: structure.name });
    if (structure.dimensions.includes(ledger.main))
      report("ruleStructureWithMainAccount", { ...place, structure: structure.name });
    // A structure that several rules use is read once.
    if (seen.has(structure.name)) continue;
    seen.add(structure.name);
    yield* lintRows(ledger, structure, rule, seen, report);
    for (const row of structure.rows) reportDead(structure, row, rule, report);
  }
}

function* lintRows(
  ledger: CompiledLedger,
  structure: CompiledStructure,
  rule: CompiledRule | undefined,
  seen: Set<string>,
  report: Report,
): Generator<void, void> {
  for (const [i, row] of structure.rows.entries()) {
    structure.dimensions.forEach((dimension, column) => {
      const cell = cellIn(row, column);
      const name = `${dimension.name}\n${cell.text}`;
      if (!seen.has(name)) lintCell(dimension, cell, placeAt(structure, row, column, rule), report);
      seen.add(name);
    });
    if (i % 32 === 31) yield;
  }
  yield* lintSiblings(ledger, structure, rule, report);
}

const cellIn = (row: CompiledRow, column: number): Cell => row.cells[column] as Cell;

function reportDead(
  structure: CompiledStructure,
  row: CompiledRow,
  rule: CompiledRule | undefined,
  report: Report,
): void {
  const column = row.cells.findIndex(
    ({ unclear, set }, at) => !unclear.length && !usableIn(structure.dimensions[at] as IndexedDimension, set),
  );
  if (structure.dimensions[column]?.known) report("unreachableRow", placeAt(structure, row, column, rule));
}

/** One finding for each thing in a cell that means something else than it seems to. */
function lintCell(dimension: IndexedDimension, cell: Cell, place: Place, report: Report): void {
  const { terms } = readCriteria(cell.text);
  for (const term of cell.unclear) report("criterionNotUnderstood", { ...place, term });
  if (terms.length > limits.criteria) report("tooManyCriteria", place, String(terms.length));
  if (!dimension.known) return;
  for (const term of terms) {
    if (term.kind === "range") lintRange(dimension, term, place, report);
    if (term.kind === "exact" && !dimension.partial && rankOf(dimension, term.text) < 0)
      report(term.text.includes(",") ? "comma" : "missingValue", place, term.text);
  }
}

/** A range goes by text, not by number: 1..2000 lacks 4, and 100000..399999 has 1000000. */
function lintRange(
  dimension: IndexedDimension,
  range: Extract<Term, { kind: "range" }>,
  place: Place,
  report: Report,
): void {
  const from = dimension.key(range.from);
  const to = dimension.key(range.to);
  const odd = (range.from + range.to).includes("*") ? "rangeWildcard" : from > to ? "rangeInverted" : undefined;
  if (odd) {
    report(odd, place, `${range.from}..${range.to}`);
    return;
  }
  const surprise = surpriseIn(dimension, range);
  if (surprise) report("rangeSurprise", place, surprise.example);
}

/** What a range of numbers has, or may have, that lies outside of it as a number; undefined where nothing can. */
export function surpriseIn(
  dimension: IndexedDimension,
  range: Extract<Term, { kind: "range" }>,
): { readonly example: string | undefined } | undefined {
  const from = dimension.key(range.from);
  const to = dimension.key(range.to);
  if (!isNumber(from) || !isNumber(to)) return undefined;
  const [first = 0, end = 0] = valuesBetween(dimension, from, to);
  const odds = dimension.values.list.slice(first, Math.min(end, first + 5000));
  const example = odds.find(
    ({ value }) => !isNumber(value) || Number(value) < Number(from) || Number(value) > Number(to),
  )?.value;
  return example !== undefined || from.length !== to.length ? { example } : undefined;
}

const isNumber = (text: string): boolean => /^\d+$/.test(text);

/**
 * Rows are a tree: under one branch, two cells are either the same or have nothing in common. A partial overlap is
 * refused when a structure is activated ("The row with X c1 overlaps with the row with c2").
 */
function lintSiblings(
  { key }: CompiledLedger,
  structure: CompiledStructure,
  rule: CompiledRule | undefined,
  report: Report,
): Generator<void, void> {
  const tell = (
    code: LintCode,
    first: CompiledRow,
    second: CompiledRow,
    at: number,
    value?: string,
    more?: number,
  ): void =>
    report(code, placeAt(structure, second, at, rule), value, { other: placeAt(structure, first, at, rule), more });
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

  function* branch(rows: readonly CompiledRow[], column: number): Generator<void, void> {
    const [one, two] = rows;
    if (!one || !two) return;
    const dimension = structure.dimensions[column];
    if (!dimension) {
      tell("duplicateRow", one, two, 0, undefined, rows.length - 2);
      return;
    }
    const branches = new Map<string, CompiledRow[]>();
    for (const row of rows) {
      const name = nameOf(cellIn(row, column));
      const same = branches.get(name);
      if (same) same.push(row);
      else branches.set(name, [row]);
    }
    yield;
    // The values not seen yet of a partial dimension are no value that two cells have in common.
    const seen = [0, dimension.values.list.length];
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
          tell("overlap", first, second, column, codeOf(dimension, span.from));
        told.add(both);
      }
      if (!widest || span.to > widest.to) widest = span;
    }
    for (const same of branches.values()) yield* branch(same, column + 1);
  }
  return branch(structure.rows, 0);
}

/** A main account may be in one structure of a ledger only; where it is in two, the first one is taken. */
function* lintAccounts({ main, structures }: CompiledLedger, report: Report): Generator<void, void> {
  const setIn = ({ dimensions }: CompiledStructure, { cells }: CompiledRow): Cell["set"] =>
    cells[dimensions.indexOf(main)]?.set ?? [];
  const before = new Map<CompiledStructure, Cell["set"]>();
  for (const structure of structures) {
    const accounts = intersect(union(structure.rows.map((row) => setIn(structure, row))), [1, main.values.list.length]);
    for (const [other, others] of before) {
      const shared = intersect(accounts, others);
      const [rank] = shared;
      if (rank === undefined) continue;
      const placeIn = (found: CompiledStructure): Place =>
        placeAt(
          found,
          found.rows.find((row) => has(setIn(found, row), rank)),
          found.dimensions.indexOf(main),
        );
      const count = pairs(shared).reduce((sum, [from, to]) => sum + to - from, 0);
      report("duplicateMainAccount", placeIn(structure), codeOf(main, rank), {
        other: placeIn(other),
        more: count - 1,
      });
    }
    const allowsBlank = structure.rows.find((row) => has(setIn(structure, row), 0));
    if (allowsBlank) report("blankMainAccount", placeAt(structure, allowsBlank, structure.dimensions.indexOf(main)));
    before.set(structure, accounts);
    yield;
  }
}

/** One finding for each kind of malformed value of a dimension, with the first as the example. */
function* lintValues(ledger: CompiledLedger, dimension: IndexedDimension, report: Report): Generator<void, void> {
  const found = new Map<LintCode, { readonly value: string; more: number }>();
  const { list, keys } = dimension.values;
  for (const [i, { value }] of list.entries()) {
    const note = (code: LintCode, is: boolean): void => {
      const known = found.get(code);
      if (is && known) known.more++;
      else if (is) found.set(code, { value, more: 0 });
    };
    note("valueTooLong", value.length > limits.valueLength);
    note("hiddenCharacters", hasHidden(value));
    note("delimiterInValue", !ledger.escape && value.includes(ledger.delimiter));
    note("caseDuplicate", keys[i] === keys[i - 1]);
    if (i % 1024 === 1023) yield;
  }
  for (const [code, { value, more }] of found) report(code, { dimension: dimension.name }, value, { more });
}

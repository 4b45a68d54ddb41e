import type { LedgerModel } from "./model";
import type { Compilation, Finding, FindingCode, LedgerOptions, Place } from "./types";
import { compileCore } from "./compile";
import type { Core } from "./core";
import { readCriteria, type Term } from "./criteria";
import { hasHidden } from "./parse";
import { complement, type ElementSet, has, intersect, pairs, union } from "./sets";
import { drive, runToEnd } from "./steps";
import { type Axis, type Cell, codeOf, type Rule, type Table, usableIn } from "./tables";
import { placeAt } from "./validate";
import { codeAt, keyAt, placeOf } from "./values";

/** Limits of Dynamics 365 Finance (Microsoft Learn, "Configure account structures" and "Financial dimensions"). */
const limits = { segments: 11, segmentsWithRules: 16, criteria: 7, structures: 20, valueLength: 30, overlaps: 100 } as const;

const severities: Partial<Record<FindingCode, Finding["severity"]>> = {
  overlap: "error",
  criterionNotUnderstood: "error",
  unknownDimension: "error",
  unknownStructure: "error",
  unknownLegalEntity: "error",
  ruleStructureWithMainAccount: "error",
  duplicateMainAccount: "error",
  noMainAccount: "error",
  tooManySegments: "error",
  tooManyStructures: "error",
  tooManyCriteria: "error",
  empty: "error",
  ruleWithoutCriteria: "info",
};

/** Checks the ledger of one company on one day; the findings come in the order of the model. */
export function lint(model: LedgerModel, options: LedgerOptions): readonly Finding[] {
  return runToEnd(lintSteps(model, options));
}

export function startLint(model: LedgerModel, options: LedgerOptions): Compilation<readonly Finding[]> {
  return drive(lintSteps(model, options));
}

type Report = (code: FindingCode, place: Place, more?: Pick<Finding, "other" | "value" | "more">) => void;

function* lintSteps(model: LedgerModel, options: LedgerOptions): Generator<void, readonly Finding[]> {
  const { core } = yield* compileCore(model, options);
  const findings: Finding[] = [];
  const report: Report = (code, place, more) => findings.push({ severity: severities[code] ?? "warning", code, place, ...more });
  lintNames(model, core, report);
  const seen = new Set<string>();
  for (const { table, rules, open } of core.structures) {
    yield* lintTable(core, table, undefined, seen, report);
    const usable = new Set(open.rows);
    for (let row = 0; row < table.rows.length; row++) if (!usable.has(row)) reportDead(core, table, row, undefined, report);
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
  if (!entity) report("unknownLegalEntity", {}, { value: core.legalEntity });
  if (!model.dimensions.length || !core.structures.length) report("empty", {});
  if (entity && entity.structures.length > limits.structures) report("tooManyStructures", {}, { value: String(entity.structures.length) });
  for (const name of entity?.structures ?? []) {
    if (!core.structures.some(({ table }) => table.name === name)) report("unknownStructure", { structure: name });
  }
  const named = new Set(model.dimensions.map((dimension) => dimension.name));
  const check = (dimension: string, place: Place): void => {
    if (!named.has(dimension)) report("unknownDimension", { ...place, dimension }, { value: dimension });
  };
  for (const structure of model.structures) {
    structure.segments.forEach((dimension) => check(dimension, { structure: structure.name }));
    structure.rows.forEach(({ criteria }, index) => {
      if (criteria.slice(structure.segments.length).some((cell) => cell.trim())) report("rowTooWide", { structure: structure.name, row: index + 1 });
    });
  }
  for (const rule of model.rules) {
    rule.criteria.forEach(({ dimension, criteria }) => check(dimension, { rule: rule.name, criteria }));
    if (!model.structures.some(({ name, kind }) => name === rule.structure && kind === "account")) report("unknownStructure", { rule: rule.name, structure: rule.structure });
  }
  for (const rule of model.derived) new Set([rule.dimension, ...rule.values.map(({ dimension }) => dimension)]).forEach((dimension) => check(dimension, {}));
  for (const dimension of new Set([...model.defaults.map((preset) => preset.dimension), ...model.integrationFormat])) check(dimension, {});
}

function lintSegments(model: LedgerModel, core: Core, table: Table, rules: readonly Rule[], report: Report): void {
  const place = { structure: table.name };
  const own = model.structures.find(({ name, kind }) => name === table.name && kind === "account")?.segments.length ?? 0;
  const withRules = new Set([...table.axes, ...rules.flatMap((rule) => rule.tables.flatMap(({ axes }) => axes))]).size;
  if (own > limits.segments) report("tooManySegments", place, { value: String(own) });
  else if (withRules > limits.segmentsWithRules) report("tooManySegments", place, { value: String(withRules) });
  if (!table.axes.includes(core.main)) report("noMainAccount", place);
}

function* lintRule(core: Core, rule: Rule, seen: Set<string>, report: Report): Generator<void, void> {
  const place = { rule: rule.name };
  if (!rule.criteria.length) report("ruleWithoutCriteria", place);
  if (!rule.tables.length) report("ruleWithoutStructure", place);
  for (const { axis, cell } of rule.criteria) {
    const criterionAxis = core.axes[axis];
    if (criterionAxis) lintCell(criterionAxis, cell, { ...place, dimension: criterionAxis.name, criteria: cell.text }, report);
  }
  for (const table of rule.tables) {
    if (table.missing) report("unknownStructure", { ...place, structure: table.name });
    if (table.axes.includes(core.main)) report("ruleStructureWithMainAccount", { ...place, structure: table.name });
    // A structure that several rules use is read once.
    if (seen.has(table.name)) continue;
    seen.add(table.name);
    yield* lintTable(core, table, rule.name, seen, report);
    for (let row = 0; row < table.rows.length; row++) reportDead(core, table, row, rule.name, report);
  }
}

function* lintTable(core: Core, table: Table, rule: string | undefined, seen: Set<string>, report: Report): Generator<void, void> {
  for (let row = 0; row < table.rows.length; row++) {
    for (let column = 0; column < table.axes.length; column++) {
      const cell = table.rows[row]?.[column];
      const axis = core.axes[table.axes[column] as number];
      if (!cell || !axis || seen.has(axis.name + "\n" + cell.text)) continue;
      seen.add(axis.name + "\n" + cell.text);
      lintCell(axis, cell, at(core, table, row, column, rule), report);
    }
    if ((row & 31) === 31) yield;
  }
  const found: Found = { count: 0 };
  yield* lintSiblings(core, table, table.rows.map((_, row) => row), 0, rule, new Map(), found, report);
}

function at(core: Core, table: Table, row: number, column: number, rule: string | undefined): Place {
  return { ...placeAt(core, table, row, column), ...(rule !== undefined && { rule }) };
}

function reportDead(core: Core, table: Table, row: number, rule: string | undefined, report: Report): void {
  const column = table.rows[row]?.findIndex((cell, at) => !cell.unclear.length && !usableIn(core.axes[table.axes[at] as number] ?? unknownAxis(), cell.set)) ?? -1;
  if (column >= 0 && core.axes[table.axes[column] as number]?.known) report("unreachableRow", at(core, table, row, column, rule));
}

/** One finding for each thing in a cell that means something else than it seems to. */
function lintCell(axis: Axis, cell: Cell, place: Place, report: Report): void {
  const { terms } = readCriteria(cell.text);
  for (const term of cell.unclear) report("criterionNotUnderstood", { ...place, term });
  if (terms.length > limits.criteria) report("tooManyCriteria", place, { value: String(terms.length) });
  if (!axis.known) return;
  for (const term of terms) {
    if (term.kind === "range") lintRange(axis, term, place, report);
    if (term.kind !== "exact" || axis.values.partial) continue;
    const key = axis.values.collation.key(term.text);
    if (keyAt(axis.values, placeOf(axis.values, key)) !== key) report(term.text.includes(",") ? "comma" : "missingValue", place, { value: term.text });
  }
}

/** A range goes by text, not by number: 1..2000 lacks 4, and 100000..399999 has 1000000. */
function lintRange(axis: Axis, range: Extract<Term, { kind: "range" }>, place: Place, report: Report): void {
  const { values } = axis;
  const from = values.collation.key(range.from);
  const to = values.collation.key(range.to);
  const odd = (range.from + range.to).includes("*") ? "rangeWildcard" : from > to ? "rangeInverted" : undefined;
  if (odd) {
    report(odd, place, { value: `${range.from}..${range.to}` });
    return;
  }
  if (!/^\d+$/.test(from) || !/^\d+$/.test(to)) return;
  const end = placeOf(values, to, "key");
  let example: string | undefined;
  for (let i = placeOf(values, from), steps = 0; i < end && steps < 5000 && example === undefined; i++, steps++) {
    const code = keyAt(values, i);
    if (!/^\d+$/.test(code) || Number(code) < Number(from) || Number(code) > Number(to)) example = codeAt(values, i);
  }
  if (example !== undefined || from.length !== to.length) report("rangeSurprise", place, { value: example });
}

interface Found {
  count: number;
}

/**
 * Rows are a tree: under one branch, two cells are either the same or have nothing in common. A partial overlap is
 * refused when a structure is activated ("The row with X c1 overlaps with the row with c2").
 */
function* lintSiblings(core: Core, table: Table, rows: readonly number[], column: number, rule: string | undefined, names: Map<Cell, string>, found: Found, report: Report): Generator<void, void> {
  if (rows.length < 2) return;
  if (column === table.axes.length) {
    const [first = 0, second = 0] = rows;
    report("duplicateRow", at(core, table, second, 0, rule), { other: at(core, table, first, 0, rule), more: rows.length - 2 });
    return;
  }
  const branches = new Map<string, number[]>();
  for (const row of rows) {
    const cell = table.rows[row]?.[column];
    const name = cell ? nameOf(core, cell, names) : "";
    const branch = branches.get(name);
    if (branch) branch.push(row);
    else branches.set(name, [row]);
  }
  yield;
  const spans: { readonly from: number; readonly to: number; readonly row: number }[] = [];
  for (const [row = 0] of branches.values()) {
    for (const [from, to] of pairs(table.rows[row]?.[column]?.set ?? [])) spans.push({ from, to, row });
  }
  spans.sort((a, b) => a.from - b.from);
  const told = new Set<string>();
  let widest = spans[0];
  for (const span of spans.slice(1)) {
    if (widest && span.from < widest.to && span.row !== widest.row) {
      const [first, second] = [Math.min(span.row, widest.row), Math.max(span.row, widest.row)];
      if (!told.has(`${first} ${second}`) && ++found.count <= limits.overlaps) {
        const value = codeOf(core.axes[table.axes[column] as number] ?? unknownAxis(), span.from);
        report("overlap", at(core, table, second, column, rule), { other: at(core, table, first, column, rule), value });
      }
      told.add(`${first} ${second}`);
    }
    if (!widest || span.to > widest.to) widest = span;
  }
  for (const branch of branches.values()) yield* lintSiblings(core, table, branch, column + 1, rule, names, found, report);
}

function unknownAxis(): never {
  throw new RangeError("A column without a dimension");
}

/** The same for cells that say the same in another order or case. */
function nameOf(core: Core, cell: Cell, names: Map<Cell, string>): string {
  let name = names.get(cell);
  if (name === undefined) {
    name = cell.text.split(";").map((term) => core.collation.key(term.trim())).sort().join(";");
    names.set(cell, name);
  }
  return name;
}

/** A main account may be in one structure of a ledger only; where it is in two, the first one is taken. */
function* lintAccounts(core: Core, report: Report): Generator<void, void> {
  const axis = core.axes[core.main];
  if (!axis) return;
  const before: { readonly table: Table; readonly accounts: ElementSet }[] = [];
  for (const { table } of core.structures) {
    const column = table.axes.indexOf(core.main);
    if (column < 0) continue;
    const accounts = union(table.rows.flatMap((row) => pairs(row[column]?.set ?? [])));
    for (const other of before) {
      const shared = intersect(intersect(accounts, other.accounts), complement([0, 1], axis.size));
      const element = shared[0];
      if (element === undefined) continue;
      const placeIn = (found: Table): Place => {
        const at = found.axes.indexOf(core.main);
        return placeAt(core, found, found.rows.findIndex((row) => has(row[at]?.set ?? [], element)), at);
      };
      const count = pairs(shared).reduce((sum, [from, to]) => sum + to - from, 0);
      report("duplicateMainAccount", placeIn(table), { other: placeIn(other.table), value: codeOf(axis, element), more: count - 1 });
    }
    before.push({ table, accounts });
    yield;
  }
}

/** One finding for each kind of malformed value of a dimension, with the first as the example. */
function* lintValues(core: Core, axis: Axis, report: Report): Generator<void, void> {
  const found = new Map<FindingCode, { value: string; more: number }>();
  const note = (code: FindingCode, value: string): void => {
    const known = found.get(code);
    if (known) known.more++;
    else found.set(code, { value, more: 0 });
  };
  for (let i = 0; i < axis.values.count; i++) {
    const value = codeAt(axis.values, i);
    if (value.length > limits.valueLength) note("valueTooLong", value);
    if (hasHidden(value)) note("hiddenCharacters", value);
    if (!core.escape && value.includes(core.delimiter)) note("delimiterInValue", value);
    if (i && keyAt(axis.values, i) === keyAt(axis.values, i - 1)) note("caseDuplicate", value);
    if ((i & 1023) === 1023) yield;
  }
  for (const [code, { value, more }] of found) report(code, { dimension: axis.name }, { value, more });
}

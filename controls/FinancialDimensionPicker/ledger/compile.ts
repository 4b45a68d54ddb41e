import type { AdvancedRule, Dimension, DimensionValue, LedgerModel } from "./model";
import type { Combination, Compilation, Ledger, LedgerOptions, Verdict } from "./types";
import { dayNumber } from "./calendar";
import { choices, explain, forced, search } from "./choices";
import { ordinalIgnoringCase } from "./collation";
import { type Core, elementOf, layout } from "./core";
import { format } from "./display";
import { changeMainAccount, enter, enterAll, open, postingPreview } from "./entry";
import { nearest } from "./nearest";
import { parse } from "./parse";
import { drive, runToEnd } from "./steps";
import { type Axis, criterionOf, fillCell, fillCriterion, mentionedDimensions, noRows, openRows, readTable, type Rule, type Structure, type Table } from "./tables";
import { judge, valueProblem } from "./validate";
import { codeAt, descriptionAt, packValues, type Scope } from "./values";

/** Compiles in one go; for tests, tools and small models. A control uses startCompile. */
export function compile(model: LedgerModel, options: LedgerOptions): Ledger {
  return runToEnd(compileSteps(model, options));
}

/** Starts a compilation that the caller drives in slices between which the page stays alive. */
export function startCompile(model: LedgerModel, options: LedgerOptions): Compilation<Ledger> {
  return drive(compileSteps(model, options));
}

function* compileSteps(model: LedgerModel, options: LedgerOptions): Generator<void, Ledger> {
  const { core, admit } = yield* compileCore(model, options);
  return ledgerOf(core, admit);
}

/** The compiled data without the questions; lint reads it too. */
export function* compileCore(model: LedgerModel, options: LedgerOptions): Generator<void, { core: Core; admit: Ledger["admit"] }> {
  const { legalEntity, date } = options;
  const collation = options.collation ?? ordinalIgnoringCase;
  const day = dayNumber(date);
  if (day === undefined) throw new RangeError(`Not a day: "${date}"`);
  const scope: Scope = { legalEntity, day, collation };

  const axes: Axis[] = [];
  const named = new Map(model.dimensions.map((dimension) => [dimension.name, dimension]));
  for (const name of mentionedDimensions(model)) {
    const dimension: Dimension = named.get(name) ?? { name, kind: "list", values: [] };
    const values = yield* packValues(dimension, scope);
    const size = values.count + 1 + (values.partial ? 1 : 0);
    axes.push({ name, displayName: dimension.displayName || name, known: named.has(name), values, size, cells: new Map() });
  }
  const axisOf = new Map(axes.map((axis, index) => [axis.name, index]));
  const main = axes.findIndex((axis) => named.get(axis.name)?.kind === "mainAccount");

  const structures: Structure[] = [];
  for (const name of model.legalEntities.find((entity) => entity.name === legalEntity)?.structures ?? []) {
    const source = model.structures.find((structure) => structure.name === name && structure.kind === "account" && structure.active !== false);
    if (!source) continue;
    const table = yield* readTable(axes, axisOf, source, day);
    const rules: Rule[] = [];
    for (const rule of rulesOf(model, name, collation.key)) rules.push(yield* compileRule(model, rule, axes, axisOf, day));
    structures.push({ table, rules, scope: [], open: noRows });
  }
  yield* openRows(axes, main, structures);
  // The texts of cells are needed again only where values can still be admitted.
  for (const axis of axes) if (!axis.values.partial) axis.cells.clear();

  const forCompany = (item: { readonly legalEntity?: string }): boolean => !item.legalEntity || item.legalEntity === legalEntity;
  const core: Core = {
    axes,
    axisOf,
    main,
    structures,
    covered: undefined,
    cover: new Int32Array(Math.max(0, ...axes.map((axis) => axis.size)) + 2),
    model: { version: model.version, takenOn: model.takenOn, integrationFormat: model.integrationFormat },
    legalEntity,
    date,
    day,
    delimiter: options.delimiter ?? "-",
    escape: options.escape ?? "",
    collation,
    derived: model.derived,
    defaults: model.defaults.filter(forCompany),
    aliases: model.aliases.filter(forCompany),
  };

  const seen = new Map<Axis, readonly DimensionValue[]>();
  const admit = (name: string, values: readonly DimensionValue[]): void => {
    const axis = axes[axisOf.get(name) ?? -1];
    const dimension = named.get(name);
    if (!axis || !dimension?.partial) return;
    const known = new Map([...(seen.get(axis) ?? dimension.values), ...values].map((value) => [value.value + "\n" + (value.legalEntity ?? ""), value]));
    seen.set(axis, [...known.values()]);
    axis.values = runToEnd(packValues({ ...dimension, values: [...known.values()] }, scope));
    axis.size = axis.values.count + 2;
    axis.cells.forEach((cell) => fillCell(axis, cell));
    for (const { rules } of structures) {
      for (const rule of rules) rule.criteria.forEach((criterion) => axes[criterion.axis] === axis && fillCriterion(axis, criterion));
    }
    core.covered = undefined;
    if (core.cover.length < axis.size + 2) core.cover = new Int32Array(axis.size + 2);
    runToEnd(openRows(axes, main, structures));
  };
  return { core, admit };
}

/** The rules of a structure that are in force, in the alphabetical order they run in. */
function rulesOf(model: LedgerModel, structure: string, key: (text: string) => string): AdvancedRule[] {
  const rules = model.rules.filter((rule) => rule.structure === structure && rule.active !== false);
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return rules.sort((a, b) => order(key(a.name), key(b.name)) || order(a.name, b.name));
}

function* compileRule(model: LedgerModel, rule: AdvancedRule, axes: readonly Axis[], axisOf: ReadonlyMap<string, number>, day: number): Generator<void, Rule> {
  // Several entries of one dimension are alternatives, as the terms of one cell are.
  const texts = new Map<string, string>();
  for (const { dimension, criteria } of rule.criteria) texts.set(dimension, texts.has(dimension) ? `${texts.get(dimension) ?? ""};${criteria}` : criteria);
  const tables: Table[] = [];
  for (const name of rule.structures) {
    const source = model.structures.find((structure) => structure.name === name && structure.kind === "rule");
    if (!source) tables.push({ name, axes: [], rows: [], numbers: [], missing: true });
    else if (source.active !== false) tables.push(yield* readTable(axes, axisOf, source, day));
  }
  return { name: rule.name, criteria: [...texts].map(([dimension, text]) => criterionOf(axes, axisOf.get(dimension) ?? 0, text.trim())), tables };
}

function ledgerOf(core: Core, admit: Ledger["admit"]): Ledger {
  const judged = (combination: Combination): Verdict => {
    const { shown: _shown, ...verdict } = judge(core, combination);
    return verdict.outcome === "invalid" ? { ...verdict, fix: nearest(core, combination) } : verdict;
  };
  const ask = <Question extends unknown[], Answer>(answer: (core: Core, ...question: Question) => Answer) => (...question: Question): Answer => answer(core, ...question);
  return {
    legalEntity: core.legalEntity,
    date: core.date,
    version: core.model.version,
    takenOn: core.model.takenOn,
    mainAccount: core.axes[core.main]?.name ?? "",
    layout: ask(layout),
    lookup(dimension, text) {
      const axis = core.axes[core.axisOf.get(dimension) ?? -1];
      const element = elementOf(axis, text);
      if (!axis || element < 1 || element > axis.values.count) return undefined;
      const value = codeAt(axis.values, element - 1);
      return { value, description: descriptionAt(axis.values, element - 1), problem: valueProblem(core, axis, element, value) };
    },
    validate: judged,
    choices: ask(choices),
    whyNot: ask(explain),
    forced: ask(forced),
    nearest: ask(nearest),
    search: ask(search),
    parse: ask(parse),
    format: ask(format),
    aliases(text) {
      const key = core.collation.key(text.trim());
      return core.aliases.filter((alias) => core.collation.key(alias.name).startsWith(key)).map(({ name, account }) => ({ name, account }));
    },
    open: ask(open),
    enter: ask(enter),
    enterAll: ask(enterAll),
    changeMainAccount: ask(changeMainAccount),
    postingPreview: ask(postingPreview),
    admit,
  };
}

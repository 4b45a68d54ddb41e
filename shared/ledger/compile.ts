import type { DimensionValue, LedgerModel } from "./model";
import type { Combination, Compilation, Ledger, LedgerOptions, Verdict } from "./types";
import { type Axis, elementOf, packValues, type Scope } from "./axis";
import { dayOf } from "./calendar";
import { choices, explain, forced, search } from "./choices";
import { type Core, layout } from "./core";
import { format } from "./display";
import { changeMainAccount, enter, enterAll, open, postingPreview } from "./entry";
import { nearest } from "./nearest";
import { parse } from "./parse";
import { drive, runToEnd } from "./steps";
import { compileStructures, mentionedDimensions } from "./tables";
import { judge, valueProblem } from "./validate";

/** Compiles in one go; for tests, tools and small models. A control uses startCompile. */
export function compile(model: LedgerModel, options: LedgerOptions): Ledger {
  return runToEnd(compileSteps(model, options));
}

/** Starts a compilation that the caller drives in slices between which the page stays alive. */
export function startCompile(model: LedgerModel, options: LedgerOptions): Compilation<Ledger> {
  return drive(compileSteps(model, options));
}

function* compileSteps(model: LedgerModel, options: LedgerOptions): Generator<void, Ledger> {
  const core = yield* compileCore(model, options);
  return ledgerOf(core, admitTo(core, model));
}

/** The compiled data without the questions; lint reads it too. */
export function* compileCore(
  model: LedgerModel,
  { legalEntity, date, delimiter = "-", escape = "", collation }: LedgerOptions,
): Generator<void, Core> {
  const day = dayOf(date);
  if (!day) throw new RangeError(`Not a day: "${date}"`);
  // Ordinal, ignoring case: the default, since Finance's own collation is not publicly documented.
  const scope: Scope = {
    legalEntity,
    day,
    key: collation ? (text) => collation.key(text) : (text) => text.toUpperCase(),
  };

  const axes: Axis[] = [];
  function* axisFor(name: string, index: number): Generator<void, Axis> {
    const dimension = model.dimensions.find((one) => one.name === name);
    const values = yield* packValues(dimension ?? { values: [] }, scope);
    return {
      ...scope,
      index,
      name,
      displayName: dimension?.displayName || name,
      known: dimension !== undefined,
      partial: dimension?.partial === true,
      values,
      cells: new Map(),
    };
  }
  for (const name of mentionedDimensions(model)) axes.push(yield* axisFor(name, axes.length));
  const mainName = model.dimensions.find(({ kind }) => kind === "mainAccount")?.name;
  const main = axes.find(({ name }) => name === mainName) ?? (yield* axisFor("", -1));

  const forCompany = (item: { readonly legalEntity?: string }): boolean =>
    !item.legalEntity || item.legalEntity === legalEntity;
  const core: Core = {
    ...scope,
    axes,
    axisOf: new Map(axes.map((axis) => [axis.name, axis])),
    main,
    structures: [],
    covers: new Map(),
    // The rest of the model is not kept alive.
    model: { version: model.version, takenOn: model.takenOn, integrationFormat: model.integrationFormat },
    delimiter,
    escape,
    derived: model.derived,
    defaults: model.defaults.filter(forCompany),
    aliases: model.aliases.filter(forCompany),
  };
  core.structures = yield* structuresOf(core, model);
  return core;
}

function* structuresOf(core: Core, model: LedgerModel): ReturnType<typeof compileStructures> {
  const names = model.legalEntities.find(({ name }) => name === core.legalEntity)?.structures ?? [];
  const structures = yield* compileStructures(model, names, core, core.day);
  // The texts of cells are looked up again only where values can still be admitted.
  if (!core.axes.some(({ partial }) => partial)) for (const { cells } of core.axes) cells.clear();
  return structures;
}

function admitTo(core: Core, model: LedgerModel): Ledger["admit"] {
  return (name, admitted) => {
    const axis = core.axisOf.get(name);
    if (!axis?.partial) return;
    const same = (value: DimensionValue): string => `${value.value}\n${value.legalEntity ?? ""}`;
    const values = new Map([...axis.values.list, ...admitted].map((value) => [same(value), value]));
    axis.values = runToEnd(packValues({ values: [...values.values()], partial: true }, axis));
    axis.cells.clear();
    core.covers.clear();
    core.structures = runToEnd(structuresOf(core, model));
  };
}

function ledgerOf(core: Core, admit: Ledger["admit"]): Ledger {
  const ask =
    <Question extends unknown[], Answer>(answer: (core: Core, ...question: Question) => Answer) =>
    (...question: Question): Answer =>
      answer(core, ...question);
  return {
    legalEntity: core.legalEntity,
    date: core.day,
    version: core.model.version,
    takenOn: core.model.takenOn,
    mainAccount: core.main.name,
    layout: ask(layout),
    lookup(dimension, text) {
      const axis = core.axisOf.get(dimension);
      const element = axis && text ? elementOf(axis, text) : -1;
      const found = axis?.values.list[element];
      return (
        axis &&
        found && {
          value: found.value,
          description: found.description ?? "",
          problem: valueProblem(axis, element, found.value),
        }
      );
    },
    validate(combination: Combination): Verdict {
      const verdict = judge(core, combination);
      return verdict.outcome === "invalid" ? { ...verdict, fix: nearest(core, combination) } : verdict;
    },
    choices: ask(choices),
    whyNot: ask(explain),
    forced: ask(forced),
    nearest: ask(nearest),
    search: ask(search),
    parse: ask(parse),
    format: ask(format),
    aliases(text) {
      const key = core.key(text.trim());
      return core.aliases
        .filter(({ name }) => core.key(name).startsWith(key))
        .map(({ name, account }) => ({ name, account }));
    },
    open: ask(open),
    enter: ask(enter),
    enterAll: ask(enterAll),
    changeMainAccount: ask(changeMainAccount),
    postingPreview: ask(postingPreview),
    admit,
  };
}

import type { DimensionValue, LedgerModel } from "./model";
import type { Compilation, Ledger, LedgerOptions } from "./types";
import { dayOf } from "./calendar";
import { choices, forced, search } from "./choices";
import type { CompiledLedger } from "./compiled";
import { type IndexedDimension, rankOf } from "./dimension";
import { format } from "./display";
import { applyFix, changeMainAccount, enter, enterAll, open, postingPreview, replace, unpark } from "./entry";
import { layout } from "./layout";
import { compileLocks } from "./lockRules";
import { parse } from "./parse";
import { drive, runToEnd } from "./steps";
import { type CompiledAccountStructure, compileStructures, mentionedDimensions } from "./structures";
import { validate, valueProblem } from "./validate";
import { packValues, type Scope } from "./values";
import { explain } from "./whyNot";

/** Compiles in one go; for tests, tools and small models. A control uses startCompile. */
export function compile(model: LedgerModel, options: LedgerOptions): Ledger {
  return runToEnd(compileSteps(model, options));
}

/** Starts a compilation that the caller drives in slices between which the page stays alive. */
export function startCompile(model: LedgerModel, options: LedgerOptions): Compilation<Ledger> {
  return drive(compileSteps(model, options));
}

function* compileSteps(model: LedgerModel, options: LedgerOptions): Generator<void, Ledger> {
  return ledgerOf(yield* compileLedger(model, options), model);
}

/** The compiled data without the questions; lint reads it too. */
export function* compileLedger(
  model: LedgerModel,
  {
    legalEntity,
    date,
    delimiter = "-",
    escape = "",
    collation,
    requiredSegments = [],
    lockedSegments = [],
  }: LedgerOptions,
): Generator<void, CompiledLedger> {
  const day = dayOf(date);
  if (!day) throw new RangeError(`Not a day: "${date}"`);
  // Ordinal, ignoring case: the default, since Finance's own collation is not publicly documented.
  const scope: Scope = {
    legalEntity,
    day,
    key: collation ? (text) => collation.key(text) : (text) => text.toUpperCase(),
  };

  const dimensions: IndexedDimension[] = [];
  function* dimensionFor(name: string, index: number): Generator<void, IndexedDimension> {
    const dimension = model.dimensions.find((one) => one.name === name);
    const required = requiredSegments.includes(name);
    const values = yield* packValues(dimension ?? { values: [] }, scope, required);
    return {
      ...scope,
      index,
      name,
      displayName: dimension?.displayName || name,
      known: dimension !== undefined,
      partial: dimension?.partial === true,
      required,
      locked: lockedSegments.includes(name),
      values,
      cells: new Map(),
    };
  }
  for (const name of mentionedDimensions(model)) dimensions.push(yield* dimensionFor(name, dimensions.length));
  const mainName = model.dimensions.find(({ kind }) => kind === "mainAccount")?.name;
  const main = dimensions.find(({ name }) => name === mainName) ?? (yield* dimensionFor("", -1));

  const forCompany = (item: { readonly legalEntity?: string }): boolean =>
    !item.legalEntity || item.legalEntity === legalEntity;
  return yield* withStructures(
    {
      ...scope,
      main,
      dimensions,
      dimensionOf: byName(dimensions),
      version: model.version,
      takenOn: model.takenOn,
      integrationFormat: model.integrationFormat,
      delimiter,
      escape,
      derived: model.derived,
      defaults: model.defaults.filter(forCompany),
      aliases: model.aliases.filter(forCompany),
    },
    model,
  );
}

const byName = (dimensions: readonly IndexedDimension[]): ReadonlyMap<string, IndexedDimension> =>
  new Map(dimensions.map((dimension) => [dimension.name, dimension]));

/** Compiles the structures over the dimensions. */
function* withStructures(
  parts: Omit<CompiledLedger, "structures" | "locking" | "hasMistakes" | "lastAnswers">,
  model: LedgerModel,
): Generator<void, CompiledLedger> {
  const names = model.legalEntities.find(({ name }) => name === parts.legalEntity)?.structures ?? [];
  const locking = yield* compileLocks(parts.derived, parts.dimensionOf);
  const structures = yield* compileStructures(model, names, { ...parts, locking }, parts.day);
  // The texts of cells are looked up again only where values can still be admitted.
  if (!parts.dimensions.some(({ partial }) => partial)) for (const { cells } of parts.dimensions) cells.clear();
  const hasMistakes =
    structures.length < names.length || structures.some((structure) => isMistaken(structure, parts.main));
  return { ...parts, structures, locking, hasMistakes, lastAnswers: new Map() };
}

/** Whether a criterion or a name cannot be read, or the main account is not where it belongs. */
function isMistaken(structure: CompiledAccountStructure, main: IndexedDimension): boolean {
  const added = structure.rules.flatMap(({ structures }) => structures);
  return (
    !structure.dimensions.includes(main) ||
    added.some(({ missing, dimensions }) => missing || dimensions.includes(main)) ||
    structure.rules.some(({ criteria }) =>
      criteria.some(({ dimension, cell }) => !dimension.known || cell.unclear.length > 0),
    ) ||
    [structure, ...added].some(
      ({ dimensions, rows }) =>
        dimensions.some(({ known }) => !known) ||
        rows.some(({ cells }) => cells.some(({ unclear }) => unclear.length > 0)),
    )
  );
}

/** The ledger once more with further values of a partial dimension: the other dimensions and their cells are shared. */
function admit(
  ledger: CompiledLedger,
  model: LedgerModel,
  name: string,
  admitted: readonly DimensionValue[],
): CompiledLedger {
  const former = ledger.dimensionOf.get(name);
  if (!former?.partial || !admitted.length) return ledger;
  const same = (value: DimensionValue): string => `${value.value}\n${value.legalEntity ?? ""}`;
  const values = new Map([...former.values.list, ...admitted].map((value) => [same(value), value]));
  const grown: IndexedDimension = {
    ...former,
    values: runToEnd(packValues({ values: [...values.values()], partial: true }, former, former.required)),
    cells: new Map(),
  };
  const dimensions = ledger.dimensions.map((dimension) => (dimension === former ? grown : dimension));
  const main = former === ledger.main ? grown : ledger.main;
  return runToEnd(withStructures({ ...ledger, main, dimensions, dimensionOf: byName(dimensions) }, model));
}

/** The questions over what was compiled. The model is kept for as long as values can be admitted. */
function ledgerOf(ledger: CompiledLedger, model: LedgerModel): Ledger {
  const source = ledger.dimensions.some(({ partial }) => partial) ? model : undefined;
  const ask =
    <Question extends unknown[], Answer>(answer: (ledger: CompiledLedger, ...question: Question) => Answer) =>
    (...question: Question): Answer =>
      answer(ledger, ...question);
  const self: Ledger = {
    legalEntity: ledger.legalEntity,
    date: ledger.day,
    version: ledger.version,
    takenOn: ledger.takenOn,
    mainAccount: ledger.main.name,
    hasMistakes: ledger.hasMistakes,
    layout: ask(layout),
    lookup(name, text) {
      const dimension = ledger.dimensionOf.get(name);
      const rank = dimension && text ? rankOf(dimension, text) : -1;
      const found = dimension?.values.list[rank];
      return (
        dimension &&
        found && {
          value: found.value,
          description: found.description ?? "",
          problem: valueProblem(dimension, rank, found.value),
        }
      );
    },
    validate: ask(validate),
    choices: ask(choices),
    whyNot: ask(explain),
    forced: ask(forced),
    search: ask(search),
    parse: ask(parse),
    format: ask(format),
    aliases(text) {
      const key = ledger.key(text.trim());
      return ledger.aliases
        .filter(({ name }) => ledger.key(name).startsWith(key))
        .map(({ name, account }) => ({ name, account }));
    },
    open: ask(open),
    enter: ask(enter),
    enterAll: ask(enterAll),
    replace: ask(replace),
    changeMainAccount: ask(changeMainAccount),
    applyFix: ask(applyFix),
    unpark: ask(unpark),
    postingPreview: ask(postingPreview),
    admit(dimension, values) {
      const grown = source ? admit(ledger, source, dimension, values) : ledger;
      return grown === ledger ? self : ledgerOf(grown, model);
    },
  };
  return self;
}

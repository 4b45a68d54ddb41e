import type { Dataverse } from "../../../shared/dataverse/client";
import { chunks, isOneOf, literal } from "../../../shared/dataverse/query";
import type { Dimension } from "../../../shared/ledger";
import { assembleModel, convertRows, structuresOfLedger, structuresOfRule } from "./assembleModel";
import { type Mark, type ReadSource, tellsAll } from "./ledgerSource";
import { group, type MappedRow } from "./mappedRow";
import { longTables, markOf } from "./marks";
import { periodsOf } from "./periods";
import { type Filter, tableReader } from "./readTables";
import { searchOver, sourceOf, startDimension } from "./readValues";
import type { Mapping, Part, TableMap } from "./tables";

/** How many structures one filter names: it stays well below what an address may hold. */
const structuresPerFilter = 40;

/** How long the first pages of values wait for the last ones, in ms, before they are shown alone. */
const graceMs = 400;

export interface Reading {
  /** Now, ms UTC; stamped on the model as its version. */
  readonly at: number;
  readonly signal: AbortSignal;
  /** What was read before. Where nothing has changed since, the same comes back. */
  readonly former?: ReadSource;
  /** Shows what can be worked with already, while the rest of the values comes. */
  readonly show?: (source: ReadSource) => void;
}

/**
 * Reads the ledger of one company, or what has changed of it. Nothing is written.
 *
 * First, all at once, the short tables, and of the long ones a mark: how many rows, changed when. That answers "has anything
 * changed since?" as well. Then, all at once, the rows of the structures that the company uses, and the values, one query a
 * dimension (two where all companies share its table). So it can be worked with after two round trips, however many values
 * there are: what is not on the first pages comes behind it, and is searched on the server until then.
 *
 * @param company code of the legal entity, as the tables spell it
 * @throws DataverseError of the first needed table that cannot be read
 */
export async function readLedger(
  dataverse: Dataverse,
  mapping: Mapping,
  company: string,
  { at, signal, former, show }: Reading,
): Promise<ReadSource> {
  const reader = tableReader(dataverse, mapping, company, signal, former?.stamp?.digests);
  const { read } = reader;
  const marking = readMarks(dataverse, mapping, former, signal);
  const [
    dimensionRows,
    ledgers,
    structures,
    ruleTables,
    rules,
    ruleCriteria,
    ruleStructures,
    formats,
    segments,
    overrides,
    derivedRules,
    derivedValues,
    defaults,
    aliases,
  ] = await Promise.all([
    read("dimensions"),
    read("ledgers"),
    read("structures"),
    read("ruleTables"),
    read("rules"),
    read("ruleCriteria"),
    read("ruleStructures"),
    read("formats"),
    read("segments"),
    read("overrides"),
    read("derivedRules"),
    read("derivedValues"),
    read("defaults"),
    read("aliases"),
    marking,
  ]);
  const marks = await marking;
  const before = former?.isPartial === false ? former.stamp : undefined;
  const isSame = (...parts: readonly Part[]): boolean =>
    before !== undefined && parts.every((part) => before.digests[part] === reader.digests[part]);
  const isStanding = ({ table }: TableMap): boolean => {
    const [mark, then] = [marks[table], before?.marks[table]];
    if (before === undefined || mark === undefined || mark.count !== then?.count || mark.newest !== then.newest)
      return false;
    // What a table does not tell is believed for a while.
    return tellsAll(mark) || at - before.readAt < mapping.rereadAfter * 60_000;
  };
  const isUnchanged = longTables(mapping).every(isStanding) && isSame(...partsOf(reader.digests));
  // What failed after this point is not in the digests: it is tried again.
  if (former && isUnchanged && former.unread.length === reader.unread.length) return former;

  /** The rows of those structures only that the company uses, itself or by a rule. */
  const readRows = async (): Promise<readonly MappedRow[]> => {
    const own = new Set(structuresOfLedger(ledgers));
    const used = new Set([
      ...own,
      ...rules
        .filter((rule) => own.has(rule.get("structure")))
        .flatMap((rule) => structuresOfRule(rule, ruleStructures)),
    ]);
    const filtersOf = ({ columns: { structure = "" } }: TableMap): readonly Filter[] => {
      const keys = structure.startsWith("_")
        ? [...structures, ...ruleTables].filter((row) => used.has(row.get("name"))).map((row) => row.raw("id"))
        : [...used].map(literal);
      // A lookup is asked for by id: where the mapping has none, the server cannot tell and every row comes.
      return !structure || keys.includes("")
        ? [undefined]
        : chunks([...new Set(keys)], structuresPerFilter).map((part) => isOneOf(structure, part));
    };
    return (await Promise.all([read("rows", filtersOf), read("ruleRows", filtersOf)])).flat();
  };
  const digests = { ...reader.digests };
  const overriding = group(overrides, (row) => row.raw("valueId"));
  // Values are most of what there is: where only something else has changed, those that are there stay.
  const valuesStand = isSame("dimensions", "ledgers", "overrides");
  let readAt = at;
  const coming = dimensionRows.map((row) => {
    const name = row.get("name");
    const map = sourceOf(mapping, name);
    const known = former?.model.dimensions.find((one) => one.name === name);
    if (!known || !map || !valuesStand || !isStanding(map))
      return startDimension(reader, mapping, company, row, ledgers, overriding);
    readAt = before?.readAt ?? at;
    return standing(known);
  });
  const ended = Promise.all(coming.map((dimension) => dimension.ended));
  // Until somebody waits for it: the first pages come before.
  ended.catch(() => undefined);
  const [rows] = await Promise.all([readRows(), ...coming.map(({ begun }) => begun)]);

  const search = searchOver(mapping, company, ledgers, overriding);
  const structureRows = await convertRows([...structures, ...ruleTables], segments, rows, signal);
  const sourceSoFar = async (isPartial: boolean): Promise<ReadSource> => {
    const dimensions = coming.map(({ soFar }) => soFar());
    const model = assembleModel(company, new Date(at).toISOString(), dimensions, structureRows, {
      formats,
      ledgers,
      structures,
      segments,
      ruleTables,
      rules,
      ruleCriteria,
      ruleStructures,
      derivedRules,
      derivedValues,
      defaults,
      aliases,
    });
    const periodOf = await periodsOf(model, signal);
    return {
      model,
      unread: [...reader.unread],
      search,
      periodOf,
      stamp: { readAt, digests, marks },
      isPartial,
    };
  };
  if (show && !former && !(await isOver(ended, graceMs))) show(await sourceSoFar(true));
  await ended;
  return sourceSoFar(false);
}

async function readMarks(
  dataverse: Dataverse,
  mapping: Mapping,
  former: ReadSource | undefined,
  signal: AbortSignal,
): Promise<Readonly<Record<string, Mark>>> {
  const marks = longTables(mapping).map(
    async (map) => [map.table, await markOf(dataverse, map, former?.stamp?.marks[map.table], signal)] as const,
  );
  return Object.fromEntries(await Promise.all(marks));
}

const standing = (dimension: Dimension) => ({
  begun: Promise.resolve(),
  ended: Promise.resolve(),
  soFar: () => dimension,
});

const partsOf = (digests: Readonly<Partial<Record<Part, string>>>): readonly Part[] => Object.keys(digests) as Part[];

/** Whether work is over within a time, well or not. */
async function isOver(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

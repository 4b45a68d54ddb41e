import type { Dataverse } from "../../../shared/dataverse/client";
import { chunks, isOneOf, literal } from "../../../shared/dataverse/query";
import { assembleModel, structuresOfLedger, structuresOfRule } from "./assembleModel";
import type { LedgerSource } from "./ledgerSource";
import { group, type MappedRow } from "./mappedRow";
import { type Filter, tableReader } from "./readTables";
import { valueReader } from "./readValues";
import type { Mapping, TableMap } from "./tables";

/** How many structures one filter names: it stays well below what an address may hold. */
const structuresPerFilter = 40;

/**
 * Reads the ledger of one company: one query per mapped table and one per dimension's values, two where all companies
 * share the dimension's table. Small tables come first: they tell the dimensions, and which structures the company uses,
 * since only their rows are read. Nothing is written.
 *
 * @param company code of the legal entity, as the tables spell it
 * @param takenOn ISO instant, stamped on the model and its version
 * @throws DataverseError of the first needed table that cannot be read
 */
export async function readLedger(
  dataverse: Dataverse,
  mapping: Mapping,
  company: string,
  takenOn: string,
  signal: AbortSignal,
): Promise<LedgerSource> {
  const tables = tableReader(dataverse, mapping, company, signal);
  const { read } = tables;
  const overriding = read("overrides").then((rows) => group(rows, (row) => row.raw("valueId")));
  const values = valueReader(tables, mapping, company, overriding);
  const first = Promise.all([read("dimensions"), read("ledgers")]);
  const readDimensions = async () => {
    const [rows, ledgers] = await first;
    return Promise.all(rows.map((row) => values.dimensionOf(row, ledgers)));
  };
  const naming = Promise.all([
    first,
    read("structures"),
    read("ruleTables"),
    read("rules"),
    read("ruleCriteria"),
    read("ruleStructures"),
  ]);
  /** The rows of those structures only that the company uses, itself or by a rule. */
  const readRows = async (): Promise<readonly MappedRow[]> => {
    const [[, ledgers], structures, ruleTables, rules, , ruleStructures] = await naming;
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

  const [dimensions, rows, named, formats, segments, derivedRules, derivedValues, defaults, aliases] =
    await Promise.all([
      readDimensions(),
      readRows(),
      naming,
      read("formats"),
      read("segments"),
      read("derivedRules"),
      read("derivedValues"),
      read("defaults"),
      read("aliases"),
      overriding,
    ]);
  const [[, ledgers], structures, ruleTables, rules, ruleCriteria, ruleStructures] = named;
  const model = assembleModel(company, takenOn, dimensions, {
    formats,
    ledgers,
    structures,
    segments,
    rows,
    ruleTables,
    rules,
    ruleCriteria,
    ruleStructures,
    derivedRules,
    derivedValues,
    defaults,
    aliases,
  });
  return { model, unread: tables.unread, search: values.searchIn(ledgers) };
}

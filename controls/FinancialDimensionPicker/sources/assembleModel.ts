import type { AccountStructure, AdvancedRule, Dimension, LedgerModel, StructureRow } from "../../../shared/ledger";
import { group, type MappedRow } from "./mappedRow";
import type { Part } from "./tables";
import { inTurns } from "../../../shared/form/turns";

type Rows = readonly MappedRow[];

/** The rows of every part but those that are converted already. */
type LedgerRows = Readonly<Record<Exclude<Part, "dimensions" | "values" | "overrides" | "rows" | "ruleRows">, Rows>>;

/** Rows of structures by the structure's name. */
type StructureRows = ReadonlyMap<string, readonly StructureRow[]>;

/** Names of the account structures that the company's ledger uses. */
export const structuresOfLedger = (ledgers: Rows): string[] =>
  ledgers.flatMap((ledger) => [ledger.get("structure"), ...ledger.list("structure")].filter(Boolean));

/** Names of the structures that an advanced rule adds: in rows of their own, or in columns of the rule's. */
export const structuresOfRule = (rule: MappedRow, ruleStructures: Rows): string[] => [
  ...ruleStructures.filter((row) => row.get("rule") === rule.get("name")).map((row) => row.get("structure")),
  ...rule.list("structure"),
];

/** Makes the engine's model of what was read. */
export function assembleModel(
  company: string,
  takenOn: string,
  dimensions: readonly Dimension[],
  rows: StructureRows,
  parts: LedgerRows,
): LedgerModel {
  const { ledgers, structures, ruleTables, rules, ruleCriteria, ruleStructures, derivedRules, derivedValues } = parts;
  const account = structuresIn(parts.segments, rows, "account");
  const added = structuresIn(parts.segments, rows, "rule");
  // A rule's name is unique within its structure only, where the tables tell the structure.
  const keyOf = (row: MappedRow, name: string): string =>
    `${ruleCriteria[0]?.get("structure") ? row.get("structure") : ""}\n${row.get(name)}`;
  return {
    version: takenOn,
    takenOn,
    dimensions,
    legalEntities: ledgers.length ? [{ name: company, structures: structuresOfLedger(ledgers) }] : [],
    structures: [...structures.map(account), ...ruleTables.map(added)],
    rules: rules.map((rule): AdvancedRule => ({
      ...rule.texts("name", "structure"),
      criteria: ruleCriteria
        .filter((row) => keyOf(row, "rule") === keyOf(rule, "name"))
        .map((row) => row.texts("dimension", "criteria")),
      structures: structuresOfRule(rule, ruleStructures),
    })),
    derived: derivedRules.map((rule) => ({
      ...rule.texts("dimension"),
      replaceExisting: rule.yes("replaceExisting"),
      preventChanges: rule.yes("preventChanges"),
      values: derivedValues
        .filter((row) => row.get("rule") === rule.get("name"))
        .map((row) => row.texts("drivingValue", "dimension", "value")),
    })),
    defaults: parts.defaults.map((row) => ({
      ...row.texts("mainAccount", "legalEntity", "dimension", "value"),
      kind: row.kind() === "fixed" ? "fixed" : "default",
    })),
    aliases: parts.aliases.map((row) => row.texts("name", "legalEntity", "account")),
    integrationFormat: integrationFormat(parts.formats, dimensions),
  };
}

/** Where a structure has its segments: in rows of their own or in columns of its own. */
function segmentsOf(structure: MappedRow, own: Rows): { readonly names: string[]; readonly orders: string[] } {
  const wide = structure.list("segment");
  // A cell stands in the column of its segment's order, so that a removed segment does not shift the others.
  return wide.length
    ? { names: wide, orders: wide.map((_, index) => String(index + 1)) }
    : { names: own.map((segment) => segment.get("dimension")), orders: own.map((segment) => segment.raw("order")) };
}

/**
 * Makes the rows of structures, in turns: there are thousands.
 *
 * @throws CancelledError when nobody waits for it any more
 */
export async function convertRows(
  structures: Rows,
  segments: Rows,
  rows: Rows,
  signal: AbortSignal,
): Promise<StructureRows> {
  const own = group(segments, (row) => row.get("structure"));
  const found = new Map(
    structures.map((structure) => {
      const name = structure.get("name");
      const fields = segmentsOf(structure, own.get(name) ?? []).orders.map((order) => `criteria${order}`);
      return [name, { fields, rows: [] as StructureRow[] }];
    }),
  );
  await inTurns(rows, signal, (row) => {
    const structure = found.get(row.get("structure"));
    structure?.rows.push({
      criteria: structure.fields.map((field) => row.get(field)),
      activeFrom: row.day("activeFrom"),
      activeTo: row.day("activeTo"),
    });
  });
  return new Map([...found].map(([name, structure]) => [name, structure.rows]));
}

function structuresIn(
  segments: Rows,
  rows: StructureRows,
  kind: AccountStructure["kind"],
): (structure: MappedRow) => AccountStructure {
  const own = group(segments, (row) => row.get("structure"));
  return (structure) => {
    const name = structure.get("name");
    return {
      name,
      kind: structure.kind() === "rule" ? "rule" : kind,
      segments: segmentsOf(structure, own.get(name) ?? []).names,
      rows: rows.get(name) ?? [],
    };
  };
}

/** The order of the integration format; that of the dimensions where no format is known. */
function integrationFormat([format]: Rows, dimensions: readonly Dimension[]): readonly string[] {
  const known = new Set(dimensions.map(({ name }) => name));
  const named =
    format
      ?.get("format")
      .split(/[-._|~]+/)
      .filter((name) => known.has(name)) ?? [];
  return named.length ? named : [...known];
}

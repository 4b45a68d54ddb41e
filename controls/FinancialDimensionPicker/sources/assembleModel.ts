import type { AccountStructure, AdvancedRule, Dimension, LedgerModel } from "../../../shared/ledger";
import { group, type MappedRow } from "./mappedRow";
import type { Part } from "./tables";

type Rows = readonly MappedRow[];

/** The rows of every part but those that `dimensions` holds already; `rows` are those of both kinds of structures. */
type LedgerRows = Readonly<Record<Exclude<Part, "dimensions" | "values" | "overrides" | "ruleRows">, Rows>>;

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
  parts: LedgerRows,
): LedgerModel {
  const { ledgers, structures, ruleTables, rules, ruleCriteria, ruleStructures, derivedRules, derivedValues } = parts;
  const account = structuresIn(parts, "account");
  const added = structuresIn(parts, "rule");
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

/** Structures with their segments, which are in rows of their own or in columns of the structure's, and their rows. */
function structuresIn(
  { segments, rows }: LedgerRows,
  kind: AccountStructure["kind"],
): (structure: MappedRow) => AccountStructure {
  const segmentsOf = group(segments, (row) => row.get("structure"));
  const rowsOf = group(rows, (row) => row.get("structure"));
  return (structure) => {
    const name = structure.get("name");
    const own = segmentsOf.get(name) ?? [];
    const wide = structure.list("segment");
    // A cell stands in the column of its segment's order, so that a removed segment does not shift the others.
    const orders = wide.length ? wide.map((_, index) => String(index + 1)) : own.map((segment) => segment.raw("order"));
    return {
      name,
      kind: structure.kind() === "rule" ? "rule" : kind,
      segments: wide.length ? wide : own.map((segment) => segment.get("dimension")),
      rows: (rowsOf.get(name) ?? []).map((row) => ({
        criteria: orders.map((order) => row.get(`criteria${order}`)),
        activeFrom: row.day("activeFrom"),
        activeTo: row.day("activeTo"),
      })),
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

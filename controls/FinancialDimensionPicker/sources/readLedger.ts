import type { Dataverse } from "../../../shared/dataverse/client";
import type { AccountStructure, AdvancedRule, DerivedRule, Dimension, DimensionValue, LedgerModel } from "../ledger";
import { Fields } from "./fields";
import { parts, type Mapping, type Part, type TableMap } from "./tables";

type Read = Readonly<Record<Part, readonly Fields[]>>;

/**
 * Reads the ledger of one company: one query per mapped table, all at once, values in pages. Nothing is written.
 *
 * @param company code of the legal entity, as the tables spell it
 * @param takenOn ISO instant, stamped on the model and its version
 * @throws DataverseError of the first table that cannot be read
 */
export async function readLedger(dataverse: Dataverse, mapping: Mapping, company: string, takenOn: string, signal: AbortSignal): Promise<LedgerModel> {
  const lists = await Promise.all(parts.map(async (part) => [part, await readPart(dataverse, mapping.tables[part], company, signal)] as const));
  const read: Read = { ...nothing, ...Object.fromEntries(lists) };
  const dimensions = dimensionsOf(read, mapping);
  return {
    version: takenOn,
    takenOn,
    dimensions,
    legalEntities: read.legalEntities.map((entity) => ({
      name: entity.text("name"),
      description: entity.text("description"),
      structures: of(read.ledgers, "legalEntity", entity.text("name")).map((ledger) => ledger.text("structure")),
    })),
    structures: structuresOf(read),
    rules: rulesOf(read),
    derived: derivedOf(read),
    defaults: read.defaults.map((row) => ({
      mainAccount: row.text("mainAccount"),
      legalEntity: row.text("legalEntity"),
      dimension: row.text("dimension"),
      value: row.text("value"),
      kind: row.kind() === "fixed" ? "fixed" : "default",
    })),
    aliases: read.aliases.map((row) => ({ name: row.text("name"), legalEntity: row.text("legalEntity"), account: row.text("account") })),
    integrationFormat: dimensions.map(({ name }) => name),
  };
}

const nothing: Read = {
  dimensions: [], legalEntities: [], ledgers: [], values: [], overrides: [], structures: [], segments: [], rows: [], rules: [], ruleCriteria: [],
  ruleStructures: [], derivedRules: [], derivedValues: [], defaults: [], aliases: [],
};

async function readPart(dataverse: Dataverse, map: TableMap | undefined, company: string, signal: AbortSignal): Promise<readonly Fields[]> {
  if (map === undefined) return [];
  const filter = map.filter?.split("{company}").join(company.replace(/'/g, "''"));
  const query = { select: [...new Set(Object.values(map.columns))], filter, orderBy: map.columns.order };
  const { rows } = await dataverse.retrieveAll(map.table, query, { signal });
  return rows.map((row) => new Fields(row, map));
}

function of(rows: readonly Fields[], field: string, text: string): readonly Fields[] {
  return rows.filter((row) => row.text(field) === text);
}

function group(rows: readonly Fields[], key: (row: Fields) => string): ReadonlyMap<string, Fields[]> {
  const groups = new Map<string, Fields[]>();
  for (const row of rows) {
    const found = groups.get(key(row));
    if (found) found.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

function dimensionsOf(read: Read, mapping: Mapping): Dimension[] {
  const overrides = group(read.overrides, (row) => row.raw("valueId"));
  const values = group(read.values, (row) => row.text("dimension"));
  return read.dimensions.map((row): Dimension => {
    const name = row.text("name");
    const kind = row.kind();
    return {
      name,
      displayName: row.text("displayName"),
      kind: name === mapping.mainAccount ? "mainAccount" : kind === "mainAccount" || kind === "shared" || kind === "perCompany" ? kind : "list",
      values: (values.get(name) ?? []).map((value) => valueOf(value, overrides.get(value.raw("id")))),
    };
  });
}

function valueOf(row: Fields, overrides: readonly Fields[] | undefined): DimensionValue {
  return {
    value: row.text("value"),
    description: row.text("description"),
    legalEntity: row.text("legalEntity"),
    ...activity(row),
    total: row.yes("total"),
    blocked: row.yes("blocked"),
    overrides: overrides?.map((override) => ({ legalEntity: override.text("legalEntity"), ...activity(override) })),
  };
}

const activity = (row: Fields): Pick<DimensionValue, "activeFrom" | "activeTo" | "suspended"> => ({
  activeFrom: row.day("activeFrom"),
  activeTo: row.day("activeTo"),
  suspended: row.yes("suspended"),
});

function structuresOf(read: Read): AccountStructure[] {
  const rows = group(read.rows, (row) => row.text("structure"));
  return read.structures.map((structure): AccountStructure => {
    const name = structure.text("name");
    const segments = of(read.segments, "structure", name);
    return {
      name,
      description: structure.text("description"),
      kind: structure.kind() === "rule" ? "rule" : "account",
      active: !structure.has("active") || structure.yes("active"),
      segments: segments.map((segment) => segment.text("dimension")),
      rows: (rows.get(name) ?? []).map((row) => ({
        // A cell stands in the column of its segment's order, so that a removed segment does not shift the others.
        criteria: segments.map((segment) => row.text(`criteria${segment.raw("order")}`)),
        activeFrom: row.day("activeFrom"),
        activeTo: row.day("activeTo"),
      })),
    };
  });
}

function rulesOf(read: Read): AdvancedRule[] {
  return read.rules.map((rule): AdvancedRule => {
    const name = rule.text("name");
    return {
      name,
      structure: rule.text("structure"),
      active: !rule.has("active") || rule.yes("active"),
      criteria: of(read.ruleCriteria, "rule", name).map((row) => ({ dimension: row.text("dimension"), criteria: row.text("criteria") })),
      structures: of(read.ruleStructures, "rule", name).map((row) => row.text("structure")),
    };
  });
}

function derivedOf(read: Read): DerivedRule[] {
  return read.derivedRules.map((rule): DerivedRule => ({
    dimension: rule.text("dimension"),
    replaceExisting: rule.yes("replaceExisting"),
    preventChanges: rule.yes("preventChanges"),
    values: of(read.derivedValues, "rule", rule.text("name")).map((row) => ({
      drivingValue: row.text("drivingValue"),
      dimension: row.text("dimension"),
      value: row.text("value"),
    })),
  }));
}

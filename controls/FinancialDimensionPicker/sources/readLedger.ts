import type { Dataverse } from "../../../shared/dataverse/client";
import { DataverseError } from "../../../shared/dataverse/error";
import { chunks, isOneOf, literal } from "../../../shared/dataverse/query";
import type {
  AccountStructure,
  AdvancedRule,
  Dimension,
  DimensionValue,
  LedgerModel,
  Source,
  Unread,
} from "../../../shared/ledger";
import { Fields } from "./fields";
import type { Mapping, Part, TableMap } from "./tables";

/** Without these there is nothing to choose from; without any other, something cannot be verified. */
const needed: readonly Part[] = ["dimensions", "ledgers", "values", "structures", "segments", "rows"];

/** How many values a search on the server brings. */
const searchPage = 50;

/** How many structures one filter names: it stays well below what an address may hold. */
const structuresPerFilter = 40;

const kinds = ["mainAccount", "shared", "perCompany"] as const;

/** One filter, or none. */
type Filter = string | undefined;

const all = (...filters: readonly Filter[]): Filter =>
  filters.flatMap((filter) => (filter ? `(${filter})` : [])).join(" and ") || undefined;

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
): Promise<Source> {
  const unread: Unread[] = [];
  const fill = (filter: Filter, more: Readonly<Record<string, string>> = {}): Filter =>
    filter?.replace(/\{(\w+)\}/g, (whole, name: string) => ({ company, ...more })[name]?.replace(/'/g, "''") ?? whole);
  const rowsOf = async (
    map: TableMap,
    filter: Filter,
    limit = Infinity,
    stop = signal,
  ): Promise<{ rows: Fields[]; complete: boolean }> => {
    const query = { select: [...new Set(Object.values(map.columns))], filter, orderBy: map.columns.order };
    const { rows, complete } = await dataverse.retrieveAll(map.table, query, {
      signal: stop,
      limit,
      pageSize: Math.min(limit, 5000),
    });
    return { rows: rows.map((row) => new Fields(row, map, mapping.yes)).filter((row) => !row.isDraft()), complete };
  };
  const read = async (
    part: Part,
    filtersOf: (map: TableMap) => readonly Filter[] = () => [undefined],
  ): Promise<readonly Fields[]> => {
    const map = mapping.tables[part];
    if (!map) return [];
    try {
      const found = await Promise.all(filtersOf(map).map((filter) => rowsOf(map, all(fill(map.filter), filter))));
      return found.flatMap(({ rows }) => rows);
    } catch (error) {
      // Only an answer that will be the same the next time is worth going on without.
      const lasting = error instanceof DataverseError && /^(forbidden|notFound|invalid)/.test(error.kind);
      if (!lasting || needed.includes(part)) throw error;
      unread.push({ part, table: map.table });
      return [];
    }
  };

  const overriding = read("overrides").then((rows) => group(rows, "valueId", "raw"));
  const first = Promise.all([read("dimensions"), read("ledgers")]);
  /** @param owner the company whose values they all are, where the filter says so */
  const valuesOf = async (
    map: TableMap,
    filter: Filter,
    limit: number,
    owner?: string,
    stop?: AbortSignal,
  ): Promise<{ values: DimensionValue[]; complete: boolean }> => {
    const { legalEntity: _said, ...columns } = map.columns;
    const { rows, complete } = await rowsOf(owner === undefined ? map : { ...map, columns }, filter, limit, stop);
    const overrides = await overriding;
    return { values: rows.map((row) => valueOf(row, overrides.get(row.raw("id")), owner)), complete };
  };
  const sourceOf = (name: string): TableMap | undefined => mapping.valueSources[name] ?? mapping.tables.values;
  const filterOf = (filter: Filter, dimension: string, [ledger]: readonly Fields[]): Filter =>
    fill(filter, { dimension, chart: ledger?.get("chart") ?? "" });

  const readDimensions = async (): Promise<Dimension[]> => {
    const [rows, ledgers] = await first;
    return Promise.all(
      rows.map(async (row): Promise<Dimension> => {
        const name = row.get("name");
        const kind = row.kind();
        const map = sourceOf(name);
        const limit = map?.search ? searchPage : mapping.searchOver;
        const { own, shared } = (kind === "perCompany" && map?.byCompany) || {};
        const queries: readonly (readonly [Filter, string?])[] =
          own === undefined
            ? [[map?.filter]]
            : [
                [own, company],
                [shared, ""],
              ];
        const parts = await Promise.all(
          map ? queries.map(([filter, owner]) => valuesOf(map, filterOf(filter, name, ledgers), limit, owner)) : [],
        );
        const values = parts.flatMap((part) => part.values);
        return {
          ...row.texts("name", "displayName"),
          kind: name === mapping.mainAccount ? "mainAccount" : (kinds.find((known) => known === kind) ?? "list"),
          values: values.slice(0, limit),
          partial: values.length > limit || parts.some(({ complete }) => !complete),
        };
      }),
    );
  };

  const reading = [
    first,
    read("structures"),
    read("ruleTables"),
    read("rules"),
    read("ruleCriteria"),
    read("ruleStructures"),
  ] as const;
  const readRows = async (): Promise<readonly Fields[]> => {
    const [[, ledgers], structures, ruleTables, rules, , ruleStructures] = await Promise.all(reading);
    const own = new Set(structuresOf(ledgers));
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

  const [
    dimensions,
    rows,
    [[, ledgers], structures, ruleTables, rules, ruleCriteria, ruleStructures],
    formats,
    segments,
    derivedRules,
    derivedValues,
    defaults,
    aliases,
  ] = await Promise.all([
    readDimensions(),
    readRows(),
    Promise.all(reading),
    read("formats"),
    read("segments"),
    read("derivedRules"),
    read("derivedValues"),
    read("defaults"),
    read("aliases"),
    overriding,
  ]);
  const segmentsOf = group(segments, "structure");
  const cells = group(rows, "structure");
  const structureOf =
    (kind: AccountStructure["kind"]) =>
    (structure: Fields): AccountStructure => {
      const name = structure.get("name");
      const own = segmentsOf.get(name) ?? [];
      const wide = structure.list("segment");
      // A cell stands in the column of its segment's order, so that a removed segment does not shift the others.
      const orders = wide.length
        ? wide.map((_, index) => String(index + 1))
        : own.map((segment) => segment.raw("order"));
      return {
        name,
        kind: structure.kind() === "rule" ? "rule" : kind,
        segments: wide.length ? wide : own.map((segment) => segment.get("dimension")),
        rows: (cells.get(name) ?? []).map((row) => ({
          criteria: orders.map((order) => row.get(`criteria${order}`)),
          activeFrom: row.day("activeFrom"),
          activeTo: row.day("activeTo"),
        })),
      };
    };
  // A rule's name is unique within its structure only, where the tables tell the structure.
  const keyOf = (row: Fields, name: string): string =>
    `${ruleCriteria[0]?.get("structure") ? row.get("structure") : ""}\n${row.get(name)}`;
  const known = new Set(dimensions.map(({ name }) => name));
  const format =
    formats[0]
      ?.get("format")
      .split(/[-._|~]+/)
      .filter((name) => known.has(name)) ?? [];

  const model: LedgerModel = {
    version: takenOn,
    takenOn,
    dimensions,
    legalEntities: ledgers.length ? [{ name: company, structures: structuresOf(ledgers) }] : [],
    structures: [...structures.map(structureOf("account")), ...ruleTables.map(structureOf("rule"))],
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
    defaults: defaults.map((row) => ({
      ...row.texts("mainAccount", "legalEntity", "dimension", "value"),
      kind: row.kind() === "fixed" ? "fixed" : "default",
    })),
    aliases: aliases.map((row) => row.texts("name", "legalEntity", "account")),
    integrationFormat: format.length ? format : [...known],
  };

  const search: Source["search"] = async (dimension, text, stop) => {
    const map = sourceOf(dimension);
    if (!map) return [];
    const { value = "", description } = map.columns;
    const isExact = text.startsWith("=");
    const needle = literal(text.replace(/^[*=]|\*$/g, ""));
    const match = (column: string): string =>
      isExact ? `${column} eq ${needle}` : `${text.startsWith("*") ? "contains" : "startswith"}(${column},${needle})`;
    const matches = (description && !isExact ? [value, description] : [value]).map(match).join(" or ");
    const inOrder = { ...map, columns: { ...map.columns, order: value } };
    return (
      await valuesOf(inOrder, all(filterOf(map.filter, dimension, ledgers), matches), searchPage, undefined, stop)
    ).values;
  };
  return { model, unread, search };
}

const structuresOf = (ledgers: readonly Fields[]): string[] =>
  ledgers.flatMap((ledger) => [ledger.get("structure"), ...ledger.list("structure")].filter(Boolean));

const structuresOfRule = (rule: Fields, named: readonly Fields[]): string[] => [
  ...named.filter((row) => row.get("rule") === rule.get("name")).map((row) => row.get("structure")),
  ...rule.list("structure"),
];

function group(rows: readonly Fields[], field: string, as: "get" | "raw" = "get"): ReadonlyMap<string, Fields[]> {
  const groups = new Map<string, Fields[]>();
  for (const row of rows) {
    const key = row[as](field);
    const found = groups.get(key);
    if (found) found.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

const activity = (row: Fields): Pick<DimensionValue, "activeFrom" | "activeTo" | "suspended"> => ({
  activeFrom: row.day("activeFrom"),
  activeTo: row.day("activeTo"),
  suspended: row.yes("suspended"),
});

const valueOf = (
  row: Fields,
  overrides: readonly Fields[] | undefined,
  legalEntity = row.get("legalEntity"),
): DimensionValue => ({
  value: row.get("value"),
  description: row.get("description"),
  legalEntity,
  ...activity(row),
  total: row.yes("total"),
  blocked: row.yes("blocked"),
  overrides: overrides?.map((override) => ({ legalEntity: override.get("legalEntity"), ...activity(override) })),
});

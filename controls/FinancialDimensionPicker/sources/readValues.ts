import { literal } from "../../../shared/dataverse/query";
import type { Dimension, DimensionValue } from "../../../shared/ledger";
import type { ReadSource } from "./ledgerSource";
import type { MappedRow } from "./mappedRow";
import { all, type Filter, tableReader, type TableReader } from "./readTables";
import type { Mapping, TableMap } from "./tables";

/** How many values a search on the server brings. */
const searchPage = 50;

const kinds = ["mainAccount", "shared", "perCompany"] as const;

/** What the company overrides, by the id of the value. */
export type Overriding = ReadonlyMap<string, readonly MappedRow[]>;

/** A dimension whose values are on their way. */
export interface ComingDimension {
  /** Settles when the first page of each of its queries is there. */
  readonly begun: Promise<void>;
  /** Settles when all is there that will be. */
  readonly ended: Promise<void>;
  /** The dimension with the values that are there; partial as long as some are missing. */
  readonly soFar: () => Dimension;
}

export const sourceOf = (mapping: Mapping, dimension: string): TableMap | undefined =>
  mapping.valueSources[dimension] ?? mapping.tables.values;

const filterOf = ({ fill }: TableReader, filter: Filter, dimension: string, [ledger]: readonly MappedRow[]): Filter =>
  fill(filter, { dimension, chart: ledger?.get("chart") ?? "" });

/** What a row says of a dimension, without its values. */
const headOf = (row: MappedRow, mapping: Mapping): Omit<Dimension, "values" | "partial"> => {
  const name = row.get("name");
  return {
    ...row.texts("name", "displayName"),
    kind: name === mapping.mainAccount ? "mainAccount" : (kinds.find((known) => known === row.kind()) ?? "list"),
  };
};

/** Starts to read a dimension's values: all of them, or the first page where the rest is searched on the server. */
export function startDimension(
  reader: TableReader,
  mapping: Mapping,
  company: string,
  row: MappedRow,
  ledgers: readonly MappedRow[],
  overriding: Overriding,
): ComingDimension {
  const name = row.get("name");
  const head = headOf(row, mapping);
  const map = sourceOf(mapping, name);
  const limit = map?.search ? searchPage : mapping.searchOver;
  const { own, shared } = (row.kind() === "perCompany" && map?.byCompany) || {};
  /** Each with the company whose values they all are, where the filter says so. */
  const queries: readonly (readonly [Filter, string?])[] =
    own === undefined
      ? [[map?.filter]]
      : [
          [own, company],
          [shared, ""],
        ];
  const values: DimensionValue[] = [];
  let missing = map ? queries.length : 0;
  const read = async (table: TableMap, [filter, owner]: readonly [Filter, string?], begun: () => void) => {
    const { legalEntity: _said, ...columns } = table.columns;
    const asked = owner === undefined ? table : { ...table, columns };
    await reader.eachRow(
      asked,
      filterOf(reader, filter, name, ledgers),
      {
        row: (found) => values.push(valueOf(found, overriding.get(found.raw("id")), owner)),
        page: (more) => {
          begun();
          if (!more) missing -= 1;
          return more && values.length >= limit;
        },
      },
      Math.min(limit, 5000),
    );
  };
  const start = (table: TableMap, query: (typeof queries)[number]) => {
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    return { begun, ended: read(table, query, begin).finally(begin) };
  };
  const parts = map ? queries.map((query) => start(map, query)) : [];
  const ended = Promise.all(parts.map((part) => part.ended)).then(() => undefined);
  return {
    begun: Promise.all(parts.map((part) => part.begun)).then(() => undefined),
    ended,
    soFar: () => ({
      ...head,
      values: values.slice(0, limit),
      partial: missing > 0 || values.length > limit,
    }),
  };
}

/**
 * Makes the search on the server. In a function of its own, since it lives as long as the ledger, and would keep everything
 * alive that stands beside it.
 */
export const searchOver =
  (
    mapping: Mapping,
    company: string,
    ledgers: readonly MappedRow[],
    overriding: Overriding,
  ): NonNullable<ReadSource["search"]> =>
  async (dataverse, dimension, text, signal) => {
    const map = sourceOf(mapping, dimension);
    if (!map) return [];
    const reader = tableReader(dataverse, mapping, company, signal);
    const { value = "", description } = map.columns;
    const isExact = text.startsWith("=");
    const needle = literal(text.replace(/^[*=]|\*$/g, ""));
    const match = (column: string): string =>
      isExact ? `${column} eq ${needle}` : `${text.startsWith("*") ? "contains" : "startswith"}(${column},${needle})`;
    const matches = (description && !isExact ? [value, description] : [value]).map(match).join(" or ");
    const found: DimensionValue[] = [];
    await reader.eachRow(
      { ...map, columns: { ...map.columns, order: value } },
      all(filterOf(reader, map.filter, dimension, ledgers), matches),
      { row: (row) => found.push(valueOf(row, overriding.get(row.raw("id")))), page: () => true },
      searchPage,
    );
    return found;
  };

const activity = (row: MappedRow): Pick<DimensionValue, "activeFrom" | "activeTo" | "suspended"> => ({
  activeFrom: row.day("activeFrom"),
  activeTo: row.day("activeTo"),
  suspended: row.yes("suspended"),
});

const valueOf = (
  row: MappedRow,
  overrides: readonly MappedRow[] | undefined,
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

import { literal } from "../../../shared/dataverse/query";
import type { Dimension, DimensionValue } from "../../../shared/ledger";
import type { LedgerSource } from "./ledgerSource";
import type { MappedRow } from "./mappedRow";
import { all, type Filter, type TableReader } from "./readTables";
import type { Mapping, TableMap } from "./tables";

/** How many values a search on the server brings. */
const searchPage = 50;

const kinds = ["mainAccount", "shared", "perCompany"] as const;

/** Reads the values of dimensions, each from its own source. */
interface ValueReader {
  /** A dimension with its values: all of them, or the first page where the rest is searched on the server. */
  readonly dimensionOf: (row: MappedRow, ledgers: readonly MappedRow[]) => Promise<Dimension>;
  readonly searchIn: (ledgers: readonly MappedRow[]) => LedgerSource["search"];
}

/** @param overriding what the company overrides, by the id of the value */
export function valueReader(
  { fill, rowsOf }: TableReader,
  mapping: Mapping,
  company: string,
  overriding: Promise<ReadonlyMap<string, readonly MappedRow[]>>,
): ValueReader {
  const sourceOf = (name: string): TableMap | undefined => mapping.valueSources[name] ?? mapping.tables.values;
  const filterOf = (filter: Filter, dimension: string, [ledger]: readonly MappedRow[]): Filter =>
    fill(filter, { dimension, chart: ledger?.get("chart") ?? "" });
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

  return {
    async dimensionOf(row, ledgers) {
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
    },
    searchIn: (ledgers) => async (dimension, text, stop) => {
      const map = sourceOf(dimension);
      if (!map) return [];
      const { value = "", description } = map.columns;
      const isExact = text.startsWith("=");
      const needle = literal(text.replace(/^[*=]|\*$/g, ""));
      const match = (column: string): string =>
        isExact ? `${column} eq ${needle}` : `${text.startsWith("*") ? "contains" : "startswith"}(${column},${needle})`;
      const matches = (description && !isExact ? [value, description] : [value]).map(match).join(" or ");
      const inOrder = { ...map, columns: { ...map.columns, order: value } };
      const filter = all(filterOf(map.filter, dimension, ledgers), matches);
      return (await valuesOf(inOrder, filter, searchPage, undefined, stop)).values;
    },
  };
}

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

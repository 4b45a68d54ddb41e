import type { Dataverse } from "../../../shared/dataverse/client";
import { DataverseError } from "../../../shared/dataverse/error";
import type { Unread, UnreadPart } from "./ledgerSource";
import { MappedRow } from "./mappedRow";
import type { Mapping, Part, TableMap } from "./tables";

/** Without these there is nothing to choose from; without any other, something cannot be verified. */
const needed: readonly Exclude<Part, UnreadPart>[] = [
  "dimensions",
  "ledgers",
  "values",
  "structures",
  "segments",
  "rows",
];
const isNeeded = (part: Part): part is Exclude<Part, UnreadPart> => needed.some((other) => other === part);

/** One OData filter, or none. */
export type Filter = string | undefined;

/** What has to hold at once. */
export const all = (...filters: readonly Filter[]): Filter =>
  filters.flatMap((filter) => (filter ? `(${filter})` : [])).join(" and ") || undefined;

interface MappedRows {
  readonly rows: readonly MappedRow[];
  /** False: there are more rows than were asked for. */
  readonly complete: boolean;
}

/** Asks the mapped tables of one company. */
export interface TableReader {
  /** A filter with `{company}`, and what else is named, filled in. */
  readonly fill: (filter: Filter, more?: Readonly<Record<string, string>>) => Filter;
  /** Rows of a table, drafts left out; at most `limit`. */
  readonly rowsOf: (map: TableMap, filter: Filter, limit?: number, signal?: AbortSignal) => Promise<MappedRows>;
  /**
   * All rows of a part, by one query for each filter; none where the part is not mapped, or not needed and unreadable.
   *
   * @throws DataverseError of a needed table, and every error that may be over the next time
   */
  readonly read: (part: Part, filtersOf?: (map: TableMap) => readonly Filter[]) => Promise<readonly MappedRow[]>;
  /** What `read` could not read so far. */
  readonly unread: readonly Unread[];
}

export function tableReader(dataverse: Dataverse, mapping: Mapping, company: string, signal: AbortSignal): TableReader {
  const unread: Unread[] = [];
  const fill: TableReader["fill"] = (filter, more = {}) =>
    filter?.replace(/\{(\w+)\}/g, (whole, name: string) => ({ company, ...more })[name]?.replace(/'/g, "''") ?? whole);
  const rowsOf: TableReader["rowsOf"] = async (map, filter, limit = Infinity, stop = signal) => {
    const query = { select: [...new Set(Object.values(map.columns))], filter, orderBy: map.columns.order };
    const { rows, complete } = await dataverse.retrieveAll(map.table, query, {
      signal: stop,
      limit,
      pageSize: Math.min(limit, 5000),
    });
    return {
      rows: rows.map((row) => new MappedRow(row, map, mapping.yes)).filter((row) => !row.isDraft()),
      complete,
    };
  };
  return {
    fill,
    rowsOf,
    unread,
    async read(part, filtersOf = () => [undefined]) {
      const map = mapping.tables[part];
      if (!map) return [];
      try {
        const found = await Promise.all(filtersOf(map).map((filter) => rowsOf(map, all(fill(map.filter), filter))));
        return found.flatMap(({ rows }) => rows);
      } catch (error) {
        // Only an answer that will be the same the next time is worth going on without.
        const lasting = error instanceof DataverseError && /^(forbidden|notFound|invalid)/.test(error.kind);
        if (!lasting || isNeeded(part)) throw error;
        unread.push({ part, table: map.table });
        return [];
      }
    },
  };
}

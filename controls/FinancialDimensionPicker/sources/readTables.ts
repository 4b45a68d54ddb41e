import type { Dataverse, Row } from "../../../shared/dataverse/client";
import { CancelledError, DataverseError } from "../../../shared/dataverse/error";
import { digestOf, unreadDigest } from "./digest";
import type { Unread, UnreadPart } from "./ledgerSource";
import { MappedRow } from "./mappedRow";
import type { Mapping, Part, TableMap } from "./tables";
import { inTurns } from "../../../shared/form/turns";

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

/** How long the page waits for a table that it can do without, in ms. */
const patienceMs = 15_000;

/** Asks the mapped tables of one company. */
export interface TableReader {
  /** A filter with `{company}`, and what else is named, filled in. */
  readonly fill: (filter: Filter, more?: Readonly<Record<string, string>>) => Filter;
  /**
   * Hands over the rows of a table page by page and in turns, drafts left out, until `take` has enough.
   *
   * @param take called for each row; `more`: rows follow on the server. True: enough.
   */
  readonly eachRow: (
    map: TableMap,
    filter: Filter,
    take: { readonly row: (row: MappedRow, raw: Row) => void; readonly page?: (more: boolean) => boolean },
    pageSize?: number,
  ) => Promise<void>;
  /**
   * All rows of a part, by one query for each filter; none where the part is not mapped, or not needed and unreadable.
   *
   * @throws DataverseError of a needed table, and of any while there is no connection
   */
  readonly read: (part: Part, filtersOf?: (map: TableMap) => readonly Filter[]) => Promise<readonly MappedRow[]>;
  /** What `read` could not read so far. */
  readonly unread: readonly Unread[];
  /** What the rows of each part said that `read` has read so far. */
  readonly digests: Readonly<Partial<Record<Part, string>>>;
}

/** @param former what the parts said before: one that could be read then is not taken for unreadable by a passing fault */
export function tableReader(
  dataverse: Dataverse,
  mapping: Mapping,
  company: string,
  signal: AbortSignal,
  former: TableReader["digests"] = {},
): TableReader {
  const unread: Unread[] = [];
  const digests: Partial<Record<Part, string>> = {};
  const fill: TableReader["fill"] = (filter, more = {}) =>
    filter?.replace(/\{(\w+)\}/g, (whole, name: string) => ({ company, ...more })[name]?.replace(/'/g, "''") ?? whole);
  const eachRow: TableReader["eachRow"] = async (map, filter, take, pageSize = 5000) => {
    const { modifiedOn: _asked, ...columns } = map.columns;
    const query = { select: [...new Set(Object.values(columns))], filter, orderBy: columns.order };
    for await (const { rows, more } of dataverse.pages(map.table, query, { signal, pageSize })) {
      await inTurns(rows, signal, (raw) => {
        const row = new MappedRow(raw, map, mapping.yes);
        if (!row.isDraft()) take.row(row, raw);
      });
      if (take.page?.(more)) return;
    }
  };
  const readPart = async (map: TableMap, filters: readonly Filter[]) => {
    const read = await Promise.all(
      filters.map(async (filter) => {
        const found: MappedRow[] = [];
        const digest = digestOf();
        await eachRow(map, all(fill(map.filter), filter), {
          row: (row, raw) => {
            found.push(row);
            digest.add(raw);
          },
        });
        return { found, digest: digest.text() };
      }),
    );
    return { rows: read.flatMap(({ found }) => found), digest: read.map(({ digest }) => digest).join() };
  };
  return {
    fill,
    eachRow,
    unread,
    digests,
    async read(part, filtersOf = () => [undefined]) {
      const map = mapping.tables[part];
      if (!map) return [];
      const reading = readPart(map, filtersOf(map));
      if (isNeeded(part)) {
        const { rows, digest } = await reading;
        digests[part] = digest;
        return rows;
      }
      try {
        const { rows, digest } = await withPatience(reading, map.table);
        digests[part] = digest;
        return rows;
      } catch (error) {
        // Whatever fails here fails alone: the rest of the ledger goes on, and says what it lacks. Only a lost connection is
        // no failure of this table.
        if (error instanceof CancelledError || !(error instanceof DataverseError) || error.kind === "offline")
          throw error;
        const isLasting =
          error.kind === "forbidden" || error.kind === "notFound" || error.kind === "invalidConfiguration";
        if (!isLasting && (former[part] ?? unreadDigest) !== unreadDigest) throw error;
        digests[part] = unreadDigest;
        unread.push({ part, table: map.table });
        return [];
      }
    },
  };
}

/** @throws DataverseError where no answer comes in time */
async function withPatience<T>(work: Promise<T>, table: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DataverseError("unknown", "No answer in time", 0, table)), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

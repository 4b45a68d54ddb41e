import { toDataverseError } from "./error";
import { toOptions, type Query } from "./query";
import { retryThrottled, systemClock, type Clock } from "./retry";

/** One row as the Web API sends it: columns, lookups as `_column_value`, annotations beside them. */
export type Row = Readonly<Record<string, unknown>>;

/** Exactly the part of the framework's `context.webAPI` that is used here. */
export type WebApi = Pick<
  ComponentFramework.WebApi,
  "retrieveMultipleRecords" | "retrieveRecord" | "createRecord" | "updateRecord" | "deleteRecord"
>;

interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Rows per page, 1 to 5000. */
  readonly pageSize?: number;
  /** Stop after this many rows. */
  readonly limit?: number;
}

interface Page {
  readonly rows: readonly Row[];
  /** Another page follows. */
  readonly more: boolean;
}

interface Rows {
  readonly rows: readonly Row[];
  /** False: `limit` cut the list. */
  readonly complete: boolean;
}

/**
 * Reading and writing through `context.webAPI`: every page, patience when throttled, one error type, cancellable.
 * Nothing is cached: what is asked is what the server says now.
 */
export interface Dataverse {
  /**
   * The rows that fit the query page by page, the next of which is asked for when the one before has been dealt with. So a
   * long table is never worked on in one go, and whoever has enough stops.
   */
  readonly pages: (table: string, query: Query, options?: Omit<ReadOptions, "limit">) => AsyncIterable<Page>;
  /** All rows that fit the query, over all pages. */
  readonly retrieveAll: (table: string, query: Query, options?: ReadOptions) => Promise<Rows>;
  readonly retrieve: (
    table: string,
    id: string,
    select: readonly string[],
    options?: Pick<ReadOptions, "signal">,
  ) => Promise<Row>;
  /** Sent once, whatever happens: an answer lost on the way is for the caller to check by reading. */
  readonly create: (table: string, data: Row) => Promise<string>;
  readonly update: (table: string, id: string, data: Row) => Promise<void>;
  readonly remove: (table: string, id: string) => Promise<void>;
}

/**
 * @param webApi `context.webAPI`
 * @param isOnline asked when a request failed without a code
 */
export function createDataverse(
  webApi: WebApi,
  isOnline: () => boolean = () => true,
  clock: Clock = systemClock,
): Dataverse {
  const asError = (table: string) => (reason: unknown) => Promise.reject(toDataverseError(reason, table, isOnline()));
  // A webAPI method of a host that lacks the feature throws instead of rejecting.
  const send = <T>(table: string, request: () => Promise<T>): Promise<T> =>
    Promise.resolve().then(request).catch(asError(table));

  async function* pages(
    table: string,
    query: Query,
    { signal, pageSize = 5000 }: Omit<ReadOptions, "limit"> = {},
  ): AsyncGenerator<Page, void> {
    let options = toOptions(query);
    for (let more = true; more;) {
      const asked = options;
      const page = await retryThrottled(
        () => send(table, () => webApi.retrieveMultipleRecords(table, asked, pageSize)),
        clock,
        signal,
      );
      const next = page.nextLink;
      more = Boolean(next);
      yield { rows: page.entities, more };
      if (next) options = next.slice(next.indexOf("?"));
    }
  }

  return {
    pages,
    async retrieveAll(table, query, { limit = Infinity, ...options } = {}) {
      const all: Row[] = [];
      for await (const { rows, more } of pages(table, query, options)) {
        all.push(...rows);
        if (all.length > limit || (more && all.length === limit)) return { rows: all.slice(0, limit), complete: false };
      }
      return { rows: all, complete: true };
    },
    retrieve: (table, id, select, { signal } = {}) =>
      retryThrottled(
        () => send(table, () => webApi.retrieveRecord(table, id, `?$select=${select.join(",")}`)),
        clock,
        signal,
      ),
    create: async (table, data) => (await send(table, () => webApi.createRecord(table, data))).id,
    update: async (table, id, data) => {
      await send(table, () => webApi.updateRecord(table, id, data));
    },
    remove: async (table, id) => {
      await send(table, () => webApi.deleteRecord(table, id));
    },
  };
}

/** Only the newest of several overlapping reads counts: starting one cancels the one before. */
export class Latest {
  private current: AbortController | null = null;

  /** Cancels the former read and gives the signal of the next. */
  next(): AbortSignal {
    this.cancel();
    this.current = new AbortController();
    return this.current.signal;
  }

  cancel(): void {
    this.current?.abort();
    this.current = null;
  }
}

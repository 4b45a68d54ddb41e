type Row = Readonly<Record<string, unknown>>;

interface Page {
  readonly entities: readonly Row[];
  readonly nextLink: string;
}

/** As much of `context.webAPI` as a control reads with. */
export interface WebApiStandIn {
  retrieveMultipleRecords(table: string, options: string, maxPageSize: number): Promise<Page>;
}

/**
 * A Web API that answers in the page, page by page, and each time as a task of its own: an answer from a network lets the
 * browser draw what there is until then, which a promise that is settled already would not.
 *
 * @param rowsOf all rows of a table that fit a filter
 * @param onRequest called for each request
 */
export function createWebApi(
  rowsOf: (table: string, filter: string) => readonly Row[],
  onRequest: () => void,
): WebApiStandIn {
  const waiting: (() => void)[] = [];
  // A timer would wait 4 ms from the fifth on.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  const asTask = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
  return {
    async retrieveMultipleRecords(table, options, maxPageSize) {
      onRequest();
      await asTask();
      const query = new URLSearchParams(options);
      const rows = rowsOf(table, query.get("$filter") ?? "");
      const from = Number(query.get("$skiptoken") ?? 0);
      const to = from + maxPageSize;
      query.set("$skiptoken", String(to));
      return {
        entities: rows.slice(from, to),
        nextLink: to < rows.length ? `https://contoso.crm.dynamics.com/${table}?${query.toString()}` : "",
      };
    },
  };
}

type Row = Readonly<Record<string, unknown>>;

interface Page {
  readonly entities: Row[];
  readonly nextLink: string;
}

/** As much of `context.webAPI` as a control reads with. */
export interface WebApiStandIn {
  retrieveMultipleRecords(table: string, options: string, maxPageSize: number): Promise<Page>;
}

const COUNTED = 50_000;

/**
 * A Web API that answers in the page, page by page.
 *
 * @param rowsOf all rows of a table that fit a filter
 * @param onRequest called for each request
 * @param turn what an answer takes
 */
export function createWebApi(
  rowsOf: (table: string, filter: string) => readonly Row[],
  onRequest: () => void,
  turn: () => Promise<void>,
): WebApiStandIn {
  return {
    async retrieveMultipleRecords(table, options, maxPageSize) {
      onRequest();
      await turn();
      const query = new URLSearchParams(options);
      const rows = rowsOf(table, query.get("$filter") ?? "");
      // The only aggregate that a control asks for, which Dataverse answers for so many rows and no more.
      if (query.has("fetchXml")) {
        if (rows.length > COUNTED)
          throw Object.assign(new Error("AggregateQueryRecordLimit exceeded."), { errorCode: 0x8004e023 });
        return { entities: [{ rowcount: rows.length }], nextLink: "" };
      }
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

/** What to read of a table: by OData, or where that has no words for it (a count, the newest of all) in FetchXML. */
export type Query = Columns | { readonly fetchXml: string };

/** `select` is always given: a control never asks for whole rows. */
interface Columns {
  readonly select: readonly string[];
  /** An OData filter, not encoded. */
  readonly filter?: string;
  /** `createdon desc,name`. */
  readonly orderBy?: string;
  /** At most this many rows in all. */
  readonly top?: number;
}

/** The query as the options string of `retrieveMultipleRecords`. */
export function toOptions(query: Query): string {
  if ("fetchXml" in query) return `?fetchXml=${encodeURIComponent(query.fetchXml)}`;
  const parts = [`$select=${query.select.join(",")}`];
  if (query.filter !== undefined) parts.push(`$filter=${encodeURIComponent(query.filter)}`);
  if (query.orderBy !== undefined) parts.push(`$orderby=${encodeURIComponent(query.orderBy)}`);
  if (query.top !== undefined) parts.push(`$top=${query.top}`);
  return `?${parts.join("&")}`;
}

/** A text as an OData literal. */
export const literal = (text: string): string => `'${text.replace(/'/g, "''")}'`;

/** `column eq a or column eq b`, for GUIDs. */
export const isOneOf = (column: string, ids: readonly string[]): string =>
  ids.map((id) => `${column} eq ${id}`).join(" or ");

/** Cuts a list into runs of at most `size`, so that a filter's URL stays short. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
  const runs: T[][] = [];
  for (let start = 0; start < list.length; start += size) runs.push(list.slice(start, start + size));
  return runs;
}

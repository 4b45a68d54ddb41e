import type { Dataverse } from "../../../shared/dataverse/client";
import { DataverseError } from "../../../shared/dataverse/error";
import { digestOf } from "./digest";
import type { Mark } from "./ledgerSource";
import type { Mapping, TableMap } from "./tables";

/** "AggregateQueryRecordLimit exceeded": the table has more rows than Dataverse counts. */
const tooManyToCount = 0x8004e023;

/** The parts that may be too long to be read only to see whether anything has changed. */
export const longParts = ["values", "rows", "ruleRows"] as const;

/** The long tables of a mapping, each once. */
export function longTables({ tables, valueSources }: Mapping): readonly TableMap[] {
  const maps = [...longParts.map((part) => tables[part]), ...Object.values(valueSources)];
  return [...new Map(maps.flatMap((map) => (map ? [[map.table, map]] : []))).values()];
}

/** How many of the newest changes are looked at: several may bear the same second. */
const newestCount = 20;

/**
 * Asks a table how it stands, by two requests at once. All its rows count, not only the company's: a row that leaves a filter
 * is a change, too.
 *
 * @param before how it stood: what it did not tell then is not asked again
 * @throws DataverseError where it told before and does not now, and where there is no connection
 */
export async function markOf(
  dataverse: Dataverse,
  { table, columns: { modifiedOn } }: TableMap,
  before: Mark | undefined,
  signal: AbortSignal,
): Promise<Mark> {
  if (modifiedOn === undefined) return { count: null, newest: null };
  const ask = async (part: keyof Mark, question: () => Promise<string>): Promise<string | null> => {
    if (before?.[part] === null) return null;
    try {
      return await question();
    } catch (error) {
      const isAnswer = error instanceof DataverseError && error.kind !== "offline";
      if (isAnswer && (before === undefined || error.code === tooManyToCount)) return null;
      throw error;
    }
  };
  const count = async (): Promise<string> => {
    const attribute = `<attribute name="${modifiedOn}" alias="rowcount" aggregate="count"/>`;
    const fetchXml = `<fetch aggregate="true"><entity name="${table}">${attribute}</entity></fetch>`;
    const { rows } = await dataverse.retrieveAll(table, { fetchXml }, { signal });
    return String(rows[0]?.rowcount);
  };
  const newest = async (): Promise<string> => {
    const query = { select: [modifiedOn], orderBy: `${modifiedOn} desc` };
    const { rows } = await dataverse.retrieveAll(table, query, { signal, limit: newestCount, pageSize: newestCount });
    const digest = digestOf();
    rows.forEach(digest.add);
    return digest.text();
  };
  const [counted, changed] = await Promise.all([ask("count", count), ask("newest", newest)]);
  return { count: counted, newest: changed };
}

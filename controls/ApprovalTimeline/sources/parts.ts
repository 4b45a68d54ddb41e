import type { Dataverse, Row } from "../../../shared/dataverse/client";
import { DataverseError } from "../../../shared/dataverse/error";
import { chunks, isOneOf } from "../../../shared/dataverse/query";
import type { Gap, Part } from "../history/facts";

/** Ids per filter: 40 GUIDs with the column's name stay well below what a URL may hold. */
export const IDS_PER_REQUEST = 40;

export interface Columns {
  readonly core: readonly string[];
  /** Columns that older environments do not have yet. */
  readonly newer: readonly string[];
}

interface PartsQuery {
  readonly table: string;
  /** The column that the ids stand in. */
  readonly key: string;
  readonly columns: Columns;
  /** Null: nobody would miss it. */
  readonly missed: { readonly part: Part; readonly gaps: Gap[] } | null;
  readonly signal?: AbortSignal;
}

/** The rows of some approvals, by their ids. */
export type ReadParts = (ids: readonly string[]) => Promise<readonly Row[]>;

/** Reads a table that belongs to the approvals. What cannot be read becomes a gap, once, and is not asked for again. */
export function partsReader(dataverse: Dataverse, { table, key, columns, missed, signal }: PartsQuery): ReadParts {
  // Several runs read at once: what one of them finds out holds for the others.
  const state = { select: [...columns.core, ...columns.newer], isLost: false };
  return async function read(ids): Promise<readonly Row[]> {
    if (state.isLost) return [];
    const asked = state.select;
    try {
      const parts = await Promise.all(
        chunks(ids, IDS_PER_REQUEST).map((part) =>
          dataverse.retrieveAll(
            table,
            { select: asked, filter: isOneOf(key, part), orderBy: "createdon asc" },
            { signal },
          ),
        ),
      );
      return parts.flatMap(({ rows }) => rows);
    } catch (error) {
      if (!(error instanceof DataverseError)) throw error;
      if (error.kind === "invalidConfiguration" && asked.length > columns.core.length) {
        state.select = [...columns.core];
        return read(ids);
      }
      // Throttled or offline will pass: a retry gives the whole history, and half of one is not shown instead.
      if (missed !== null && (error.kind === "throttled" || error.kind === "offline")) throw error;
      if (missed !== null && !missed.gaps.some((gap) => "table" in gap && gap.table === table))
        missed.gaps.push({ kind: error.kind === "forbidden" ? "forbidden" : "unreadable", part: missed.part, table });
      state.isLost = true;
      return [];
    }
  };
}

import type { Dataverse } from "../../../shared/dataverse/client";
import { toDataverseError, type DataverseError } from "../../../shared/dataverse/error";
import { requestsOf, withSaved, type RowRequest } from "../sheet/requests";
import type { Book, Sheet } from "../sheet/sheet";
import { criteriaRows, criterionTable, rowTable } from "../sources/configuration";

/** What did not go through, and why. `row`: its place on the sheet; −1: a row that was to be removed. */
export interface Refusal {
  readonly sheet: string;
  readonly row: number;
  readonly error: DataverseError;
}

interface SaveResult {
  /** What the server has now, as far as its answers tell. */
  readonly server: Book;
  /** Keys of new rows → ids that the server gave them. */
  readonly made: ReadonlyMap<string, string>;
  readonly refusals: readonly Refusal[];
  /** Somebody stopped it, or the connection was lost: the rest was not sent. */
  readonly stopped: boolean;
}

/** So many requests are under way at once. */
const workers = 3;

/**
 * Writes what differs between the server's sheets and mine, row by row. A row that is refused keeps the others from
 * nothing; without a connection the rest waits.
 *
 * @param onProgress rows done so far, and all
 */
export async function saveBook(
  dataverse: Dataverse,
  server: Book,
  mine: Book,
  dimensionIds: ReadonlyMap<string, string>,
  onProgress: (done: number, all: number) => void,
  signal: AbortSignal,
): Promise<SaveResult> {
  const work = mine.flatMap((sheet, at) => {
    const before = server[at];
    return before ? requestsOf(before, sheet).map((request) => ({ at, sheet, request })) : [];
  });
  const made = new Map<string, string>();
  const refusals: Refusal[] = [];
  const done = new Map<number, RowRequest[]>();
  let next = 0;
  let finished = 0;
  const fate = { stopped: false };
  onProgress(0, work.length);
  const run = async (): Promise<void> => {
    for (;;) {
      const one = work[next];
      if (!one || fate.stopped) return;
      if (signal.aborted) {
        fate.stopped = true;
        return;
      }
      next += 1;
      try {
        const id = await send(dataverse, one.sheet, one.request, dimensionIds, signal);
        if (id !== null) made.set(one.request.key, id);
        done.set(one.at, [...(done.get(one.at) ?? []), one.request]);
      } catch (reason) {
        const error = toDataverseError(reason);
        // A row that is gone already is as removed as it can be.
        if (one.request.kind === "remove" && error.kind === "notFound")
          done.set(one.at, [...(done.get(one.at) ?? []), one.request]);
        else refusals.push({ sheet: one.sheet.id, row: one.request.row, error });
        if (error.kind === "offline" || error.kind === "throttled") fate.stopped = true;
      }
      finished += 1;
      onProgress(finished, work.length);
    }
  };
  await Promise.all(Array.from({ length: workers }, run));
  return {
    server: server.map((sheet, at) => withSaved(sheet, mine[at] ?? sheet, done.get(at) ?? [], made)),
    made,
    refusals,
    stopped: fate.stopped && next < work.length,
  };
}

/** @returns the id of a new row, null for others */
async function send(
  dataverse: Dataverse,
  sheet: Sheet,
  request: RowRequest,
  dimensionIds: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<string | null> {
  if (sheet.kind === "criteria") {
    if (request.kind !== "remove") await sendCriteria(dataverse, sheet.id, request.data, dimensionIds, signal);
    return null;
  }
  if (request.kind === "remove") await dataverse.remove(rowTable, request.key);
  else if (request.kind === "update") await dataverse.update(rowTable, request.key, request.data);
  else
    return dataverse.create(rowTable, {
      ...request.data,
      fsn_name: `${sheet.name} ${String(request.data["fsn_order"] ?? "")}`.slice(0, 100),
      "fsn_AccountStructure@odata.bind": `/fsn_accountstructures(${sheet.id})`,
    });
  return null;
}

/** A cell of a rule's criteria: its first row takes it, others of the same dimension were alternatives in it and go. */
async function sendCriteria(
  dataverse: Dataverse,
  rule: string,
  cells: Readonly<Record<string, string | number | null>>,
  dimensionIds: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const own = await criteriaRows(dataverse, rule, signal);
  for (const [dimension, criteria] of Object.entries(cells)) {
    const id = dimensionIds.get(dimension);
    if (id === undefined) continue;
    const [first, ...others] = own.filter((row) => row.dimension === dimension);
    if (criteria === null) {
      if (first) await dataverse.remove(criterionTable, first.id);
    } else if (first) await dataverse.update(criterionTable, first.id, { fsn_criteria: criteria });
    else
      await dataverse.create(criterionTable, {
        fsn_name: dimension,
        fsn_criteria: criteria,
        "fsn_AdvancedRule@odata.bind": `/fsn_advancedrules(${rule})`,
        "fsn_Dimension@odata.bind": `/fsn_dimensions(${id})`,
      });
    for (const { id: other } of others) await dataverse.remove(criterionTable, other);
  }
}

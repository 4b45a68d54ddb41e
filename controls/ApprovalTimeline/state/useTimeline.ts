import * as React from "react";
import type { DataverseError } from "../../../shared/dataverse/error";
import type { Facts } from "../history/facts";
import { interpret } from "../history/interpret";
import type { History } from "../history/model";
import type { Material } from "../history/validity";
import type { MappingProblem, Source, SourceContext } from "../sources/source";
import { useSources, type SourceState } from "./useSources";

export type { MappingProblem };

/** How far the reading of a record's approvals has come, over all sources. */
export type Progress =
  | { readonly kind: "loading" }
  | { readonly kind: "notProvisioned" }
  | { readonly kind: "failed"; readonly error: DataverseError }
  /** Nothing else is known, and what a maker configured has mistakes. */
  | { readonly kind: "misconfigured"; readonly problems: readonly MappingProblem[] }
  | {
      readonly kind: "read";
      readonly history: History;
      /** How many approvals are known, and how many of them were not read yet. */
      readonly known: number;
      readonly unread: number;
      readonly refreshing: boolean;
      /** Mistakes in what a maker configured. */
      readonly problems: readonly MappingProblem[];
      /** Sources that failed while others show, or whose last reading failed; each can be read again by itself. */
      readonly failures: readonly {
        readonly source: string;
        readonly error: DataverseError;
        readonly reload: () => void;
      }[];
    };

/**
 * Reads the approvals of a record by every source, and concludes how they stand. What happened to the record itself is read
 * once there is a decision to compare with.
 */
export function useTimeline(
  subject: string | null,
  sources: { readonly approvals: readonly Source[]; readonly changes: Source },
  context: Omit<SourceContext, "signal"> | null,
  material: Material,
): { readonly progress: Progress; readonly reload: () => void } {
  const approvals = useSources(subject, sources.approvals, context);
  const facts = useFacts(approvals.states);
  const isDecided = facts.some(({ responses }) => responses.some(({ state }) => state === "committed"));
  const changes = useSources(isDecided ? subject : null, [sources.changes], context);
  const ofRecord = useFacts(changes.states);
  // Ages are counted in days: the time of the reading is near enough, and keeps a redraw from changing what is shown.
  const history = React.useMemo(
    () => interpret([...facts, ...ofRecord], { now: Date.now(), material }),
    [facts, ofRecord, material],
  );
  const { reload: readApprovals } = approvals;
  const { reload: readChanges } = changes;
  const reload = React.useCallback(() => {
    readApprovals();
    readChanges();
  }, [readApprovals, readChanges]);
  return { progress: progressOf(approvals.states, facts, history), reload };
}

const useFacts = (states: readonly SourceState[]): readonly Facts[] =>
  useSame(states.flatMap(({ fate }) => (fate.kind === "read" ? fate.facts : [])));

/** The list as it was before while its members are the same, so that nothing is concluded anew. */
function useSame<T>(list: readonly T[]): readonly T[] {
  const before = React.useRef(list);
  const { current } = before;
  if (current.length !== list.length || list.some((item, index) => item !== current[index])) before.current = list;
  return before.current;
}

function progressOf(states: readonly SourceState[], facts: readonly Facts[], history: History): Progress {
  const fates = states.map(({ fate }) => fate);
  const known = facts.reduce((sum, { processes }) => sum + processes.length, 0);
  const isLoading = fates.some(({ kind }) => kind === "loading");
  const problems = fates.flatMap((fate) => (fate.kind === "misconfigured" ? fate.problems : []));
  if (facts.length > 0 && (known > 0 || !isLoading))
    return {
      kind: "read",
      history,
      known,
      unread: facts.reduce((sum, { unread }) => sum + unread.length, 0),
      refreshing: fates.some((fate) => fate.kind === "read" && fate.refreshing),
      problems,
      failures: states.flatMap(({ id, fate, reload }) => {
        const error = fate.kind === "failed" ? fate.error : fate.kind === "read" ? fate.failure : null;
        return error === null ? [] : [{ source: id, error, reload }];
      }),
    };
  if (isLoading) return { kind: "loading" };
  if (problems.length > 0) return { kind: "misconfigured", problems };
  const failed = fates.find((fate) => fate.kind === "failed");
  return failed?.kind === "failed" ? failed : { kind: "notProvisioned" };
}

import type { Dataverse } from "../../shared/dataverse/client";
import { toDataverseError } from "../../shared/dataverse/error";
import { useLoading, type Loading } from "../../shared/form/useLoading";
import type { LinkTarget } from "./sources/itemLink";
import { readPowerAutomate, type SourceResult } from "./sources/powerAutomate";
import type { Progress } from "./view/progress";

export interface HistorySource {
  readonly dataverse: Dataverse;
  /** How many approvals are wanted first. */
  readonly first: number;
  readonly seesEverything: () => boolean | null;
  readonly commentsSecured: () => Promise<boolean>;
}

/**
 * Reads the approvals of a record when it is shown and when `reload` is called. The newest are there first; a reload
 * changes nothing before it has read everything.
 *
 * @param target null: there is no record to read for
 * @param source taken as it is at the time of a reading; a new object alone starts none
 */
export function useHistory(
  target: LinkTarget | null,
  source: HistorySource,
): { readonly progress: Progress; readonly reload: () => void } {
  const subject = target === null ? null : `${target.table ?? ""}:${target.id}:${target.host ?? ""}`;
  const { loading, reload } = useLoading<SourceResult>(subject, async ({ signal, isReload, show }) => {
    if (target === null) return;
    const { dataverse, first, seesEverything, commentsSecured } = source;
    for await (const result of readPowerAutomate(dataverse, target, {
      signal,
      first,
      commentsSecured,
      seesEverything: seesEverything(),
    })) {
      const isHalf = result.kind === "facts" && result.facts.unread.length > 0;
      if (!isReload || !isHalf) show(result);
    }
  });
  return { progress: progressOf(loading), reload };
}

function progressOf(loading: Loading<SourceResult>): Progress {
  if (loading.kind === "loading") return loading;
  if (loading.kind === "failed") return { kind: "failed", error: toDataverseError(loading.reason) };
  const { content, busy } = loading;
  const failure = loading.failure === null ? null : toDataverseError(loading.failure);
  if (content.kind === "facts") return { kind: "read", facts: content.facts, refreshing: busy, failure };
  if (busy) return { kind: "loading" };
  return failure === null ? content : { kind: "failed", error: failure };
}

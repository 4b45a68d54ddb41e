import * as React from "react";
import type { Dataverse } from "../../shared/dataverse/client";
import { CancelledError, toDataverseError } from "../../shared/dataverse/error";
import type { LinkTarget } from "./sources/itemLink";
import { readPowerAutomate } from "./sources/powerAutomate";
import type { Reading } from "./view/reading";

export interface HistorySource {
  readonly dataverse: Dataverse;
  /** How many approvals are wanted first. */
  readonly first: number;
  readonly seesEverything: () => boolean | null;
  readonly commentsSecured: () => Promise<boolean>;
}

/**
 * Reads the approvals of a record when it is shown and when `reload` is called, and drops what is under way when another
 * record comes or the control goes. The newest are there first; a reload changes nothing before it has read everything.
 *
 * @param target null: there is no record to read for
 * @param source taken as it is at the time of a reading; a new object alone starts none
 */
export function useHistory(
  target: LinkTarget | null,
  source: HistorySource,
): { readonly reading: Reading; readonly reload: () => void } {
  const [round, setRound] = React.useState(0);
  const [state, setState] = React.useState<{ readonly key: string; readonly reading: Reading }>({
    key: "",
    reading: { kind: "loading" },
  });
  const latest = React.useRef(source);
  latest.current = source;
  const key = target === null ? "" : `${target.table ?? ""}:${target.id}:${target.host ?? ""}`;
  const wantedTarget = React.useRef(target);
  wantedTarget.current = target;

  React.useEffect(() => {
    const wanted = wantedTarget.current;
    if (wanted === null) return undefined;
    const abort = new AbortController();
    setState((before) => ({
      key,
      reading:
        before.key === key && before.reading.kind === "read"
          ? { ...before.reading, refreshing: true }
          : { kind: "loading" },
    }));
    const read = async (): Promise<void> => {
      const { dataverse, first, seesEverything, commentsSecured } = latest.current;
      for await (const result of readPowerAutomate(dataverse, wanted, {
        signal: abort.signal,
        first,
        commentsSecured,
        seesEverything: seesEverything(),
      })) {
        if (abort.signal.aborted) return;
        setState((before) => {
          if (result.kind !== "facts") return { key, reading: result };
          const isHalf = result.facts.unread.length > 0;
          return isHalf && before.reading.kind === "read" && before.reading.refreshing
            ? before
            : { key, reading: { kind: "read", facts: result.facts, refreshing: false, failure: null } };
        });
      }
    };
    read().catch((reason: unknown) => {
      if (abort.signal.aborted || reason instanceof CancelledError) return;
      const error = toDataverseError(reason);
      setState((before) => ({
        key,
        reading:
          before.reading.kind === "read"
            ? { ...before.reading, refreshing: false, failure: error }
            : { kind: "failed", error },
      }));
    });
    return () => abort.abort();
  }, [key, round]);

  const reload = React.useCallback(() => setRound((before) => before + 1), []);
  // Until the effect has run for a new record, the former one's history must not be seen.
  return { reading: state.key === key ? state.reading : { kind: "loading" }, reload };
}

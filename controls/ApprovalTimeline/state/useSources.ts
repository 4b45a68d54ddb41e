import * as React from "react";
import { CancelledError, type DataverseError, toDataverseError } from "../../../shared/dataverse/error";
import type { Facts } from "../history/facts";
import type { MappingProblem, Source, SourceContext } from "../sources/source";

/** How far one source has come. */
type Fate =
  | { readonly kind: "loading" }
  | { readonly kind: "notProvisioned" }
  | { readonly kind: "misconfigured"; readonly problems: readonly MappingProblem[] }
  | { readonly kind: "failed"; readonly error: DataverseError }
  /** `refreshing`: another reading is under way. `failure`: it, or the rest of this one, failed. What was there stays. */
  | {
      readonly kind: "read";
      readonly facts: Facts;
      readonly refreshing: boolean;
      readonly failure: DataverseError | null;
    };

export interface SourceState {
  readonly id: string;
  readonly fate: Fate;
  readonly reload: () => void;
}

const LOADING: Fate = { kind: "loading" };

/**
 * Reads a record by several sources, each on its own: one that fails, or is slow, keeps no other from showing what it has, and
 * is read again by itself. The newest approvals are there first; a reload changes nothing before it has read everything.
 *
 * @param subject what is read for; another one drops everything, null reads nothing
 * @param sources taken as they are when the subject changes: new objects alone start no reading
 */
export function useSources(
  subject: string | null,
  sources: readonly Source[],
  context: Omit<SourceContext, "signal"> | null,
): { readonly states: readonly SourceState[]; readonly reload: () => void } {
  const [shown, setShown] = React.useState<Shown>({ subject, fates: {} });
  const latest = React.useRef({ sources, context, shown });
  latest.current = { sources, context, shown };
  const running = React.useRef(new Map<string, AbortController>());

  const read = React.useCallback(
    (id: string): void => {
      const { context: given, sources: known } = latest.current;
      const source = known.find((one) => one.id === id);
      if (source === undefined || given === null || subject === null) return;
      running.current.get(id)?.abort();
      const abort = new AbortController();
      running.current.set(id, abort);
      /** Nothing of a cancelled reading is shown, and nothing that belongs to another subject is kept. */
      const put = (next: (former: Fate) => Fate): void => {
        if (abort.signal.aborted) return;
        setShown((before) => {
          const fates = before.subject === subject ? before.fates : {};
          const former = fates[id] ?? LOADING;
          const fate = next(former);
          return before.subject === subject && fate === former ? before : { subject, fates: { ...fates, [id]: fate } };
        });
      };
      const { fates, subject: ofShown } = latest.current.shown;
      const isReload = ofShown === subject && fates[id]?.kind === "read";
      put((former) => (former.kind === "read" ? { ...former, refreshing: true } : LOADING));
      void follow(source, { ...given, signal: abort.signal }, isReload, put);
    },
    [subject],
  );

  React.useEffect(() => {
    const runs = running.current;
    for (const { id } of latest.current.sources) read(id);
    return () => {
      for (const run of runs.values()) run.abort();
      runs.clear();
    };
  }, [read]);

  const reload = React.useCallback(() => {
    for (const { id } of latest.current.sources) read(id);
  }, [read]);
  // Until the effect has run for another subject, the former one's content must not be seen.
  const fates = shown.subject === subject ? shown.fates : NOTHING;
  const states = React.useMemo(
    () => latest.current.sources.map(({ id }) => ({ id, fate: fates[id] ?? LOADING, reload: () => read(id) })),
    [fates, read],
  );
  return { states, reload };
}

const NOTHING: Shown["fates"] = {};

interface Shown {
  readonly subject: string | null;
  readonly fates: Readonly<Record<string, Fate>>;
}

async function follow(
  source: Source,
  context: SourceContext,
  isReload: boolean,
  put: (next: (former: Fate) => Fate) => void,
): Promise<void> {
  try {
    for await (const result of source.read(context)) {
      if (result.kind !== "facts") put(() => result);
      else if (!isReload || result.facts.unread.length === 0)
        put(() => ({ kind: "read", facts: result.facts, refreshing: isReload, failure: null }));
    }
    put((former) => (former.kind === "read" && former.refreshing ? { ...former, refreshing: false } : former));
  } catch (reason) {
    if (reason instanceof CancelledError) return;
    const error = toDataverseError(reason);
    put((former) =>
      former.kind === "read" ? { ...former, refreshing: false, failure: error } : { kind: "failed", error },
    );
  }
}

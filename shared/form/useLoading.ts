import * as React from "react";
import { CancelledError } from "../dataverse/error";

/** How far a loading has come. */
export type Loading<T> =
  | { readonly kind: "loading" }
  /** Nothing is there to be shown. */
  | { readonly kind: "failed"; readonly reason: unknown }
  /** `busy`: it is being read again. `failure`: what went wrong with the last reading, or null; what was there stays. */
  | { readonly kind: "loaded"; readonly content: T; readonly busy: boolean; readonly failure: unknown };

/** One reading, from its start to its end or until nobody waits for it any more. */
export interface LoadTask<T> {
  readonly signal: AbortSignal;
  /** Something is shown already: half of the new content would be a step back. */
  readonly isReload: boolean;
  /** Shows what is there so far; of a reading that was cancelled it shows nothing. */
  readonly show: (content: T) => void;
}

/** What is wanted, compared by identity. */
type Subject = string | object;

interface State<T> {
  readonly subject: Subject | null;
  readonly loading: Loading<T>;
}

const nothingYet = { kind: "loading" } as const;

/**
 * Loads what a control shows, and drops what is under way when something else is wanted or the control goes: an answer that
 * comes late never replaces a newer one.
 *
 * @param subject what is wanted, compared by identity; another one drops what was shown, null wants nothing
 * @param load reads it, shows it, and ends. Taken as it is when a reading starts: a new function alone starts none.
 * @param version compared by identity; another one reads again while what was shown stays
 */
export function useLoading<T>(
  subject: Subject | null,
  load: (task: LoadTask<T>) => Promise<void>,
  version: unknown = null,
): { readonly loading: Loading<T>; readonly reload: () => void } {
  const [round, setRound] = React.useState(0);
  const [state, setState] = React.useState<State<T>>({ subject, loading: nothingYet });
  const latest = React.useRef({ load, state });
  latest.current = { load, state };

  React.useEffect(() => {
    if (subject === null) return undefined;
    const { load: read, state: shown } = latest.current;
    const abort = new AbortController();
    const isReload = shown.subject === subject && shown.loading.kind === "loaded";
    /** Nothing of a cancelled reading is shown, and nothing that belongs to another subject is kept. */
    const put = (next: (former: Loading<T>) => Loading<T>): void => {
      if (abort.signal.aborted) return;
      setState((before) => {
        const former = before.subject === subject ? before.loading : nothingYet;
        const loading = next(former);
        return before.subject === subject && loading === former ? before : { subject, loading };
      });
    };
    put((former) => (former.kind === "loaded" ? { ...former, busy: true } : nothingYet));
    read({
      signal: abort.signal,
      isReload,
      show: (content) => put(() => ({ kind: "loaded", content, busy: isReload, failure: null })),
    }).then(
      () =>
        put((former) =>
          former.kind === "loaded" && (former.busy || former.failure !== null)
            ? { ...former, busy: false, failure: null }
            : former,
        ),
      (reason: unknown) => {
        if (reason instanceof CancelledError) return;
        put((former) =>
          former.kind === "loaded" ? { ...former, busy: false, failure: reason } : { kind: "failed", reason },
        );
      },
    );
    return () => abort.abort();
  }, [subject, version, round]);

  const reload = React.useCallback(() => setRound((before) => before + 1), []);
  // Until the effect has run for another subject, the former one's content must not be seen.
  return { loading: state.subject === subject ? state.loading : nothingYet, reload };
}

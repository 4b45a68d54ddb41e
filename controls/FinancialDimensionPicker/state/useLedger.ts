import * as React from "react";
import { CancelledError } from "../../../shared/dataverse/error";
import { useLoading } from "../../../shared/form/useLoading";
import { startCompile, type Compilation, type Ledger, type LedgerOptions } from "../../../shared/ledger";
import type { LedgerSource } from "../sources/ledgerSource";

interface Read {
  readonly kind: "ready";
  /** There was a connection when it was read. */
  readonly online: boolean;
  readonly ledger: Ledger;
  readonly source: LedgerSource;
}

interface NotRead {
  readonly kind: "failed";
  readonly online: boolean;
  readonly reason: unknown;
}

interface Again {
  /** Reads everything again. */
  readonly retry: () => void;
}

export type Ready = Read & Again;

type LedgerState = { readonly kind: "loading" } | Ready | (NotRead & Again);

/** Reads the model of a company; `signal` is aborted when nobody waits for it any more. */
type LoadSource = (company: string, online: boolean, signal: AbortSignal) => Promise<LedgerSource>;

/** How long one stretch of compiling may hold the page, in ms; the person's keystrokes come in between. */
const sliceMs = 12;

/**
 * The compiled ledger for a company and a day. The model is read once per company and way of reading, and kept while the
 * control lives, also when the connection is lost; another day, or another record of the same company, only compiles again.
 * What was read without a connection is read again with one.
 *
 * @param options compared one by one; another list of segments compiles again, even where it holds the same names
 */
export function useLedger(load: LoadSource, options: LedgerOptions, online: boolean): LedgerState {
  const { legalEntity, date, delimiter, escape, requiredSegments, lockedSegments } = options;
  const compiling = React.useMemo(
    () => ({ legalEntity, date, delimiter, escape, requiredSegments, lockedSegments }),
    [legalEntity, date, delimiter, escape, requiredSegments, lockedSegments],
  );
  const version = React.useMemo(() => ({ load, compiling }), [load, compiling]);
  const cache = React.useRef<{ readonly load: LoadSource; readonly sources: Map<string, LedgerSource> }>({
    load,
    sources: new Map(),
  });
  const { loading, reload } = useLoading<Read | NotRead>(
    legalEntity,
    async ({ signal, show }) => {
      if (cache.current.load !== load) cache.current = { load, sources: new Map() };
      const { sources } = cache.current;
      try {
        const source = sources.get(legalEntity) ?? (await load(legalEntity, online, signal));
        sources.set(legalEntity, source);
        const ledger = await inSlices(startCompile(source.model, compiling), signal);
        show({ kind: "ready", online, ledger, source });
      } catch (reason) {
        // Takes the place of a ledger, too: that one is for another day, or not for the settings that the maker has by now.
        show({ kind: "failed", online, reason });
      }
    },
    version,
  );
  const retry = React.useCallback((): void => {
    cache.current.sources.clear();
    reload();
  }, [reload]);
  const read = loading.kind === "loaded" ? loading.content : null;
  const isWaiting = read === null || (read.kind === "failed" && loading.kind === "loaded" && loading.busy);
  const isStale = online && !isWaiting && !read.online;
  React.useEffect(() => {
    if (isStale) retry();
  }, [isStale, retry]);
  return React.useMemo(() => (isWaiting ? { kind: "loading" } : { ...read, retry }), [isWaiting, read, retry]);
}

/** @throws CancelledError when nobody waits for it any more */
async function inSlices<T>(compilation: Compilation<T>, signal: AbortSignal): Promise<T> {
  while (!compilation.advance(sliceMs, now)) {
    await nextTask();
    if (signal.aborted) throw new CancelledError("cancelled");
  }
  return compilation.result();
}

const now = (): number => performance.now();

/** A macrotask, so that input events and painting get their turn. */
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

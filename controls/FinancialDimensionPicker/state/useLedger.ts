import * as React from "react";
import { CancelledError } from "../../../shared/dataverse/error";
import {
  startCompile,
  startLint,
  type Compilation,
  type Ledger,
  type LedgerOptions,
  type LintFinding,
} from "../../../shared/ledger";
import type { LedgerSource } from "../sources/ledgerSource";

export interface Ready {
  readonly kind: "ready";
  /** There was a connection when it was read. */
  readonly online: boolean;
  readonly ledger: Ledger;
  readonly source: LedgerSource;
  /** What is wrong with the configuration; empty until it has been looked through. */
  readonly findings: readonly LintFinding[];
  /** Reads everything again. */
  readonly retry: () => void;
}

type LedgerState =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly online: boolean; readonly reason: unknown; readonly retry: () => void }
  | Ready;

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
  const [state, setState] = React.useState<LedgerState>({ kind: "loading" });
  const [attempt, setAttempt] = React.useState(0);
  const cache = React.useRef<{ readonly load: LoadSource; readonly sources: Map<string, LedgerSource> }>({
    load,
    sources: new Map(),
  });
  const { legalEntity, date, delimiter, escape, requiredSegments, lockedSegments } = options;

  const retry = React.useCallback((): void => {
    cache.current.sources.clear();
    setAttempt((count) => count + 1);
  }, []);
  const connected = React.useRef(online);
  React.useEffect(() => {
    connected.current = online;
    if (online && state.kind !== "loading" && !state.online) retry();
  }, [online, state, retry]);

  React.useEffect(() => {
    const abort = new AbortController();
    if (cache.current.load !== load) cache.current = { load, sources: new Map() };
    const { sources } = cache.current;
    const isOnline = connected.current;
    const isOver = (): boolean => abort.signal.aborted;
    const work = async <T>(compilation: Compilation<T>): Promise<T> => {
      while (!compilation.advance(sliceMs, now)) {
        await nextTask();
        if (isOver()) throw new CancelledError("cancelled");
      }
      return compilation.result();
    };
    const run = async (): Promise<void> => {
      const source = sources.get(legalEntity) ?? (await load(legalEntity, isOnline, abort.signal));
      sources.set(legalEntity, source);
      const compiling = { legalEntity, date, delimiter, escape, requiredSegments, lockedSegments };
      const ready = {
        kind: "ready",
        online: isOnline,
        ledger: await work(startCompile(source.model, compiling)),
        source,
        retry,
      } as const;
      if (isOver()) return;
      setState({ ...ready, findings: [] });
      const findings = await work(startLint(source.model, compiling));
      if (findings.length && !isOver()) setState({ ...ready, findings });
    };
    setState((former) => (former.kind === "ready" ? former : { kind: "loading" }));
    run().catch((reason: unknown) => {
      if (!isOver()) setState({ kind: "failed", online: isOnline, reason, retry });
    });
    return () => abort.abort();
  }, [load, legalEntity, date, delimiter, escape, requiredSegments, lockedSegments, attempt, retry]);

  return state.kind === "ready" && state.ledger.legalEntity !== legalEntity ? { kind: "loading" } : state;
}

const now = (): number => performance.now();

/** A macrotask, so that input events and painting get their turn. */
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

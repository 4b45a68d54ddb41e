import * as React from "react";
import type { Combination, Ledger, Source } from "../ledger";

/** A pause in typing, in ms, after which the server is asked. */
const pauseMs = 300;

export interface ServerSearch {
  readonly searching: boolean;
  readonly search: (dimension: string, text: string) => void;
}

/**
 * Brings values of dimensions that are too large to load: what is typed, after a pause, and what the account holds. Each
 * new text cancels the search before it.
 */
export function useServerSearch(ledger: Ledger, source: Source, combination: Combination): ServerSearch {
  const [searching, setSearching] = React.useState(false);
  const running = React.useRef<AbortController | null>(null);
  const asked = React.useRef(new Set<string>());
  const lifetime = React.useRef(new AbortController());
  const run = (dimension: string, text: string, wait: number, signal: AbortSignal): void => {
    if (!source.search) return;
    const { search } = source;
    setSearching(true);
    new Promise((resolve) => setTimeout(resolve, wait))
      .then(() => (signal.aborted ? [] : search(dimension, text, signal)))
      .then(
        (values) => {
          if (signal.aborted) return;
          ledger.admit(dimension, values);
          setSearching(false);
        },
        // The list says "cannot be verified" for what the server did not bring.
        () => signal.aborted || setSearching(false),
      );
  };
  React.useEffect(() => {
    const abort = new AbortController();
    lifetime.current = abort;
    asked.current = new Set();
    return () => {
      abort.abort();
      running.current?.abort();
    };
  }, [ledger, source]);
  React.useEffect(() => {
    for (const { dimension, partial } of ledger.layout(combination).segments) {
      const value = combination[dimension];
      const key = `${dimension}\n${value ?? ""}`;
      if (!partial || !value || asked.current.has(key) || ledger.lookup(dimension, value)) continue;
      asked.current.add(key);
      run(dimension, `=${value}`, 0, lifetime.current.signal);
    }
  });
  return {
    searching,
    search: (dimension, text) => {
      running.current?.abort();
      running.current = new AbortController();
      run(dimension, text, pauseMs, running.current.signal);
    },
  };
}

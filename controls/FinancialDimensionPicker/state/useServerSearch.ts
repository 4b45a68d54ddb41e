import * as React from "react";
import { Latest } from "../../../shared/dataverse/client";
import type { Combination, Ledger } from "../../../shared/ledger";
import type { LedgerSource } from "../sources/ledgerSource";

/** A pause in typing, in ms, after which the server is asked. */
const pauseMs = 300;

export interface ServerSearch {
  readonly searching: boolean;
  /** The ledger; another object when values came, so that what was read from a text is read again. */
  readonly ledger: Ledger;
  /** Looks for what is typed, after a pause; each new text cancels the search before it. */
  readonly search: (dimension: string, text: string) => void;
  /**
   * Asks once for what an account holds and the ledger does not know.
   *
   * @param stored the text that it was read from, where a value may be longer than it was taken for (`Cust-049`); or ""
   */
  readonly verify: (combination: Combination, stored: string) => void;
}

/** Brings values of dimensions that are too large to load into the ledger. */
export function useServerSearch(ledger: Ledger, source: LedgerSource, delimiter: string): ServerSearch {
  const session = React.useMemo(
    () => ({ ledger, source, asked: new Set<string>(), typing: new Latest(), lifetime: new AbortController() }),
    [ledger, source],
  );
  const [state, setState] = React.useState({ session, ledger, searching: false });
  const fresh = { session, ledger, searching: false };
  const current = state.session === session ? state : fresh;
  React.useEffect(
    () => () => {
      session.lifetime.abort();
      session.typing.cancel();
    },
    [session],
  );

  const run = async (dimension: string, text: string, wait: number, signal: AbortSignal): Promise<void> => {
    setState((before) => ({ ...(before.session === session ? before : fresh), searching: true }));
    await new Promise((resolve) => setTimeout(resolve, wait));
    // The list says "cannot be verified" for what the server did not bring.
    const values = signal.aborted ? [] : ((await source.search?.(dimension, text, signal).catch(() => [])) ?? []);
    if (signal.aborted) return;
    // Several answers may come at the same time: each adds to what the others brought.
    setState((before) => {
      const known = before.session === session ? before.ledger : ledger;
      return { session, ledger: known.admit(dimension, values), searching: false };
    });
  };
  return {
    ledger: current.ledger,
    searching: current.searching,
    search: (dimension, text) => void run(dimension, text, pauseMs, session.typing.next()),
    verify: (combination, stored) => {
      const { segments } = current.ledger.layout(combination);
      const held = segments.map(({ dimension, partial }) => ({
        dimension,
        partial,
        value: combination[dimension] ?? "",
      }));
      const unknown = held.filter(({ dimension, value }) => value !== "" && !current.ledger.lookup(dimension, value));
      // Where a value was cut at its delimiters, its parts are unknown, and may stand in the wrong segments.
      const parts = stored.split(delimiter);
      const joined = parts
        .flatMap((_, from) => [2, 3].map((count) => parts.slice(from, from + count)))
        .filter((run) => run.length > 1 && run.every(Boolean) && unknown.some(({ value }) => run.includes(value)))
        .map((run) => run.join(delimiter));
      for (const one of held) {
        for (const text of one.partial ? [...(unknown.includes(one) ? [one.value] : []), ...joined] : []) {
          const key = `${one.dimension}\n${text}`;
          if (session.asked.has(key)) continue;
          session.asked.add(key);
          void run(one.dimension, `=${text}`, 0, session.lifetime.signal);
        }
      }
    },
  };
}

import * as React from "react";
import { CancelledError, toDataverseError, type DataverseError } from "../../../shared/dataverse/error";
import { startCompile, type Ledger, type LedgerModel, type LedgerOptions } from "../ledger";

export type LedgerState =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: DataverseError; readonly retry: () => void }
  | { readonly kind: "ready"; readonly ledger: Ledger; readonly model: LedgerModel; readonly refresh: () => void };

/** Reads the model of a company; `signal` is aborted when nobody waits for it any more. */
export type LoadModel = (company: string, signal: AbortSignal) => Promise<LedgerModel>;

/** How long one stretch of compiling may hold the page, in ms; the person's keystrokes come in between. */
const sliceMs = 12;

/**
 * The compiled ledger for a company and a day. The model is read once per company and kept while the control lives;
 * another day, or another record of the same company, only compiles again.
 */
export function useLedger(load: LoadModel, options: LedgerOptions): LedgerState {
  const [state, setState] = React.useState<LedgerState>({ kind: "loading" });
  const [attempt, setAttempt] = React.useState(0);
  const models = React.useRef(new Map<string, LedgerModel>());
  const { legalEntity, date, delimiter, escape } = options;

  React.useEffect(() => {
    const abort = new AbortController();
    const again = (): void => {
      models.current.delete(legalEntity);
      setAttempt((count) => count + 1);
    };
    const run = async (): Promise<void> => {
      const model = models.current.get(legalEntity) ?? (await load(legalEntity, abort.signal));
      models.current.set(legalEntity, model);
      const compilation = startCompile(model, { legalEntity, date, delimiter, escape });
      while (!compilation.advance(sliceMs, now)) {
        await nextTask();
        if (abort.signal.aborted) return;
      }
      if (!abort.signal.aborted) setState({ kind: "ready", ledger: compilation.result(), model, refresh: again });
    };
    setState((former) => (former.kind === "ready" && former.ledger.legalEntity === legalEntity ? former : { kind: "loading" }));
    run().catch((reason: unknown) => {
      if (abort.signal.aborted || reason instanceof CancelledError) return;
      setState({ kind: "failed", error: toDataverseError(reason), retry: again });
    });
    return () => {
      abort.abort();
    };
  }, [load, legalEntity, date, delimiter, escape, attempt]);

  return state;
}

const now = (): number => performance.now();

/** A macrotask, so that input events and painting get their turn. */
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

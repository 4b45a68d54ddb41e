import * as React from "react";
import { useWritten } from "../../../shared/form/useWritten";
import type { DisplayForm, Entry, Ledger, Parsed } from "../../../shared/ledger";

/** What a person made of the account of one record and company. */
interface Draft {
  readonly entry: Entry;
  /** What it was before, the latest last. */
  readonly past: readonly Entry[];
  /** What was undone, the latest first. */
  readonly future: readonly Entry[];
}

export interface Coding {
  readonly entry: Entry;
  /** How the column's text was read, as long as nobody has changed it. */
  readonly stored?: Parsed;
  readonly change: (entry: Entry) => void;
  /** Absent where there is nothing to undo. */
  readonly undo?: () => void;
  /** Absent where nothing was undone, or something was done since. */
  readonly redo?: () => void;
}

/**
 * Keeps the person's entry while the column holds its text, or has not answered yet; else opens what the column holds. The
 * stored text is read as it stands: nothing is filled in, nothing is erased.
 *
 * @param answered rises when the form has answered an output, also by refusing it
 * @param write takes a new account to the form; false where the column cannot hold it
 */
export function useDraft(
  ledger: Ledger,
  account: string,
  answered: number,
  form: DisplayForm,
  write: (entry: Entry, text: string) => boolean,
): Coding {
  const { work: draft, keep } = useWritten<string, Draft>(account, answered);
  const parsed = React.useMemo(() => ledger.parse(account), [ledger, account]);
  const opened = React.useMemo(() => ledger.open(parsed.readings[0]?.combination ?? {}), [ledger, parsed]);
  const { entry, past, future } = draft ?? { entry: opened, past: [], future: [] };
  const put = (next: Draft): void => {
    const { text } = ledger.format(next.entry.combination, form);
    keep(text, next, write(next.entry, text));
  };
  const last = past[past.length - 1];
  const [next, ...later] = future;
  return {
    entry,
    stored: draft === null ? parsed : undefined,
    change: (changed) => put({ entry: changed, past: [...past, entry], future: [] }),
    undo: last && (() => put({ entry: last, past: past.slice(0, -1), future: [entry, ...future] })),
    redo: next && (() => put({ entry: next, past: [...past, entry], future: later })),
  };
}

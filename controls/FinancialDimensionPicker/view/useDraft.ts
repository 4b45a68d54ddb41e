import * as React from "react";
import type { DisplayForm, Entry, Ledger, Parsed } from "../ledger";

/** What a person made of the account of one record and company, with the column's text before and after it. */
interface Draft {
  readonly before: string;
  readonly after: string;
  /** The answers of the form so far, when it was written; null where it could not be: then no answer is to come. */
  readonly answered: number | null;
  readonly entry: Entry;
  readonly past: readonly Entry[];
}

export interface Coding {
  readonly entry: Entry;
  /** How the column's text was read, as long as nobody has changed it. */
  readonly stored?: Parsed;
  readonly change: (entry: Entry) => void;
  /** Absent where there is nothing to undo. */
  readonly undo?: () => void;
}

/**
 * Keeps the person's entry while the column holds its text, or has not answered yet; else opens what the column holds. The
 * stored text is read as it stands: nothing is filled in, nothing is erased.
 *
 * @param answered rises when the form has answered an output, also by refusing it
 * @param write takes a new account to the form; false where the column cannot hold it
 */
export function useDraft(ledger: Ledger, account: string, answered: number, form: DisplayForm, write: (entry: Entry, text: string) => boolean): Coding {
  const [draft, setDraft] = React.useState<Draft | null>(null);
  const parsed = React.useMemo(() => ledger.parse(account), [ledger, account]);
  const opened = React.useMemo(() => ledger.open(parsed.readings[0]?.combination ?? {}), [ledger, parsed]);
  const holds = draft && (account === draft.after || (account === draft.before && (draft.answered === null || answered === draft.answered))) ? draft : null;
  const entry = holds?.entry ?? opened;
  const put = (next: Entry, past: readonly Entry[]): void => {
    const { text } = ledger.format(next.combination, form);
    const written = write(next, text);
    setDraft({ before: account, after: text, answered: written ? answered : null, entry: next, past });
  };
  const past = holds?.past ?? [];
  const last = past[past.length - 1];
  return { entry, stored: holds ? undefined : parsed, change: (next) => put(next, [...past, entry]), undo: last && (() => put(last, past.slice(0, -1))) };
}

import * as React from "react";
import type { DisplayForm, Entry, Ledger, Parsed } from "../../../shared/ledger";

/** What a person made of the account of one record and company. */
interface Draft {
  /** The column's text. */
  readonly text: string;
  /** What the column may still hold while the form has not answered: its text before, and those written since. */
  readonly former: readonly string[];
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
export function useDraft(
  ledger: Ledger,
  account: string,
  answered: number,
  form: DisplayForm,
  write: (entry: Entry, text: string) => boolean,
): Coding {
  const [draft, setDraft] = React.useState<Draft | null>(null);
  const parsed = React.useMemo(() => ledger.parse(account), [ledger, account]);
  const opened = React.useMemo(() => ledger.open(parsed.readings[0]?.combination ?? {}), [ledger, parsed]);
  const open =
    draft && (draft.answered === null || answered === draft.answered) && draft.former.includes(account) ? draft : null;
  const holds = open ?? (account === draft?.text ? draft : null);
  const entry = holds?.entry ?? opened;
  const put = (next: Entry, past: readonly Entry[]): void => {
    const { text } = ledger.format(next.combination, form);
    const written = write(next, text);
    // The form may be about to show the text that was written before this one.
    setDraft({
      text,
      former: open ? [...open.former, open.text] : [account],
      answered: written ? answered : null,
      entry: next,
      past,
    });
  };
  const past = holds?.past ?? [];
  const last = past[past.length - 1];
  return {
    entry,
    stored: holds ? undefined : parsed,
    change: (next) => put(next, [...past, entry]),
    undo: last && (() => put(last, past.slice(0, -1))),
  };
}

import * as React from "react";
import { useWritten } from "../../../shared/form/useWritten";
import type { DisplayForm, Entry, Ledger, Parsed } from "../../../shared/ledger";

/** What a person made of the account of one record and company. */
interface Draft {
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
  const { work: draft, keep } = useWritten<string, Draft>(account, answered);
  const parsed = React.useMemo(() => ledger.parse(account), [ledger, account]);
  const opened = React.useMemo(() => ledger.open(parsed.readings[0]?.combination ?? {}), [ledger, parsed]);
  const { entry, past } = draft ?? { entry: opened, past: [] };
  const put = (next: Entry, before: readonly Entry[]): void => {
    const { text } = ledger.format(next.combination, form);
    keep(text, { entry: next, past: before }, write(next, text));
  };
  const last = past[past.length - 1];
  return {
    entry,
    stored: draft === null ? parsed : undefined,
    change: (next) => put(next, [...past, entry]),
    undo: last && (() => put(last, past.slice(0, -1))),
  };
}

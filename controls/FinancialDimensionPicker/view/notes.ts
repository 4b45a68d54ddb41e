import type { Ready } from "../state/useLedger";
import type { Words } from "./messages";

/** What a person has to know about where the values come from. */
export interface Notes {
  /** How old they are, in a word or two; "" where they are as old as the form. */
  readonly age: string;
  /** Their age, what could not be read, and that the ledger has mistakes, as sentences. */
  readonly sentences: readonly string[];
}

/** @param formatTime an instant as the user writes it */
export function notesOf(
  { source, ledger }: Ready,
  { text }: Words,
  online: boolean,
  formatTime: (instant: Date) => string,
): Notes {
  // Server reads are as old as the form; a snapshot may be of any age.
  const isSnapshot = source.search === undefined;
  const taken = Date.parse(ledger.takenOn ?? "");
  const snapshot = Number.isNaN(taken)
    ? text("State_snapshotUndated")
    : text("State_snapshot", formatTime(new Date(taken)));
  return {
    age: isSnapshot ? snapshot : online ? "" : text("State_offlineShort"),
    sentences: [
      ...(!online && !isSnapshot ? [text("State_offline")] : []),
      ...source.unread.map(({ part, table }) => text("State_unread", text(`Part_${part}`), table)),
      ...(ledger.hasMistakes ? [text("State_findings")] : []),
    ],
  };
}

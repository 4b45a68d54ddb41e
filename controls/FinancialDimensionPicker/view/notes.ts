import * as React from "react";
import type { Ready } from "../state/useLedger";
import type { Words } from "./messages";

/** What a person has to know about where the values come from. */
export interface Notes {
  /** How old or how whole they are, in two or three words; "" where they are as they should be. */
  readonly age: string;
  /** Their age, what could not be read, and that the ledger has mistakes, as sentences. */
  readonly sentences: readonly string[];
}

/** So long, in ms, may a check take before it is said: mostly it is over by then, and nothing on the form has moved. */
const briefMs = 1_000;

/** Whether something has not been going on for long. */
function useBrief(isOn: boolean): boolean {
  const [long, setLong] = React.useState(false);
  React.useEffect(() => {
    if (!isOn) return undefined;
    const timer = setTimeout(() => setLong(true), briefMs);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isOn]);
  return !long;
}

/** @param formatTime an instant as the user writes it */
export function useNotes(
  { source, ledger, freshness, isPartial }: Ready,
  { text }: Words,
  online: boolean,
  formatTime: (instant: Date) => string,
): Notes {
  const isBrief = useBrief(freshness.kind === "checking");
  const said: { readonly age: string; readonly sentence?: string }[] = [];
  // Server reads are as old as the form; a snapshot may be of any age.
  if (source.search === undefined) {
    const taken = Date.parse(ledger.takenOn ?? "");
    said.push({
      age: Number.isNaN(taken) ? text("State_snapshotUndated") : text("State_snapshot", formatTime(new Date(taken))),
    });
  } else if (!online) said.push({ age: text("Age_offline"), sentence: text("State_offline") });
  else if (freshness.kind === "dated" || (freshness.kind === "checking" && !isBrief)) {
    const asOf = formatTime(new Date(freshness.asOf));
    said.push({ age: text(`Age_${freshness.kind}`, asOf), sentence: text(`State_${freshness.kind}`, asOf) });
  }
  if (isPartial) said.push({ age: text("Age_partial"), sentence: text("State_partial") });
  return {
    age: said.map(({ age }) => age).join(" · "),
    sentences: [
      ...said.flatMap(({ sentence }) => sentence ?? []),
      ...source.unread.map(({ part, table }) => text("State_unread", text(`Part_${part}`), table)),
      ...(ledger.hasMistakes ? [text("State_findings")] : []),
    ],
  };
}

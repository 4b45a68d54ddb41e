import * as React from "react";
import type {
  Combination,
  Entry,
  EntryResult,
  Fix,
  Ledger,
  Parsed,
  PostingPreview,
  Problem,
  Reading,
  Segment,
  Verdict,
} from "../../../shared/ledger";
import type { FavoriteStore } from "../actions/favorites";
import type { Coding } from "./useDraft";
import { type KnownFavorites, useFavorites } from "./useFavorites";

/** What came of the last thing that somebody did, to be said of the entry that it led to and of no other. */
interface Outcome {
  readonly of: Entry;
  readonly refused?: Problem;
  readonly pasted?: Parsed;
}

/** An account while somebody codes it: what it is by now, what the engine says of it, and what can be done. */
export interface AccountCoding {
  readonly ledger: Ledger;
  readonly entry: Entry;
  readonly segments: readonly Segment[];
  readonly verdict: Verdict;
  readonly posting: PostingPreview;
  /** Nothing is coded yet, and so nothing is wrong. */
  readonly isEmpty: boolean;
  /** Something is missing and nothing else is wrong, while somebody is still at it: no mistake so far. */
  readonly isPending: boolean;
  /** Ledger account form. */
  readonly account: string;
  /** The descriptions of its values. */
  readonly name: string;
  readonly isKept: boolean;
  readonly favorites: KnownFavorites;
  /** Why the last entry was refused. */
  readonly refused?: Problem;
  /** What was pasted last, as it was read. */
  readonly pasted?: Reading;
  /** The ways to read a text that can be read in several; else none. */
  readonly readings: readonly Reading[];
  /** Parts of the column's text that no segment takes. */
  readonly dropped: readonly string[];
  /** The segment that has the focus. */
  readonly at: string | undefined;
  readonly showsAll: boolean;

  readonly enter: (dimension: string, value: string) => void;
  /** Takes over a whole account; false where the text is none. */
  readonly paste: (text: string) => boolean;
  /** Takes the alias of this name; false where there is none. A partial one leaves the other segments as they are. */
  readonly takeAlias: (name: string) => boolean;
  readonly takeFix: (fix: Fix) => void;
  readonly takeReading: (reading: Reading) => void;
  /** Puts a favourite or recent account in the place of this one. */
  readonly takeAccount: (account: string) => void;
  readonly keep: () => void;
  /** Absent where there is nothing to undo. */
  readonly undo?: () => void;
  readonly toggleAll: () => void;
  /** The focus came to the control, or went on within it. */
  readonly come: (dimension: string | undefined) => void;
  /** The focus left the control: what was coded in one go is remembered. */
  readonly leave: () => void;
}

export function useAccountEntry(ledger: Ledger, coding: Coding, store: FavoriteStore): AccountCoding {
  const { entry, stored, change, undo } = coding;
  const { combination } = entry;
  const favorites = useFavorites(store);
  const [showsAll, setShowsAll] = React.useState(false);
  const [outcome, setOutcome] = React.useState<Outcome | null>(null);
  /** What the account was when the person came; null while the focus is elsewhere. */
  const [before, setBefore] = React.useState<Combination | null>(null);
  const [at, setAt] = React.useState<string | undefined>();

  const { segments } = ledger.layout(combination);
  const verdict = ledger.validate(combination);
  const account = ledger.format(combination).text;
  const name = segments
    .map(({ dimension }) => ledger.lookup(dimension, combination[dimension] ?? "")?.description)
    .filter(Boolean)
    .join(" · ");
  const isKept = favorites.list.some((favorite) => favorite.kept && favorite.account === account);
  const current = outcome?.of === entry ? outcome : null;
  const parsed = current?.pasted ?? stored;

  const take = (result: EntryResult, pasted?: Parsed): void => {
    setOutcome({ of: result.entry, refused: result.refused, pasted });
    if (!result.refused) change(result.entry);
  };
  return {
    ledger,
    entry,
    segments,
    verdict,
    posting: ledger.postingPreview(combination),
    isEmpty: Object.values(combination).every((value) => !value),
    isPending: before !== null && verdict.problems.every(({ code }) => code === "valueRequired"),
    account,
    name,
    isKept,
    favorites,
    refused: current?.refused,
    pasted: current?.pasted?.readings[0],
    readings: parsed?.ambiguous ? parsed.readings : [],
    dropped: stored?.readings[0]?.dropped ?? [],
    at,
    showsAll,
    enter: (dimension, value) => take(ledger.enter(entry, dimension, value)),
    paste(text) {
      const read = ledger.parse(text);
      const [reading] = read.readings;
      // A single value is for the field to take.
      if (!reading || Object.values(reading.combination).filter(Boolean).length < 2) return false;
      take(ledger.enterAll(entry, reading.combination, "typed"), read);
      return true;
    },
    takeAlias(typed) {
      const key = typed.toLowerCase();
      const found = ledger.aliases(typed).find((alias) => alias.name.toLowerCase() === key);
      const [reading] = found ? ledger.parse(found.account).readings : [];
      if (!reading) return false;
      const filled = Object.fromEntries(Object.entries(reading.combination).filter(([, value]) => value));
      take(ledger.enterAll(entry, filled, "alias"));
      return true;
    },
    takeFix: (fix) => take(ledger.applyFix(entry, fix)),
    takeReading: (reading) => take(ledger.replace(entry, reading.combination, "typed")),
    takeAccount: (chosen) => take(ledger.replace(entry, ledger.parse(chosen).readings[0]?.combination ?? {}, "stored")),
    keep: () => favorites.keep(account, name, !isKept),
    undo,
    toggleAll: () => setShowsAll(!showsAll),
    come(dimension) {
      if (before === null) setBefore(combination);
      setAt(dimension);
      favorites.load();
    },
    leave() {
      setBefore(null);
      setAt(undefined);
      if (before !== null && before !== combination && verdict.outcome === "valid" && account)
        favorites.use(account, name);
    },
  };
}

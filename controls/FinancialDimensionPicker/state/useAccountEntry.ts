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
  readonly kept: readonly Problem[];
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
  /** Something is missing and nothing else is wrong. */
  readonly isIncomplete: boolean;
  /** It is incomplete while somebody is still at it: no mistake so far. */
  readonly isPending: boolean;
  /** Ledger account form. */
  readonly account: string;
  /** The descriptions of its values. */
  readonly name: string;
  readonly isKept: boolean;
  readonly favorites: KnownFavorites;
  /** Why the last entry was refused. */
  readonly refused?: Problem;
  /** What the last entry would have changed in locked segments, and did not. */
  readonly kept: readonly Problem[];
  /** What was pasted last, as it was read. */
  readonly pasted?: Reading;
  /** How many accounts the pasted text held; only the first was taken. */
  readonly lines: number;
  /** The ways to read a text that can be read in several; else none. */
  readonly readings: readonly Reading[];
  /** Parts of the text that was pasted, or stands in the column, that no segment takes. */
  readonly dropped: readonly string[];
  /** The segment that has the focus. */
  readonly at: string | undefined;
  readonly showsAll: boolean;

  /** How a text reads as an account, or as values for several segments from `at` on; undefined where it is neither. */
  readonly accountIn: (text: string, at?: string) => Parsed | undefined;
  readonly enter: (dimension: string, value: string) => void;
  /**
   * Takes over a whole account, or values for several segments from one on; false where the text is neither.
   *
   * @param at the segment that it was typed or pasted into; undefined: none
   */
  readonly paste: (text: string, at?: string) => boolean;
  /** Takes the alias of this name; false where there is none. A partial one leaves the other segments as they are. */
  readonly takeAlias: (name: string) => boolean;
  readonly takeFix: (fix: Fix) => void;
  /** Puts back a value that a change of the main account set aside. */
  readonly unpark: (dimension: string) => void;
  readonly takeReading: (reading: Reading) => void;
  /** Puts a favourite or recent account in the place of this one. */
  readonly takeAccount: (account: string) => void;
  /** Makes the account a favourite, or no longer. Absent where there is no account. */
  readonly keep?: () => void;
  /** Absent where there is nothing to undo. */
  readonly undo?: () => void;
  /** Absent where there is nothing to do again. */
  readonly redo?: () => void;
  readonly toggleAll: () => void;
  /** The focus came to the control, or went on within it. */
  readonly come: (dimension: string | undefined) => void;
  /** The focus left the control: what was coded in one go is remembered. */
  readonly leave: () => void;
}

/** Values of which more are known than not, in a text that is more than one word: meant as an account, or as a part of one. */
function isAccount(text: string, { combination, unknown }: Reading): boolean {
  const filled = Object.values(combination).filter(Boolean).length;
  const isOneWord = /^[\p{L}\p{N}]*$/u.test(text.trim());
  return !isOneWord && Object.keys(combination).length > 1 && unknown.length < filled;
}

export function useAccountEntry(ledger: Ledger, coding: Coding, store: FavoriteStore): AccountCoding {
  const { entry, stored, change, undo, redo } = coding;
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
  const isIncomplete =
    verdict.problems.length > 0 &&
    verdict.problems.every(({ code }) => code === "valueRequired" || code === "mainAccountRequired");
  const current = outcome?.of === entry ? outcome : null;
  const parsed = current?.pasted ?? stored;

  const take = (result: EntryResult, pasted?: Parsed): void => {
    setOutcome({ of: result.entry, refused: result.refused, kept: result.kept, pasted });
    if (!result.refused && result.entry !== entry) change(result.entry);
  };
  const accountIn = (text: string, dimension?: string): Parsed | undefined => {
    const read = ledger.parse(text, dimension === undefined ? undefined : { dimension, combination });
    const [reading] = read.readings;
    return reading && isAccount(text, reading) ? read : undefined;
  };
  return {
    ledger,
    entry,
    segments,
    verdict,
    posting: ledger.postingPreview(combination),
    isEmpty: Object.values(combination).every((value) => !value),
    isIncomplete,
    isPending: before !== null && isIncomplete,
    account,
    name,
    isKept,
    favorites,
    refused: current?.refused,
    kept: current?.kept ?? [],
    pasted: current?.pasted?.readings[0],
    lines: current?.pasted?.lines ?? 0,
    readings: parsed?.ambiguous ? parsed.readings : [],
    dropped: parsed?.readings[0]?.dropped ?? [],
    at,
    showsAll,
    enter: (dimension, value) => take(ledger.enter(entry, dimension, value)),
    accountIn,
    paste(text, dimension) {
      const read = accountIn(text, dimension);
      const [reading] = read?.readings ?? [];
      if (!reading) return false;
      // A text with a main account is a whole account, and takes the place of the one that stands there.
      const isWhole = Boolean(reading.combination[ledger.mainAccount]);
      take(ledger[isWhole ? "replace" : "enterAll"](entry, reading.combination, "typed"), read);
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
    unpark: (dimension) => take(ledger.unpark(entry, dimension)),
    takeReading: (reading) => take(ledger.replace(entry, reading.combination, "typed")),
    takeAccount: (chosen) => take(ledger.replace(entry, ledger.parse(chosen).readings[0]?.combination ?? {}, "stored")),
    keep: account ? () => favorites.keep(account, name, !isKept) : undefined,
    undo,
    redo,
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

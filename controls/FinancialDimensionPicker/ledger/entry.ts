import type { Combination, Entry, EntryResult, ParkedValue, PostingPreview, Problem, Provenance, SegmentValue } from "./types";
import { forced, whyNot } from "./choices";
import { type Core, dimensionAt, elementOf, elementsOf, givenOf, locksOf, sameValue, shownBy } from "./core";
import { format } from "./display";
import { changesBetween } from "./nearest";
import { feasible } from "./solve";
import { judge, valueProblem } from "./validate";
import { codeAt, findValue } from "./values";

/** An entry while it is being changed. */
interface Draft {
  readonly combination: Record<string, string | undefined>;
  readonly provenance: Record<string, Provenance | undefined>;
  parked: readonly ParkedValue[];
}

export function open(core: Core, combination: Combination): Entry {
  const provenance: Record<string, Provenance> = {};
  for (const [dimension, value] of Object.entries(combination)) if (value) provenance[dimension] = "stored";
  return { combination, provenance, locks: lockMap(core, combination), parked: [] };
}

function lockMap(core: Core, combination: Combination): Record<string, SegmentValue> {
  const locks: Record<string, SegmentValue> = {};
  for (const lock of locksOf(core, combination)) locks[dimensionAt(core, lock.axis)] = lock.by;
  return locks;
}

/** A value as the model spells it; what is unknown stays as typed. */
function spelled(core: Core, dimension: string, value: string): string {
  const axis = core.axes[core.axisOf.get(dimension) ?? -1];
  const place = axis && value ? findValue(axis.values, value) : -1;
  return axis && place >= 0 ? codeAt(axis.values, place) : value;
}

function put(draft: Draft, dimension: string, value: string, provenance: Provenance): void {
  draft.combination[dimension] = value;
  draft.provenance[dimension] = value ? provenance : undefined;
}

function isShown(core: Core, draft: Draft, dimension: string): boolean {
  return shownBy(core, elementsOf(core, draft.combination)).axes.includes(core.axisOf.get(dimension) ?? -1);
}

/** Values that were the only possible ones give way: after a change others may be. */
function draftOf(entry: Entry): Draft {
  const draft: Draft = { combination: { ...entry.combination }, provenance: { ...entry.provenance }, parked: entry.parked };
  for (const [dimension, provenance] of Object.entries(entry.provenance)) {
    if (provenance !== "only") continue;
    draft.combination[dimension] = undefined;
    draft.provenance[dimension] = undefined;
  }
  return draft;
}

function close(core: Core, before: Entry, draft: Draft, entered: readonly string[], fill: boolean): EntryResult {
  if (fill) {
    for (const [dimension, value] of Object.entries(forced(core, draft.combination))) if (value) put(draft, dimension, value, "only");
  }
  const { combination, provenance, parked } = draft;
  const changes = changesBetween(core, before.combination, withBlanks(combination))
    .filter((change) => !entered.includes(change.dimension))
    .map((change) => ({ ...change, provenance: provenance[change.dimension] }));
  return { entry: { combination, provenance, locks: lockMap(core, combination), parked }, changes };
}

/** Undecided reads as blank where changes are told. */
function withBlanks(combination: Combination): Combination {
  const result: Record<string, string> = {};
  for (const [dimension, value] of Object.entries(combination)) result[dimension] = value ?? "";
  return result;
}

export function enter(core: Core, entry: Entry, dimension: string, typed: string): EntryResult {
  const refused = lockedBy(core, entry, dimension, typed);
  if (refused) return { entry, changes: [], refused };
  if (core.axisOf.get(dimension) === core.main) return changeMainAccount(core, entry, typed);
  const draft = draftOf(entry);
  put(draft, dimension, spelled(core, dimension, typed.trim()), "typed");
  derive(core, draft, dimension, true);
  return close(core, entry, draft, [dimension], true);
}

function lockedBy(core: Core, entry: Entry, dimension: string, typed: string): Problem | undefined {
  const index = core.axisOf.get(dimension);
  const lock = locksOf(core, entry.combination).find((candidate) => candidate.axis === index);
  if (!lock || sameValue(core, lock.allowed, typed.trim())) return undefined;
  return { stage: "derived", code: "derivedLock", dimension, value: typed, with: [lock.by], allowed: lock.allowed, by: lock.by };
}

/**
 * Derived dimensions fill blanks. They overwrite only when the driving value was entered directly under "replace
 * existing", or when what they overwrite was derived too and the rule locks it: nobody could repair it otherwise.
 */
function derive(core: Core, draft: Draft, driving: string, direct: boolean, seen: readonly string[] = []): void {
  const value = draft.combination[driving];
  if (!value || seen.includes(driving)) return;
  for (const rule of core.derived) {
    if (rule.dimension !== driving) continue;
    for (const derived of rule.values) {
      const current = draft.combination[derived.dimension];
      if (!derived.value || !sameValue(core, derived.drivingValue, value) || !isShown(core, draft, derived.dimension)) continue;
      const machineMade = rule.preventChanges === true && draft.provenance[derived.dimension] === "derived";
      if (current && !(direct && rule.replaceExisting) && !machineMade) continue;
      if (current && sameValue(core, current, derived.value)) continue;
      put(draft, derived.dimension, spelled(core, derived.dimension, derived.value), "derived");
      derive(core, draft, derived.dimension, false, [...seen, driving]);
    }
  }
}

/** Defaults or fixed dimensions of a main account: the company's own win over those for all companies. */
function presets(core: Core, mainAccount: string, kind: "default" | "fixed"): Map<string, string> {
  const result = new Map<string, string>();
  for (const own of [false, true]) {
    for (const preset of core.defaults) {
      if (preset.kind !== kind || Boolean(preset.legalEntity) !== own || !sameValue(core, preset.mainAccount, mainAccount)) continue;
      result.set(preset.dimension, preset.value);
    }
  }
  return result;
}

function applyDefaults(core: Core, draft: Draft, mainAccount: string): void {
  for (const [dimension, value] of presets(core, mainAccount, "default")) {
    if (!value || draft.combination[dimension] || !isShown(core, draft, dimension)) continue;
    put(draft, dimension, spelled(core, dimension, value), "default");
    derive(core, draft, dimension, false);
  }
}

export function enterAll(core: Core, entry: Entry, combination: Combination, provenance: Provenance): EntryResult {
  const draft = draftOf(entry);
  const entered: string[] = [];
  for (const [dimension, value] of Object.entries(combination)) {
    if (value === undefined) continue;
    put(draft, dimension, spelled(core, dimension, value), provenance);
    entered.push(dimension);
  }
  if (provenance !== "stored") for (const dimension of entered) derive(core, draft, dimension, false);
  return close(core, entry, draft, entered, provenance !== "stored");
}

/**
 * Exchanges the main account without loss: each other value stays if an account with it, the new main account and
 * those kept before it exists; the rest is parked and comes back when a later change makes it fit again.
 */
export function changeMainAccount(core: Core, entry: Entry, typed: string): EntryResult {
  const main = core.axes[core.main];
  if (!main) return { entry, changes: [] };
  const value = spelled(core, main.name, typed.trim());
  const draft: Draft = { combination: {}, provenance: {}, parked: [] };
  put(draft, main.name, value, "typed");
  if (!value || valueProblem(core, main, elementOf(main, value), value) || !feasible(core, givenOf(core, draft.combination))) {
    // A main account that cannot be right yet is no reason to move anything.
    const kept = draftOf(entry);
    put(kept, main.name, value, "typed");
    return close(core, entry, kept, [main.name], false);
  }
  const waiting = candidates(entry, main.name);
  for (let found = true; found; ) {
    found = false;
    for (const index of shownBy(core, elementsOf(core, draft.combination)).axes) {
      const dimension = dimensionAt(core, index);
      const candidate = waiting.find((other) => other.dimension === dimension && !other.settled);
      if (!candidate) continue;
      candidate.settled = true;
      found = true;
      candidate.problem = candidate.value ? whyNot(core, dimension, candidate.value, draft.combination) : blankProblem(core, dimension, draft.combination);
      if (!candidate.problem && !draft.combination[dimension]) {
        candidate.kept = true;
        put(draft, dimension, candidate.value, candidate.provenance);
      }
    }
  }
  draft.parked = waiting.filter((other) => !other.kept && other.value).map(({ dimension, value: parked, provenance, problem }) => ({ dimension, value: parked, provenance, problem }));
  applyDefaults(core, draft, value);
  derive(core, draft, main.name, true);
  return close(core, entry, draft, [main.name], true);
}

interface Candidate {
  readonly dimension: string;
  readonly value: string;
  readonly provenance: Provenance;
  problem?: Problem;
  settled?: boolean;
  kept?: boolean;
}

/** What may stay: the entry's values, then those parked before. What the old main account brought along goes with it. */
function candidates(entry: Entry, main: string): Candidate[] {
  const current = Object.entries(entry.combination).flatMap(([dimension, value]): Candidate[] => {
    const provenance = entry.provenance[dimension] ?? "typed";
    return value === undefined || dimension === main || provenance === "default" || provenance === "only" ? [] : [{ dimension, value, provenance }];
  });
  return [...current, ...entry.parked.map(({ dimension, value, provenance }) => ({ dimension, value, provenance }))];
}

function blankProblem(core: Core, dimension: string, combination: Combination): Problem | undefined {
  const blank = { ...combination, [dimension]: "" };
  return feasible(core, givenOf(core, blank)) ? undefined : { stage: "structure", code: "valueRequired", dimension, value: "", with: [] };
}

/** What posting makes of an account: fixed dimensions overwrite, even with blank, and may bring rules into play. */
export function postingPreview(core: Core, combination: Combination): PostingPreview {
  const main = dimensionAt(core, core.main);
  const fixed = presets(core, combination[main] ?? "", "fixed");
  const posted: Record<string, string | undefined> = { ...combination };
  for (const [dimension, value] of fixed) posted[dimension] = spelled(core, dimension, value);
  const { shown, ...verdict } = judge(core, posted, [...fixed.keys()]);
  const names = shown.axes.map((index) => dimensionAt(core, index));
  const changes = changesBetween(core, combination, posted).filter((change) => names.includes(change.dimension));
  const failsAtPosting = changes.length > 0 && verdict.outcome === "invalid" && judge(core, combination).outcome !== "invalid";
  return { combination: posted, text: format(core, posted).text, changes, verdict, failsAtPosting };
}

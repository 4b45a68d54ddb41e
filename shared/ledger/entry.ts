import type {
  Combination,
  Entry,
  EntryResult,
  ParkedValue,
  PostingPreview,
  Problem,
  Provenance,
  SegmentValue,
} from "./types";
import { codeOf, elementOf } from "./axis";
import { forced, whyNot } from "./choices";
import { type Core, givenOf, lockProblem, locksOf, shownBy } from "./core";
import { format } from "./display";
import { changesBetween } from "./nearest";
import { feasible } from "./solve";
import { judge, valueProblem } from "./validate";

/** An entry while it is being changed. */
interface Draft {
  readonly combination: Record<string, string | undefined>;
  readonly provenance: Record<string, Provenance | undefined>;
  readonly parked: readonly ParkedValue[];
}

export function open(core: Core, combination: Combination): Entry {
  const provenance: Record<string, Provenance> = {};
  for (const [dimension, value] of Object.entries(combination)) if (value) provenance[dimension] = "stored";
  return entryOf(core, { combination, provenance, parked: [] });
}

function entryOf(core: Core, { combination, provenance, parked }: Omit<Entry, "locks">): Entry {
  const locks: Record<string, SegmentValue> = {};
  for (const { axis, by } of locksOf(core, combination)) locks[axis.name] = by;
  return { combination, provenance, locks, parked };
}

/** A value as the model spells it; what is unknown stays as typed. */
function spelled(core: Core, dimension: string, typed: string): string {
  const axis = core.axisOf.get(dimension);
  return (axis && codeOf(axis, elementOf(axis, typed.trim()))) || typed.trim();
}

function put(core: Core, draft: Draft, dimension: string, typed: string, provenance: Provenance): void {
  const value = spelled(core, dimension, typed);
  draft.combination[dimension] = value;
  draft.provenance[dimension] = value ? provenance : undefined;
}

function isShown(core: Core, { combination }: Draft, dimension: string): boolean {
  return shownBy(core, combination).axes.some(({ name }) => name === dimension);
}

/** Values that were the only possible ones give way: after a change others may be. */
function draftOf({ combination, provenance, parked }: Entry): Draft {
  const draft: Draft = { combination: { ...combination }, provenance: { ...provenance }, parked };
  for (const [dimension, from] of Object.entries(provenance)) {
    if (from === "only") draft.combination[dimension] = draft.provenance[dimension] = undefined;
  }
  return draft;
}

/** Fills in what can have one value only, and tells what changed besides what was entered. */
function close(core: Core, before: Entry, draft: Draft, entered: readonly string[], fill = true): EntryResult {
  const { combination, provenance } = draft;
  if (fill)
    for (const [dimension, value] of Object.entries(forced(core, combination)))
      put(core, draft, dimension, value ?? "", "only");
  // Undecided reads as blank where changes are told.
  const now = Object.fromEntries(Object.entries(combination).map(([dimension, value]) => [dimension, value ?? ""]));
  const changes = changesBetween(core, before.combination, now).filter(({ dimension }) => !entered.includes(dimension));
  return {
    entry: entryOf(core, draft),
    changes: changes.map((change) => ({ ...change, provenance: provenance[change.dimension] })),
  };
}

export function enter(core: Core, entry: Entry, dimension: string, typed: string): EntryResult {
  const lock = locksOf(core, entry.combination).find(({ axis }) => axis.name === dimension);
  if (lock && core.key(lock.allowed) !== core.key(typed.trim()))
    return { entry, changes: [], refused: lockProblem(lock, typed) };
  return dimension === core.main.name
    ? changeMainAccount(core, entry, typed)
    : enterAll(core, entry, { [dimension]: typed }, "typed", true);
}

/**
 * Derived dimensions fill blanks. They overwrite only when the driving value was entered directly under "replace
 * existing", or when what they overwrite was derived too and the rule locks it: nobody could repair it otherwise.
 */
function derive(core: Core, draft: Draft, driving: string, direct: boolean, seen: readonly string[] = []): void {
  const key = core.key(draft.combination[driving] ?? "");
  if (!key || seen.includes(driving)) return;
  for (const { dimension: driver, values, preventChanges, replaceExisting } of core.derived) {
    if (driver !== driving) continue;
    for (const { drivingValue, dimension, value } of values) {
      if (!value || core.key(drivingValue) !== key || !isShown(core, draft, dimension)) continue;
      const current = draft.combination[dimension];
      const overwrites = (direct && replaceExisting) || (preventChanges && draft.provenance[dimension] === "derived");
      if (current && (!overwrites || core.key(current) === core.key(value))) continue;
      put(core, draft, dimension, value, "derived");
      derive(core, draft, dimension, false, [...seen, driving]);
    }
  }
}

/** Defaults or fixed dimensions of a main account: the company's own win over those for all companies. */
function presets(core: Core, mainAccount: string, kind: "default" | "fixed"): Map<string, string> {
  const found = core.defaults.filter(
    (preset) => preset.kind === kind && core.key(preset.mainAccount) === core.key(mainAccount),
  );
  return new Map(
    [...found.filter(({ legalEntity }) => !legalEntity), ...found.filter(({ legalEntity }) => legalEntity)].map(
      ({ dimension, value }) => [dimension, spelled(core, dimension, value)],
    ),
  );
}

export function enterAll(
  core: Core,
  entry: Entry,
  combination: Combination,
  provenance: Provenance,
  direct = false,
): EntryResult {
  const draft = draftOf(entry);
  const entered = Object.keys(combination).filter((dimension) => combination[dimension] !== undefined);
  for (const dimension of entered) put(core, draft, dimension, combination[dimension] ?? "", provenance);
  // What is stored stays as it is.
  const fill = provenance !== "stored";
  if (fill) for (const dimension of entered) derive(core, draft, dimension, direct);
  return close(core, entry, draft, entered, fill);
}

/**
 * Exchanges the main account without loss: each other value stays if an account with it, the new main account and
 * those kept before it exists; the rest is parked and comes back when a later change makes it fit again.
 */
export function changeMainAccount(core: Core, entry: Entry, typed: string): EntryResult {
  const { main } = core;
  const parked: ParkedValue[] = [];
  const draft: Draft = { combination: {}, provenance: {}, parked };
  put(core, draft, main.name, typed, "typed");
  const value = draft.combination[main.name] ?? "";
  if (
    !value ||
    valueProblem(main, elementOf(main, value), value) ||
    !feasible(core, givenOf(core, draft.combination))
  ) {
    // A main account that cannot be right yet is no reason to move anything.
    const kept = draftOf(entry);
    put(core, kept, main.name, typed, "typed");
    return close(core, entry, kept, [main.name], false);
  }
  // What may stay: the entry's values, then those parked before. What the old main account brought along goes with it.
  const current = Object.entries(entry.combination).flatMap(([dimension, held]): ParkedValue[] => {
    const provenance = entry.provenance[dimension] ?? "typed";
    return held === undefined || dimension === main.name || provenance === "default" || provenance === "only"
      ? []
      : [{ dimension, value: held, provenance }];
  });
  const waiting = new Set([...current, ...entry.parked]);
  // Each value that stays may bring further segments.
  const next = (): ParkedValue | undefined =>
    shownBy(core, draft.combination).axes.flatMap(({ name }) =>
      [...waiting].filter(({ dimension }) => dimension === name),
    )[0];
  for (let candidate = next(); candidate; candidate = next()) {
    const { dimension, value: held, provenance } = candidate;
    waiting.delete(candidate);
    const problem = held
      ? whyNot(core, dimension, held, draft.combination)
      : blankProblem(core, dimension, draft.combination);
    if (!problem && !draft.combination[dimension]) put(core, draft, dimension, held, provenance);
    else if (held) parked.push({ dimension, value: held, provenance, problem });
  }
  for (const { dimension, value: held, provenance } of waiting)
    if (held) parked.push({ dimension, value: held, provenance });
  for (const [dimension, preset] of presets(core, value, "default")) {
    if (!preset || draft.combination[dimension] || !isShown(core, draft, dimension)) continue;
    put(core, draft, dimension, preset, "default");
    derive(core, draft, dimension, false);
  }
  derive(core, draft, main.name, true);
  return close(core, entry, draft, [main.name]);
}

function blankProblem(core: Core, dimension: string, combination: Combination): Problem | undefined {
  return feasible(core, givenOf(core, { ...combination, [dimension]: "" }))
    ? undefined
    : { stage: "structure", code: "valueRequired", dimension, value: "", with: [] };
}

/** What posting makes of an account: fixed dimensions overwrite, even with blank, and may bring rules into play. */
export function postingPreview(core: Core, combination: Combination): PostingPreview {
  const fixed = presets(core, combination[core.main.name] ?? "", "fixed");
  const posted: Combination = { ...combination, ...Object.fromEntries(fixed) };
  const verdict = judge(core, posted, fixed);
  const { axes } = shownBy(core, posted);
  const changes = changesBetween(core, combination, posted).filter(({ dimension }) =>
    axes.some(({ name }) => name === dimension),
  );
  const failsAtPosting =
    changes.length > 0 && verdict.outcome === "invalid" && judge(core, combination).outcome !== "invalid";
  return { combination: posted, text: format(core, posted).text, changes, verdict, failsAtPosting };
}

import type {
  Combination,
  Entry,
  EntryResult,
  Fix,
  ParkedValue,
  PostingPreview,
  Problem,
  Provenance,
  SegmentValue,
} from "./types";
import { forced } from "./choices";
import type { CompiledLedger } from "./compiled";
import { codeOf, rankOf, rankWithZeros } from "./dimension";
import { format } from "./display";
import { changesBetween } from "./fixes";
import { shownBy } from "./layout";
import { givenOf, type Lock, lockProblem, locksOf } from "./locks";
import { feasible } from "./solve";
import { judge, valueProblem } from "./validate";
import { whyNot } from "./whyNot";

/** An entry while it is being changed. */
interface Draft {
  readonly combination: Record<string, string | undefined>;
  readonly provenance: Record<string, Provenance | undefined>;
  readonly parked: readonly ParkedValue[];
  /** What is not done, as it would change a locked segment. */
  readonly kept: Problem[];
  /** What derived rules locked before. */
  readonly locks: Entry["locks"];
}

export function open(ledger: CompiledLedger, combination: Combination): Entry {
  const provenance: Record<string, Provenance> = {};
  for (const [dimension, value] of Object.entries(combination)) if (value) provenance[dimension] = "stored";
  return entryOf(ledger, { combination, provenance, parked: [] });
}

function entryOf(ledger: CompiledLedger, { combination, provenance, parked }: Omit<Entry, "locks">): Entry {
  const locks: Record<string, SegmentValue> = {};
  for (const { dimension, by } of locksOf(ledger, combination)) locks[dimension.name] = by;
  return { combination, provenance, locks, parked };
}

/** A value as the model spells it, with the zeros that got lost; what is unknown stays as typed. */
function spelled(ledger: CompiledLedger, name: string, typed: string): string {
  const dimension = ledger.dimensionOf.get(name);
  return (dimension && codeOf(dimension, rankWithZeros(dimension, typed.trim()))) || typed.trim();
}

const isLocked = (ledger: CompiledLedger, dimension: string): boolean =>
  ledger.dimensionOf.get(dimension)?.locked === true;

/** Puts a value into a segment; into a locked one it does not go, which is told. */
function put(ledger: CompiledLedger, draft: Draft, dimension: string, typed: string, provenance: Provenance): void {
  const value = spelled(ledger, dimension, typed);
  if (isLocked(ledger, dimension)) {
    const held = draft.combination[dimension] ?? "";
    if (ledger.key(value) !== ledger.key(held)) draft.kept.push(lockedProblem(dimension, value, held));
    return;
  }
  draft.combination[dimension] = value;
  draft.provenance[dimension] = value ? provenance : undefined;
}

function isShown(ledger: CompiledLedger, { combination }: Draft, dimension: string): boolean {
  return shownBy(ledger, combination).dimensions.some(({ name }) => name === dimension);
}

/** What an entry holds in locked segments. */
function lockedPart(
  ledger: CompiledLedger,
  { combination, provenance }: Entry,
): Pick<Draft, "combination" | "provenance"> {
  const ofLocked = <Held>(held: Readonly<Record<string, Held>>): Record<string, Held> =>
    Object.fromEntries(Object.entries(held).filter(([dimension]) => isLocked(ledger, dimension)));
  return { combination: ofLocked(combination), provenance: ofLocked(provenance) };
}

/** Values that were the only possible ones give way: after a change others may be. */
function draftOf({ combination, provenance, parked, locks }: Entry): Draft {
  const draft: Draft = { combination: { ...combination }, provenance: { ...provenance }, parked, kept: [], locks };
  for (const [dimension, from] of Object.entries(provenance)) {
    if (from === "only") draft.combination[dimension] = draft.provenance[dimension] = undefined;
  }
  return draft;
}

/** Fills in what can have one value only, and tells what changed besides what was entered. */
function close(
  ledger: CompiledLedger,
  before: Entry,
  draft: Draft,
  entered: readonly string[],
  fill = true,
): EntryResult {
  const { combination, provenance, kept } = draft;
  if (fill)
    for (const [dimension, value] of Object.entries(forced(ledger, combination)))
      put(ledger, draft, dimension, value ?? "", "only");
  // Undecided reads as blank where changes are told.
  const now = Object.fromEntries(Object.entries(combination).map(([dimension, value]) => [dimension, value ?? ""]));
  const changes = changesBetween(ledger, before.combination, now).filter(
    ({ dimension }) => !entered.includes(dimension),
  );
  return {
    entry: entryOf(ledger, draft),
    changes: changes.map((change) => ({ ...change, provenance: provenance[change.dimension] })),
    kept,
  };
}

const lockedProblem = (dimension: string, value: string, allowed: string): Problem => ({
  stage: "options",
  code: "lockedSegment",
  dimension,
  value,
  with: [],
  allowed,
});

const unchanged = (entry: Entry, refused?: Problem): EntryResult => ({ entry, changes: [], refused, kept: [] });

/** Why a segment does not take a value: it is locked and holds another one. */
function refusal(ledger: CompiledLedger, entry: Entry, dimension: string, typed: string): Problem | undefined {
  const held = entry.combination[dimension] ?? "";
  const key = ledger.key(typed.trim());
  if (isLocked(ledger, dimension) && ledger.key(held) !== key) return lockedProblem(dimension, typed, held);
  const lock = locksOf(ledger, entry.combination).find((each) => each.dimension.name === dimension);
  return lock && ledger.key(lock.allowed) !== key ? lockProblem(lock, typed) : undefined;
}

/** Puts a fix in the place of the entry: what it drops is parked, and what it does not change stays as it is. */
export function applyFix(ledger: CompiledLedger, entry: Entry, { combination, changes }: Fix): EntryResult {
  const dropped = Object.entries(entry.combination).flatMap(([dimension, value]): ParkedValue[] =>
    value && !combination[dimension] && !isLocked(ledger, dimension)
      ? [{ dimension, value, provenance: entry.provenance[dimension] ?? "typed" }]
      : [],
  );
  const draft: Draft = {
    ...draftOf({ ...entry, parked: [...entry.parked, ...dropped] }),
    combination: { ...entry.combination },
    provenance: { ...entry.provenance },
  };
  for (const { dimension } of dropped) draft.combination[dimension] = draft.provenance[dimension] = undefined;
  for (const { dimension, to } of changes) put(ledger, draft, dimension, to, "typed");
  return close(
    ledger,
    entry,
    draft,
    changes.map(({ dimension }) => dimension),
    false,
  );
}

/** Puts a parked value back; what the segment holds by now is parked in its place. */
export function unpark(ledger: CompiledLedger, entry: Entry, dimension: string): EntryResult {
  const back = entry.parked.find((each) => each.dimension === dimension);
  if (!back) return unchanged(entry);
  const refused =
    refusal(ledger, entry, dimension, back.value) ?? whyNot(ledger, dimension, back.value, entry.combination);
  if (refused) return unchanged(entry, refused);
  const held = entry.combination[dimension];
  const provenance = entry.provenance[dimension] ?? "typed";
  const parked = entry.parked.flatMap((each) =>
    each !== back ? [each] : held && provenance !== "only" ? [{ dimension, value: held, provenance }] : [],
  );
  return dimension === ledger.main.name
    ? changeMainAccount(ledger, { ...entry, parked }, back.value)
    : enterAll(ledger, { ...entry, parked }, { [dimension]: back.value }, back.provenance);
}

export function enter(ledger: CompiledLedger, entry: Entry, dimension: string, typed: string): EntryResult {
  const refused = refusal(ledger, entry, dimension, typed);
  if (refused) return unchanged(entry, refused);
  return dimension === ledger.main.name
    ? changeMainAccount(ledger, entry, typed)
    : enterAll(ledger, entry, { [dimension]: typed }, "typed", true);
}

/**
 * Derived dimensions fill blanks. They overwrite only when the driving value was entered directly under "replace
 * existing", or when what they overwrite was derived too and the rule locks it: nobody could repair it otherwise.
 */
function derive(
  ledger: CompiledLedger,
  draft: Draft,
  driving: string,
  direct: boolean,
  seen: readonly string[] = [],
): void {
  const key = ledger.key(draft.combination[driving] ?? "");
  if (!key || seen.includes(driving)) return;
  for (const { dimension: driver, values, preventChanges, replaceExisting } of ledger.derived) {
    if (driver !== driving) continue;
    for (const { drivingValue, dimension, value } of values) {
      if (!value || ledger.key(drivingValue) !== key || !isShown(ledger, draft, dimension)) continue;
      const current = draft.combination[dimension];
      const isDerived = draft.provenance[dimension] === "derived" || draft.locks[dimension]?.dimension === driving;
      const overwrites = (direct && replaceExisting) || (preventChanges && isDerived);
      if (current && (!overwrites || ledger.key(current) === ledger.key(value))) continue;
      put(ledger, draft, dimension, value, "derived");
      derive(ledger, draft, dimension, false, [...seen, driving]);
    }
  }
}

/** Defaults or fixed dimensions of a main account: the company's own win over those for all companies. */
function mainAccountValues(
  ledger: CompiledLedger,
  mainAccount: string,
  kind: "default" | "fixed",
): Map<string, string> {
  const found = ledger.defaults.filter(
    (each) => each.kind === kind && ledger.key(each.mainAccount) === ledger.key(mainAccount),
  );
  return new Map(
    [...found.filter(({ legalEntity }) => !legalEntity), ...found.filter(({ legalEntity }) => legalEntity)].map(
      ({ dimension, value }) => [dimension, spelled(ledger, dimension, value)],
    ),
  );
}

export function enterAll(
  ledger: CompiledLedger,
  entry: Entry,
  combination: Combination,
  provenance: Provenance,
  direct = false,
): EntryResult {
  const draft = draftOf(entry);
  const named = Object.keys(combination).filter((dimension) => combination[dimension] !== undefined);
  for (const dimension of named) put(ledger, draft, dimension, combination[dimension] ?? "", provenance);
  const entered = named.filter((dimension) => !isLocked(ledger, dimension));
  // What is stored stays as it is.
  const fill = provenance !== "stored";
  if (fill) {
    obeyLocks(ledger, draft, entry, entered);
    for (const dimension of entered) derive(ledger, draft, dimension, direct);
  }
  return close(ledger, entry, draft, entered, fill);
}

/**
 * A segment that a derived rule locks takes none of what came for it, as it would not if it were typed: it holds what it
 * held under the same lock, else what the lock demands.
 */
function obeyLocks(ledger: CompiledLedger, draft: Draft, before: Entry, entered: readonly string[]): void {
  const obeyed = new Set<string>();
  const next = (): Lock | undefined =>
    locksOf(ledger, draft.combination).find(
      ({ dimension: { name, locked }, allowed }) =>
        !locked &&
        entered.includes(name) &&
        !obeyed.has(name) &&
        ledger.key(draft.combination[name] ?? "") !== ledger.key(allowed),
    );
  for (let lock = next(); lock; lock = next()) {
    const { dimension, allowed, by } = lock;
    const { name } = dimension;
    obeyed.add(name);
    const came = draft.combination[name];
    const held = before.combination[name];
    const former = before.locks[name];
    const isSame = former?.dimension === by.dimension && ledger.key(former.value) === ledger.key(by.value);
    const stays = (isSame && held) || allowed;
    if (came && ledger.key(came) !== ledger.key(stays)) draft.kept.push({ ...lockProblem(lock, came), allowed: stays });
    put(ledger, draft, name, stays, (isSame && held && before.provenance[name]) || "derived");
  }
}

/** Another account in the place of the entry; only what is locked stays. */
export function replace(
  ledger: CompiledLedger,
  entry: Entry,
  combination: Combination,
  provenance: Provenance,
): EntryResult {
  const kept = entryOf(ledger, { ...lockedPart(ledger, entry), parked: [] });
  return enterAll(ledger, kept, combination, provenance);
}

/**
 * Exchanges the main account without loss: each other value stays if an account with it, the new main account and
 * those kept before it exists; the rest is parked and comes back when a later change makes it fit again.
 */
export function changeMainAccount(ledger: CompiledLedger, entry: Entry, typed: string): EntryResult {
  const { main } = ledger;
  const refused = refusal(ledger, entry, main.name, typed);
  if (refused) return { ...unchanged(entry), kept: [refused] };
  const parked: ParkedValue[] = [];
  const draft: Draft = { ...lockedPart(ledger, entry), parked, kept: [], locks: entry.locks };
  put(ledger, draft, main.name, typed, "typed");
  const value = draft.combination[main.name] ?? "";
  if (
    !value ||
    valueProblem(main, rankOf(main, value), value) ||
    !feasible(ledger, givenOf(ledger, draft.combination))
  ) {
    // A main account that cannot be right yet is no reason to move anything.
    const kept = draftOf(entry);
    put(ledger, kept, main.name, typed, "typed");
    return close(ledger, entry, kept, [main.name], false);
  }
  // What may stay: the entry's values, then those parked before. What the old main account brought along goes with it.
  const current = Object.entries(entry.combination).flatMap(([dimension, held]): ParkedValue[] => {
    const provenance = entry.provenance[dimension] ?? "typed";
    return held === undefined ||
      dimension === main.name ||
      isLocked(ledger, dimension) ||
      provenance === "default" ||
      provenance === "only"
      ? []
      : [{ dimension, value: held, provenance }];
  });
  const waiting = new Set([...current, ...entry.parked]);
  // Each value that stays may bring further segments.
  const next = (): ParkedValue | undefined =>
    shownBy(ledger, draft.combination).dimensions.flatMap(({ name }) =>
      [...waiting].filter(({ dimension }) => dimension === name),
    )[0];
  for (let candidate = next(); candidate; candidate = next()) {
    const { dimension, value: held, provenance } = candidate;
    waiting.delete(candidate);
    const problem = held
      ? whyNot(ledger, dimension, held, draft.combination)
      : blankProblem(ledger, dimension, draft.combination);
    if (!problem && !draft.combination[dimension]) put(ledger, draft, dimension, held, provenance);
    else if (held) parked.push({ dimension, value: held, provenance, problem });
  }
  for (const { dimension, value: held, provenance } of waiting)
    if (held) parked.push({ dimension, value: held, provenance });
  for (const [dimension, initial] of mainAccountValues(ledger, value, "default")) {
    if (!initial || draft.combination[dimension] || !isShown(ledger, draft, dimension)) continue;
    put(ledger, draft, dimension, initial, "default");
    derive(ledger, draft, dimension, false);
  }
  derive(ledger, draft, main.name, true);
  return close(ledger, entry, draft, [main.name]);
}

function blankProblem(ledger: CompiledLedger, dimension: string, combination: Combination): Problem | undefined {
  return feasible(ledger, givenOf(ledger, { ...combination, [dimension]: "" }))
    ? undefined
    : { stage: "structure", code: "valueRequired", dimension, value: "", with: [] };
}

/** What posting makes of an account: fixed dimensions overwrite, even with blank, and may bring rules into play. */
export function postingPreview(ledger: CompiledLedger, combination: Combination): PostingPreview {
  const fixed = mainAccountValues(ledger, combination[ledger.main.name] ?? "", "fixed");
  const posted: Combination = { ...combination, ...Object.fromEntries(fixed) };
  const verdict = judge(ledger, posted, fixed);
  const { dimensions } = shownBy(ledger, posted);
  const changes = changesBetween(ledger, combination, posted).filter(({ dimension }) =>
    dimensions.some(({ name }) => name === dimension),
  );
  const failsAtPosting =
    changes.length > 0 && verdict.outcome === "invalid" && judge(ledger, combination).outcome !== "invalid";
  return { combination: posted, text: format(ledger, posted).text, changes, verdict, failsAtPosting };
}

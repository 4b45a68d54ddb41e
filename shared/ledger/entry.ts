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
import { codeOf, rankOf } from "./dimension";
import { format } from "./display";
import { changesBetween } from "./fixes";
import { shownBy } from "./layout";
import { givenOf, lockProblem, locksOf } from "./locks";
import { feasible } from "./solve";
import { judge, valueProblem } from "./validate";
import { whyNot } from "./whyNot";

/** An entry while it is being changed. */
interface Draft {
  readonly combination: Record<string, string | undefined>;
  readonly provenance: Record<string, Provenance | undefined>;
  readonly parked: readonly ParkedValue[];
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

/** A value as the model spells it; what is unknown stays as typed. */
function spelled(ledger: CompiledLedger, name: string, typed: string): string {
  const dimension = ledger.dimensionOf.get(name);
  return (dimension && codeOf(dimension, rankOf(dimension, typed.trim()))) || typed.trim();
}

const isLocked = (ledger: CompiledLedger, dimension: string): boolean =>
  ledger.dimensionOf.get(dimension)?.locked === true;

/** Puts a value into a segment, unless it is locked. */
function put(ledger: CompiledLedger, draft: Draft, dimension: string, typed: string, provenance: Provenance): void {
  if (isLocked(ledger, dimension)) return;
  const value = spelled(ledger, dimension, typed);
  draft.combination[dimension] = value;
  draft.provenance[dimension] = value ? provenance : undefined;
}

function isShown(ledger: CompiledLedger, { combination }: Draft, dimension: string): boolean {
  return shownBy(ledger, combination).dimensions.some(({ name }) => name === dimension);
}

/** What an entry holds in locked segments. */
function lockedPart(ledger: CompiledLedger, { combination, provenance }: Entry): Omit<Draft, "parked"> {
  const ofLocked = <Held>(held: Readonly<Record<string, Held>>): Record<string, Held> =>
    Object.fromEntries(Object.entries(held).filter(([dimension]) => isLocked(ledger, dimension)));
  return { combination: ofLocked(combination), provenance: ofLocked(provenance) };
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
function close(
  ledger: CompiledLedger,
  before: Entry,
  draft: Draft,
  entered: readonly string[],
  fill = true,
  kept: readonly Problem[] = [],
): EntryResult {
  const { combination, provenance } = draft;
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

/** What would be another value in a locked segment, and so is not done. */
function keptFrom(ledger: CompiledLedger, entry: Entry, combination: Combination): Problem[] {
  return Object.entries(combination).flatMap(([dimension, value]) => {
    const held = entry.combination[dimension] ?? "";
    return value !== undefined && isLocked(ledger, dimension) && ledger.key(value.trim()) !== ledger.key(held)
      ? [lockedProblem(dimension, value, held)]
      : [];
  });
}

export function applyFix(ledger: CompiledLedger, entry: Entry, { combination, changes }: Fix): EntryResult {
  const changed = Object.fromEntries(changes.map(({ dimension }) => [dimension, combination[dimension]]));
  return enterAll(ledger, entry, changed, "typed");
}

export function unpark(ledger: CompiledLedger, entry: Entry, dimension: string): EntryResult {
  const parked = entry.parked.find((each) => each.dimension === dimension);
  if (!parked) return unchanged(entry);
  const refused = whyNot(ledger, dimension, parked.value, entry.combination);
  if (refused) return unchanged(entry, refused);
  const rest = { ...entry, parked: entry.parked.filter((each) => each !== parked) };
  return enterAll(ledger, rest, { [dimension]: parked.value }, parked.provenance);
}

export function enter(ledger: CompiledLedger, entry: Entry, dimension: string, typed: string): EntryResult {
  const held = entry.combination[dimension] ?? "";
  if (isLocked(ledger, dimension) && ledger.key(held) !== ledger.key(typed.trim())) {
    return unchanged(entry, lockedProblem(dimension, typed, held));
  }
  const lock = locksOf(ledger, entry.combination).find((each) => each.dimension.name === dimension);
  if (lock && ledger.key(lock.allowed) !== ledger.key(typed.trim())) return unchanged(entry, lockProblem(lock, typed));
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
      const overwrites = (direct && replaceExisting) || (preventChanges && draft.provenance[dimension] === "derived");
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
  const entered = Object.keys(combination).filter(
    (dimension) => combination[dimension] !== undefined && !isLocked(ledger, dimension),
  );
  for (const dimension of entered) put(ledger, draft, dimension, combination[dimension] ?? "", provenance);
  // What is stored stays as it is.
  const fill = provenance !== "stored";
  if (fill) for (const dimension of entered) derive(ledger, draft, dimension, direct);
  return close(ledger, entry, draft, entered, fill, keptFrom(ledger, entry, combination));
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
  const parked: ParkedValue[] = [];
  const draft: Draft = { ...lockedPart(ledger, entry), parked };
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

import type { DimensionValue } from "./model";

/** The ten delimiters that Dynamics 365 Finance offers. */
export const delimiters = ["-", ".", "_", "|", "--", "..", "__", "||", "~", "~~"] as const;
export type Delimiter = (typeof delimiters)[number];

/**
 * Dimension name → value as typed. Absent = undecided, "" = deliberately blank.
 * Validation reads both as blank; valid-next treats only "" as a choice that binds.
 */
export type Combination = Readonly<Record<string, string | undefined>>;

/** How values are compared: equal when their keys are, and in the order of their keys. */
export interface Collation {
  key(text: string): string;
}

export interface LedgerOptions {
  readonly legalEntity: string;
  /** The day for which values, rows and overrides count, "YYYY-MM-DD". */
  readonly date: string;
  /** Default "-". */
  readonly delimiter?: Delimiter;
  /** Put before a delimiter inside a value; default none, because no escaping is publicly documented. */
  readonly escape?: string;
  /** Default: ordinal, ignoring case. */
  readonly collation?: Collation;
  /** Dimensions that must have a value wherever they are part of the account, whatever the structures demand. */
  readonly requiredSegments?: readonly string[];
  /** Dimensions whose value nothing changes: no entry, paste, alias, fix, nor another main account. */
  readonly lockedSegments?: readonly string[];
}

/** The steps of validation: a failed one suppresses the later ones, but for "options", what LedgerOptions demand. */
export type ValidationStage = "value" | "structure" | "rule" | "derived" | "options";

export type ProblemCode =
  // value
  | "doesNotExist"
  | "otherCompany"
  | "suspended"
  | "notYetActive"
  | "noLongerActive"
  | "total"
  | "blocked"
  // structure and rule
  | "mainAccountRequired"
  | "notInAnyStructure"
  | "valueRequired"
  | "mustBeBlank"
  | "notAllowed"
  // derived
  | "derivedLock"
  // options, beside valueRequired
  | "lockedSegment"
  // cannot verify
  | "notLoaded"
  | "criterionNotUnderstood"
  | "unknownDimension"
  | "noStructure";

/** Where in the configuration a statement comes from. Rows count from 1 in the order of the model. */
export interface Place {
  readonly structure?: string;
  readonly rule?: string;
  readonly row?: number;
  readonly dimension?: string;
  /** The text of the cell. */
  readonly criteria?: string;
  /** The part of the cell that was not understood. */
  readonly term?: string;
}

export interface SegmentValue {
  readonly dimension: string;
  readonly value: string;
}

export interface Problem {
  readonly stage: ValidationStage;
  readonly code: ProblemCode;
  readonly dimension: string;
  readonly value: string;
  /** The values of the segments before it, "in combination with" which it fails. */
  readonly with: readonly SegmentValue[];
  readonly place?: Place;
  /** otherCompany: the company that has it; suspended: the company whose override suspends it, if one does. */
  readonly legalEntity?: string;
  /** notYetActive: the first active day. */
  readonly from?: string;
  /** noLongerActive: the last active day. */
  readonly to?: string;
  /** derivedLock: the one value that is allowed, and by whom. lockedSegment: the value that stays. */
  readonly allowed?: string;
  readonly by?: SegmentValue;
}

export interface Change {
  readonly dimension: string;
  readonly from: string;
  readonly to: string;
  /** Description of the new value. */
  readonly description: string;
}

/** A valid whole account that may have been meant. */
export interface Fix {
  readonly changes: readonly Change[];
  readonly combination: Combination;
}

export interface Verdict {
  /** "cannotVerify": something in the configuration could not be understood, and the answer hangs on it. */
  readonly outcome: "valid" | "invalid" | "cannotVerify";
  /** All of the first stage that fails, and what the options demand; empty when valid. */
  readonly problems: readonly Problem[];
  /** The last segment that was validated, when a later one was not ("wasn't validated beyond X"). */
  readonly validatedTo?: string;
  /** Segments with a value that are not part of the account, and so are dropped. */
  readonly outside: readonly SegmentValue[];
  readonly structure?: string;
  /** What may have been meant, best first, at most three; empty where nothing is near, or a value is merely missing. */
  readonly fixes: readonly Fix[];
}

export interface Segment {
  readonly dimension: string;
  readonly displayName: string;
  /** The advanced rule that adds it; absent for the structure's own segments. */
  readonly rule?: string;
  /** Values are searched on the server: the list holds only those seen so far. */
  readonly partial: boolean;
  /** By LedgerOptions; what a structure requires, a verdict says. */
  readonly required: boolean;
  readonly locked: boolean;
}

export interface Layout {
  /** Absent while the main account does not select one; the segments are then those of the likeliest. */
  readonly structure?: string;
  readonly segments: readonly Segment[];
}

export interface Choice {
  readonly value: string;
  readonly description: string;
  /** Why it cannot be chosen; absent = it leads to a valid account. Ask Ledger.whyNot for the row and the fix. */
  readonly problem?: Problem;
}

export interface ChoiceRequest {
  /** What was typed: begins-with on value or description; "*x" = contains. Absent or "" = everything. */
  readonly text?: string;
  /** Default "valid": only what leads to a valid account. */
  readonly show?: "valid" | "all";
  /** Default 50. */
  readonly limit?: number;
}

export interface Choices {
  /** Best first: the value itself, values that begin with the text, descriptions that begin with it, then contains. */
  readonly items: readonly Choice[];
  /** True when the limit cut the list. */
  readonly more: boolean;
  /** Blank leads to a valid account too. */
  readonly blank: boolean;
  /** Values are searched on the server as well. */
  readonly partial: boolean;
  /** Dimensions whose values are wrong or contradict each other, and which the list therefore leaves out of account. */
  readonly conflict?: readonly string[];
}

export interface FoundValue extends Choice {
  readonly dimension: string;
}

export type DisplayForm = "ledger" | "integration";

export type Repair =
  | "hiddenCharacters"
  | "apostrophe"
  | "quotes"
  | "spaces"
  | "case"
  | "tabs"
  | "otherDelimiter"
  | "strayDelimiter"
  | "leadingZeros"
  | "fullWidth"
  /** Segments that were not in the text and can have one value only got it. */
  | "missingSegments"
  /** Segments that were not in the text stay open, in front of others that were. */
  | "skippedSegments"
  | "integrationOrder"
  | "order";

export interface Reading {
  readonly form: DisplayForm;
  readonly structure?: string;
  /** The segments that the text fills. What it fills from a segment on stands beside the others of the entry. */
  readonly combination: Combination;
  /** Segments whose text is no known value; kept as typed. */
  readonly unknown: readonly string[];
  /** Text that has no segment to go to. */
  readonly dropped: readonly string[];
  readonly repairs: readonly Repair[];
  readonly verdict: Verdict;
}

export interface Parsed {
  /** Best first; empty only for a text without content. */
  readonly readings: readonly Reading[];
  /** Another reading is as good as the first: ask, do not choose silently. */
  readonly ambiguous: boolean;
  /** How many lines of the text have content; the first is read. */
  readonly lines: number;
}

/** Where a text was typed or pasted: its values may fill the segments from here on. */
export interface ParseFrom {
  readonly dimension: string;
  readonly combination: Combination;
}

export interface Formatted {
  readonly text: string;
  /** Segments with a value that the form has no place for. */
  readonly dropped: readonly SegmentValue[];
  /** A value contains the delimiter and nothing escapes it: only the known values can tell where to split. */
  readonly ambiguous: boolean;
}

/** Who put the value there. "only" = it was the only possible one. */
export type Provenance = "typed" | "default" | "derived" | "only" | "alias" | "stored";

export interface ParkedValue extends SegmentValue {
  readonly provenance: Provenance;
  /** Absent when the new structure has no such segment. */
  readonly problem?: Problem;
}

/** What the control holds while somebody codes an account. Plain data: keep old ones for undo. */
export interface Entry {
  readonly combination: Combination;
  readonly provenance: Readonly<Record<string, Provenance | undefined>>;
  /** Segments of the account locked by a derived rule that prevents changes → the driving value. */
  readonly locks: Readonly<Record<string, SegmentValue | undefined>>;
  /** Values put aside by a change of the main account; they come back when they fit again. */
  readonly parked: readonly ParkedValue[];
}

export interface EntryResult {
  readonly entry: Entry;
  /** What changed besides the segment that was entered. */
  readonly changes: readonly (Change & { readonly provenance?: Provenance })[];
  /** The entry was refused (a segment locked by a derived rule or by LedgerOptions) and nothing changed. */
  readonly refused?: Problem;
  /** What a paste, an alias, a fix or another main account would have changed in locked segments and did not. */
  readonly kept: readonly Problem[];
}

export interface PostingPreview {
  readonly combination: Combination;
  /** The ledger account form of it. */
  readonly text: string;
  /** What fixed dimensions overwrite. */
  readonly changes: readonly Change[];
  readonly verdict: Verdict;
  /** Valid at entry, and yet posting would fail. */
  readonly failsAtPosting: boolean;
}

/** What keeps accounts from being judged as meant. */
export type LintErrorCode =
  | "overlap"
  | "criterionNotUnderstood"
  | "ruleStructureWithMainAccount"
  | "duplicateMainAccount"
  | "noMainAccount"
  | "blankMainAccount"
  | "unknownDimension"
  | "unknownStructure"
  | "unknownLegalEntity"
  | "tooManyCriteria"
  | "tooManySegments"
  | "tooManyStructures"
  | "empty";

/** What means other than it seems to. */
export type LintWarningCode =
  | "duplicateRow"
  | "comma"
  | "rangeSurprise"
  | "rangeInverted"
  | "rangeWildcard"
  | "ruleWithoutCriteria"
  | "ruleWithoutStructure"
  | "unreachableRow"
  | "missingValue"
  | "rowTooWide"
  | "valueTooLong"
  | "hiddenCharacters"
  | "delimiterInValue"
  | "caseDuplicate";

export type LintCode = LintErrorCode | LintWarningCode;

export type LintError = LintSubject & { readonly severity: "error"; readonly code: LintErrorCode };

/** A mistake in the configuration, or something in it that means other than it seems to. */
export type LintFinding =
  LintError | (LintSubject & { readonly severity: "warning" | "info"; readonly code: LintWarningCode });

/** What a finding is about. */
export interface LintSubject {
  readonly place: Place;
  /** overlap, duplicateRow, duplicateMainAccount: the other one. */
  readonly other?: Place;
  /** The value it is about: an example in the range, the missing or malformed value. */
  readonly value?: string;
  /** How many more of the same kind were found at the same place. */
  readonly more?: number;
}

/**
 * The compiled ledger of one company on one day. Immutable: what would change it gives another one. Every method is
 * synchronous, bounded, and free of clock, DOM and network.
 */
export interface Ledger {
  readonly legalEntity: string;
  readonly date: string;
  readonly version: string;
  readonly takenOn?: string;
  readonly mainAccount: string;
  /**
   * Something in the company's structures and rules cannot be read as it stands: a criterion, the name of a dimension or of
   * a structure, a missing main account. That much compiling meets by itself; `lint` says what and where, and finds more.
   */
  readonly hasMistakes: boolean;
  /** The segments to show for what is chosen so far. */
  layout(combination: Combination): Layout;
  /** The value of a dimension as it is spelled in the model, with its description; undefined when there is none. */
  lookup(dimension: string, value: string): Choice | undefined;
  /** Judges a whole account: value → structure → rules → derived; a failed stage suppresses the later ones, but for the options. */
  validate(combination: Combination): Verdict;
  /** What may go into a segment, given any of the others (backtrack-free). The segment's own value is ignored. */
  choices(dimension: string, given: Combination, request?: ChoiceRequest): Choices;
  /** Why a value cannot be chosen beside the others: the smallest conflict, its row, and what may have been meant. */
  whyNot(
    dimension: string,
    value: string,
    given: Combination,
  ): { readonly problem: Problem; readonly fixes: readonly Fix[] } | undefined;
  /** Every undecided segment that has exactly one possible value left, with that value. */
  forced(given: Combination): Combination;
  /** One search box over every segment of the layout and all descriptions; words may hit different segments. */
  search(text: string, given: Combination, limit?: number): readonly FoundValue[];
  /**
   * Reads a typed or pasted account, in either form, and repairs it. With `from`, the text stands in a segment: it is a
   * whole account, or it fills the segments from there on.
   */
  parse(text: string, from?: ParseFrom): Parsed;
  format(combination: Combination, form?: DisplayForm): Formatted;
  /** Aliases of this company whose name begins with the text. */
  aliases(text: string): readonly { readonly name: string; readonly account: string }[];
  /** An entry for a stored account: nothing is filled in, nothing is erased. */
  open(combination: Combination): Entry;
  /** Puts a value into a segment (leaving the field): defaults, derived dimensions, forced values follow. */
  enter(entry: Entry, dimension: string, value: string): EntryResult;
  /** Puts several at once: a paste ("typed") or an alias ("alias"). Segments that are not named stay. */
  enterAll(entry: Entry, combination: Combination, provenance: Provenance): EntryResult;
  /** Puts a whole account in the place of the entry: a favourite ("stored"), another reading of a text ("typed"). */
  replace(entry: Entry, combination: Combination, provenance: Provenance): EntryResult;
  /** Exchanges the main account: keeps what still fits, parks the rest. Undo = the entry from before. */
  changeMainAccount(entry: Entry, value: string): EntryResult;
  /** Puts a fix in the place of the entry: what it does not change keeps its provenance, the rest is "typed". */
  applyFix(entry: Entry, fix: Fix): EntryResult;
  /** Puts a parked value back into its segment; refused with the reason where it does not fit. */
  unpark(entry: Entry, dimension: string): EntryResult;
  /** "Will post as …": fixed dimensions overwrite what was entered, even with blank. */
  postingPreview(combination: Combination): PostingPreview;
  /** A ledger that has these values of a partial dimension as well; this one stays as it is. */
  admit(dimension: string, values: readonly DimensionValue[]): Ledger;
}

/** A compilation that the caller drives, a slice at a time. */
export interface Compilation<Result> {
  /** Works on for about `budget` ms by the caller's clock; true when done. One unit of work is about a millisecond. */
  advance(budget: number, clock: () => number): boolean;
  /** The result; throws before it is done. */
  result(): Result;
}

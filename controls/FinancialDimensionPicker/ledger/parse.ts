import { type Combination, delimiters, type DisplayForm, type Parsed, type Reading, type Repair } from "./types";
import { type Core, dimensionAt, elementsOf, shownBy } from "./core";
import { forced } from "./choices";
import { integrationAxes, split } from "./display";
import type { Structure } from "./tables";
import { judge } from "./validate";
import { codeAt, findValue } from "./values";

/** Characters that are not seen: zero-width, joiners, direction marks, byte order mark, soft hyphen, controls. */
const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
/** Spaces that are not the plain one: NBSP, typographic and ideographic spaces. */
const oddSpaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/** Whether a text contains what nobody can see in it. */
export function hasHidden(text: string): boolean {
  return text.search(hidden) >= 0 || text.search(oddSpaces) >= 0;
}

interface Tokens {
  readonly tokens: readonly string[];
  /** What stands between them, for a value that contains it. */
  readonly glue: string;
  readonly repairs: readonly Repair[];
}

interface Guess {
  readonly form: DisplayForm;
  readonly structure?: Structure;
  readonly combination: Record<string, string>;
  readonly unknown: readonly string[];
  readonly dropped: readonly string[];
  readonly repairs: readonly Repair[];
  /** Texts that found no place, and a main account that belongs to another structure. */
  readonly penalty: number;
}

/** More splits than this are not worth telling apart. */
const guessLimit = 64;
const judgeLimit = 8;

/**
 * Reads an account that somebody typed or pasted, in the ledger's or the integration order. Text is split against the
 * known values: a value that contains the delimiter stays whole where it is known whole, and where another split is as
 * good the result is marked ambiguous. What is not known is kept as typed.
 */
export function parse(core: Core, text: string): Parsed {
  const { cleaned, repairs } = clean(text);
  if (!cleaned) return { readings: [], ambiguous: false };
  let ranked = rank(core, guess(core, tokenise(core, cleaned, core.delimiter, repairs)));
  for (const variant of ranked[0]?.reading.verdict.outcome === "valid" ? [] : variants(core, cleaned, repairs)) {
    const other = rank(core, guess(core, variant));
    if (other[0] && better(other[0], ranked[0])) ranked = other;
  }
  const first = ranked[0];
  const ambiguous = ranked.slice(1).some(
    ({ penalty, reading }) =>
      first !== undefined &&
      penalty === first.penalty &&
      ((reading.form === first.reading.form && reading.structure === first.reading.structure) ||
        (reading.verdict.outcome === "valid" && first.reading.verdict.outcome === "valid")),
  );
  return { readings: ranked.map(({ reading }) => reading), ambiguous };
}

function clean(text: string): { cleaned: string; repairs: Repair[] } {
  const repairs: Repair[] = [];
  const step = (before: string, after: string, repair: Repair): string => {
    if (before !== after && !repairs.includes(repair)) repairs.push(repair);
    return after;
  };
  let result = step(text, text.replace(hidden, "").replace(oddSpaces, " "), "hiddenCharacters");
  // Excel ends a copied row with a line break; a lone line break is no content.
  result = result.replace(/[\r\n]+/g, " ").replace(/^ +| +$/g, "");
  result = step(result, result.replace(/^['’‘]+/, ""), "apostrophe");
  result = step(result, result.replace(/^(["“”])(.*)["“”]$/, "$2"), "quotes");
  return { cleaned: result.replace(/^ +| +$/g, ""), repairs };
}

function tokenise(core: Core, text: string, delimiter: string, repairs: readonly Repair[]): Tokens {
  const tabs = text.includes("\t");
  const glue = tabs ? "\t" : delimiter;
  const parts = split(text, glue, core.escape);
  const tokens = parts.map((part) => part.trim().replace(/^['’‘]+/, ""));
  const spaced = tokens.some((token, i) => token !== parts[i]);
  const extra: Repair[] = [...(tabs ? ["tabs" as const] : []), ...(spaced ? ["spaces" as const] : [])];
  return { tokens, glue, repairs: [...repairs, ...extra] };
}

/** Other ways to split, tried when the plain one gives no valid account. */
function* variants(core: Core, text: string, repairs: readonly Repair[]): Generator<Tokens> {
  const plain = tokenise(core, text, core.delimiter, repairs);
  const full = plain.tokens.filter(Boolean);
  if (full.length < plain.tokens.length) {
    const stray: readonly Repair[] = [...plain.repairs, "strayDelimiter"];
    if (!plain.tokens[0]) yield { ...plain, tokens: plain.tokens.slice(plain.tokens.findIndex(Boolean)), repairs: stray };
    yield { ...plain, tokens: full, repairs: stray };
  }
  for (const delimiter of [...delimiters].sort((a, b) => b.length - a.length)) {
    if (delimiter !== core.delimiter && text.includes(delimiter)) yield tokenise(core, text, delimiter, [...repairs, "otherDelimiter"]);
  }
}

/** All ways to give the tokens to segments. */
function guess(core: Core, source: Tokens): Guess[] {
  const guesses: Guess[] = [];
  for (const structure of core.structures) {
    assign(core, source, structure.table.axes, "ledger", structure, guesses);
  }
  if (!core.structures.length && core.main >= 0) assign(core, source, [core.main], "ledger", undefined, guesses);
  const integration = integrationAxes(core);
  if (integration.length) assign(core, source, integration, "integration", undefined, guesses);
  return guesses;
}

function assign(core: Core, source: Tokens, axes: readonly number[], form: DisplayForm, structure: Structure | undefined, into: Guess[]): void {
  const { tokens, glue } = source;
  const start = into.length;
  let steps = 0;

  const finish = (order: readonly number[], slot: number, token: number, state: State): void => {
    const rest = tokens.slice(token);
    const filled: Record<string, string> = { ...state.values };
    // The integration form says "blank" for what it does not reach; the ledger form leaves it undecided.
    if (form === "integration") for (const axis of order.slice(slot)) filled[dimensionAt(core, axis)] = "";
    const dropped = rest.filter(Boolean);
    const selected = shownBy(core, elementsOf(core, filled));
    const foreign = structure !== undefined && selected.structure !== undefined && selected.structure !== structure;
    const repairs = [...source.repairs, ...state.repairs];
    if (rest.some((part) => !part)) repairs.push("strayDelimiter");
    if (form === "integration") repairs.push("integrationOrder");
    into.push({ form, structure: structure ?? selected.structure, combination: filled, unknown: state.unknown, dropped, repairs, penalty: state.unknown.length + dropped.length + (foreign ? 1 : 0) });
  };

  const step = (order: readonly number[], slot: number, token: number, state: State): void => {
    if (into.length - start >= guessLimit || ++steps > 5000) return;
    if (token >= tokens.length) {
      finish(order, slot, token, state);
      return;
    }
    const index = order[slot];
    if (index === undefined) {
      // Beyond the structure's own segments come those of the rules that apply by now.
      const longer = form === "ledger" ? shownBy(core, elementsOf(core, state.values)).axes : order;
      const extended = structure && structure.table.axes.every((axis, at) => longer[at] === axis) && longer.length > order.length;
      (extended ? step : finish)(longer, slot, token, state);
      return;
    }
    for (const option of optionsFor(core, index, tokens, token, glue)) {
      step(order, slot + 1, token + option.used, {
        values: { ...state.values, [dimensionAt(core, index)]: option.value },
        unknown: option.known ? state.unknown : [...state.unknown, dimensionAt(core, index)],
        repairs: option.repair ? [...state.repairs, option.repair] : state.repairs,
      });
    }
  };
  step(axes, 0, 0, { values: {}, unknown: [], repairs: [] });
}

interface State {
  readonly values: Record<string, string>;
  readonly unknown: readonly string[];
  readonly repairs: readonly Repair[];
}

interface Option {
  readonly value: string;
  readonly used: number;
  readonly known: boolean;
  readonly repair?: Repair;
}

/** What the next tokens can mean for a segment: blank, one value, or several tokens that together are a known value. */
function optionsFor(core: Core, index: number, tokens: readonly string[], at: number, glue: string): Option[] {
  const axis = core.axes[index];
  const token = tokens[at] ?? "";
  const options: Option[] = [];
  if (!axis) return options;
  const known = (text: string, used: number, repair?: Repair): void => {
    const place = findValue(axis.values, text);
    if (place < 0) return;
    const value = codeAt(axis.values, place);
    options.push({ value, used, known: true, repair: repair ?? (value === text ? undefined : "case") });
  };
  // The longest first: a value that contains the delimiter is not to be split.
  for (let end = Math.min(tokens.length, at + 6); end > at + 1; end--) known(tokens.slice(at, end).join(glue), end - at);
  if (!token) options.push({ value: "", used: 1, known: true });
  else {
    known(token, 1);
    // Excel makes 1 of 001.
    if (!options.length && /^\d+$/.test(token)) {
      for (let zeros = "0"; zeros.length <= 12 && !options.length; zeros += "0") known(zeros + token, 1, "leadingZeros");
    }
    if (!options.some((option) => option.used === 1)) options.push({ value: token, used: 1, known: false });
  }
  return options;
}

interface Ranked {
  readonly penalty: number;
  readonly reading: Reading;
}

const grade = { valid: 0, cannotVerify: 1, invalid: 2 } as const;

/** Judges the guesses that leave the least over, and sorts them. */
function rank(core: Core, guesses: readonly Guess[]): Ranked[] {
  const least = guesses.reduce((best, { penalty }) => Math.min(best, penalty), Number.MAX_SAFE_INTEGER);
  const seen = new Set<string>();
  const ranked: Ranked[] = [];
  for (const guess of guesses) {
    if (guess.penalty > least || ranked.length >= judgeLimit) continue;
    const { penalty, structure, ...reading } = complete(core, guess);
    const same = JSON.stringify(Object.entries(reading.combination).filter(([, value]) => value).sort());
    if (seen.has(same)) continue;
    seen.add(same);
    const { shown: _shown, ...verdict } = judge(core, reading.combination);
    ranked.push({ penalty, reading: { ...reading, repairs: [...new Set(reading.repairs)], structure: structure?.table.name, verdict } });
  }
  return ranked.sort((a, b) => grade[a.reading.verdict.outcome] - grade[b.reading.verdict.outcome]);
}

function better(a: Ranked, b: Ranked | undefined): boolean {
  if (!b) return true;
  return a.penalty < b.penalty || (a.penalty === b.penalty && grade[a.reading.verdict.outcome] < grade[b.reading.verdict.outcome]);
}

/** Missing trailing segments that can only have one value get it. */
function complete(core: Core, guess: Guess): Guess {
  const missing: Combination = guess.penalty || judge(core, guess.combination).outcome !== "invalid" ? {} : forced(core, guess.combination);
  if (!Object.keys(missing).length) return guess;
  const combination: Record<string, string> = { ...guess.combination };
  for (const [dimension, value] of Object.entries(missing)) if (value) combination[dimension] = value;
  return { ...guess, combination, repairs: [...guess.repairs, "missingSegments"] };
}

import {
  type Combination,
  delimiters,
  type DisplayForm,
  type Parsed,
  type ParseFrom,
  type Reading,
  type Repair,
} from "./types";
import { forced } from "./choices";
import type { CompiledLedger } from "./compiled";
import { codeOf, type IndexedDimension, rankOf, rankWithZeros } from "./dimension";
import { integrationDimensions, split } from "./display";
import { shownBy } from "./layout";
import type { CompiledAccountStructure } from "./structures";
import { judge } from "./validate";

/** Characters that are not seen: controls but for tab and line ends, zero-width ones, joiners, direction marks, soft hyphen. */
const hidden = /(?![\t\r\n])[\p{Cc}\p{DI}]/gu;
/** Spaces that are not the plain one: NBSP, typographic and ideographic spaces. */
const oddSpaces = /(?! )\p{Zs}/gu;

/** Whether a text contains what nobody can see in it. */
export function hasHidden(text: string): boolean {
  return text.search(hidden) >= 0 || text.search(oddSpaces) >= 0;
}

const apostrophe = /^['’‘]+/;

/** What a line is cleaned of, in this order. */
const cleaning: readonly (readonly [RegExp, string | ((character: string) => string), Repair?])[] = [
  [hidden, "", "hiddenCharacters"],
  [oddSpaces, " ", "hiddenCharacters"],
  // What East Asian keyboards type, one by one beside its plain character.
  [/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0), "fullWidth"],
  [/^ +| +$/g, ""],
  [apostrophe, "", "apostrophe"],
  [/^["“”](.*)["“”]$/, "$1", "quotes"],
  [/^ +| +$/g, ""],
];

interface Tokens {
  readonly tokens: readonly string[];
  /** What stands between them, for a value that contains it. */
  readonly glue: string;
  readonly repairs: readonly Repair[];
}

/** Dashes that a text processor puts in the place of a hyphen. */
const dashes = /[\u2010-\u2015\u2212]/g;
/** What stands between values in other programs, beside the delimiters of Finance. */
const otherDelimiters = [...[...delimiters].sort((a, b) => b.length - a.length), ";", ",", "/", " "];

/** Tokens given to segments, as far as they were. */
interface Assignment {
  readonly combination: Readonly<Record<string, string>>;
  /** Segments whose token is no known value. */
  readonly unknown: readonly string[];
  readonly repairs: readonly Repair[];
}

interface Guess extends Assignment {
  readonly form: DisplayForm;
  readonly structure?: CompiledAccountStructure;
  readonly dropped: readonly string[];
  /** Texts that found no place, a main account that belongs to another structure, and what had to be put in order. */
  readonly penalty: number;
  /** What the account has besides, where the text fills the segments from one on. */
  readonly beside?: Combination;
}

interface Judged {
  readonly reading: Reading;
  /** The lower, the better. */
  readonly score: number;
}

/** More ways to split, more steps to find them, and more readings than this are not worth telling apart. */
const limits = { guesses: 64, steps: 5000, readings: 8, joined: 6 } as const;

/**
 * Reads an account that somebody typed or pasted, in the ledger's or the integration order; of several lines, the first.
 * Text is split against the known values: a value that contains the delimiter stays whole where it is known whole, and
 * where another split is as good the result is marked ambiguous. What is not known is kept as typed.
 */
export function parse(ledger: CompiledLedger, text: string, from?: ParseFrom): Parsed {
  const repairs: Repair[] = [];
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim());
  const cleaned = cleaning.reduce((before, [pattern, replacement, repair]) => {
    const after =
      typeof replacement === "string" ? before.replace(pattern, replacement) : before.replace(pattern, replacement);
    if (repair && after !== before) repairs.push(repair);
    return after;
  }, lines[0] ?? "");
  let judged: readonly Judged[] = [];
  const isValid = (): boolean => judged[0]?.reading.verdict.outcome === "valid" && judged[0].score < perPenalty;
  const consider = (guesses: readonly Guess[]): void => {
    const others = judgeAll(ledger, guesses);
    if (others[0] && !(judged[0] && judged[0].score <= others[0].score)) judged = others;
  };
  // Only where their places do not tell, values are looked for in all segments.
  for (const guess of cleaned ? [guessesOf, guessesInAnyOrder] : [])
    for (const tokens of isValid() ? [] : variants(ledger, cleaned, repairs)) {
      consider(guess(ledger, tokens, from));
      if (isValid()) break;
    }
  const readings = judged.map(({ reading }) => reading);
  const [first, ...rest] = readings;
  const asGood = ({ form, structure, verdict }: Reading): boolean =>
    (form === first?.form && structure === first.structure) ||
    (verdict.outcome === "valid" && first?.verdict.outcome === "valid");
  return { readings, ambiguous: rest.some(asGood), lines: lines.length };
}

/** The ways to split a text: the plain one, and those to be tried when it gives no valid account. */
function* variants(ledger: CompiledLedger, text: string, repairs: readonly Repair[]): Generator<Tokens> {
  const tokenise = (from: string, delimiter: string, ...more: readonly Repair[]): Tokens => {
    const glue = from.includes("\t") ? "\t" : delimiter;
    const parts = split(from, glue, ledger.escape);
    const tokens = parts.map((part) => part.trim().replace(apostrophe, ""));
    const spaced = tokens.some((token, i) => token !== parts[i]);
    return {
      tokens,
      glue,
      repairs: [
        ...repairs,
        ...more,
        ...(glue === "\t" ? ["tabs" as const] : []),
        ...(spaced ? ["spaces" as const] : []),
      ],
    };
  };
  const plain = tokenise(text, ledger.delimiter);
  yield plain;
  const full = plain.tokens.filter(Boolean);
  if (full.length < plain.tokens.length) {
    const stray: readonly Repair[] = [...plain.repairs, "strayDelimiter"];
    yield { ...plain, tokens: plain.tokens.slice(plain.tokens.findIndex(Boolean)), repairs: stray };
    yield { ...plain, tokens: full, repairs: stray };
  }
  const hyphened = text.replace(dashes, "-");
  for (const delimiter of otherDelimiters)
    if (hyphened.includes(delimiter) && (delimiter !== ledger.delimiter || hyphened !== text))
      yield tokenise(hyphened, delimiter, "otherDelimiter");
}

/** All ways to give the tokens to segments. */
function guessesOf(ledger: CompiledLedger, { tokens, glue, repairs }: Tokens, from?: ParseFrom): Guess[] {
  const assign = (
    form: DisplayForm,
    own: readonly IndexedDimension[],
    structure?: CompiledAccountStructure,
    first = 0,
    beside?: Combination,
  ): Guess[] => {
    const guesses: Guess[] = [];
    let steps = 0;
    const step = (dimensions: readonly IndexedDimension[], slot: number, at: number, done: Assignment): void => {
      if (guesses.length >= limits.guesses || ++steps > limits.steps) return;
      const dimension = dimensions[slot];
      const rest = tokens.slice(at);
      if (rest.length && dimension) {
        for (const { value, used, known, repair } of meaningsOf(dimension, rest, glue)) {
          step(dimensions, slot + 1, at + used, {
            combination: { ...done.combination, [dimension.name]: value },
            unknown: known ? done.unknown : [...done.unknown, dimension.name],
            repairs: repair ? [...done.repairs, repair] : done.repairs,
          });
        }
        return;
      }
      const shown = shownBy(ledger, { ...beside, ...done.combination });
      // Beyond the structure's own segments come those of the rules that apply by now.
      const added = shown.dimensions.slice(first + dimensions.length);
      if (rest.length && shown.structure === structure && structure && added.length) {
        step([...dimensions, ...added], slot, at, done);
        return;
      }
      const dropped = rest.filter(Boolean);
      // The integration form says "blank" for what it does not reach; the ledger form leaves it undecided.
      const blanks = form === "integration" ? dimensions.slice(slot).map(({ name }) => [name, ""] as const) : [];
      const foreign = structure && shown.structure && shown.structure !== structure;
      guesses.push({
        form,
        structure: structure ?? shown.structure,
        combination: { ...done.combination, ...Object.fromEntries(blanks) },
        unknown: done.unknown,
        dropped,
        repairs: [
          ...repairs,
          ...done.repairs,
          ...(dropped.length < rest.length ? ["strayDelimiter" as const] : []),
          ...(form === "integration" ? ["integrationOrder" as const] : []),
        ],
        penalty: done.unknown.length + dropped.length + (foreign ? 1 : 0),
        beside,
      });
    };
    step(own, 0, 0, { combination: {}, unknown: [], repairs: [] });
    return guesses;
  };
  const integration = integrationDimensions(ledger);
  const entry = from && shownBy(ledger, from.combination);
  const start = entry?.dimensions.findIndex(({ name }) => name === from?.dimension) ?? -1;
  return [
    ...(entry && start > 0
      ? assign("ledger", entry.dimensions.slice(start), entry.structure, start, from.combination)
      : []),
    ...ledger.structures.flatMap((structure) => assign("ledger", structure.dimensions, structure)),
    ...(!ledger.structures.length && ledger.main.name ? assign("ledger", [ledger.main]) : []),
    ...(integration.length ? assign("integration", integration) : []),
  ];
}

/**
 * The ways to give each token to a segment that knows its value, wherever it stands: a segment in the middle is missing,
 * or the order is another one. None where a token is known nowhere.
 */
function guessesInAnyOrder(ledger: CompiledLedger, { tokens, glue, repairs }: Tokens): Guess[] {
  const texts = tokens.filter(Boolean);
  const guesses: Guess[] = [];
  for (const structure of texts.length > 1 ? ledger.structures : []) {
    const added = structure.rules.flatMap((rule) => rule.structures.flatMap(({ dimensions }) => dimensions));
    const dimensions = [...new Set([...structure.dimensions, ...added])];
    const known = texts.map((text) =>
      dimensions.map((dimension) => meaningsOf(dimension, [text], glue).find((meaning) => meaning.known)),
    );
    let steps = 0;
    const step = (at: number, chosen: readonly number[]): void => {
      if (guesses.length >= limits.guesses || ++steps > limits.steps) return;
      if (at < texts.length) {
        dimensions.forEach((_, column) => {
          if (known[at]?.[column] && !chosen.includes(column)) step(at + 1, [...chosen, column]);
        });
        return;
      }
      const meanings = chosen.map((column, i) => ({ dimension: dimensions[column], ...known[i]?.[column] }));
      const combination = Object.fromEntries(
        meanings.map(({ dimension, value }) => [dimension?.name ?? "", value ?? ""]),
      );
      const shown = shownBy(ledger, combination);
      if (
        shown.structure !== structure ||
        meanings.some(({ dimension }) => !shown.dimensions.some((each) => each === dimension))
      )
        return;
      const inOrder = chosen.every((column, i) => i === 0 || column > (chosen[i - 1] as number));
      guesses.push({
        form: "ledger",
        structure,
        combination,
        unknown: [],
        dropped: [],
        repairs: [...repairs, ...meanings.flatMap(({ repair }) => repair ?? []), inOrder ? "skippedSegments" : "order"],
        penalty: inOrder ? 0.5 : 0.75,
      });
    };
    step(0, []);
  }
  return guesses;
}

interface Meaning {
  readonly value: string;
  readonly used: number;
  readonly known: boolean;
  readonly repair?: Repair;
}

/** What the next tokens can mean for a segment: blank, one value, or several tokens that together are a known value. */
function meaningsOf(dimension: IndexedDimension, tokens: readonly string[], glue: string): Meaning[] {
  const meanings: Meaning[] = [];
  const tryAs = (text: string, used: number, repair?: Repair): void => {
    const value = codeOf(dimension, rankOf(dimension, text));
    if (value) meanings.push({ value, used, known: true, repair: repair ?? (value === text ? undefined : "case") });
  };
  // The longest first: a value that contains the delimiter is not to be split.
  for (let used = Math.min(tokens.length, limits.joined); used > 0; used--)
    tryAs(tokens.slice(0, used).join(glue), used);
  const [token = ""] = tokens;
  if (!meanings.length) tryAs(codeOf(dimension, rankWithZeros(dimension, token)), 1, "leadingZeros");
  if (!meanings.some(({ used }) => used === 1)) meanings.push({ value: token, used: 1, known: !token });
  return meanings;
}

/** What one penalty weighs beside the outcome: valid, cannot verify, invalid. */
const perPenalty = 3;

/** Judges the guesses that leave the least over, and sorts them. */
function judgeAll(ledger: CompiledLedger, guesses: readonly Guess[]): readonly Judged[] {
  const least = Math.min(...guesses.map(({ penalty }) => penalty));
  const judged = new Map<string, Judged>();
  for (const { penalty, structure, beside, ...guess } of guesses) {
    if (penalty > least || judged.size >= limits.readings) continue;
    const whole = (combination: Combination): Combination => ({ ...beside, ...combination });
    let combination: Combination = guess.combination;
    let { repairs } = guess;
    let verdict = judge(ledger, whole(combination));
    if (verdict.outcome === "invalid" && !guess.unknown.length) {
      // Missing segments that can only have one value get it: blanks too, where they cannot be meant.
      const missing = forced(ledger, whole(withoutBlanks(combination)));
      if (Object.keys(missing).length) {
        combination = { ...combination, ...missing };
        repairs = [...repairs, "missingSegments"];
        verdict = judge(ledger, whole(combination));
      }
    }
    // What is unknown and has no place in the account is one more text that is left over.
    const surplus = verdict.outside.filter(({ dimension }) => guess.unknown.includes(dimension));
    const isSurplus = (name: string): boolean => surplus.some(({ dimension }) => dimension === name);
    const outside = new Set(verdict.outside.map(({ dimension }) => dimension));
    const same = Object.entries(whole(combination))
      .filter(([name, value]) => value && !outside.has(name))
      .sort()
      .join("\n");
    if (judged.has(same)) continue;
    judged.set(same, {
      reading: {
        ...guess,
        combination: Object.fromEntries(Object.entries(combination).filter(([name]) => !isSurplus(name))),
        unknown: guess.unknown.filter((name) => !isSurplus(name)),
        dropped: [...guess.dropped, ...surplus.map(({ value }) => value)],
        repairs: [...new Set(repairs)],
        structure: structure?.name,
        verdict: surplus.length
          ? { ...verdict, outside: verdict.outside.filter(({ dimension }) => !isSurplus(dimension)) }
          : verdict,
      },
      score: perPenalty * penalty + ["valid", "cannotVerify", "invalid"].indexOf(verdict.outcome),
    });
  }
  return [...judged.values()].sort((a, b) => a.score - b.score);
}

const withoutBlanks = (combination: Combination): Combination =>
  Object.fromEntries(Object.entries(combination).filter(([, value]) => value));

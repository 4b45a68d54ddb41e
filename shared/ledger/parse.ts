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
import { codeOf, type IndexedDimension, rankOf } from "./dimension";
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

/** What a text is cleaned of, in this order. Excel ends a copied row with a line break, which is no content. */
const cleaning: readonly (readonly [RegExp, string, Repair?])[] = [
  [hidden, "", "hiddenCharacters"],
  [oddSpaces, " ", "hiddenCharacters"],
  [/[\r\n]+/g, " "],
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
  /** Texts that found no place, and a main account that belongs to another structure. */
  readonly penalty: number;
}

interface Judged {
  readonly reading: Reading;
  /** The lower, the better. */
  readonly score: number;
}

/** More ways to split, more steps to find them, and more readings than this are not worth telling apart. */
const limits = { guesses: 64, steps: 5000, readings: 8, joined: 6, zeros: 12 } as const;

/**
 * Reads an account that somebody typed or pasted, in the ledger's or the integration order. Text is split against the
 * known values: a value that contains the delimiter stays whole where it is known whole, and where another split is as
 * good the result is marked ambiguous. What is not known is kept as typed.
 */
export function parse(ledger: CompiledLedger, text: string, from?: ParseFrom): Parsed {
  void from;
  const repairs: Repair[] = [];
  const cleaned = cleaning.reduce((before, [pattern, replacement, repair]) => {
    const after = before.replace(pattern, replacement);
    if (repair && after !== before) repairs.push(repair);
    return after;
  }, text);
  let judged: readonly Judged[] = [];
  for (const tokens of cleaned ? variants(ledger, cleaned, repairs) : []) {
    const others = judgeAll(ledger, guessesOf(ledger, tokens));
    if (others[0] && !(judged[0] && judged[0].score <= others[0].score)) judged = others;
    if (judged[0]?.reading.verdict.outcome === "valid") break;
  }
  const readings = judged.map(({ reading }) => reading);
  const [first, ...rest] = readings;
  const asGood = ({ form, structure, verdict }: Reading): boolean =>
    (form === first?.form && structure === first.structure) ||
    (verdict.outcome === "valid" && first?.verdict.outcome === "valid");
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim()).length;
  return { readings, ambiguous: rest.some(asGood), lines };
}

/** The ways to split a text: the plain one, and those to be tried when it gives no valid account. */
function* variants(ledger: CompiledLedger, text: string, repairs: readonly Repair[]): Generator<Tokens> {
  const tokenise = (delimiter: string, ...more: readonly Repair[]): Tokens => {
    const glue = text.includes("\t") ? "\t" : delimiter;
    const parts = split(text, glue, ledger.escape);
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
  const plain = tokenise(ledger.delimiter);
  yield plain;
  const full = plain.tokens.filter(Boolean);
  if (full.length < plain.tokens.length) {
    const stray: readonly Repair[] = [...plain.repairs, "strayDelimiter"];
    yield { ...plain, tokens: plain.tokens.slice(plain.tokens.findIndex(Boolean)), repairs: stray };
    yield { ...plain, tokens: full, repairs: stray };
  }
  for (const delimiter of [...delimiters].sort((a, b) => b.length - a.length)) {
    if (delimiter !== ledger.delimiter && text.includes(delimiter)) yield tokenise(delimiter, "otherDelimiter");
  }
}

/** All ways to give the tokens to segments. */
function guessesOf(ledger: CompiledLedger, { tokens, glue, repairs }: Tokens): Guess[] {
  const assign = (
    form: DisplayForm,
    own: readonly IndexedDimension[],
    structure?: CompiledAccountStructure,
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
      const shown = shownBy(ledger, done.combination);
      if (rest.length && shown.structure === structure && structure && shown.dimensions.length > dimensions.length) {
        // Beyond the structure's own segments come those of the rules that apply by now.
        step(shown.dimensions, slot, at, done);
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
      });
    };
    step(own, 0, 0, { combination: {}, unknown: [], repairs: [] });
    return guesses;
  };
  const integration = integrationDimensions(ledger);
  return [
    ...ledger.structures.flatMap((structure) => assign("ledger", structure.dimensions, structure)),
    ...(!ledger.structures.length && ledger.main.name ? assign("ledger", [ledger.main]) : []),
    ...(integration.length ? assign("integration", integration) : []),
  ];
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
  // Excel makes 1 of 001.
  if (/^\d+$/.test(token))
    for (let zeros = 1; zeros <= limits.zeros && !meanings.length; zeros++)
      tryAs("0".repeat(zeros) + token, 1, "leadingZeros");
  if (!meanings.some(({ used }) => used === 1)) meanings.push({ value: token, used: 1, known: !token });
  return meanings;
}

/** Judges the guesses that leave the least over, and sorts them. */
function judgeAll(ledger: CompiledLedger, guesses: readonly Guess[]): readonly Judged[] {
  const least = Math.min(...guesses.map(({ penalty }) => penalty));
  const judged = new Map<string, Judged>();
  for (const { penalty, structure, ...guess } of guesses) {
    if (penalty > least || judged.size >= limits.readings) continue;
    // Missing segments that can only have one value get it.
    const missing =
      penalty || judge(ledger, guess.combination).outcome !== "invalid" ? {} : forced(ledger, guess.combination);
    const combination: Combination = { ...guess.combination, ...missing };
    const repairs: readonly Repair[] = Object.keys(missing).length
      ? [...guess.repairs, "missingSegments"]
      : guess.repairs;
    const same = Object.entries(combination)
      .filter(([, value]) => value)
      .sort()
      .join("\n");
    if (judged.has(same)) continue;
    const verdict = judge(ledger, combination);
    const score = 3 * penalty + ["valid", "cannotVerify", "invalid"].indexOf(verdict.outcome);
    judged.set(same, {
      reading: { ...guess, combination, repairs: [...new Set(repairs)], structure: structure?.name, verdict },
      score,
    });
  }
  return [...judged.values()].sort((a, b) => a.score - b.score);
}

import { type Combination, delimiters, type DisplayForm, type Parsed, type Reading, type Repair } from "./types";
import { type Axis, codeOf, elementOf } from "./axis";
import { forced } from "./choices";
import { type Core, shownBy } from "./core";
import { integrationAxes, split } from "./display";
import type { Structure } from "./tables";
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
  readonly structure?: Structure;
  readonly dropped: readonly string[];
  /** Texts that found no place, and a main account that belongs to another structure. */
  readonly penalty: number;
}

interface Ranked {
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
export function parse(core: Core, text: string): Parsed {
  const repairs: Repair[] = [];
  const cleaned = cleaning.reduce((before, [pattern, replacement, repair]) => {
    const after = before.replace(pattern, replacement);
    if (repair && after !== before) repairs.push(repair);
    return after;
  }, text);
  let ranked: readonly Ranked[] = [];
  for (const tokens of cleaned ? variants(core, cleaned, repairs) : []) {
    const others = rank(core, guessesOf(core, tokens));
    if (others[0] && !(ranked[0] && ranked[0].score <= others[0].score)) ranked = others;
    if (ranked[0]?.reading.verdict.outcome === "valid") break;
  }
  const readings = ranked.map(({ reading }) => reading);
  const [first, ...rest] = readings;
  const asGood = ({ form, structure, verdict }: Reading): boolean =>
    (form === first?.form && structure === first.structure) ||
    (verdict.outcome === "valid" && first?.verdict.outcome === "valid");
  return { readings, ambiguous: rest.some(asGood) };
}

/** The ways to split a text: the plain one, and those to be tried when it gives no valid account. */
function* variants(core: Core, text: string, repairs: readonly Repair[]): Generator<Tokens> {
  const tokenise = (delimiter: string, ...more: readonly Repair[]): Tokens => {
    const glue = text.includes("\t") ? "\t" : delimiter;
    const parts = split(text, glue, core.escape);
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
  const plain = tokenise(core.delimiter);
  yield plain;
  const full = plain.tokens.filter(Boolean);
  if (full.length < plain.tokens.length) {
    const stray: readonly Repair[] = [...plain.repairs, "strayDelimiter"];
    yield { ...plain, tokens: plain.tokens.slice(plain.tokens.findIndex(Boolean)), repairs: stray };
    yield { ...plain, tokens: full, repairs: stray };
  }
  for (const delimiter of [...delimiters].sort((a, b) => b.length - a.length)) {
    if (delimiter !== core.delimiter && text.includes(delimiter)) yield tokenise(delimiter, "otherDelimiter");
  }
}

/** All ways to give the tokens to segments. */
function guessesOf(core: Core, { tokens, glue, repairs }: Tokens): Guess[] {
  const assign = (form: DisplayForm, own: readonly Axis[], structure?: Structure): Guess[] => {
    const guesses: Guess[] = [];
    let steps = 0;
    const step = (axes: readonly Axis[], slot: number, at: number, done: Assignment): void => {
      if (guesses.length >= limits.guesses || ++steps > limits.steps) return;
      const axis = axes[slot];
      const rest = tokens.slice(at);
      if (rest.length && axis) {
        for (const { value, used, known, repair } of optionsFor(axis, rest, glue)) {
          step(axes, slot + 1, at + used, {
            combination: { ...done.combination, [axis.name]: value },
            unknown: known ? done.unknown : [...done.unknown, axis.name],
            repairs: repair ? [...done.repairs, repair] : done.repairs,
          });
        }
        return;
      }
      const shown = shownBy(core, done.combination);
      if (rest.length && shown.structure === structure && structure && shown.axes.length > axes.length) {
        // Beyond the structure's own segments come those of the rules that apply by now.
        step(shown.axes, slot, at, done);
        return;
      }
      const dropped = rest.filter(Boolean);
      // The integration form says "blank" for what it does not reach; the ledger form leaves it undecided.
      const blanks = form === "integration" ? axes.slice(slot).map(({ name }) => [name, ""] as const) : [];
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
  const integration = integrationAxes(core);
  return [
    ...core.structures.flatMap((structure) => assign("ledger", structure.table.axes, structure)),
    ...(!core.structures.length && core.main.name ? assign("ledger", [core.main]) : []),
    ...(integration.length ? assign("integration", integration) : []),
  ];
}

interface Option {
  readonly value: string;
  readonly used: number;
  readonly known: boolean;
  readonly repair?: Repair;
}

/** What the next tokens can mean for a segment: blank, one value, or several tokens that together are a known value. */
function optionsFor(axis: Axis, tokens: readonly string[], glue: string): Option[] {
  const options: Option[] = [];
  const tryAs = (text: string, used: number, repair?: Repair): void => {
    const value = codeOf(axis, elementOf(axis, text));
    if (value) options.push({ value, used, known: true, repair: repair ?? (value === text ? undefined : "case") });
  };
  // The longest first: a value that contains the delimiter is not to be split.
  for (let used = Math.min(tokens.length, limits.joined); used > 0; used--)
    tryAs(tokens.slice(0, used).join(glue), used);
  const [token = ""] = tokens;
  // Excel makes 1 of 001.
  if (/^\d+$/.test(token))
    for (let zeros = 1; zeros <= limits.zeros && !options.length; zeros++)
      tryAs("0".repeat(zeros) + token, 1, "leadingZeros");
  if (!options.some(({ used }) => used === 1)) options.push({ value: token, used: 1, known: !token });
  return options;
}

/** Judges the guesses that leave the least over, and sorts them. */
function rank(core: Core, guesses: readonly Guess[]): readonly Ranked[] {
  const least = Math.min(...guesses.map(({ penalty }) => penalty));
  const ranked = new Map<string, Ranked>();
  for (const { penalty, structure, ...guess } of guesses) {
    if (penalty > least || ranked.size >= limits.readings) continue;
    // Missing segments that can only have one value get it.
    const missing =
      penalty || judge(core, guess.combination).outcome !== "invalid" ? {} : forced(core, guess.combination);
    const combination: Combination = { ...guess.combination, ...missing };
    const repairs: readonly Repair[] = Object.keys(missing).length
      ? [...guess.repairs, "missingSegments"]
      : guess.repairs;
    const same = Object.entries(combination)
      .filter(([, value]) => value)
      .sort()
      .join("\n");
    if (ranked.has(same)) continue;
    const verdict = judge(core, combination);
    const score = 3 * penalty + ["valid", "cannotVerify", "invalid"].indexOf(verdict.outcome);
    ranked.set(same, {
      reading: { ...guess, combination, repairs: [...new Set(repairs)], structure: structure?.table.name, verdict },
      score,
    });
  }
  return [...ranked.values()].sort((a, b) => a.score - b.score);
}

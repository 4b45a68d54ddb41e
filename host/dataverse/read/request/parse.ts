import peggy from "peggy";
import { Fault } from "../../fault";
import type { Expression, ExpandItem, NamedArgument, OrderItem, Segment, Transformation } from "./ast";
import { isDay, isInstant } from "./dates";
import { grammar } from "./grammar";

interface Rules {
  readonly Filter: Expression;
  readonly OrderByOption: readonly OrderItem[];
  readonly SelectOption: readonly string[];
  readonly ExpandOption: readonly ExpandItem[];
  readonly ApplyOption: readonly Transformation[];
  readonly AliasValue: NamedArgument;
  readonly SegmentPart: Segment;
}

const startRules = [
  "Filter",
  "OrderByOption",
  "SelectOption",
  "ExpandOption",
  "ApplyOption",
  "AliasValue",
  "SegmentPart",
] as const;
/** The database's stack holds a few hundred conditions inside one another. OData's own library has such a limit too, and these words. */
const maxNesting = 100;
const parser = peggy.generate(grammar, { allowedStartRules: [...startRules] });

/**
 * Parses one option.
 * @throws Fault 400 0x80060888 with OData's own words and the position, which counts from 0.
 */
export function parse<R extends keyof Rules>(rule: R, text: string): Rules[R] {
  if (hasOpenLiteral(text)) {
    // The lexer of OData notices at the end of the text, and that is the position it names.
    throw new Fault(400, "0x80060888", `There is an unterminated literal at position ${text.length} in '${text}'.`);
  }
  if (nesting(text) > maxNesting) {
    throw new Fault(400, "0x80060888", "Recursion depth exceeded allowed limit.");
  }
  try {
    return parser.parse(text, { startRule: rule, isDay, isInstant }) as Rules[R];
  } catch (error) {
    if (error instanceof parser.SyntaxError) {
      const { start } = error.location;
      // What the grammar itself refuses it has a sentence for; anything else is a token in the wrong place.
      throw new Fault(
        400,
        "0x80060888",
        error.expected === null
          ? `${error.message} at '${start.offset}' in '${text}'.`
          : `Syntax error at position ${start.offset} in '${text}'.`,
      );
    }
    throw error;
  }
}

/** How deep brackets and `not` stand inside one another, literals aside. */
function nesting(text: string): number {
  let deepest = 0;
  let depth = 0;
  /** The `not`s that still wait for their condition, in each bracket that is open. */
  const waiting = [0];
  for (const [token] of text.matchAll(/'[^']*'|"[^"]*"|[A-Za-z_0-9.$@]+|\S/gu)) {
    if (token === "not") {
      waiting.push((waiting.pop() ?? 0) + 1);
      depth += 1;
    } else if (token === "and" || token === "or") {
      depth -= waiting.pop() ?? 0;
      waiting.push(0);
    } else if (token === "(") {
      waiting.push(0);
      depth += 1;
    } else if (token === ")") {
      depth -= (waiting.pop() ?? 0) + 1;
    }
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function hasOpenLiteral(text: string): boolean {
  let open = "";
  for (const char of text) {
    if (open === "" && (char === "'" || char === '"')) {
      open = char;
    } else if (char === open) {
      // A doubled quote closes and opens again, with the same outcome.
      open = "";
    }
  }
  return open !== "";
}

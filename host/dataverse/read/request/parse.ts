import peggy from "peggy";
import { Fault } from "../../fault";
import type { Expression, ExpandItem, NamedArgument, OrderItem, Segment, Transformation } from "./ast";
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
  try {
    return parser.parse(text, { startRule: rule }) as Rules[R];
  } catch (error) {
    if (error instanceof parser.SyntaxError) {
      throw new Fault(400, "0x80060888", `Syntax error at position ${error.location.start.offset} in '${text}'.`);
    }
    throw error;
  }
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

import type { Combination, Ledger } from "../types";

/** Goes from segment to segment, taking one of what is offered, or blank; undefined where there is no way on. */
export function walkTo(
  ledger: Ledger,
  order: readonly string[],
  pick: () => number,
  start: Combination = {},
): Combination | undefined {
  let given = start;
  for (const dimension of order) {
    const { items, blank, conflict } = ledger.choices(dimension, given, { limit: 1000 });
    const options = [...items.map(({ value }) => value), ...(blank ? [""] : [])];
    if (!options.length || conflict) return undefined;
    given = { ...given, [dimension]: options[pick() % options.length] };
  }
  return given;
}

/** The segments that an account has. */
export function insideOf(ledger: Ledger, account: Combination): Combination {
  return Object.fromEntries(ledger.layout(account).segments.map(({ dimension }) => [dimension, account[dimension]]));
}

/** A text after one mistake of a typist: a character added, lost, swapped or another one, or leading zeros lost. */
export function mistype(text: string, kind: number, at: number, character: string): string {
  const place = at % text.length;
  const [before, here, after] = [text.slice(0, place), text.charAt(place), text.slice(place + 1)];
  switch (kind % 5) {
    case 0:
      return before + character + here + after;
    case 1:
      return before + after;
    case 2:
      return before + after.slice(0, 1) + here + after.slice(1);
    case 3:
      return before + character + after;
    default:
      return text.replace(/^0+/, "");
  }
}

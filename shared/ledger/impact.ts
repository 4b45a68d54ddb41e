import type { Combination } from "./types";
import type { CompiledLedger } from "./compiled";
import { codeOf, countUsable, type IndexedDimension, nthUsable } from "./dimension";
import { complement, intersect, onlyBlank, type ValueSet } from "./sets";
import { solve } from "./solve";

/** Accounts that one ledger allows and another does not. */
export interface Difference {
  readonly accounts: number;
  /** False: there were too many pieces to take apart, and there are at most so many. */
  readonly exact: boolean;
  /** A few of them, each from another place. */
  readonly examples: readonly Combination[];
}

/** What a change of the rules makes of accounts. */
export interface Impact {
  readonly madeValid: Difference;
  readonly madeInvalid: Difference;
}

/** A set of accounts: any value of each dimension's set with any of the others. A segment that is not there is blank. */
type Box = readonly ValueSet[];

/** More pieces of one box than this are not taken apart any further. */
const pieceLimit = 400;
const exampleLimit = 3;

/**
 * Compares two ledgers over the same values, in slices. Families of accounts that both have cancel out; what is left is
 * cut along the others, so that no account is counted twice, also where rows overlap.
 */
export function* impactSteps(before: CompiledLedger, after: CompiledLedger): Generator<void, Impact> {
  const old = boxesOf(before);
  yield;
  const now = boxesOf(after);
  yield;
  return {
    madeValid: yield* difference(after, now, old),
    madeInvalid: yield* difference(before, old, now),
  };
}

/** All valid accounts as boxes, by what they hold. */
function boxesOf(ledger: CompiledLedger): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>();
  solve(
    ledger,
    Int32Array.from(ledger.dimensions, () => -1),
    {
      visit(domains) {
        // Of a dimension that nothing allows a value for, it does not matter whether it is mentioned.
        const box = Array.from(ledger.dimensions, (_, at) => domains[at] ?? onlyBlank);
        boxes.set(box.join("|"), box);
        return false;
      },
    },
  );
  return boxes;
}

function* difference(
  { dimensions, main }: CompiledLedger,
  of: ReadonlyMap<string, Box>,
  without: ReadonlyMap<string, Box>,
): Generator<void, Difference> {
  const own = [...of].filter(([key]) => !without.has(key)).map(([, box]) => box);
  const others = new BoxIndex([...without.values()], Math.max(0, main.index));
  const examples: Combination[] = [];
  let accounts = 0;
  let exact = true;
  const counted = new BoxIndex([], Math.max(0, main.index));
  for (const [i, box] of own.entries()) {
    let pieces: Box[] = [box];
    for (const other of [...others.near(box), ...counted.near(box)]) {
      if (!pieces.length) break;
      if (pieces.length > pieceLimit) {
        exact = false;
        break;
      }
      pieces = pieces.flatMap((piece) => cut(piece, other, dimensions));
    }
    let example: Box | undefined;
    for (const piece of pieces) {
      const count = dimensions.reduce((product, dimension, at) => product * countUsable(dimension, piece[at] ?? []), 1);
      accounts += count;
      if (count > 0) example ??= piece;
    }
    if (example && examples.length < exampleLimit) examples.push(firstOf(example, dimensions));
    counted.add(box);
    if (i % 4 === 3) yield;
  }
  return { accounts, exact, examples };
}

/** What is in a box and not in another, as boxes that have nothing in common. */
function cut(box: Box, other: Box, dimensions: readonly IndexedDimension[]): Box[] {
  const common = box.map((set, at) => intersect(set, other[at] ?? onlyBlank));
  if (common.some((set) => !set.length)) return [box];
  const pieces: Box[] = [];
  for (const [at, dimension] of dimensions.entries()) {
    const rest = intersect(box[at] ?? [], complement(other[at] ?? onlyBlank, dimension.values.size));
    // Before this place as the other has it, behind it as the box does: the pieces differ in where they first leave it.
    if (rest.length)
      pieces.push(box.map((set, place) => (place < at ? (common[place] ?? []) : place > at ? set : rest)));
  }
  return pieces;
}

function firstOf(box: Box, dimensions: readonly IndexedDimension[]): Combination {
  return Object.fromEntries(
    dimensions.map((dimension, at) => [dimension.name, codeOf(dimension, nthUsable(dimension, box[at] ?? [], 0))]),
  );
}

/** Finds the boxes that may have an account in common with another one, by the main account, which tells most apart. */
class BoxIndex {
  private readonly buckets = new Map<number, Box[]>();
  private readonly wide: Box[] = [];

  constructor(
    boxes: readonly Box[],
    private readonly at: number,
  ) {
    for (const box of boxes) this.add(box);
  }

  add(box: Box): void {
    const set = box[this.at] ?? [];
    const [from = 0, to = 0] = set;
    if (set.length !== 2 || to - from > 1) this.wide.push(box);
    else {
      const bucket = this.buckets.get(from);
      if (bucket) bucket.push(box);
      else this.buckets.set(from, [box]);
    }
  }

  near(box: Box): readonly Box[] {
    const set = box[this.at] ?? [];
    const [from = 0, to = 0] = set;
    if (set.length === 2 && to - from === 1) return [...this.wide, ...(this.buckets.get(from) ?? [])];
    return [
      ...this.wide,
      ...[...this.buckets].flatMap(([rank, boxes]) => (intersect([rank, rank + 1], set).length ? boxes : [])),
    ];
  }
}

import type { AssignmentFact } from "./facts";
import type { Chain, HandOver } from "./model";

/** How a request came to its person. */
export interface Origin {
  readonly chain: Chain | null;
  /** A request that the chain names is not among the rows. */
  readonly hidden: boolean;
}

const START: Origin = { chain: null, hidden: false };

/**
 * Finds how requests came to their people: back through `reassignedFrom`, once through each request. Where references form a
 * circle, the chain starts behind the request that the circle was entered by.
 */
export function chainsOf(byId: ReadonlyMap<string, AssignmentFact>): (assignment: AssignmentFact) => Origin {
  const known = new Map<AssignmentFact, Origin>();

  return (assignment) => {
    if (assignment.reassignedFrom === null) return START;
    // The way back to the first request that is known already, has no former one, or closes a circle.
    const way: AssignmentFact[] = [];
    const onTheWay = new Set<AssignmentFact>();
    let origin: Origin | undefined;
    for (let current = assignment; origin === undefined;) {
      origin = known.get(current);
      if (origin !== undefined) break;
      way.push(current);
      onTheWay.add(current);
      const { reassignedFrom, requestedOn: on } = current;
      if (reassignedFrom === null) origin = START;
      else {
        const former = byId.get(reassignedFrom);
        if (former === undefined)
          origin = { chain: link({ from: null, to: current.assignee, on }, null), hidden: true };
        else if (onTheWay.has(former)) origin = START;
        else {
          current = former;
          continue;
        }
      }
      known.set(current, origin);
      way.pop();
    }
    for (let index = way.length - 1; index >= 0; index--) {
      const taken = way[index];
      const former = taken?.reassignedFrom == null ? undefined : byId.get(taken.reassignedFrom);
      if (taken === undefined || former === undefined) continue;
      const handOver = { from: former.assignee, to: taken.assignee, on: taken.requestedOn };
      origin = { chain: link(handOver, origin.chain), hidden: origin.hidden };
      known.set(taken, origin);
    }
    return origin;
  };
}

const link = (last: HandOver, before: Chain | null): Chain => ({ last, before, length: (before?.length ?? 0) + 1 });

/** Oldest first. */
export function handOversOf(chain: Chain | null): readonly HandOver[] {
  const handOvers: HandOver[] = [];
  for (let part = chain; part !== null; part = part.before) handOvers.push(part.last);
  return handOvers.reverse();
}

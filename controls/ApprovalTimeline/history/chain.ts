import type { AssignmentFact } from "./facts";
import type { HandOver } from "./model";

export interface Chain {
  /** Oldest first. */
  readonly handOvers: readonly HandOver[];
  /** A request that the chain names is not among the rows. */
  readonly hidden: boolean;
}

/** How an assignment came to its person: back through `reassignedFrom`, once through each request even if they form a circle. */
export function chainOf(assignment: AssignmentFact, byId: ReadonlyMap<string, AssignmentFact>): Chain {
  const handOvers: HandOver[] = [];
  const seen = new Set<string>([assignment.provenance.id]);
  let current = assignment;
  while (current.reassignedFrom !== null && !seen.has(current.reassignedFrom)) {
    seen.add(current.reassignedFrom);
    const former = byId.get(current.reassignedFrom);
    handOvers.unshift({ from: former?.assignee ?? null, to: current.assignee, on: current.requestedOn });
    if (former === undefined) return { handOvers, hidden: true };
    current = former;
  }
  return { handOvers, hidden: false };
}

import type { Person } from "./facts";
import type { Duration, Process, Stage } from "./model";

/** Where the time of a process went. */
export interface Waits {
  readonly byStage: readonly { readonly stage: Stage; readonly took: Duration }[];
  /** Longest first; what one person was asked several times is added up. */
  readonly byPerson: readonly { readonly person: Person; readonly requests: number; readonly waited: Duration }[];
}

/** Adds up where the time went, by stage and by person. Only what is known to have lasted counts. */
export function waitsOf({ stages }: Process): Waits {
  const people = new Map<string, { readonly person: Person; requests: number; waited: Duration }>();
  for (const { assignments } of stages)
    for (const { assignee, waited } of assignments) {
      if (waited === null) continue;
      const key = assignee.id || (assignee.name ?? "");
      const before = people.get(key);
      people.set(key, {
        person: assignee,
        requests: (before?.requests ?? 0) + 1,
        waited: before ? plus(before.waited, waited) : waited,
      });
    }
  return {
    byStage: stages.flatMap((stage) => (stage.took === null ? [] : [{ stage, took: stage.took }])),
    byPerson: [...people.values()].sort((a, b) => b.waited.calendar - a.waited.calendar),
  };
}

const plus = (a: Duration, b: Duration): Duration => ({
  calendar: a.calendar + b.calendar,
  business: a.business === null || b.business === null ? null : a.business + b.business,
});

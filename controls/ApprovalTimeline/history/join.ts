import type { AssignmentFact, Place, ResponseFact } from "./facts";
import { append, compareIds } from "./groups";

/** A committed answer, with the request that it answers where that is among the rows. It stands where its request stands. */
export interface Joined extends Place {
  readonly fact: ResponseFact;
  readonly request: AssignmentFact | null;
}

interface Slot {
  readonly request: AssignmentFact;
  /** Place in the order in which the requests were made. */
  readonly order: number;
  taken: boolean;
}

/** Requests in the order they were made, for answers that are looked up in the order they were given. */
class Queue {
  private readonly arrived: Slot[] = [];
  private next = 0;
  private readonly slots: Slot[] = [];

  add(slot: Slot): void {
    this.slots.push(slot);
  }

  /** The last request made before an answer, that no other answer has. An answer without a time comes after everything. */
  latestBefore(on: number | null): Slot | null {
    for (let slot = this.slots[this.next]; slot !== undefined; slot = this.slots[this.next]) {
      const { requestedOn } = slot.request;
      if (on !== null && requestedOn !== null && requestedOn > on) break;
      this.arrived.push(slot);
      this.next++;
    }
    while (this.arrived[this.arrived.length - 1]?.taken) this.arrived.pop();
    return this.arrived[this.arrived.length - 1] ?? null;
  }

  /** The first request made after the last answer that was asked for. */
  firstAfter(): Slot | null {
    while (this.slots[this.next]?.taken) this.next++;
    return this.slots[this.next] ?? null;
  }
}

const ANY = "*";
/** The keys by which a place can be looked for, by somebody who may not know its stage or its step. */
const keysOf = ({ stage, step }: Place): readonly string[] => [
  `${stage}/${step}`,
  `${stage}/${ANY}`,
  `${ANY}/${step}`,
  `${ANY}/${ANY}`,
];
/**
 * The keys of the places that an answer's place does not contradict: one of two tables may not number stages or steps, and
 * what one side does not say (0) cannot contradict. No place has more than one of them.
 */
function compatible({ stage, step }: Place): readonly string[] {
  const either = (number: number) => (number === 0 ? [ANY] : [String(number), "0"]);
  return either(stage).flatMap((a) => either(step).map((b) => `${a}/${b}`));
}

const byTime = (a: number | null, b: number | null, ofNull: number): number => {
  const [first, second] = [a ?? ofNull, b ?? ofNull];
  return first < second ? -1 : first > second ? 1 : 0;
};

/**
 * Joins the committed answers of one process with its requests, in the order the answers were given. Nothing links the two
 * but the person and the place: the very place counts first, then one that does not contradict, then the only request that
 * the person ever had. Where one person was asked twice, the last request made before the answer is meant; an answer stamped
 * before its request (clocks differ) belongs to the first one after it. Takes time in proportion to the rows, sorting aside.
 */
export function joinResponses(
  assignments: readonly AssignmentFact[],
  responses: readonly ResponseFact[],
): readonly Joined[] {
  const inOrder = responses
    .filter((response) => response.state === "committed")
    .sort((a, b) => byTime(a.on, b.on, Infinity) || compareIds(a, b));
  const slotsOf = new Map<string, Slot[]>();
  [...assignments]
    .sort((a, b) => byTime(a.requestedOn, b.requestedOn, -Infinity) || compareIds(a, b))
    .forEach((request, order) => {
      if (request.state === "reassigned" || request.assignee.id === "") return;
      append(slotsOf, request.assignee.id, { request, order, taken: false });
    });

  const requestOf = new Map<ResponseFact, AssignmentFact>();
  const take = (response: ResponseFact, slot: Slot | null | undefined): void => {
    if (!slot || slot.taken) return;
    slot.taken = true;
    requestOf.set(response, slot.request);
  };
  const pass = (keys: (place: Place) => readonly string[], wanted: (place: Place) => readonly string[]): void => {
    const queues = new Map<string, Queue>();
    for (const [person, slots] of slotsOf)
      for (const slot of slots) {
        if (slot.taken) continue;
        for (const key of keys(slot.request)) {
          const name = `${person} ${key}`;
          const queue = queues.get(name) ?? new Queue();
          queue.add(slot);
          queues.set(name, queue);
        }
      }
    for (const response of inOrder) {
      if (requestOf.has(response)) continue;
      const asked = wanted(response).flatMap((key) => queues.get(`${personOf(response)} ${key}`) ?? []);
      let last: Slot | null = null;
      for (const queue of asked) {
        const slot = queue.latestBefore(response.on);
        if (slot && (last === null || slot.order > last.order)) last = slot;
      }
      if (last === null)
        for (const queue of asked) {
          const slot = queue.firstAfter();
          if (slot && (last === null || slot.order < last.order)) last = slot;
        }
      take(response, last);
    }
  };
  const exact = ({ stage, step }: Place) => [`${stage}/${step}`];
  pass(exact, exact);
  if (requestOf.size < inOrder.length) pass(keysOf, compatible);
  for (const response of requestOf.size < inOrder.length ? inOrder : []) {
    const slots = slotsOf.get(personOf(response));
    if (!requestOf.has(response) && slots?.length === 1) take(response, slots[0]);
  }

  const onlyPlaceFor = requestOf.size < inOrder.length ? placeFinder(assignments) : () => undefined;
  return inOrder.map((fact) => {
    const request = requestOf.get(fact) ?? null;
    const { stage, step } = request ?? onlyPlaceFor(fact) ?? fact;
    return { fact, request, stage, step };
  });
}

/** Whose request an answer answers: who answers for somebody else answers that one's. */
const personOf = (response: ResponseFact): string => (response.onBehalfOf ?? response.actor).id;

/** Finds the one place that an answer without a request fits; none where there are several. */
function placeFinder(assignments: readonly AssignmentFact[]): (of: Place) => Place | undefined {
  const places = new Map<string, Place>();
  for (const { stage, step } of assignments) places.set(`${stage}/${step}`, { stage, step });
  const found = new Map<string, Place[]>();
  for (const place of places.values())
    for (const key of new Set(keysOf(place))) {
      // Two are enough to know that there are several.
      if ((found.get(key)?.length ?? 0) < 2) append(found, key, place);
    }
  return (of) => {
    const fitting = compatible(of).flatMap((key) => found.get(key) ?? []);
    return fitting.length === 1 ? fitting[0] : undefined;
  };
}

import fc from "fast-check";
import type {
  AssignmentFact,
  Facts,
  Lifecycle,
  Person,
  Policy,
  ProcessFact,
  RecordChange,
  ResponseFact,
} from "./facts";
import { interpret } from "./interpret";
import type { Process } from "./model";
import {
  ALL,
  allResponses,
  assignmentsOf,
  DAY,
  factsOf,
  FIRST,
  grace,
  MINUTE,
  mia,
  NOW,
  omar,
  person,
} from "./testing/facts";

/**
 * An engine in miniature, which runs as the real ones do, and readers that see its tables as they really are seen: page by
 * page, with rows twice, in any order, some tables not at all, some rows hidden. Whatever they do, the history must not say
 * more than the tables do.
 */
const people: readonly Person[] = [mia, omar, grace, person("Lars Müller")];
const someone = fc.nat(people.length - 1);
const who = (index: number): Person => people[index] ?? mia;

const command = fc.oneof(
  fc.record({ do: fc.constant("request" as const), who: someone }),
  fc.record({
    do: fc.constant("respond" as const),
    which: fc.nat(9),
    outcome: fc.constantFrom("Approve", "Reject", "Approve later"),
    draft: fc.boolean(),
    numbered: fc.boolean(),
  }),
  fc.record({ do: fc.constant("reassign" as const), which: fc.nat(9), to: someone }),
  fc.record({ do: fc.constantFrom("cancel" as const, "expire" as const, "nextStep" as const) }),
  fc.record({ do: fc.constant("edit" as const), to: fc.constantFrom("4,000", "9,000") }),
);
const policy = fc.constantFrom<Policy>(
  FIRST,
  ALL,
  { kind: "all", oneRejectionEnds: false },
  { kind: "majority", oneRejectionEnds: false },
  { kind: "percent", percent: 60, oneRejectionEnds: true },
  { kind: "nOfM", needed: 2, oneRejectionEnds: false },
);

type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

/** What really happened. */
class World {
  lifecycle: Lifecycle = "open";
  completedOn: number | null = null;
  readonly requests: AssignmentFact[] = [];
  readonly responses: ResponseFact[] = [];
  readonly changes: RecordChange[] = [];
  amount = "4,000";
  amountAt = new Map<string, string>();
  private step = 1;
  private now = NOW - 20 * DAY;

  constructor(readonly policy: Policy) {
    this.run({ do: "request", who: 0 });
  }

  private open(which: number): number {
    const open = this.requests.flatMap(({ state }, index) => (state === "open" ? index : []));
    return open.length === 0 ? -1 : (open[which % open.length] ?? -1);
  }

  private ask(assignee: Person, reassignedFrom: string | null = null): void {
    this.requests.push({
      provenance: { table: "request", id: `r${this.requests.length}` },
      processKey: "p",
      assignee,
      stage: 1,
      step: this.step,
      state: "open",
      rawState: "",
      requestedOn: this.now,
      dueOn: null,
      reassignedFrom,
    });
  }

  private close(index: number, state: AssignmentFact["state"]): void {
    const request = this.requests[index];
    if (request) this.requests[index] = { ...request, state };
  }

  private end(lifecycle: Lifecycle): void {
    this.lifecycle = lifecycle;
    this.completedOn = this.now;
  }

  run(one: Command): void {
    // Much happens at the same moment, as machines do it; an edit has a moment of its own.
    if (one.do === "edit" || this.requests.length % 3 !== 1) this.now += 30 * MINUTE;
    if (one.do === "edit") {
      this.changes.push({
        on: this.now,
        by: omar,
        columns: [{ column: "amount", label: "Amount", from: this.amount, to: one.to }],
      });
      this.amount = one.to;
      this.now += 30 * MINUTE;
      return;
    }
    if (this.lifecycle !== "open") return;
    switch (one.do) {
      case "request":
        this.ask(who(one.who));
        return;
      case "nextStep":
        this.step += 1;
        this.ask(mia);
        return;
      case "cancel":
        this.end("cancelled");
        return;
      case "expire":
        this.end("expired");
        return;
      case "reassign": {
        const index = this.open(one.which);
        const request = this.requests[index];
        if (!request) return;
        this.close(index, "reassigned");
        this.ask(who(one.to), request.provenance.id);
        return;
      }
      case "respond": {
        const index = this.open(one.which);
        const request = this.requests[index];
        if (!request) return;
        const id = `a${this.responses.length}`;
        this.responses.push({
          provenance: { table: "response", id },
          processKey: "p",
          actor: request.assignee,
          stage: one.numbered ? request.stage : 0,
          step: request.step,
          outcome: one.outcome === "Approve" ? "approve" : one.outcome === "Reject" ? "reject" : "custom",
          rawOutcome: one.outcome,
          comment: { kind: "empty" },
          state: one.draft ? "draft" : "committed",
          on: this.now,
        });
        this.amountAt.set(id, this.amount);
        if (!one.draft) this.close(index, "closed");
        return;
      }
    }
  }

  /** The engine has taken note of everything: where nobody is left to answer, it is over. */
  settle(): void {
    if (this.lifecycle !== "open" || this.requests.some(({ state }) => state === "open")) return;
    this.end("completed");
  }

  get fact(): ProcessFact {
    return {
      key: "p",
      provenance: { table: "approval", id: "p" },
      title: "Approve",
      requester: null,
      lifecycle: this.lifecycle,
      rawStatus: "",
      results: this.lifecycle === "completed" ? this.committed.map(({ outcome }) => outcome) : [],
      policy: this.policy,
      createdOn: NOW - 21 * DAY,
      dueOn: null,
      expiresOn: null,
      completedOn: this.completedOn,
    };
  }

  get committed(): readonly ResponseFact[] {
    return this.responses.filter(({ state }) => state === "committed");
  }
}

interface Reading {
  /** Which rows come a second time, because a page moved. */
  readonly twice: readonly number[];
  readonly backwards: boolean;
  readonly audited: boolean;
}
const reading: fc.Arbitrary<Reading> = fc.record({
  twice: fc.array(fc.nat(9), { maxLength: 3 }),
  backwards: fc.boolean(),
  audited: fc.boolean(),
});

function rowsOf<T>(rows: readonly T[], { twice, backwards }: Reading): readonly T[] {
  const read = [...rows, ...twice.flatMap((index) => rows[index] ?? [])];
  return backwards ? read.reverse() : read;
}

const factsBy = (world: World, how: Reading, more: Partial<Facts> = {}): Facts =>
  factsOf({
    processes: rowsOf([world.fact], how),
    assignments: rowsOf(world.requests, how),
    responses: rowsOf(world.responses, how),
    ...(how.audited && { record: { kind: "audited", since: null, changes: world.changes } }),
    ...more,
  });

const show = (facts: Facts): Process => {
  const [process] = interpret([facts], { now: NOW }).processes;
  if (process === undefined) throw new Error("the process is not shown");
  return process;
};

const ran = fc.tuple(policy, fc.array(command, { maxLength: 14 }), fc.boolean()).map(([how, commands, settled]) => {
  const world = new World(how);
  for (const one of commands) world.run(one);
  if (settled) world.settle();
  return world;
});

const runs = { numRuns: 400 };

it("no decision is shown that no committed answer backs, and none is lost", () => {
  fc.assert(
    fc.property(ran, reading, (world, how) => {
      const found = show(factsBy(world, how));
      const shown = allResponses(found);
      expect(shown.map(({ provenance }) => provenance.id).sort()).toEqual(
        world.committed.map(({ provenance }) => provenance.id).sort(),
      );
      if (found.status === "approved") {
        expect(shown.some(({ outcome, effect }) => outcome === "approve" && effect === "counts")).toBe(true);
        expect(["answers", "summary"]).toContain(found.backing);
      }
      if (found.status === "rejected") expect(shown.some(({ outcome }) => outcome === "reject")).toBe(true);
    }),
    runs,
  );
});

it("each answer stands with a request of its own person, in that request's step", () => {
  fc.assert(
    fc.property(ran, reading, (world, how) => {
      for (const { assignee, response, id } of assignmentsOf(show(factsBy(world, how)))) {
        if (response === null) continue;
        expect(response.actor).toEqual(assignee);
        expect(response.assignmentId).toBe(id);
        expect(world.requests.find(({ provenance }) => provenance.id === id)?.step).toBe(response.step);
      }
    }),
    runs,
  );
});

it("whoever is waited for has an open request in an open process, and has not answered it", () => {
  fc.assert(
    fc.property(ran, reading, (world, how) => {
      const found = show(factsBy(world, how));
      for (const { id, status } of assignmentsOf(found)) {
        if (status !== "pending") continue;
        expect(world.lifecycle).toBe("open");
        expect(world.requests.find(({ provenance }) => provenance.id === id)?.state).toBe("open");
      }
      const open = new Set(world.requests.filter(({ state }) => state === "open").map(({ assignee }) => assignee.id));
      for (const { id } of found.waitingFor) expect(open).toContain(id);
    }),
    runs,
  );
});

it("the order of reading, and what is read twice, change nothing", () => {
  fc.assert(
    fc.property(ran, reading, (world, how) => {
      expect(show(factsBy(world, how))).toEqual(
        show(factsBy(world, { twice: [], backwards: false, audited: how.audited })),
      );
    }),
    runs,
  );
});

it("a decision that the record has left behind is never valid, and one that it has not is never stale", () => {
  fc.assert(
    fc.property(ran, reading, (world, how) => {
      for (const { provenance, validity } of allResponses(show(factsBy(world, how)))) {
        const isSame = world.amountAt.get(provenance.id) === world.amount;
        expect(validity.kind).toBe(how.audited ? (isSame ? "unchanged" : "changed") : "unknown");
      }
    }),
    runs,
  );
});

it("11: whatever table cannot be read, or whatever row is hidden, nothing becomes an approval that was none", () => {
  fc.assert(
    fc.property(ran, reading, fc.array(fc.boolean(), { maxLength: 20 }), (world, how, hidden) => {
      const isSeen = (_: unknown, index: number): boolean => hidden[index] !== true;
      const whole = show(factsBy(world, how));
      const part = show(
        factsBy(world, how, {
          assignments: world.requests.filter(isSeen),
          responses: world.responses.filter(isSeen),
        }),
      );
      expect(allResponses(part)).toHaveLength(
        world.responses.filter(isSeen).filter(({ state }) => state === "committed").length,
      );
      // What the engine sums up is not hidden: a rejection shows even where its answer does not.
      if (part.status === "approved" && world.policy.kind === "all" && world.policy.oneRejectionEnds)
        expect(whole.status).toBe("approved");
      if (world.lifecycle !== "completed") expect(part.status).not.toBe("approved");
    }),
    runs,
  );
});

it("every hand-over is told, the first approver first", () => {
  fc.assert(
    fc.property(ran, reading, (world, how) => {
      const byId = new Map(world.requests.map((request) => [request.provenance.id, request]));
      for (const { id, chain } of assignmentsOf(show(factsBy(world, how)))) {
        const told: string[] = [];
        for (let part = chain; part !== null; part = part.before) told.push(part.last.from?.id ?? "");
        const real: string[] = [];
        for (
          let from = byId.get(id)?.reassignedFrom ?? null;
          from !== null;
          from = byId.get(from)?.reassignedFrom ?? null
        )
          real.push(byId.get(from)?.assignee.id ?? "");
        expect(told).toEqual(real);
      }
    }),
    runs,
  );
});

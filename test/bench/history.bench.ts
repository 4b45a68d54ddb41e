import { performance } from "node:perf_hooks";
import type {
  AssignmentFact,
  Facts,
  Person,
  ProcessFact,
  ResponseFact,
  StageFact,
} from "../../controls/ApprovalTimeline/history/facts";
import type * as engine from "../../controls/ApprovalTimeline/history/interpret";
import { shippedEngine } from "./support/shippedEngine";
import { type Bench, type BenchFigure, percentile } from "./types";

const EVENTS = 20_000;
const HALF = EVENTS / 2;
const ROUNDS = 7;
const NOW = Date.UTC(2026, 5, 15, 12);
const MINUTE = 60_000;
/** Long enough between two that none is taken for a copy of the other. */
const APART = 30 * MINUTE;

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const person = (index: number): Person => ({ id: `person ${index}`, name: `Person ${index}`, kind: "user" });
const [mia] = [person(0)];

const process = (key: string, more: Partial<ProcessFact> = {}): ProcessFact => ({
  key,
  provenance: { table: "approval", id: key },
  title: "Approve",
  requester: null,
  lifecycle: "open",
  rawStatus: "",
  results: [],
  policy: { kind: "all", oneRejectionEnds: true },
  createdOn: NOW - 400 * 24 * 60 * MINUTE,
  dueOn: null,
  expiresOn: null,
  completedOn: null,
  ...more,
});
const request = (index: number, assignee: Person, more: Partial<AssignmentFact> = {}): AssignmentFact => ({
  provenance: { table: "request", id: `r${index}` },
  processKey: "p",
  assignee,
  stage: 1,
  step: 1,
  state: "closed",
  rawState: "",
  requestedOn: NOW - (EVENTS - index) * APART,
  dueOn: null,
  reassignedFrom: null,
  ...more,
});
const response = (index: number, actor: Person, more: Partial<ResponseFact> = {}): ResponseFact => ({
  provenance: { table: "response", id: `a${index}` },
  processKey: "p",
  actor,
  stage: 1,
  step: 1,
  outcome: "approve",
  rawOutcome: "Approve",
  comment: { kind: "empty" },
  state: "committed",
  on: NOW - (EVENTS - index) * APART + MINUTE,
  ...more,
});
const facts = (more: Partial<Facts>): Facts => ({
  source: "engine",
  processes: [process("p")],
  unread: [],
  stages: [],
  assignments: [],
  responses: [],
  gaps: [],
  seesEverything: true,
  ...more,
});
const inOrder = <T extends { readonly processKey: string }>(index: number, make: (more: Partial<T>) => T): T =>
  make({ processKey: `p${Math.floor(index / 500)}` } as Partial<T>);
const step = (index: number): StageFact => ({
  processKey: "p",
  stage: 1,
  step: index + 1,
  policy: { kind: "unknown" },
});

/** 20,000 events in every shape that a loop within a loop would show in. */
const shapes: readonly (readonly [name: string, sources: () => readonly Facts[]])[] = [
  [
    "500 people in 20 rounds",
    () => [
      facts({
        processes: times(20, (index) => process(`p${index}`, { lifecycle: "completed" })),
        assignments: times(HALF, (i) => inOrder<AssignmentFact>(i, (more) => request(i, person(i % 500), more))),
        responses: times(HALF, (i) => inOrder<ResponseFact>(i, (more) => response(i, person(i % 500), more))),
      }),
    ],
  ],
  [
    "5,000 approvals of one title",
    () => [
      facts({
        processes: times(EVENTS / 4, (index) =>
          process(`p${index}`, { lifecycle: "completed", createdOn: NOW - index * APART, completedOn: NOW }),
        ),
        assignments: times(EVENTS / 4, (index) => request(index, mia, { processKey: `p${index}` })),
        responses: times(EVENTS / 4, (index) => response(index, mia, { processKey: `p${index}` })),
      }),
    ],
  ],
  [
    "one person's answers in one step",
    () => [
      facts({
        assignments: times(HALF, (index) => request(index, mia)),
        responses: times(HALF, (index) => response(index, mia)),
      }),
    ],
  ],
  [
    "one person's answers, no step named",
    () => [
      facts({
        assignments: times(HALF, (index) => request(index, mia, { step: 1 + (index % 100) })),
        responses: times(HALF, (index) => response(index, mia, { stage: 0, step: 0 })),
      }),
    ],
  ],
  [
    "a step per request",
    () => [
      facts({
        stages: times(HALF, step),
        assignments: times(HALF, (index) => request(index, mia, { step: index + 1 })),
        responses: times(HALF, (index) => response(index, mia, { step: index + 1 })),
      }),
    ],
  ],
  [
    "one chain of hand-overs",
    () => [
      facts({
        assignments: times(EVENTS, (index) =>
          request(index, person(index % 3), {
            state: index < EVENTS - 1 ? "reassigned" : "open",
            reassignedFrom: index === 0 ? null : `r${index - 1}`,
          }),
        ),
      }),
    ],
  ],
  [
    "many ends of one chain, and a circle",
    () => [
      facts({
        assignments: times(EVENTS, (index) =>
          request(index, person(index), {
            state: "open",
            reassignedFrom: index < HALF ? `r${(index + 1) % HALF}` : `r${index === HALF ? 0 : HALF}`,
          }),
        ),
      }),
    ],
  ],
  [
    "answers without requests",
    () => [facts({ responses: times(EVENTS, (index) => response(index, person(index), { step: index % 7 })) })],
  ],
  [
    "copies within minutes",
    () => [
      facts({
        assignments: times(EVENTS, (index) => request(index, mia, { state: "open", requestedOn: NOW - index * 1000 })),
      }),
    ],
  ],
  [
    "two engines that tell the same",
    () =>
      ["one", "other"].map((source) =>
        facts({
          source,
          processes: times(EVENTS / 8, (index) =>
            process(`${source}${index}`, {
              lifecycle: "completed",
              createdOn: NOW - index * APART,
              sameAs: [`one${index}`],
            }),
          ),
          assignments: times(EVENTS / 8, (index) => request(index, mia, { processKey: `${source}${index}` })),
          responses: times(EVENTS / 8, (index) => response(index, mia, { processKey: `${source}${index}` })),
        }),
      ),
  ],
  [
    "a change of the record after each answer",
    () => [
      facts({
        assignments: times(HALF, (index) => request(index, person(index))),
        responses: times(HALF, (index) => response(index, person(index))),
        record: {
          kind: "audited",
          since: null,
          changes: times(HALF, (index) => ({
            on: NOW - (EVENTS - index) * APART + 2 * MINUTE,
            by: mia,
            columns: [{ column: `c${index % 12}`, label: "", from: String(index), to: String(index + 12) }],
          })),
        },
      }),
    ],
  ],
];

const workdays = [1, 2, 3, 4, 5];
const calendar = {
  timeZone: "Europe/Berlin",
  hours: workdays.map((weekday) => ({ weekday, from: 9 * 60, to: 17 * 60 })),
  holidays: ["2026-05-01"],
};

export const bench: Bench = {
  name: "history",
  run: async (log) => {
    const { interpret } = (await shippedEngine("controls/ApprovalTimeline/history/interpret.ts")) as typeof engine;
    const median = (name: string, sources: readonly Facts[], options: Parameters<typeof interpret>[1]): BenchFigure => {
      const samples = times(ROUNDS, () => {
        const begin = performance.now();
        interpret(sources, options);
        return performance.now() - begin;
      });
      const value = percentile(samples, 0.5);
      log(`${name}: ${value.toFixed(1)} ms`);
      return {
        name: `interpret 20,000 events, ${name}`,
        value,
        unit: "ms",
        statistic: "median",
        samples: ROUNDS,
        budget: 60,
      };
    };
    const figures = shapes.map(([name, sources]) => median(name, sources(), { now: NOW }));
    const [rounds] = shapes;
    if (rounds) figures.push(median("working hours counted", rounds[1](), { now: NOW, calendar }));
    return figures;
  },
};

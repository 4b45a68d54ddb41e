import { chainsOf } from "./chain";
import { completenessOf } from "./completeness";
import { eventsOf } from "./events";
import type { AssignmentFact, Facts, ProcessFact, RecordChanges, ResponseFact, StageFact } from "./facts";
import { compareIds, groupBy } from "./groups";
import { joinResponses } from "./join";
import { copiesIn, mergeEngines, once } from "./merge";
import type { History, Process, Response, Validity } from "./model";
import { settingsOf, type InterpretOptions, type Settings } from "./options";
import { oldestFirst, roundsOf } from "./rounds";
import { buildStages } from "./stages";
import { statusOf } from "./status";
import { dueOf } from "./time";
import { validityOf, worstOf } from "./validity";

/** Concludes from the facts of all sources how each approval of a record stands, newest first; one that was not read is left out. */
export function interpret(sources: readonly Facts[], options: InterpretOptions): History {
  const settings = settingsOf(options);
  const validityAt = validityOf(bestRecord(sources), settings.material);
  const links = new Map<string, readonly string[]>();
  const hidden = { request: false, response: false };
  const told = sources.flatMap((facts) => {
    for (const { key, sameAs } of facts.processes) if (sameAs) links.set(key, sameAs);
    const found = interpretSource(facts, validityAt, settings);
    hidden.request ||= found.some(({ hiddenRequest }) => hiddenRequest);
    hidden.response ||= found.some(({ hiddenResponse }) => hiddenResponse);
    return found.map(({ process }) => process);
  });
  const processes = [...oldestFirst(mergeEngines(told, links))].reverse();
  return { processes, completeness: completenessOf(sources, hidden) };
}

/** An audit says more than when the record was last saved. */
function bestRecord(sources: readonly Facts[]): RecordChanges | undefined {
  const told = sources.flatMap(({ record }) => record ?? []);
  return told.find(({ kind }) => kind === "audited") ?? told[0];
}

interface Interpreted {
  readonly process: Process;
  readonly hiddenRequest: boolean;
  readonly hiddenResponse: boolean;
}

function interpretSource(
  facts: Facts,
  validityAt: (on: number | null) => Validity,
  settings: Settings,
): readonly Interpreted[] {
  const inOrder = oldestFirst(once(facts.processes));
  const assignments = groupBy(once(facts.assignments), (fact) => fact.processKey);
  const responses = groupBy(once(facts.responses), (fact) => fact.processKey);
  const stages = groupBy(facts.stages, (fact) => fact.processKey);
  const unread = new Set(facts.unread);

  const read = inOrder.filter(({ key }) => !unread.has(key));
  const originals = copiesIn(
    read,
    {
      onOf: ({ createdOn }) => createdOn,
      keyOf: (fact) => sentAs(fact, assignments.get(fact.key) ?? []),
      isKept: ({ key }) => responses.get(key)?.some(({ state }) => state === "committed") === true,
    },
    settings.copiesWithin,
  );
  const copies = groupBy([...originals], ([, original]) => original.key);
  const rounds = roundsOf(inOrder.filter((fact) => !originals.has(fact)));
  return read.flatMap((fact): readonly Interpreted[] => {
    const round = rounds.get(fact.key);
    if (round === undefined) return [];
    const { process, ...hidden } = interpretProcess(
      fact,
      stages.get(fact.key) ?? [],
      assignments.get(fact.key) ?? [],
      responses.get(fact.key) ?? [],
      validityAt,
      settings,
    );
    const same = copies.get(fact.key) ?? [];
    return [
      {
        ...hidden,
        process: {
          ...process,
          ...round,
          source: facts.source,
          copies: same.map(([{ provenance }]) => provenance),
          alsoIn: [],
          contradictions: [],
        },
      },
    ];
  });
}

/** What a process that is sent again by mistake has in common with the first; null: it cannot be told. */
function sentAs(fact: ProcessFact, assignments: readonly AssignmentFact[]): string | null {
  // Recalled and sent again at once is no mistake.
  if (assignments.length === 0 || (fact.lifecycle !== "open" && fact.lifecycle !== "completed")) return null;
  const asked = assignments
    .filter(({ reassignedFrom }) => reassignedFrom === null)
    .map(({ stage, step, assignee }) => `${stage}/${step}/${assignee.id}`)
    .sort();
  return [fact.title, fact.series ?? "", fact.requester?.id ?? "", ...asked].join(" ");
}

function interpretProcess(
  fact: ProcessFact,
  stageFacts: readonly StageFact[],
  assignments: readonly AssignmentFact[],
  answers: readonly ResponseFact[],
  validityAt: (on: number | null) => Validity,
  settings: Settings,
): Omit<Interpreted, "process"> & {
  readonly process: Omit<
    Process,
    "source" | "attempt" | "supersedes" | "supersededBy" | "copies" | "alsoIn" | "contradictions"
  >;
} {
  const byId = new Map(assignments.map((request) => [request.provenance.id, request]));
  const { stages, responses, loose, outcomes, hiddenRequest, hiddenResponse } = buildStages(
    stageFacts,
    inTurn(assignments),
    joinResponses(assignments, answers),
    {
      fact,
      originOf: chainsOf(byId),
      handedOn: new Set(assignments.flatMap(({ reassignedFrom }) => reassignedFrom ?? [])),
      drafts: new Set(answers.flatMap(({ state, actor }) => (state === "draft" ? actor.id : []))),
      validityAt,
      settings,
    },
  );
  const { status, backing } = statusOf(fact, stages, outcomes, responses);
  const all = stages.flatMap((stage) => stage.assignments);
  const waiting = all.filter((assignment) => assignment.status === "pending");
  return {
    hiddenRequest,
    hiddenResponse,
    process: {
      key: fact.key,
      provenance: fact.provenance,
      title: fact.title,
      requester: fact.requester,
      rawStatus: fact.rawStatus,
      policy: fact.policy,
      createdOn: fact.createdOn,
      dueOn: fact.dueOn,
      expiresOn: fact.expiresOn,
      completedOn: fact.completedOn,
      status,
      backing,
      stages,
      looseResponses: loose,
      waitingFor: waiting.map(({ assignee }) => assignee),
      approvals: responses.filter(({ outcome, effect }) => outcome === "approve" && effect === "counts").length,
      asked: all.filter((assignment) => assignment.status !== "reassigned").length + loose.length,
      due: worstDue([
        fact.lifecycle === "open" ? dueOf(fact.dueOn, settings.now, settings.soon) : "none",
        ...waiting.map(({ due }) => due),
      ]),
      listening: listeningOf(fact, settings.now),
      allows: fact.allows ?? { reassign: null, cancel: null },
      validity: decisionValidity(responses),
      events: eventsOf(fact, stageFacts, assignments, responses, settings.now),
    },
  };
}

/** In the order they were made; what has no time comes first. */
const inTurn = (assignments: readonly AssignmentFact[]): readonly AssignmentFact[] =>
  [...assignments].sort((a, b) => (a.requestedOn ?? -Infinity) - (b.requestedOn ?? -Infinity) || compareIds(a, b));

/** A decision is as valid as the least valid of the answers that it rests on. */
const decisionValidity = (responses: readonly Response[]): Validity | null =>
  worstOf(responses.filter(({ effect }) => effect === "counts").map(({ validity }) => validity));

function worstDue(all: readonly Process["due"][]): Process["due"] {
  const rank = { none: 0, inTime: 1, soon: 2, over: 3 } as const;
  return all.reduce((worst, due) => (rank[due] > rank[worst] ? due : worst), "none");
}

function listeningOf({ lifecycle, hears }: ProcessFact, now: number): Process["listening"] {
  if (lifecycle !== "open" || hears === undefined || now < hears.surelyUntil) return "yes";
  return now >= hears.notFrom ? "no" : "unsure";
}

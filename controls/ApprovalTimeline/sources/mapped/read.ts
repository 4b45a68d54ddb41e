import type { Row } from "../../../../shared/dataverse/client";
import { DataverseError } from "../../../../shared/dataverse/error";
import { formattedOf, instantOf, numberOf, referenceOf, textOf } from "../../../../shared/dataverse/row";
import type {
  AssignmentFact,
  Comment,
  Lifecycle,
  Person,
  Policy,
  ProcessFact,
  ResponseFact,
} from "../../history/facts";
import { groupBy } from "../../history/groups";
import { count } from "../../history/policies";
import type { Source, SourceContext, SourceResult } from "../source";
import { checkMapping, columnsIn, parseMapping, type Mapping } from "./mapping";

/**
 * The approvals in a table of one's own, by a mapping.
 *
 * @param text the mapping as the maker wrote it
 */
export const mapped = (text: string): Source => ({
  id: "mapped",
  async *read(context) {
    const checked = parseMapping(text);
    if ("problems" in checked) yield { kind: "misconfigured", problems: checked.problems };
    else yield await readTable(checked.mapping, context);
  },
});

async function readTable(mapping: Mapping, context: SourceContext): Promise<SourceResult> {
  const { dataverse, target, signal, seesEverything } = context;
  const { table } = mapping;
  const names = columnsIn(mapping).map(([, column]) => column);
  const columns = await context.columnsOf(table, names);
  const problems = checkMapping(mapping, target.table, columns);
  if (problems.length > 0) return { kind: "misconfigured", problems };
  try {
    const { rows } = await dataverse.retrieveAll(
      table,
      {
        select: selectOf(mapping),
        filter: `_${mapping.record}_value eq ${target.id}`,
        orderBy: `${mapping.requestedOn} asc`,
      },
      { signal },
    );
    const secured = mapping.comment !== null && columns.get(mapping.comment)?.secured === true;
    const told = rows.flatMap((row) => tell(row, mapping, secured));
    return {
      kind: "facts",
      facts: {
        source: "mapped",
        processes: processesOf(told, mapping),
        unread: [],
        stages: [],
        assignments: told.map(({ assignment }) => assignment),
        responses: told.flatMap(({ response }) => response ?? []),
        gaps: [],
        seesEverything: seesEverything(table),
      },
    };
  } catch (error) {
    if (error instanceof DataverseError && error.kind === "notFound") return { kind: "notProvisioned" };
    throw error;
  }
}

function selectOf({ record, person, ...mapping }: Mapping): readonly string[] {
  const plain = [mapping.requestedOn, mapping.respondedOn, mapping.dueOn, mapping.comment, mapping.round, mapping.step];
  return [
    ...new Set([
      `_${record}_value`,
      `_${person}_value`,
      mapping.outcome.column,
      ...plain.flatMap((column) => column ?? []),
    ]),
  ];
}

interface Told {
  readonly assignment: AssignmentFact;
  readonly response: ResponseFact | null;
  readonly cancelled: boolean;
}

function tell(row: Row, mapping: Mapping, secured: boolean): Told[] {
  const { table, outcome, round, step, comment } = mapping;
  const id = textOf(row, `${table}id`)?.toLowerCase();
  if (id === undefined) return [];
  const value = numberOf(row, outcome.column);
  const raw = formattedOf(row, outcome.column) ?? (value === null ? "" : String(value));
  const isWaiting = value === null || outcome.waiting.includes(value);
  const cancelled = value !== null && outcome.cancelled.includes(value);
  const person = personOf(row, mapping.person);
  const provenance = { table, id };
  const place = {
    processKey: `${table}:${round === null ? "" : String(row[round] ?? "")}`,
    stage: 1,
    step: step === null ? 1 : (numberOf(row, step) ?? 0),
  };
  const instant = (column: string | null): number | null => (column === null ? null : instantOf(row, column));
  return [
    {
      cancelled,
      assignment: {
        ...place,
        provenance,
        assignee: person,
        state: isWaiting ? "open" : "closed",
        rawState: raw,
        requestedOn: instant(mapping.requestedOn),
        dueOn: instant(mapping.dueOn),
        reassignedFrom: null,
      },
      response:
        isWaiting || cancelled
          ? null
          : {
              ...place,
              provenance,
              actor: person,
              outcome: outcome.approve.includes(value)
                ? "approve"
                : outcome.reject.includes(value)
                  ? "reject"
                  : "custom",
              rawOutcome: raw,
              comment: comment === null ? { kind: "empty" } : commentOf(textOf(row, comment), secured),
              state: "committed",
              on: instant(mapping.respondedOn),
            },
    },
  ];
}

function personOf(row: Row, column: string): Person {
  const reference = referenceOf(row, column);
  if (reference === null) return { id: "", name: null, kind: "unknown" };
  const kind = reference.table === "systemuser" ? "user" : reference.table === "team" ? "team" : "unknown";
  return { id: reference.id, name: reference.name, kind };
}

function commentOf(text: string | null, secured: boolean): Comment {
  if (text !== null && text.trim() !== "") return { kind: "text", text };
  return { kind: secured ? "restricted" : "empty" };
}

/** The table has no row for a process: it is what its requests come to. */
function processesOf(told: readonly Told[], { table, policy, round }: Mapping): readonly ProcessFact[] {
  return [...groupBy(told, ({ assignment }) => assignment.processKey)].map(([key, group]) => {
    const times = group.flatMap(({ assignment }) => assignment.requestedOn ?? []);
    return {
      key,
      provenance: { table, id: key },
      title: round === null ? "" : key.slice(table.length + 1),
      requester: null,
      lifecycle: lifecycleOf(group, policy),
      rawStatus: "",
      results: [],
      policy,
      createdOn: times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b)),
      dueOn: null,
      expiresOn: null,
      completedOn: null,
      series: table,
    };
  });
}

/** Over once a step is rejected, or once nobody is left whose answer could still matter. */
function lifecycleOf(group: readonly Told[], policy: Policy): Lifecycle {
  if (group.every(({ cancelled }) => cancelled)) return "cancelled";
  let waits = false;
  for (const step of groupBy(group, ({ assignment }) => String(assignment.step)).values()) {
    const asked = step.filter(({ cancelled }) => !cancelled);
    const votes = asked.flatMap(({ response }) => response ?? []).sort((a, b) => (a.on ?? 0) - (b.on ?? 0));
    const { outcome } = count(
      policy,
      votes.map((vote) => vote.outcome),
      asked.length,
    );
    if (outcome === "reject") return "completed";
    waits ||= outcome === null && asked.some(({ assignment }) => assignment.state === "open");
  }
  return waits ? "open" : "completed";
}

import type { Dataverse, Row } from "../../../shared/dataverse/client";
import { DataverseError } from "../../../shared/dataverse/error";
import { chunks, isOneOf } from "../../../shared/dataverse/query";
import { booleanOf, formattedOf, instantOf, numberOf, referenceOf, textOf } from "../../../shared/dataverse/row";
import type {
  AssignmentFact,
  Comment,
  Facts,
  Gap,
  Lifecycle,
  Part,
  Person,
  Policy,
  ProcessFact,
  ResponseFact,
  StageFact,
} from "../history/facts";
import { parseItemLink, pointsTo, type LinkTarget } from "./itemLink";
import { outcomeOf, outcomesOf } from "./outcome";

const APPROVAL = "msdyn_flow_approval";
const REQUEST = "msdyn_flow_approvalrequest";
const RESPONSE = "msdyn_flow_approvalresponse";
const STEP = "msdyn_flow_approvalstep";
const BASIC_MODEL = "msdyn_flow_basicapprovalmodel";

/** Approvals per filter: 40 GUIDs with the column's name stay well below what a URL may hold. */
const IDS_PER_REQUEST = 40;

export interface SourceOptions {
  readonly signal?: AbortSignal;
  /** How many approvals are read before anything is yielded, at least 1; each further run is twice as long. */
  readonly first: number;
  /** Whether column security applies to the comments of answers: an empty one then proves nothing. */
  readonly commentsSecured: () => Promise<boolean>;
  /** Whether the user may read every approval of the environment; null where the host does not tell. */
  readonly seesEverything: boolean | null;
}

export type SourceResult = { readonly kind: "facts"; readonly facts: Facts } | { readonly kind: "notProvisioned" };

/**
 * Reads the Power Automate approvals of one record: approvals first, by their item link, then their requests, answers,
 * steps and models side by side, for the newest approvals first. Yields what is known as soon as that is more, the last
 * time with nothing unread. Only reads: writing these tables is not supported by Microsoft.
 *
 * @throws DataverseError where the approvals themselves cannot be read; a gap in another table is told in `facts.gaps`
 */
export async function* readPowerAutomate(
  dataverse: Dataverse,
  target: LinkTarget,
  options: SourceOptions,
): AsyncGenerator<SourceResult, void> {
  const { signal, seesEverything } = options;
  let approvals: readonly Row[];
  try {
    approvals = await findApprovals(dataverse, target, signal);
  } catch (error) {
    if (!(error instanceof DataverseError) || error.kind !== "notFound") throw error;
    yield { kind: "notProvisioned" };
    return;
  }
  const gaps: Gap[] = [];
  const parts = (table: string, columns: Columns, part: Part | null, key = `_${table}_approval_value`): ReadParts =>
    partsReader(dataverse, part && { part, gaps }, table, key, columns, signal);
  const readRequests = parts(REQUEST, REQUEST_COLUMNS, "requests");
  const readResponses = parts(RESPONSE, RESPONSE_COLUMNS, "responses");
  const readSteps = parts(STEP, STEP_COLUMNS, null);
  const readModels = parts(
    BASIC_MODEL,
    { core: [`${BASIC_MODEL}_allmustapprove`], newer: [] },
    null,
    `${BASIC_MODEL}id`,
  );
  const commentsSecured = options.commentsSecured();

  const allMustApprove = new Map<string | null, boolean | null>();
  const stages: StageFact[] = [];
  const assignments: AssignmentFact[] = [];
  const responses: ResponseFact[] = [];
  for (let read = 0, count = options.first; ; count = Math.min(2 * count, IDS_PER_REQUEST)) {
    const run = approvals.slice(read, read + count);
    const ids = run.flatMap((row) => textOf(row, `${APPROVAL}id`)?.toLowerCase() ?? []);
    const models = run.flatMap((row) => referenceOf(row, `${APPROVAL}_basicapprovalmodel`)?.id ?? []);
    const [secured, requestRows, responseRows, stepRows, modelRows] = await Promise.all([
      commentsSecured,
      readRequests(ids),
      readResponses(ids),
      readSteps(ids),
      readModels([...new Set(models)].filter((id) => !allMustApprove.has(id))),
    ]);
    const asked = requestRows.flatMap(toAssignment);
    assignments.push(...asked);
    responses.push(...responseRows.flatMap((row) => toResponse(row, secured)));
    stages.push(...toStages(stepRows, asked));
    for (const row of modelRows)
      allMustApprove.set(textOf(row, `${BASIC_MODEL}id`), booleanOf(row, `${BASIC_MODEL}_allmustapprove`));
    read += run.length;
    const unread = approvals
      .slice(read)
      .flatMap((row) => toProcess(row, allMustApprove))
      .map(({ key }) => key);
    const processes = approvals.flatMap((row) => toProcess(row, allMustApprove));
    yield {
      kind: "facts",
      facts: {
        processes,
        unread,
        stages: [...stages],
        assignments: [...assignments],
        responses: [...responses],
        gaps: [...gaps],
        seesEverything,
      },
    };
    if (read >= approvals.length) return;
  }
}

interface Columns {
  readonly core: readonly string[];
  /** Columns that older environments do not have yet. */
  readonly newer: readonly string[];
}

const APPROVAL_COLUMNS = [
  `${APPROVAL}_title`,
  `${APPROVAL}_itemlink`,
  `${APPROVAL}_result`,
  `${APPROVAL}_modeltype`,
  `${APPROVAL}_dueon`,
  `${APPROVAL}_expireson`,
  `${APPROVAL}_completedon`,
  `_${APPROVAL}_basicapprovalmodel_value`,
  "statecode",
  "statuscode",
  "createdon",
  "_ownerid_value",
];
/** Of a multi-stage approval; without a prefix, unlike every other column of requests and responses. */
const STAGE_NUMBER = "stagenumber";

const REQUEST_COLUMNS: Columns = {
  core: [
    `_${REQUEST}_approval_value`,
    `_${REQUEST}_reassignedfrom_value`,
    `${REQUEST}_dueon`,
    `${REQUEST}_stepnumber`,
    "statuscode",
    "createdon",
    "_ownerid_value",
  ],
  newer: [STAGE_NUMBER],
};
const RESPONSE_COLUMNS: Columns = {
  core: [
    `_${RESPONSE}_approval_value`,
    `${RESPONSE}_response`,
    `${RESPONSE}_comments`,
    `${RESPONSE}_stepnumber`,
    "statuscode",
    "createdon",
    "_ownerid_value",
  ],
  newer: [STAGE_NUMBER],
};
const STEP_COLUMNS: Columns = { core: [`_${STEP}_approval_value`, `${STEP}_number`, `${STEP}_modeltype`], newer: [] };

/** The server looks for the GUID anywhere in the link; whether the link really points here is then judged on the link. */
async function findApprovals(dataverse: Dataverse, target: LinkTarget, signal?: AbortSignal): Promise<readonly Row[]> {
  const link = `${APPROVAL}_itemlink`;
  const spellings = [target.id, target.id.replace(/-/g, "%2D")];
  // A percent sign is a wildcard for Dataverse; in brackets it is itself.
  const filter = spellings.map((id) => `contains(${link},'${id.replace(/%/g, "[%]")}')`).join(" or ");
  const { rows } = await dataverse.retrieveAll(
    APPROVAL,
    { select: APPROVAL_COLUMNS, filter, orderBy: "createdon desc" },
    { signal },
  );
  return rows.filter((row) => pointsTo(parseItemLink(textOf(row, link)), target));
}

/** The rows of some approvals, by their ids. */
type ReadParts = (ids: readonly string[]) => Promise<readonly Row[]>;

/**
 * Reads a table that belongs to the approvals. What cannot be read becomes a gap, once, and is not asked for again;
 * `missed` null: nobody would miss it.
 */
function partsReader(
  dataverse: Dataverse,
  missed: { readonly part: Part; readonly gaps: Gap[] } | null,
  table: string,
  key: string,
  columns: Columns,
  signal?: AbortSignal,
): ReadParts {
  let select = [...columns.core, ...columns.newer];
  let isLost = false;
  return async function read(ids): Promise<readonly Row[]> {
    if (isLost) return [];
    try {
      const parts = await Promise.all(
        chunks(ids, IDS_PER_REQUEST).map((part) =>
          dataverse.retrieveAll(table, { select, filter: isOneOf(key, part), orderBy: "createdon asc" }, { signal }),
        ),
      );
      return parts.flatMap(({ rows }) => rows);
    } catch (error) {
      if (!(error instanceof DataverseError)) throw error;
      if (error.kind === "invalidConfiguration" && select.length > columns.core.length) {
        select = [...columns.core];
        return read(ids);
      }
      // Throttled or offline will pass: a retry gives the whole history, and half of one is not shown instead.
      if (missed !== null && (error.kind === "throttled" || error.kind === "offline")) throw error;
      missed?.gaps.push({ kind: error.kind === "forbidden" ? "forbidden" : "unreadable", part: missed.part, table });
      isLost = true;
      return [];
    }
  };
}

function personOf(row: Row): Person {
  const owner = referenceOf(row, "ownerid");
  if (owner === null) return { id: "", name: null, kind: "unknown" };
  const kind = owner.table === "systemuser" ? "user" : owner.table === "team" ? "team" : "unknown";
  return { id: owner.id, name: owner.name, kind };
}

/** statuscode of an approval; there is no 192350003. */
const LIFECYCLES: Readonly<Record<number, Lifecycle>> = {
  192350000: "open",
  192350001: "open",
  192350002: "suspended",
  192350004: "completed",
  192350005: "expired",
  192350006: "cancelled",
  192350007: "abandoned",
};

function toProcess(row: Row, allMustApprove: ReadonlyMap<string | null, boolean | null>): ProcessFact[] {
  const id = textOf(row, `${APPROVAL}id`);
  if (id === null) return [];
  const status = numberOf(row, "statuscode");
  const model = textOf(row, `${APPROVAL}_modeltype`);
  const basic = allMustApprove.get(referenceOf(row, `${APPROVAL}_basicapprovalmodel`)?.id ?? null);
  return [
    {
      key: `${APPROVAL}:${id.toLowerCase()}`,
      provenance: { table: APPROVAL, id },
      title: textOf(row, `${APPROVAL}_title`) ?? "",
      requester: referenceOf(row, "ownerid") === null ? null : personOf(row),
      lifecycle: (status !== null && LIFECYCLES[status]) || "unknown",
      rawStatus: formattedOf(row, "statuscode") ?? String(status ?? ""),
      results: outcomesOf(textOf(row, `${APPROVAL}_result`)),
      policy: basic === true ? "all" : basic === false ? "first" : policyOf(model),
      createdOn: instantOf(row, "createdon"),
      dueOn: instantOf(row, `${APPROVAL}_dueon`),
      expiresOn: instantOf(row, `${APPROVAL}_expireson`),
      completedOn: instantOf(row, `${APPROVAL}_completedon`),
    },
  ];
}

/** The basic model can be either, so its name alone says nothing. */
const policyOf = (modelType: string | null): Policy =>
  modelType?.toLowerCase().includes("awaitall") ? "all" : "unknown";

function processKey(row: Row, table: string): string {
  return `${APPROVAL}:${referenceOf(row, `${table}_approval`)?.id ?? ""}`;
}

/** statuscode of a request: 1 active, 2 inactive, 192350000 reassigned. */
const REQUEST_STATES: Readonly<Record<number, AssignmentFact["state"]>> = {
  1: "open",
  2: "closed",
  192350000: "reassigned",
};

function toAssignment(row: Row): AssignmentFact[] {
  const id = textOf(row, `${REQUEST}id`);
  if (id === null) return [];
  return [
    {
      provenance: { table: REQUEST, id: id.toLowerCase() },
      processKey: processKey(row, REQUEST),
      assignee: personOf(row),
      stage: numberOf(row, STAGE_NUMBER) ?? 0,
      step: numberOf(row, `${REQUEST}_stepnumber`) ?? 0,
      state: REQUEST_STATES[numberOf(row, "statuscode") ?? -1] ?? "unknown",
      rawState: formattedOf(row, "statuscode") ?? String(numberOf(row, "statuscode") ?? ""),
      requestedOn: instantOf(row, "createdon"),
      dueOn: instantOf(row, `${REQUEST}_dueon`),
      reassignedFrom: referenceOf(row, `${REQUEST}_reassignedfrom`)?.id ?? null,
    },
  ];
}

/** statuscode of an answer: reviewing and saved are drafts, only committed is a decision. */
const RESPONSE_STATES: Readonly<Record<number, ResponseFact["state"]>> = {
  192350000: "draft",
  192350001: "draft",
  192350002: "committed",
};

function toResponse(row: Row, commentsSecured: boolean): ResponseFact[] {
  const id = textOf(row, `${RESPONSE}id`);
  if (id === null) return [];
  return [
    {
      provenance: { table: RESPONSE, id: id.toLowerCase() },
      processKey: processKey(row, RESPONSE),
      actor: personOf(row),
      stage: numberOf(row, STAGE_NUMBER) ?? 0,
      step: numberOf(row, `${RESPONSE}_stepnumber`) ?? 0,
      outcome: outcomeOf(textOf(row, `${RESPONSE}_response`) ?? ""),
      rawOutcome: textOf(row, `${RESPONSE}_response`) ?? "",
      comment: commentOf(textOf(row, `${RESPONSE}_comments`), commentsSecured),
      state: RESPONSE_STATES[numberOf(row, "statuscode") ?? -1] ?? "unknown",
      on: instantOf(row, "createdon"),
    },
  ];
}

function commentOf(text: string | null, secured: boolean): Comment {
  if (text !== null && text.trim() !== "") return { kind: "text", text };
  return { kind: secured ? "restricted" : "empty" };
}

/** Steps do not name their stage, so they are only placed where the requests of an approval know but one. */
function toStages(steps: readonly Row[], assignments: readonly AssignmentFact[]): readonly StageFact[] {
  const stagesOf = new Map<string, Set<number>>();
  for (const { processKey: key, stage } of assignments) stagesOf.set(key, (stagesOf.get(key) ?? new Set()).add(stage));
  return steps.flatMap((row) => {
    const key = processKey(row, STEP);
    const stages = [...(stagesOf.get(key) ?? [0])];
    const stage = stages[0];
    const step = numberOf(row, `${STEP}_number`);
    if (stage === undefined || stages.length > 1 || step === null) return [];
    return [{ processKey: key, stage, step, policy: policyOf(textOf(row, `${STEP}_modeltype`)) }];
  });
}

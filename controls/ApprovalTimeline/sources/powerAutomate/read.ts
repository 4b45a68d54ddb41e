import type { Dataverse, Row } from "../../../../shared/dataverse/client";
import { DataverseError } from "../../../../shared/dataverse/error";
import { chunks } from "../../../../shared/dataverse/query";
import { booleanOf, referenceOf, textOf } from "../../../../shared/dataverse/row";
import type { AssignmentFact, Gap, Part, ResponseFact, StageFact } from "../../history/facts";
import { parseItemLink, pointsTo } from "../itemLink";
import { IDS_PER_REQUEST, partsReader, type Columns, type ReadParts } from "../parts";
import type { RecordTarget, Source, SourceContext, SourceResult } from "../source";
import { toAssignment, toProcess, toResponse } from "./rows";
import { toStages, toSteps } from "./stages";
import * as tables from "./tables";
import { APPROVAL, BASIC_MODEL, REQUEST, RESPONSE, STEP } from "./tables";

/** Runs of approvals that are read at the same time, after the first one. */
const RUNS_AT_ONCE = 3;

/**
 * The approvals of Power Automate: basic, everyone, custom answers, sequential and multi-stage. Writing these tables is not
 * supported by Microsoft.
 *
 * @param timeoutDays after how many days a waiting flow has given up
 */
export const powerAutomate = (timeoutDays: number): Source => ({
  id: "powerAutomate",
  read: (context) => readApprovals(context, timeoutDays),
});

/**
 * Approvals first, by their item link, then their requests, answers, steps, stages and models side by side: for the newest
 * approvals first, for the others in larger runs, some of them at once.
 */
async function* readApprovals(context: SourceContext, timeoutDays: number): AsyncGenerator<SourceResult, void> {
  const { dataverse, target, signal, first } = context;
  const hasStages = stagesExist(dataverse, signal);
  // It is awaited after the approvals; a failure before is told by theirs.
  hasStages.catch(() => undefined);
  let approvals: readonly Row[];
  try {
    approvals = await findApprovals(dataverse, target, signal);
  } catch (error) {
    if (!(error instanceof DataverseError) || error.kind !== "notFound") throw error;
    yield { kind: "notProvisioned" };
    return;
  }
  const gaps: Gap[] = [];
  const stagesKnown = await hasStages;
  if (stagesKnown === "forbidden" && approvals.some((row) => referenceOf(row, "currentstage") !== null))
    gaps.push({ kind: "forbidden", part: "stages", table: tables.STAGE_ORDER });
  const readRun = runReader(context, stagesKnown === "yes", gaps);

  const allMustApprove = new Map<string, boolean | null>();
  const stages: StageFact[] = [];
  const assignments: AssignmentFact[] = [];
  const responses: ResponseFact[] = [];
  const result = (read: number): SourceResult => {
    const processes = approvals.map((row) => toProcess(row, allMustApprove, timeoutDays));
    return {
      kind: "facts",
      facts: {
        source: "powerAutomate",
        processes: processes.flat(),
        unread: processes.slice(read).flatMap((list) => list.map(({ key }) => key)),
        stages: [...stages],
        assignments: [...assignments],
        responses: [...responses],
        gaps: [...gaps],
        seesEverything: context.seesEverything(APPROVAL),
      },
    };
  };

  let read = 0;
  for await (const run of inTurn(
    [approvals.slice(0, first), ...chunks(approvals.slice(first), IDS_PER_REQUEST)],
    (rows) => readRun(rows, allMustApprove),
  )) {
    assignments.push(...run.assignments);
    responses.push(...run.responses);
    stages.push(...run.stages);
    read += run.approvals;
    yield result(read);
  }
}

/** The first by itself, so that nothing delays it, the others some at once; their results in the order of the list. */
async function* inTurn<T, R>(list: readonly T[], start: (item: T) => Promise<R>): AsyncGenerator<R, void> {
  const [first, ...others] = list;
  if (first === undefined) return;
  yield await start(first);
  const started: Promise<R>[] = [];
  for (let next = 0; next < others.length; next++) {
    for (const item of others.slice(started.length, next + RUNS_AT_ONCE)) {
      const run = start(item);
      // It is awaited in its turn; until then a failure is nobody's.
      run.catch(() => undefined);
      started.push(run);
    }
    const run = started[next];
    if (run !== undefined) yield await run;
  }
}

interface Run {
  readonly approvals: number;
  readonly assignments: readonly AssignmentFact[];
  readonly responses: readonly ResponseFact[];
  readonly stages: readonly StageFact[];
}

/** Reads everything that belongs to some approvals. */
function runReader(
  { dataverse, signal, columnsOf }: SourceContext,
  hasStages: boolean,
  gaps: Gap[],
): (approvals: readonly Row[], allMustApprove: Map<string, boolean | null>) => Promise<Run> {
  const reader = (table: string, columns: Columns, part: Part | null, key = `_${table}_approval_value`): ReadParts =>
    partsReader(dataverse, { table, key, columns, missed: part && { part, gaps }, signal });
  const ofStage = (table: string, columns: Columns): ReadParts =>
    hasStages ? reader(table, columns, "stages", "_approval_value") : async () => [];
  const readRequests = reader(REQUEST, tables.REQUEST_COLUMNS, "requests");
  const readResponses = reader(RESPONSE, tables.RESPONSE_COLUMNS, "responses");
  const readSteps = reader(STEP, tables.STEP_COLUMNS, null);
  const readModels = reader(BASIC_MODEL, tables.MODEL_COLUMNS, null, `${BASIC_MODEL}id`);
  const readOrders = ofStage(tables.STAGE_ORDER, tables.STAGE_ORDER_COLUMNS);
  const readStageApprovals = ofStage(tables.STAGE_APPROVAL, tables.STAGE_APPROVAL_COLUMNS);
  const readConditions = ofStage(tables.STAGE_CONDITION, tables.STAGE_CONDITION_COLUMNS);
  const readIntelligents = ofStage(tables.STAGE_INTELLIGENT, tables.STAGE_INTELLIGENT_COLUMNS);
  const comments = `${RESPONSE}_comments`;
  const about = columnsOf(RESPONSE, [comments]);

  return async (run, allMustApprove) => {
    const ids = run.flatMap((row) => textOf(row, `${APPROVAL}id`)?.toLowerCase() ?? []);
    const learnModels = async (models: readonly string[]): Promise<void> => {
      const rows = await readModels([...new Set(models)].filter((id) => !allMustApprove.has(id)));
      for (const row of rows) {
        const id = textOf(row, `${BASIC_MODEL}id`)?.toLowerCase();
        if (id !== undefined) allMustApprove.set(id, booleanOf(row, `${BASIC_MODEL}_allmustapprove`));
      }
    };
    const [responseColumns, requestRows, responseRows, stepRows, orders, stageApprovals, conditions, intelligents] =
      await Promise.all([
        about,
        readRequests(ids),
        readResponses(ids),
        readSteps(ids),
        readOrders(ids),
        readStageApprovals(ids),
        readConditions(ids),
        readIntelligents(ids),
        learnModels(run.flatMap((row) => referenceOf(row, `${APPROVAL}_basicapprovalmodel`)?.id ?? [])),
      ]);
    const secured = responseColumns.get(comments)?.secured ?? false;
    // A stage has a model of its own.
    const models = stageApprovals.flatMap((row) =>
      textOf(row, "modeltype") === BASIC_MODEL ? (textOf(row, "modelid")?.toLowerCase() ?? []) : [],
    );
    if (models.length > 0) await learnModels(models.filter(isGuid));
    const assignments = requestRows.flatMap(toAssignment);
    const staged = new Set(orders.flatMap((row) => referenceOf(row, "approval")?.id ?? []));
    const singleStage = stepRows.filter((row) => !staged.has(referenceOf(row, `${STEP}_approval`)?.id ?? ""));
    return {
      approvals: run.length,
      assignments,
      responses: responseRows.flatMap((row) => toResponse(row, secured)),
      stages: [
        ...toSteps(singleStage, assignments),
        ...toStages({ orders, approvals: stageApprovals, conditions, intelligents }, allMustApprove),
      ],
    };
  };
}

const isGuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** Whether anything multi-stage is in the environment: one small question instead of four in every run where there is nothing. */
async function stagesExist(dataverse: Dataverse, signal?: AbortSignal): Promise<"yes" | "no" | "forbidden"> {
  try {
    const { rows } = await dataverse.retrieveAll(
      tables.STAGE_ORDER,
      { select: [`${tables.STAGE_ORDER}id`], top: 1 },
      { signal, limit: 1 },
    );
    return rows.length > 0 ? "yes" : "no";
  } catch (error) {
    // Throttled or offline will pass, and half of a history is not shown instead.
    if (!(error instanceof DataverseError) || error.kind === "throttled" || error.kind === "offline") throw error;
    return error.kind === "forbidden" ? "forbidden" : "no";
  }
}

/** The server looks for the GUID anywhere in the link; whether the link really points here is then judged on the link. */
async function findApprovals(
  dataverse: Dataverse,
  target: RecordTarget,
  signal?: AbortSignal,
): Promise<readonly Row[]> {
  const link = `${APPROVAL}_itemlink`;
  const spellings = [target.id, target.id.replace(/-/g, "%2D")];
  // A percent sign is a wildcard for Dataverse; in brackets it is itself.
  const filter = spellings.map((id) => `contains(${link},'${id.replace(/%/g, "[%]")}')`).join(" or ");
  const read = async (select: readonly string[]): Promise<readonly Row[]> => {
    const { rows } = await dataverse.retrieveAll(APPROVAL, { select, filter, orderBy: "createdon desc" }, { signal });
    return rows;
  };
  const { core, newer } = tables.APPROVAL_COLUMNS;
  const rows = await read([...core, ...newer]).catch((error: unknown) => {
    if (error instanceof DataverseError && error.kind === "invalidConfiguration") return read(core);
    throw error;
  });
  return rows.filter((row) => pointsTo(parseItemLink(textOf(row, link)), target));
}

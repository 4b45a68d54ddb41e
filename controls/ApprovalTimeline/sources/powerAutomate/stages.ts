import type { Row } from "../../../../shared/dataverse/client";
import { formattedOf, instantOf, numberOf, referenceOf, textOf } from "../../../../shared/dataverse/row";
import type { AssignmentFact, MachineVerdict, StageFact } from "../../history/facts";
import { keyOf, policyOf, type AllMustApprove } from "./rows";
import { STAGE_APPROVAL, STAGE_CONDITION, STAGE_INTELLIGENT, STAGE_ORDER, STEP } from "./tables";

const NO_MODELS: AllMustApprove = new Map();

/** Steps do not name their stage, so they are only placed where the requests of an approval know but one. */
export function toSteps(steps: readonly Row[], assignments: readonly AssignmentFact[]): readonly StageFact[] {
  const stagesOf = new Map<string, Set<number>>();
  for (const { processKey: key, stage } of assignments) stagesOf.set(key, (stagesOf.get(key) ?? new Set()).add(stage));
  return steps.flatMap((row) => {
    const key = keyOf(referenceOf(row, `${STEP}_approval`)?.id ?? "");
    const stages = [...(stagesOf.get(key) ?? [0])];
    const stage = stages[0];
    const step = numberOf(row, `${STEP}_number`);
    if (stage === undefined || stages.length > 1 || step === null) return [];
    return [{ processKey: key, stage, step, policy: policyOf(textOf(row, `${STEP}_modeltype`), null, NO_MODELS) }];
  });
}

/** The rows of the multi-stage tables, for some approvals. */
export interface StageRows {
  readonly orders: readonly Row[];
  readonly approvals: readonly Row[];
  readonly conditions: readonly Row[];
  readonly intelligents: readonly Row[];
}

/** type of a stage. */
const KINDS: Readonly<Record<number, StageFact["kind"]>> = {
  192350000: "approval",
  192350001: "condition",
  192350002: "ai",
};
/** statuscode of a stage: 1 active, 192350001 initialized; 2 only says inactive, so the requests have to tell. */
const STATES: Readonly<Record<number, StageFact["state"]>> = {
  1: "active",
  192350001: "future",
  192350002: "done",
  192350003: "skipped",
};
/** resulttype of a condition, nextstepsresult of a model. */
const VERDICTS: Readonly<Record<number, MachineVerdict["verdict"]>> = {
  192350000: "continue",
  192350001: "goto",
  192350002: "approve",
  192350003: "reject",
};

const byId = (rows: readonly Row[], table: string): ReadonlyMap<string, Row> =>
  new Map(
    rows.flatMap((row) =>
      textOf(row, `${table}id`) === null ? [] : [[textOf(row, `${table}id`)?.toLowerCase() ?? "", row]],
    ),
  );

/** The stages of multi-stage approvals. Requests and answers name them by their order. */
export function toStages(
  { orders, approvals, conditions, intelligents }: StageRows,
  allMustApprove: AllMustApprove,
): readonly StageFact[] {
  const parts = {
    approval: byId(approvals, STAGE_APPROVAL),
    condition: byId(conditions, STAGE_CONDITION),
    ai: byId(intelligents, STAGE_INTELLIGENT),
  };
  return orders.flatMap((order): StageFact[] => {
    const id = textOf(order, `${STAGE_ORDER}id`);
    const approval = referenceOf(order, "approval");
    const number = numberOf(order, "ordernumber");
    if (id === null || approval === null || number === null) return [];
    const kind = KINDS[numberOf(order, "type") ?? -1] ?? "task";
    const own = parts.approval.get(referenceOf(order, "stageapproval")?.id ?? "");
    const machine =
      verdictOf(parts.condition.get(referenceOf(order, "stagecondition")?.id ?? ""), "resulttype", "resultvalue", {
        rule: "conditionallogic",
        rationale: "resultinfo",
      }) ??
      verdictOf(
        parts.ai.get(referenceOf(order, "stageintelligent")?.id ?? ""),
        "nextstepsresult",
        "nextstepsresultvalue",
        { rule: "predictionresponse", rationale: "predictionrationale" },
      );
    const state = STATES[numberOf(order, "statuscode") ?? -1];
    return [
      {
        processKey: keyOf(approval.id),
        provenance: { table: STAGE_ORDER, id: id.toLowerCase() },
        stage: number,
        step: 0,
        kind,
        name: textOf(order, "name") ?? "",
        policy: own
          ? policyOf(textOf(own, "modeltype"), textOf(own, "modelid")?.toLowerCase() ?? null, allMustApprove)
          : { kind: "unknown" },
        ...(state !== undefined && { state }),
        ...(machine !== null && { machine }),
      },
    ];
  });
}

/** Null: it has not decided yet, or is none. */
function verdictOf(
  row: Row | undefined,
  result: string,
  target: string,
  columns: { readonly rule: string; readonly rationale: string },
): MachineVerdict | null {
  const code = row && numberOf(row, result);
  if (row === undefined || code === null || code === undefined) return null;
  return {
    verdict: VERDICTS[code] ?? "unknown",
    rawVerdict: formattedOf(row, result) ?? String(code),
    target: textOf(row, target),
    rule: textOf(row, columns.rule),
    rationale: textOf(row, columns.rationale),
    on: instantOf(row, "modifiedon"),
  };
}

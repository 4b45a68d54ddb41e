import type { Row } from "../../../../shared/dataverse/client";
import { booleanOf, formattedOf, instantOf, numberOf, referenceOf, textOf } from "../../../../shared/dataverse/row";
import type {
  AssignmentFact,
  Comment,
  Lifecycle,
  Person,
  Policy,
  ProcessFact,
  ResponseFact,
} from "../../history/facts";
import { outcomeOf, outcomesOf } from "./outcome";
import { APPROVAL, REQUEST, RESPONSE, STAGE_NUMBER } from "./tables";

const DAY = 86_400_000;
/** How long before the end of its time a flow may already be gone, days. */
const UNSURE_DAYS = 2;

function personOf(row: Row): Person {
  const owner = referenceOf(row, "ownerid");
  if (owner === null) return { id: "", name: null, kind: "unknown" };
  const kind = owner.table === "systemuser" ? "user" : owner.table === "team" ? "team" : "unknown";
  return { id: owner.id, name: owner.name, kind };
}

export const keyOf = (id: string): string => `${APPROVAL}:${id.toLowerCase()}`;

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

/** Whether every one of the people asked must approve, by the id of the basic model. */
export type AllMustApprove = ReadonlyMap<string, boolean | null>;

/** @param timeoutDays after how many days a waiting flow has given up */
export function toProcess(row: Row, allMustApprove: AllMustApprove, timeoutDays: number): ProcessFact[] {
  const id = textOf(row, `${APPROVAL}id`);
  if (id === null) return [];
  const status = numberOf(row, "statuscode");
  const model = referenceOf(row, `${APPROVAL}_basicapprovalmodel`)?.id ?? null;
  const createdOn = instantOf(row, "createdon");
  return [
    {
      key: keyOf(id),
      provenance: { table: APPROVAL, id: id.toLowerCase() },
      title: textOf(row, `${APPROVAL}_title`) ?? "",
      requester: referenceOf(row, "ownerid") === null ? null : personOf(row),
      lifecycle: (status !== null && LIFECYCLES[status]) || "unknown",
      rawStatus: formattedOf(row, "statuscode") ?? String(status ?? ""),
      results: outcomesOf(textOf(row, `${APPROVAL}_result`)),
      policy: policyOf(textOf(row, `${APPROVAL}_modeltype`), model, allMustApprove),
      createdOn,
      dueOn: instantOf(row, `${APPROVAL}_dueon`),
      expiresOn: instantOf(row, `${APPROVAL}_expireson`),
      completedOn: instantOf(row, `${APPROVAL}_completedon`),
      allows: {
        reassign: booleanOf(row, `${APPROVAL}_allowreassign`),
        cancel: booleanOf(row, `${APPROVAL}_allowcancel`),
      },
      ...(createdOn !== null && {
        hears: {
          surelyUntil: createdOn + (timeoutDays - UNSURE_DAYS) * DAY,
          notFrom: createdOn + timeoutDays * DAY,
        },
      }),
    },
  ];
}

/** The basic model can be either, so its name alone says nothing. */
export function policyOf(modelType: string | null, model: string | null, allMustApprove: AllMustApprove): Policy {
  const all: Policy = { kind: "all", oneRejectionEnds: true };
  const basic = model === null ? undefined : allMustApprove.get(model);
  if (basic === true) return all;
  if (basic === false) return { kind: "first" };
  return modelType?.toLowerCase().includes("awaitall") ? all : { kind: "unknown" };
}

const processKey = (row: Row, table: string): string => keyOf(referenceOf(row, `${table}_approval`)?.id ?? "");

/** statuscode of a request: 1 active, 2 inactive, 192350000 reassigned. */
const REQUEST_STATES: Readonly<Record<number, AssignmentFact["state"]>> = {
  1: "open",
  2: "closed",
  192350000: "reassigned",
};
/** responseoptionstype: approve or reject is 192350001. */
const CUSTOM_OPTIONS = 192350002;

export function toAssignment(row: Row): AssignmentFact[] {
  const id = textOf(row, `${REQUEST}id`);
  if (id === null) return [];
  const options = textOf(row, `${REQUEST}_responseoptions`);
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
      ...(options !== null &&
        numberOf(row, `${REQUEST}_responseoptionstype`) === CUSTOM_OPTIONS && {
          // A comma within an option cannot be told from one between two.
          options: options.split(",").map((option) => option.trim()),
        }),
    },
  ];
}

/** statuscode of an answer: reviewing and saved are drafts, only committed is a decision (and an inactive row). */
const RESPONSE_STATES: Readonly<Record<number, ResponseFact["state"]>> = {
  192350000: "draft",
  192350001: "draft",
  192350002: "committed",
};

export function toResponse(row: Row, commentsSecured: boolean): ResponseFact[] {
  const id = textOf(row, `${RESPONSE}id`);
  if (id === null) return [];
  const rawOutcome = textOf(row, `${RESPONSE}_response`) ?? "";
  return [
    {
      provenance: { table: RESPONSE, id: id.toLowerCase() },
      processKey: processKey(row, RESPONSE),
      actor: personOf(row),
      stage: numberOf(row, STAGE_NUMBER) ?? 0,
      step: numberOf(row, `${RESPONSE}_stepnumber`) ?? 0,
      outcome: outcomeOf(rawOutcome),
      rawOutcome,
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

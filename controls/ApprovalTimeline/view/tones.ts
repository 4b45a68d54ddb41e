import ApprovedIcon from "@fluentui/svg-icons/icons/checkmark_circle_20_regular.svg";
import RejectedIcon from "@fluentui/svg-icons/icons/dismiss_circle_20_regular.svg";
import WaitingIcon from "@fluentui/svg-icons/icons/clock_20_regular.svg";
import NeutralIcon from "@fluentui/svg-icons/icons/subtract_circle_20_regular.svg";
import UnknownIcon from "@fluentui/svg-icons/icons/question_circle_20_regular.svg";
import StaleIcon from "@fluentui/svg-icons/icons/warning_20_regular.svg";
import type * as React from "react";
import type { Tone } from "../../../shared/ui/Icon";
import type { Assignment, Process, ProcessStatus, Response } from "../history/model";

/** How a status looks: shape and colour say the same as the text beside it. What nobody knows is neutral. */
export interface Look {
  readonly drawing: React.ComponentType;
  readonly tone: Tone;
  readonly badge: "success" | "danger" | "warning" | "brand" | "informative";
}

const approved: Look = { drawing: ApprovedIcon, tone: "success", badge: "success" };
const rejected: Look = { drawing: RejectedIcon, tone: "danger", badge: "danger" };
const waiting: Look = { drawing: WaitingIcon, tone: "brand", badge: "brand" };
const late: Look = { drawing: WaitingIcon, tone: "warning", badge: "warning" };
const stale: Look = { drawing: StaleIcon, tone: "warning", badge: "warning" };
const neutral: Look = { drawing: NeutralIcon, tone: "neutral", badge: "informative" };
const unknown: Look = { drawing: UnknownIcon, tone: "neutral", badge: "informative" };

const PROCESS: Readonly<Record<ProcessStatus, Look>> = {
  pending: waiting,
  suspended: late,
  approved,
  rejected,
  completed: { ...approved, tone: "neutral", badge: "informative" },
  expired: neutral,
  cancelled: neutral,
  abandoned: neutral,
  unknown,
};

export function processLook({ status, due, listening, validity, backing, contradictions }: Process): Look {
  if (status === "pending" && (due === "over" || listening === "no")) return late;
  const isSure = contradictions.length === 0 && (backing === "answers" || backing === "machine");
  // An approval that the record has left behind, or that another engine denies, is never green.
  if (status !== "approved" || (isSure && validity?.kind !== "changed" && validity?.kind !== "maybeChanged"))
    return PROCESS[status];
  return validity?.kind === "changed" || contradictions.length > 0 ? stale : PROCESS.completed;
}

export function responseLook(response: Response): Look {
  if (response.effect !== "counts" || response.outcome === "custom") return { ...approved, tone: "neutral" };
  if (response.outcome === "reject") return rejected;
  return response.validity.kind === "changed" ? stale : approved;
}

export function assignmentLook({ response, status, due }: Assignment): Look {
  if (response !== null) return responseLook(response);
  if (status === "pending") return due === "over" ? late : waiting;
  return status === "unknown" || status === "hidden" ? unknown : neutral;
}

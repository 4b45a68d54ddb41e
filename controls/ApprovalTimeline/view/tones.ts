import ApprovedIcon from "@fluentui/svg-icons/icons/checkmark_circle_20_regular.svg";
import RejectedIcon from "@fluentui/svg-icons/icons/dismiss_circle_20_regular.svg";
import WaitingIcon from "@fluentui/svg-icons/icons/clock_20_regular.svg";
import NeutralIcon from "@fluentui/svg-icons/icons/subtract_circle_20_regular.svg";
import UnknownIcon from "@fluentui/svg-icons/icons/question_circle_20_regular.svg";
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

export const processLook = (process: Process): Look =>
  process.status === "pending" && (process.overdue || process.listening === "no") ? late : PROCESS[process.status];

export function responseLook(response: Response): Look {
  if (!response.counted || response.outcome === "custom") return { ...approved, tone: "neutral" };
  return response.outcome === "approve" ? approved : rejected;
}

export function assignmentLook({ response, status, overdue }: Assignment): Look {
  if (response !== null) return responseLook(response);
  if (status === "pending") return overdue ? late : waiting;
  return status === "unknown" ? unknown : neutral;
}

import type { Person } from "./facts";
import type { Assignment, Process, ProcessStatus, Response } from "./model";

/** What a person may want to do to an approval. */
export type Action = "approve" | "reject" | "custom" | "requestChange" | "reassign" | "cancel" | "comment" | "remind";

const ACTIONS: readonly Action[] = [
  "approve",
  "reject",
  "custom",
  "requestChange",
  "reassign",
  "cancel",
  "comment",
  "remind",
];

/** By which way a wish reaches the engine; `none`: nothing is configured. */
type Route = "mappedTable" | "customApi" | "requestTable" | "override" | "deepLink" | "none";

/** Who looks, and from where. */
export interface Viewer {
  /** Lower-case ids of the user and of the teams that they are a member of. */
  readonly id: string;
  readonly teams: readonly string[];
  readonly online: boolean;
  /** The form is locked, or shows a record that is not saved yet. */
  readonly readOnly: boolean;
  readonly routeOf: (source: string, action: Action) => Route;
}

/** Why an action is not possible, with what a person needs to know to accept it. */
export type WhyNot =
  | { readonly kind: "ended"; readonly status: ProcessStatus; readonly on: number | null }
  | { readonly kind: "suspended" | "unknownStatus" | "notListening" | "offline" | "readOnly" | "noRoute" }
  /** Of those who look, only they were asked; `waitingFor`: who was. */
  | { readonly kind: "notAsked"; readonly waitingFor: readonly Person[] }
  | {
      readonly kind: "answered";
      readonly outcome: Response["outcome"];
      readonly rawOutcome: string;
      readonly on: number | null;
    }
  /** Somebody else's answer decided before. */
  | { readonly kind: "decided"; readonly by: Person; readonly on: number | null }
  | { readonly kind: "handedOn"; readonly to: Person }
  | { readonly kind: "notOffered"; readonly options: readonly string[] }
  /** Only who asked for the approval may. */
  | { readonly kind: "notRequester"; readonly requester: Person | null }
  | { readonly kind: "forbiddenByProcess" }
  | { readonly kind: "nobodyToRemind" };

export type Capability = { readonly action: Action; readonly process: string } & (
  | { readonly allowed: true; readonly route: Exclude<Route, "none">; readonly assignment: string | null }
  | { readonly allowed: false; readonly why: WhyNot }
);

/** What a person may do to a process, and why not what they may not. The first reason that holds is given. */
export function capabilitiesOf(process: Process, viewer: Viewer): readonly Capability[] {
  const standing = standingOf(process, viewer);
  return ACTIONS.map((action): Capability => {
    const why = whyNot(action, process, viewer, standing);
    if (why !== null) return { action, process: process.key, allowed: false, why };
    const route = viewer.routeOf(process.source, action);
    return route === "none"
      ? { action, process: process.key, allowed: false, why: { kind: "noRoute" } }
      : { action, process: process.key, allowed: true, route, assignment: standing.open?.id ?? null };
  });
}

/** What the person has to do with a process. */
interface Standing {
  readonly open: Assignment | null;
  readonly answered: Response | null;
  readonly beaten: { readonly by: Person; readonly on: number | null } | null;
  readonly handedTo: Person | null;
}

function standingOf({ stages, looseResponses }: Process, viewer: Viewer): Standing {
  const isMine = ({ id }: Person): boolean => id !== "" && (id === viewer.id || viewer.teams.includes(id));
  let open: Assignment | null = null;
  let answered: Response | null = looseResponses.find(({ actor }) => actor.id === viewer.id) ?? null;
  let beaten: Standing["beaten"] = null;
  let handedTo: Person | null = null;
  for (const { assignments, decidedBy } of stages)
    for (const assignment of assignments) {
      for (let part = assignment.chain; part !== null; part = part.before)
        if (part.last.from && isMine(part.last.from)) handedTo = part.last.to;
      if (assignment.response?.actor.id === viewer.id) answered = assignment.response;
      if (!isMine(assignment.assignee)) continue;
      if (assignment.status === "pending") open ??= assignment;
      else if (assignment.status === "responded") answered = assignment.response;
      else if (assignment.status === "notNeeded" && decidedBy) beaten = { by: decidedBy.actor, on: decidedBy.on };
    }
  return { open, answered, beaten, handedTo };
}

function whyNot(action: Action, process: Process, viewer: Viewer, standing: Standing): WhyNot | null {
  const { status } = process;
  if (status === "unknown") return { kind: "unknownStatus" };
  if (status !== "pending" && status !== "suspended" && action !== "comment")
    return standing.beaten && status !== "cancelled" && status !== "expired"
      ? { kind: "decided", ...standing.beaten }
      : { kind: "ended", status, on: process.completedOn };
  const own = whyNotOwn(action, process, viewer, standing);
  if (own !== null) return own;
  if (process.listening === "no" && action !== "cancel" && action !== "comment") return { kind: "notListening" };
  if (viewer.readOnly) return { kind: "readOnly" };
  return viewer.online ? null : { kind: "offline" };
}

function whyNotOwn(action: Action, process: Process, viewer: Viewer, standing: Standing): WhyNot | null {
  const { status, requester, allows, waitingFor } = process;
  const isRequester = requester !== null && requester.id === viewer.id;
  switch (action) {
    case "comment":
      return null;
    case "cancel":
      if (!isRequester) return { kind: "notRequester", requester };
      return allows.cancel === false ? { kind: "forbiddenByProcess" } : null;
    case "remind":
      if (!isRequester) return { kind: "notRequester", requester };
      return waitingFor.length === 0 ? { kind: "nobodyToRemind" } : null;
    default: {
      const { open, answered, beaten, handedTo } = standing;
      if (open === null) {
        if (answered)
          return { kind: "answered", outcome: answered.outcome, rawOutcome: answered.rawOutcome, on: answered.on };
        if (beaten) return { kind: "decided", ...beaten };
        return handedTo ? { kind: "handedOn", to: handedTo } : { kind: "notAsked", waitingFor };
      }
      if (status === "suspended") return { kind: "suspended" };
      if (action === "reassign") return allows.reassign === false ? { kind: "forbiddenByProcess" } : null;
      const offersOwn = open.options !== null;
      if ((action === "custom") !== offersOwn && action !== "requestChange")
        return { kind: "notOffered", options: open.options ?? [] };
      return null;
    }
  }
}

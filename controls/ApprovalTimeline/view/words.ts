import { formatInstant, type UserFormats } from "../../../shared/form/format";
import { plural } from "../../../shared/form/strings";
import type { Text } from "./text";
import type { Person } from "../history/facts";
import type { Assignment, History, HistoryEvent, Process, Response, Stage } from "../history/model";

export function nameOf(text: Text, person: Person | null): string {
  if (person === null) return text("Chain_hidden");
  if (person.name === null) return text("Person_unnamed");
  return person.kind === "team" ? text("Person_team", person.name) : person.name;
}

/** "Mia Chen", "Mia Chen and Omar Haddad", "Mia Chen, Omar Haddad and 3 others". */
function namesOf(text: Text, people: readonly Person[]): string {
  const [first = "", second = "", ...others] = people.map((person) => nameOf(text, person));
  if (people.length < 2) return first;
  return people.length === 2
    ? text("List_and", first, second)
    : plural(text, "List_more", others.length, first, second);
}

export function processStatus(text: Text, process: Process): string {
  return process.status === "unknown" ? text("Status_unknown", process.rawStatus) : text(`Status_${process.status}`);
}

export const outcomeWord = (text: Text, response: Response): string =>
  response.outcome === "custom" ? text("Outcome_custom", response.rawOutcome) : text(`Outcome_${response.outcome}`);

export function assignmentStatus(text: Text, assignment: Assignment): string {
  if (assignment.status === "responded") return outcomeWord(text, assignment.response);
  // Closed without an answer that one can see, or a code that nobody knows.
  if (assignment.status === "unknown" && assignment.rawState !== "")
    return text("Assignment_unknownState", assignment.rawState);
  return text(`Assignment_${assignment.status}`);
}

export function stageTitle(text: Text, stage: Stage, severalStages: boolean): string {
  return severalStages ? text("StageStep", stage.stage, stage.step) : text("Step", stage.step);
}

export function chainWords(text: Text, assignment: Assignment): string {
  const [first] = assignment.chain;
  if (first === undefined) return "";
  return text("Chain", [nameOf(text, first.from), ...assignment.chain.map(({ to }) => nameOf(text, to))].join(" → "));
}

export function eventWords(text: Text, event: HistoryEvent): string {
  switch (event.type) {
    case "created":
      return event.actor === null ? text("Event_createdByNobody") : text("Event_created", nameOf(text, event.actor));
    case "ended":
      return text("Event_ended");
    case "responded":
      return text(`Event_responded_${event.outcome ?? "custom"}`, nameOf(text, event.actor), event.rawOutcome ?? "");
    default:
      return text(`Event_${event.type}`, nameOf(text, event.actor));
  }
}

export const eventTime = (text: Text, user: UserFormats, event: HistoryEvent): string =>
  event.precision === "derived" ? text("Derived", formatInstant(event.on, user)) : formatInstant(event.on, user);

/** The one line that the whole history comes to: how the newest approval stands. It is what is offered to the form. */
export function summaryOf(text: Text, history: History): string {
  const [process] = history.processes;
  if (process === undefined)
    return text(history.completeness.kind === "partial" ? "Summary_nothingVisible" : "Summary_none");
  if (process.status !== "pending") return endedSummary(text, process);
  if (process.waitingFor.length === 0) return text("Summary_waitingUnknown");
  const names = namesOf(text, process.waitingFor);
  const everyone = process.stages.some(({ policy }) => policy === "all");
  const waiting =
    everyone && process.asked > 1
      ? text("Summary_waitingCount", names, process.approvals, process.asked)
      : text("Summary_waiting", names);
  return process.listening === "no" ? text("Summary_notListening", waiting) : waiting;
}

function endedSummary(text: Text, process: Process): string {
  const status = processStatus(text, process);
  const counted = [
    ...process.stages.flatMap(({ assignments }) => assignments.flatMap(({ response }) => response ?? [])),
    ...process.looseResponses,
  ].filter((response) => response.counted);
  const deciding =
    process.status === "completed"
      ? counted.slice(-1)
      : counted.filter(({ outcome }) => outcome === (process.status === "rejected" ? "reject" : "approve"));
  const [first] = deciding;
  if (first === undefined || !["approved", "rejected", "completed"].includes(process.status)) return status;
  if (first.outcome === "custom") return text("Summary_answered", first.rawOutcome, nameOf(text, first.actor));
  if (deciding.length > 1) return plural(text, "Summary_byCount", deciding.length, status);
  return text("Summary_by", status, nameOf(text, first.actor));
}

/** Cut so that it fits the column, whole code points only. */
export function fitting(line: string, maxLength: number | null): string {
  if (maxLength === null || maxLength < 2 || line.length <= maxLength) return line;
  let cut = "";
  for (const character of line) {
    if (cut.length + character.length + 1 > maxLength) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}

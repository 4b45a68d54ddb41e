import { formatInstant, type UserFormats } from "../../../shared/form/format";
import { plural } from "../../../shared/form/strings";
import type { Text } from "./text";
import type { Person, Policy } from "../history/facts";
import type { MappingProblem } from "../state/useTimeline";
import { statusSentence, type Next, type StatusSentence } from "../history/answers";
import { handOversOf } from "../history/chain";
import type {
  Assignment,
  Contradiction,
  History,
  HistoryEvent,
  Process,
  Response,
  Stage,
  Validity,
} from "../history/model";

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
  return text(`Assignment_${assignment.status}`, assignment.rawState);
}

export function policyWords(text: Text, policy: Policy): string {
  switch (policy.kind) {
    case "percent":
      return text("Policy_percent", policy.percent);
    case "nOfM":
      return plural(text, "Policy_nOfM", policy.needed);
    default:
      return text(`Policy_${policy.kind}`);
  }
}

export function contradictionWords(text: Text, { about, source, status, rawStatus }: Contradiction): string {
  const name = sourceName(text, source);
  if (about === "answers") return text("Contradiction_answers", name);
  return text("Contradiction_status", name, rawStatus === "" ? text(`Status_${status}`, "?") : rawStatus);
}

/** Sources that came later than these texts are told by their id. */
function sourceName(text: Text, source: string): string {
  switch (source) {
    case "powerAutomate":
    case "processFlow":
    case "audit":
    case "mapped":
      return text(`Source_${source}`);
    default:
      return source;
  }
}

/** What a machine decided, in a person's place; empty: nothing yet. */
export function machineWords(text: Text, { machine }: Stage): string {
  if (machine === null) return "";
  const verdict =
    machine.verdict === "unknown"
      ? text("Status_unknown", machine.rawVerdict)
      : text(`Machine_${machine.verdict}`, machine.target ?? "");
  const why = machine.rationale ?? machine.rule;
  return why === null || why === "" ? verdict : text("Machine_why", verdict, why);
}

export function stageTitle(text: Text, stage: Stage, severalStages: boolean): string {
  if (stage.name !== "") return stage.name;
  return severalStages ? text("StageStep", stage.stage, stage.step) : text("Step", stage.step);
}

export function chainWords(text: Text, assignment: Assignment): string {
  const handOvers = handOversOf(assignment.chain);
  const [first] = handOvers;
  if (first === undefined) return "";
  return text("Chain", [nameOf(text, first.from), ...handOvers.map(({ to }) => nameOf(text, to))].join(" → "));
}

export function eventWords(text: Text, event: HistoryEvent): string {
  switch (event.type) {
    case "created":
      return event.actor === null ? text("Event_createdByNobody") : text("Event_created", nameOf(text, event.actor));
    case "ended":
      return text("Event_ended");
    case "machine":
      return text("Event_machine", event.rawOutcome ?? "");
    case "responded":
      return text(`Event_responded_${event.outcome ?? "custom"}`, nameOf(text, event.actor), event.rawOutcome ?? "");
    default:
      return text(`Event_${event.type}`, nameOf(text, event.actor));
  }
}

export const eventTime = (text: Text, user: UserFormats, event: HistoryEvent): string =>
  event.precision === "derived" ? text("Derived", formatInstant(event.on, user)) : formatInstant(event.on, user);

/** The one line that the whole history comes to. It is what is offered to the form, so it says nothing that the clock changes. */
export function summaryOf(text: Text, history: History): string {
  const sentence = statusSentence(history);
  switch (sentence.kind) {
    case "none":
      return text(sentence.visible ? "Summary_none" : "Summary_nothingVisible");
    case "answered":
      return text("Summary_answeredBy", nameOf(text, sentence.by));
    case "ended":
      return endedSummary(text, sentence);
    case "waiting": {
      if (sentence.who.length === 0) return text("Summary_waitingUnknown");
      const names = namesOf(text, sentence.who);
      const { quorum } = sentence;
      const waiting =
        quorum?.needed == null
          ? text("Summary_waiting", names)
          : text("Summary_waitingCount", names, quorum.approvals, quorum.needed);
      return sentence.listening === "no" ? text("Summary_notListening", waiting) : waiting;
    }
  }
}

function endedSummary(text: Text, sentence: Extract<StatusSentence, { kind: "ended" }>): string {
  const status =
    sentence.status === "unknown" ? text("Status_unknown", sentence.rawStatus) : text(`Status_${sentence.status}`);
  const line = sentence.machine
    ? text("Summary_by", status, sentence.machine.name)
    : byPeople(text, status, sentence.by);
  return sentence.validity?.kind === "changed" ? text("Summary_stale", line) : line;
}

function byPeople(text: Text, status: string, deciding: readonly Response[]): string {
  const [first] = deciding;
  if (first === undefined) return status;
  if (first.outcome === "custom") return text("Summary_answered", first.rawOutcome, nameOf(text, first.actor));
  if (deciding.length > 1) return plural(text, "Summary_byCount", deciding.length, status);
  return text("Summary_by", status, nameOf(text, first.actor));
}

/** What the line leaves out: since when, until when, then what. */
export function statusDetails(text: Text, user: UserFormats, history: History): string {
  const sentence = statusSentence(history);
  if (sentence.kind !== "waiting" && sentence.kind !== "answered") return "";
  const until = sentence.kind === "waiting" ? sentence.until : null;
  const untilKey =
    until?.kind === "expires"
      ? "ExpiresOn"
      : sentence.kind === "waiting" && sentence.due === "over"
        ? "Overdue"
        : "DueOn";
  return [
    sentence.since !== null && text("Since", formatInstant(sentence.since, user)),
    until !== null && text(untilKey, formatInstant(until.on, user)),
    thenWords(text, sentence.then),
    sentence.kind === "waiting" && sentence.others > 0 && plural(text, "OthersWait", sentence.others),
  ]
    .filter((piece): piece is string => typeof piece === "string" && piece !== "")
    .join(" · ");
}

function thenWords(text: Text, next: Next): string {
  if (next === null) return "";
  if (next.kind === "end") return text("Then_end");
  const { stage } = next;
  return text("Then", stage.name === "" ? text("Step", stage.step || stage.stage) : stage.name);
}

/** Why a decision may not fit the record any more; empty: it does, or nothing is known. */
export function validityWords(text: Text, user: UserFormats, validity: Validity | null): string {
  if (validity === null || validity.kind === "unchanged" || validity.kind === "unknown") return "";
  const by = validity.by === null ? text("Person_unnamed") : nameOf(text, validity.by);
  const on = formatInstant(validity.on, user);
  if (validity.kind === "maybeChanged") return text("Stale_maybe", by, on);
  const columns = validity.columns.map(({ label, from, to, secured }) =>
    secured === true
      ? text("Stale_secured", label)
      : text("Stale_column", label, from ?? text("Stale_empty"), to ?? text("Stale_empty")),
  );
  return text("Stale", columns.join("; "), by, on);
}

/** "outcome.approve[1]: 7 is not possible. Possible: 1, 2." */
export function problemWords(text: Text, { path, kind, given, possible }: MappingProblem): string {
  const what = path === "" ? text(`Mapping_${kind}`, given) : text("Mapping_at", path, text(`Mapping_${kind}`, given));
  return possible.length === 0 ? what : text("Mapping_possible", what, possible.join(", "));
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

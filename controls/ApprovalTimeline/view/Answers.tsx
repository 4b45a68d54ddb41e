import * as React from "react";
import { mergeClasses } from "@fluentui/react-components";
import { formatInstant, type UserFormats } from "../../../shared/form/format";
import { plural } from "../../../shared/form/strings";
import type { Text } from "./text";
import { Clamped } from "../../../shared/ui/Clamped";
import { Icon } from "../../../shared/ui/Icon";
import { MoreButton } from "../../../shared/ui/MoreButton";
import { useShowMore } from "../../../shared/ui/useShowMore";
import type { Assignment, Response } from "../history/model";
import { useStyles } from "./styles";
import { assignmentLook, responseLook, type Look } from "./tones";
import { assignmentStatus, chainWords, nameOf, outcomeWord } from "./words";

interface Common {
  readonly text: Text;
  readonly user: UserFormats;
}

/** The people of one step, in the order they were asked. */
export function Assignments({
  assignments,
  ...common
}: Common & { readonly assignments: readonly Assignment[] }): React.ReactElement {
  const styles = useStyles();
  const { shown, next, more } = useShowMore(assignments, 20, 50);
  return (
    <>
      <ol className={styles.list}>
        {shown.map((assignment) => (
          <AssignmentRow key={assignment.id} assignment={assignment} {...common} />
        ))}
      </ol>
      {next > 0 && <MoreButton onClick={more}>{plural(common.text, "ShowMore", next)}</MoreButton>}
    </>
  );
}

function AssignmentRow({ assignment, text, user }: Common & { readonly assignment: Assignment }): React.ReactElement {
  const styles = useStyles();
  const { response, dueOn, due, requestedOn, copies } = assignment;
  const overdue = due === "over";
  const chain = chainWords(text, assignment);
  const time = response?.on ?? requestedOn;
  return (
    <AnswerRow
      look={assignmentLook(assignment)}
      name={nameOf(text, assignment.assignee)}
      status={assignmentStatus(text, assignment)}
      time={time === null ? "" : formatInstant(time, user)}
    >
      {assignment.status === "pending" && dueOn !== null && (
        <span className={mergeClasses(styles.meta, overdue && styles.late)}>
          {text(overdue ? "Overdue" : "DueOn", formatInstant(dueOn, user))}
        </span>
      )}
      {chain !== "" && (
        <span className={styles.meta}>
          <Clamped lines={3}>{chain}</Clamped>
        </span>
      )}
      {copies.length > 0 && <span className={styles.meta}>{plural(text, "Copies", copies.length + 1)}</span>}
      {response && <Said response={response} text={text} />}
    </AnswerRow>
  );
}

/** Answers of people whose request one cannot see. */
export function LooseResponses({
  responses,
  text,
  user,
}: Common & { readonly responses: readonly Response[] }): React.ReactElement {
  const styles = useStyles();
  const { shown, next, more } = useShowMore(responses, 20, 50);
  return (
    <>
      <ol className={styles.list}>
        {shown.map((response) => (
          <AnswerRow
            key={response.provenance.id}
            look={responseLook(response)}
            name={nameOf(text, response.actor)}
            status={outcomeWord(text, response)}
            time={response.on === null ? "" : formatInstant(response.on, user)}
          >
            <span className={styles.meta}>{text("NoRequest")}</span>
            <Said response={response} text={text} />
          </AnswerRow>
        ))}
      </ol>
      {next > 0 && <MoreButton onClick={more}>{plural(text, "ShowMore", next)}</MoreButton>}
    </>
  );
}

function Said({ response, text }: { readonly response: Response; readonly text: Text }): React.ReactElement {
  const styles = useStyles();
  return (
    <>
      {response.onBehalfOf && (
        <span className={styles.meta}>{text("OnBehalfOf", nameOf(text, response.onBehalfOf))}</span>
      )}
      {response.effect !== "counts" && (
        <span className={styles.meta}>{text(response.effect === "afterEnd" ? "Late_ended" : "Late")}</span>
      )}
      {response.comment.kind === "restricted" && <span className={styles.meta}>{text("Comment_restricted")}</span>}
      {response.comment.kind === "text" && (
        <blockquote className={styles.comment} dir="auto" tabIndex={response.comment.text.length > 600 ? 0 : undefined}>
          {response.comment.text}
        </blockquote>
      )}
    </>
  );
}

interface AnswerRowProps {
  readonly look: Look;
  readonly name: string;
  readonly status: string;
  readonly time: string;
  readonly children: React.ReactNode;
}

function AnswerRow({ look, name, status, time, children }: AnswerRowProps): React.ReactElement {
  const styles = useStyles();
  return (
    <li className={styles.row}>
      <Icon drawing={look.drawing} tone={look.tone} />
      <div className={styles.grow}>
        <div className={styles.person}>
          <Clamped>{name}</Clamped>
          <Clamped className={styles.status}>{status}</Clamped>
          {time !== "" && <bdi className={styles.meta}>{time}</bdi>}
        </div>
        {children}
      </div>
    </li>
  );
}

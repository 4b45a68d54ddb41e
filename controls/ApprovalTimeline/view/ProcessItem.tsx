import * as React from "react";
import { Badge, Button, mergeClasses, useId } from "@fluentui/react-components";
import CollapsedIcon from "@fluentui/svg-icons/icons/chevron_right_20_regular.svg";
import ExpandedIcon from "@fluentui/svg-icons/icons/chevron_down_20_regular.svg";
import { formatInstant, type UserFormats } from "../../../shared/form/format";
import { plural } from "../../../shared/form/strings";
import type { Text } from "./text";
import { Clamped } from "../../../shared/ui/Clamped";
import { Icon } from "../../../shared/ui/Icon";
import { MoreButton } from "../../../shared/ui/MoreButton";
import { Notice } from "../../../shared/ui/Notice";
import { useShowMore } from "../../../shared/ui/useShowMore";
import type { Process } from "../history/model";
import { Assignments, LooseResponses } from "./Answers";
import { Events } from "./Events";
import { useStyles } from "./styles";
import { processLook } from "./tones";
import {
  contradictionWords,
  machineWords,
  nameOf,
  policyWords,
  processStatus,
  stageTitle,
  validityWords,
} from "./words";

interface Props {
  readonly process: Process;
  readonly initiallyOpen: boolean;
  readonly flowTimeoutDays: number;
  readonly text: Text;
  readonly user: UserFormats;
}

/** One approval: a line that says how it stands, and below it, on demand, who did what. */
export function ProcessItem({ process, initiallyOpen, flowTimeoutDays, text, user }: Props): React.ReactElement {
  const styles = useStyles();
  const [open, setOpen] = React.useState(initiallyOpen);
  const titleId = useId("process");
  const title = process.title.trim() === "" ? text("Untitled") : process.title;
  return (
    <li className={styles.process} aria-labelledby={titleId}>
      <div className={styles.head}>
        <Button
          className={styles.toggle}
          appearance="subtle"
          icon={<Icon drawing={open ? ExpandedIcon : CollapsedIcon} mirrored={!open} />}
          aria-expanded={open}
          aria-labelledby={titleId}
          onClick={() => setOpen(!open)}
        />
        <div className={styles.titles}>
          <div className={styles.titleLine}>
            <h4 id={titleId} className={styles.title} dir="auto">
              <Clamped lines={3}>{title}</Clamped>
            </h4>
            <StatusBadge process={process} text={text} />
          </div>
          <Meta process={process} text={text} user={user} />
        </div>
      </div>
      {open && <Details process={process} flowTimeoutDays={flowTimeoutDays} text={text} user={user} />}
    </li>
  );
}

function StatusBadge({ process, text }: Pick<Props, "process" | "text">): React.ReactElement {
  const look = processLook(process);
  return (
    <Badge appearance="tint" shape="rounded" color={look.badge} icon={<Icon drawing={look.drawing} inline />}>
      {processStatus(text, process)}
    </Badge>
  );
}

function Meta({ process, text, user }: Pick<Props, "process" | "text" | "user">): React.ReactElement {
  const styles = useStyles();
  const { createdOn, completedOn, dueOn, expiresOn, requester, attempt, due, status, copies } = process;
  const overdue = due === "over";
  const requested =
    createdOn === null
      ? ""
      : requester === null
        ? text("RequestedOn", formatInstant(createdOn, user))
        : text("RequestedBy", nameOf(text, requester), formatInstant(createdOn, user));
  const pieces = [
    requested,
    completedOn !== null && text("EndedOn", formatInstant(completedOn, user)),
    status === "pending" && dueOn !== null && !overdue && text("DueOn", formatInstant(dueOn, user)),
    status === "pending" && expiresOn !== null && text("ExpiresOn", formatInstant(expiresOn, user)),
    attempt > 1 && text("Attempt", attempt),
    copies.length > 0 && plural(text, "Copies", copies.length + 1),
  ].filter((piece): piece is string => piece !== false && piece !== "");
  return (
    <>
      <span className={styles.meta}>
        <Clamped lines={3}>{pieces.join(" · ")}</Clamped>
      </span>
      {overdue && dueOn !== null && (
        <span className={mergeClasses(styles.meta, styles.late)}>{text("Overdue", formatInstant(dueOn, user))}</span>
      )}
    </>
  );
}

function Details({ process, flowTimeoutDays, text, user }: Omit<Props, "initiallyOpen">): React.ReactElement {
  const styles = useStyles();
  const { stages, looseResponses, listening, contradictions, status } = process;
  const stale = status === "approved" ? validityWords(text, user, process.validity) : "";
  const severalStages = new Set(stages.map(({ stage }) => stage)).size > 1;
  // Of very many steps those at the end tell how it stands.
  const { shown, next, more } = useShowMore([...stages].reverse(), 10, 50);
  return (
    <div className={styles.body}>
      {contradictions.map((contradiction) => (
        <Notice key={contradiction.key} kind="warning">
          {contradictionWords(text, contradiction)}
        </Notice>
      ))}
      {stale !== "" && <Notice kind={process.validity?.kind === "changed" ? "warning" : "quiet"}>{stale}</Notice>}
      {listening !== "yes" && <Notice kind="warning">{text(`Listening_${listening}`, flowTimeoutDays)}</Notice>}
      {stages.length === 0 && looseResponses.length === 0 && <span className={styles.meta}>{text("Nobody")}</span>}
      {next > 0 && <MoreButton onClick={more}>{plural(text, "ShowEarlierSteps", next)}</MoreButton>}
      {[...shown].reverse().map((stage) => (
        <React.Fragment key={`${stage.stage}/${stage.step}`}>
          <p className={styles.stage}>
            {[
              stages.length > 1 && `${stageTitle(text, stage, severalStages)}, ${text(`Stage_${stage.status}`)}`,
              stage.assignments.length !== 1 && stage.kind === "approval" && policyWords(text, stage.policy),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
          {stage.machine && (
            <span className={styles.meta}>
              <Clamped lines={3}>{machineWords(text, stage)}</Clamped>
            </span>
          )}
          {stage.assignments.length > 0 && <Assignments assignments={stage.assignments} text={text} user={user} />}
        </React.Fragment>
      ))}
      {looseResponses.length > 0 && <LooseResponses responses={looseResponses} text={text} user={user} />}
      <Events events={process.events} text={text} user={user} />
    </div>
  );
}

import * as React from "react";
import { Button, ProgressBar, Skeleton, SkeletonItem, Tooltip, useId } from "@fluentui/react-components";
import WriteIcon from "@fluentui/svg-icons/icons/edit_20_regular.svg";
import RefreshIcon from "@fluentui/svg-icons/icons/arrow_clockwise_20_regular.svg";
import type { ColumnFacts } from "../../../shared/form/column";
import type { UserFormats } from "../../../shared/form/format";
import { asData, errorKey, plural } from "../../../shared/form/strings";
import type { Text } from "./text";
import { Clamped } from "../../../shared/ui/Clamped";
import { Icon } from "../../../shared/ui/Icon";
import { MoreButton } from "../../../shared/ui/MoreButton";
import { Offer } from "../../../shared/ui/Offer";
import { Notice } from "../../../shared/ui/Notice";
import { useShowMore } from "../../../shared/ui/useShowMore";
import type { Gap } from "../history/facts";
import { statusSentence } from "../history/answers";
import type { History } from "../history/model";
import type { MappingProblem, Progress } from "../state/useTimeline";
import { ProcessItem } from "./ProcessItem";
import { useStyles } from "./styles";
import { processLook } from "./tones";
import { fitting, problemWords, statusDetails, summaryOf } from "./words";

export interface SummaryColumn extends ColumnFacts {
  readonly stored: string;
  readonly maxLength: number | null;
}

interface Props {
  readonly text: Text;
  readonly user: UserFormats;
  readonly progress: Progress;
  readonly hasRecord: boolean;
  readonly summary: SummaryColumn;
  readonly flowTimeoutDays: number;
  readonly initialCount: number;
  readonly onReload: () => void;
  readonly onWrite: (summary: string) => void;
}

/** The approvals of a record, newest first, below one line that says how things stand. */
export function TimelineView(props: Props): React.ReactElement {
  const { text, progress, hasRecord, onReload } = props;
  const retry = { label: text("Retry"), onClick: onReload };
  if (!hasRecord) return <Notice kind="quiet">{text("NewRecord")}</Notice>;
  if (progress.kind === "notProvisioned")
    return (
      <Notice kind="info" detail={text("NotProvisioned_Detail")}>
        {text("NotProvisioned")}
      </Notice>
    );
  if (progress.kind === "misconfigured") return <Problems problems={progress.problems} text={text} />;
  if (progress.kind === "failed")
    return (
      <Notice kind="error" detail={progress.error.message} action={retry}>
        {text(errorKey(progress.error.kind))}
      </Notice>
    );
  if (progress.kind === "loading") return <Loading label={text("Loading")} />;
  return <Read {...props} history={progress.history} progress={progress} />;
}

function Loading({ label }: { readonly label: string }): React.ReactElement {
  const styles = useStyles();
  return (
    <Skeleton className={styles.root} aria-label={label} aria-busy="true">
      <SkeletonItem size={32} />
      <SkeletonItem size={16} />
      <SkeletonItem size={16} />
    </Skeleton>
  );
}

function Read(
  props: Props & { readonly history: History; readonly progress: Extract<Progress, { kind: "read" }> },
): React.ReactElement {
  const { text, user, history, progress, flowTimeoutDays, initialCount } = props;
  const styles = useStyles();
  const { shown, next, more } = useShowMore(history.processes, initialCount, 10);
  const { known, unread, failures } = progress;
  const isReading = unread > 0 && (failures.length === 0 || progress.refreshing);
  // What is only not there yet has a line of its own.
  const gaps = history.completeness.gaps.filter(({ kind }) => kind !== "notYetRead" || !isReading);
  return (
    <div role="group" className={styles.root} aria-label={text("Region")} aria-busy={progress.refreshing}>
      <Status {...props} />
      {progress.problems.length > 0 && <Problems problems={progress.problems} text={text} />}
      {failures.map(({ source, error, reload }) => (
        <Notice key={source} kind="error" detail={error.message} action={{ label: text("Retry"), onClick: reload }}>
          {text(errorKey(error.kind))}
        </Notice>
      ))}
      {history.processes.length > 0 && (
        <ul className={styles.list}>
          {shown.map((process, index) => (
            <ProcessItem
              key={process.key}
              process={process}
              initiallyOpen={index === 0}
              flowTimeoutDays={flowTimeoutDays}
              text={text}
              user={user}
            />
          ))}
        </ul>
      )}
      {next > 0 && <MoreButton onClick={more}>{plural(text, "ShowEarlier", next)}</MoreButton>}
      {isReading && <Earlier unread={unread} of={known} text={text} />}
      {gaps.length > 0 && <Gaps gaps={gaps} text={text} />}
    </div>
  );
}

/** How things stand now, and the offer to write it to the form where the form says something else. Never by itself. */
function Status({
  text,
  user,
  history,
  summary,
  onReload,
  onWrite,
  progress,
}: Props & { readonly history: History }): React.ReactElement {
  const styles = useStyles();
  const statusId = useId("status");
  const line = summaryOf(text, history);
  const offered = fitting(asData(line), summary.maxLength);
  const { process } = statusSentence(history);
  const look = process && processLook(process);
  const details = statusDetails(text, user, history);
  const differs = !summary.masked && offered !== summary.stored.trim();
  return (
    <div>
      <div className={styles.field}>
        {look && <Icon drawing={look.drawing} tone={look.tone} />}
        <span id={statusId} role="status" className={styles.grow} dir="auto">
          <Clamped lines={3}>{line}</Clamped>
        </span>
        <Tooltip content={text("Refresh")} relationship="label">
          <Button
            appearance="transparent"
            size="small"
            icon={<Icon drawing={RefreshIcon} />}
            disabledFocusable={progress.kind === "read" && progress.refreshing}
            onClick={onReload}
          />
        </Tooltip>
      </div>
      {details !== "" && (
        <div className={styles.details}>
          <Clamped lines={2}>{details}</Clamped>
        </div>
      )}
      {summary.masked && <div className={styles.offer}>{text("Masked")}</div>}
      <Offer
        stands={differs && !summary.readOnly && history.processes.length > 0}
        drawing={WriteIcon}
        label={text("WriteStatus")}
        fullLabel={text("WriteStatus_Label", summary.label)}
        describedBy={statusId}
        className={styles.offer}
        onTake={() => onWrite(offered)}
      >
        <Clamped className={styles.grow}>
          {summary.stored.trim() === "" ? text("Stored_empty") : text("Stored", summary.stored)}
        </Clamped>
      </Offer>
    </div>
  );
}

/** For the maker: what is wrong in the mapping, where, and what is possible there. */
function Problems({
  problems,
  text,
}: Pick<Props, "text"> & { readonly problems: readonly MappingProblem[] }): React.ReactElement {
  const styles = useStyles();
  return (
    <Notice kind="error">
      {text("Mapping")}
      <ul className={styles.gaps}>
        {problems.map((problem) => (
          <li key={`${problem.path} ${problem.kind}`} dir="auto">
            {problemWords(text, problem)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** The newest approvals are there, and earlier ones are still being read. */
function Earlier({
  unread,
  of,
  text,
}: Pick<Props, "text"> & { readonly unread: number; readonly of: number }): React.ReactElement {
  const styles = useStyles();
  const id = useId("earlier");
  return (
    <div>
      <span id={id} className={styles.meta}>
        {plural(text, "ReadingEarlier", unread)}
      </span>
      <ProgressBar value={of - unread} max={of} aria-labelledby={id} />
    </div>
  );
}

function Gaps({ gaps, text }: Pick<Props, "text"> & { readonly gaps: readonly Gap[] }): React.ReactElement {
  const styles = useStyles();
  return (
    <Notice kind="info">
      {text("Partial")}
      <ul className={styles.gaps}>
        {gaps.map((gap) => (
          <li key={gap.kind + ("table" in gap ? gap.table : "")}>
            {gap.kind === "notYetRead"
              ? plural(text, "Gap_notYetRead", gap.processes)
              : text(`Gap_${gap.kind}`, "table" in gap ? gap.table : "")}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

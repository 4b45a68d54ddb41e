import * as React from "react";
import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { Notice } from "../../../shared/ui/Notice";
import type { Words } from "./messages";
import type { Ready } from "../state/useLedger";

interface Props {
  readonly ready: Ready;
  readonly words: Words;
  readonly context: { readonly formatting: { formatDateShort(date: Date, includeTime?: boolean): string } };
  readonly online: boolean;
  /** Whether what is wrong with the configuration is of use here. */
  readonly hasFindings: boolean;
}

const useStyles = makeStyles({
  quiet: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
});

/** So long, in ms, may a check take before it is said: mostly it is over by then, and nothing on the form has moved. */
const briefMs = 1_000;

/** Whether something has not been going on for long. */
function useBrief(isOn: boolean): boolean {
  const [long, setLong] = React.useState(false);
  React.useEffect(() => {
    if (!isOn) return undefined;
    const timer = setTimeout(() => setLong(true), briefMs);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isOn]);
  return !long;
}

/** What a person has to know about where the values come from: their age, what could not be read, what is wrong with them. */
export function SourceNotices({ ready, words, context, online, hasFindings }: Props): React.ReactElement {
  const { text } = words;
  const { source, ledger, freshness } = ready;
  const brief = useBrief(freshness.kind === "checking");
  const styles = useStyles();
  // Server reads are as old as the form; a snapshot may be of any age.
  const isSnapshot = source.search === undefined;
  const taken = Date.parse(ledger.takenOn ?? "");
  return (
    <>
      {!online && !isSnapshot && <div className={styles.quiet}>{text("State_offline")}</div>}
      {isSnapshot && (
        <div className={styles.quiet}>
          {Number.isNaN(taken)
            ? text("State_snapshotUndated")
            : text("State_snapshot", context.formatting.formatDateShort(new Date(taken), true))}
        </div>
      )}
      {ready.isPartial && (
        <div role="status" className={styles.quiet}>
          {text("State_partial")}
        </div>
      )}
      {online && freshness.kind !== "current" && !(freshness.kind === "checking" && brief) && (
        <div role="status" className={styles.quiet}>
          {text(`State_${freshness.kind}`, context.formatting.formatDateShort(new Date(freshness.asOf), true))}
        </div>
      )}
      {source.unread.map(({ part, table }) => (
        <Notice key={part} kind="warning">
          {text("State_unread", text(`Part_${part}`), table)}
        </Notice>
      ))}
      {hasFindings && ledger.hasMistakes && <Notice kind="warning">{text("State_findings")}</Notice>}
    </>
  );
}

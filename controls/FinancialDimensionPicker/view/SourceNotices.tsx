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

/** What a person has to know about where the values come from: their age, what could not be read, what is wrong with them. */
export function SourceNotices({ ready, words, context, online, hasFindings }: Props): React.ReactElement {
  const { text } = words;
  const { source, ledger } = ready;
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
      {source.unread.map(({ part, table }) => (
        <Notice key={part} kind="warning">
          {text("State_unread", text(`Part_${part}`), table)}
        </Notice>
      ))}
      {hasFindings && ledger.hasMistakes && <Notice kind="warning">{text("State_findings")}</Notice>}
    </>
  );
}

import * as React from "react";
import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { Notice } from "../../../shared/ui/Notice";
import { findingText, type Words } from "./messages";
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
  list: { ...typographyStyles.caption1, margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});

/** How many mistakes of the configuration are listed at once. */
const shown = 20;

/** What a person has to know about where the values come from: their age, what could not be read, what is wrong with them. */
export function SourceNotices({ ready, words, context, online, hasFindings }: Props): React.ReactElement {
  const { text } = words;
  const { source, ledger, findings } = ready;
  const styles = useStyles();
  const [unfolded, setUnfolded] = React.useState(false);
  // Server reads are as old as the form; a snapshot may be of any age.
  const isSnapshot = source.search === undefined;
  const taken = Date.parse(ledger.takenOn ?? "");
  const errors = hasFindings ? findings.filter((finding) => finding.severity === "error") : [];
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
      {errors.length > 0 && (
        <>
          <Notice
            kind="warning"
            action={{
              label: text(unfolded ? "Findings_hide" : "Findings_show"),
              onClick: () => setUnfolded(!unfolded),
            }}
          >
            {text("State_findings", errors.length)}
          </Notice>
          {unfolded && (
            <ul className={styles.list}>
              {errors.slice(0, shown).map((finding, index) => (
                <li key={index}>{findingText(finding, words)}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </>
  );
}

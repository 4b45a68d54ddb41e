import * as React from "react";
import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import ErrorIcon from "@fluentui/svg-icons/icons/error_circle_16_filled.svg";
import WarningIcon from "@fluentui/svg-icons/icons/warning_16_filled.svg";
import type { Inspection, Mend } from "../../../shared/ledger";
import { Icon } from "../../../shared/ui/Icon";
import type { Located } from "./findings";
import { findingText, meaningText, mendText, type Words } from "./words";

interface Props {
  readonly inspection: Inspection | null;
  /** Null: the cell holds a day. */
  readonly dimension: string | null;
  readonly title: string;
  /** As it is typed, while it is. */
  readonly criteria: string;
  readonly editing: boolean;
  readonly found: readonly Located[];
  /** Absent: nothing can be changed. */
  readonly onMend: ((mend: Mend) => void) | null;
  readonly words: Words;
}

const useStyles = makeStyles({
  panel: {
    ...typographyStyles.caption1,
    display: "grid",
    rowGap: tokens.spacingVerticalXXS,
    minHeight: "40px",
    color: tokens.colorNeutralForeground2,
  },
  name: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  finding: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalXS },
  sentence: { color: tokens.colorNeutralForeground1 },
});

/** So many values are named. */
const named = 6;

/** What stands in the cell: the values that it means, live while it is typed, and what is wrong with it, with the mend. */
export function CellPanel(props: Props): React.ReactElement {
  const { inspection, dimension, title, criteria, editing, found, onMend, words } = props;
  const styles = useStyles();
  const meaning = dimension === null || !inspection ? null : inspection.meaning(dimension, criteria, named);
  const unclear = meaning?.unclear ?? [];
  return (
    <div className={styles.panel}>
      <div aria-live="polite">
        <span className={styles.name}>
          <bdi>{title}</bdi>
        </span>{" "}
        {meaning && unclear.length === 0 && meaningText(meaning, words)}
        {editing && unclear.length > 0 && words.text("Finding_criterionNotUnderstood", unclear[0] ?? "")}
      </div>
      {!editing &&
        found.map(({ finding }, at) => (
          <div key={at} className={styles.finding}>
            <Icon
              drawing={finding.severity === "error" ? ErrorIcon : WarningIcon}
              tone={finding.severity === "error" ? "danger" : finding.severity === "warning" ? "warning" : "neutral"}
              small
            />
            <span className={styles.sentence}>{findingText(finding, words)}</span>
            {onMend &&
              inspection?.mends(finding).map((mend, place) => (
                <Button key={place} size="small" onClick={() => onMend(mend)}>
                  {mendText(mend, words)}
                </Button>
              ))}
          </div>
        ))}
    </div>
  );
}

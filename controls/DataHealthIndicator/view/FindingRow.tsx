import * as React from "react";
import { useId } from "@fluentui/react-components";
import DoneIcon from "@fluentui/svg-icons/icons/checkmark_circle_20_regular.svg";
import LockIcon from "@fluentui/svg-icons/icons/lock_closed_20_regular.svg";
import MissingIcon from "@fluentui/svg-icons/icons/subtract_circle_20_regular.svg";
import type { UserFormats } from "../../../shared/form/format";
import type { Text } from "./text";
import type { HealthFinding } from "../../../shared/health/assessment";
import type { EditorValue } from "../../../shared/healthUi/editors/types";
import { ValueEditor } from "../../../shared/healthUi/editors/ValueEditor";
import { Clamped } from "../../../shared/ui/Clamped";
import { Icon } from "../../../shared/ui/Icon";
import type { BoundSlot } from "./slots";
import { useStyles } from "./styles";

interface Props {
  readonly finding: HealthFinding;
  readonly slot: BoundSlot;
  readonly text: Text;
  readonly user: UserFormats;
  readonly onFix: (slot: BoundSlot, value: EditorValue | null) => void;
}

/** One column: what is wrong, what mending it brings, and the field to mend it in. */
export function FindingRow({ finding, slot, text, user, onFix }: Props): React.ReactElement {
  const styles = useStyles();
  const aboutId = useId("about");
  const { outcome, explanation } = finding;
  const failed = outcome.kind === "fail";
  const drawing = outcome.kind === "notEvaluable" ? LockIcon : failed ? MissingIcon : DoneIcon;
  const tone =
    outcome.kind === "pass"
      ? "success"
      : outcome.kind === "fail" && finding.rule.severity === "critical"
        ? "danger"
        : "neutral";
  return (
    <li className={styles.row}>
      <div className={styles.about}>
        <Icon drawing={drawing} tone={tone} />
        <div className={styles.names}>
          <Clamped>{finding.label}</Clamped>
          <span id={aboutId} className={styles.caption}>
            {finding.rule.severity === "critical" && failed && (
              <span className={styles.critical}>{`${text("Critical")} · `}</span>
            )}
            {explanation && text(`Reason_${explanation.reason}`, ...explanation.values)}
            {failed && finding.pointsToGain > 0 && ` · ${gain(text, finding.pointsToGain)}`}
          </span>
        </div>
      </div>
      {outcome.kind !== "notEvaluable" && (
        <div className={styles.editor}>
          {slot.facts.readOnly ? (
            <span className={styles.quiet}>{text("Locked")}</span>
          ) : (
            <ValueEditor
              column={slot.editable}
              value={slot.column.value}
              text={text}
              user={user}
              describedBy={aboutId}
              onCommit={(value) => onFix(slot, value)}
            />
          )}
        </div>
      )}
    </li>
  );
}

/** Whole points, rounded down as the score is; what is less than one is said to be so. */
const gain = (text: Text, points: number): string =>
  points < 1 ? text("Gain_small") : text("Gain", Math.floor(points + 1e-9));

import * as React from "react";
import { Button, ProgressBar, useId } from "@fluentui/react-components";
import CollapseIcon from "@fluentui/svg-icons/icons/chevron_up_20_regular.svg";
import ExpandIcon from "@fluentui/svg-icons/icons/chevron_down_20_regular.svg";
import StoreIcon from "@fluentui/svg-icons/icons/edit_20_regular.svg";
import type { ColumnFacts } from "../../../shared/form/column";
import type { UserFormats } from "../../../shared/form/format";
import { plural } from "../../../shared/form/strings";
import type { Text } from "./text";
import { failures } from "../../../shared/health/assess";
import type { SettingsProblem } from "../../../shared/health/configure";
import type { Assessment } from "../../../shared/health/assessment";
import { BANDS } from "../../../shared/healthUi/bands";
import type { EditorValue } from "../../../shared/healthUi/editors/types";
import { Clamped } from "../../../shared/ui/Clamped";
import { Icon } from "../../../shared/ui/Icon";
import { Offer } from "../../../shared/ui/Offer";
import { Notice } from "../../../shared/ui/Notice";
import { SettingsProblems } from "../../../shared/healthUi/SettingsProblems";
import type { BoundSlot } from "./slots";
import { FindingRow } from "./FindingRow";
import { useStyles } from "./styles";

interface Props {
  readonly text: Text;
  readonly user: UserFormats;
  readonly slots: readonly BoundSlot[];
  readonly assessment: Assessment;
  readonly problems: readonly SettingsProblem[];
  readonly score: ColumnFacts & { readonly stored: number | null; readonly mayWrite: boolean };
  readonly onFix: (slot: BoundSlot, value: EditorValue | null) => void;
  readonly onStore: (score: number) => void;
}

/** The health of the record in one line, and on demand each column that is missing, with the field to fill it. */
export function IndicatorView(props: Props): React.ReactElement {
  const { text, user, slots, assessment, problems, score, onFix, onStore } = props;
  const styles = useStyles();
  const listId = useId("columns");
  const [open, setOpen] = React.useState(false);
  // A column that was just filled stays in the list, so that the focus stays where the person is.
  const [touched, setTouched] = React.useState<ReadonlySet<string>>(new Set());
  const [announcement, setAnnouncement] = React.useState<string | null>(null);
  if (slots.length === 0) return <Notice kind="quiet">{text("NothingBound")}</Notice>;

  const failing = failures(assessment);
  const unassessed = assessment.findings.filter(({ outcome }) => outcome.kind === "notEvaluable");
  const kept = assessment.findings.filter(({ rule, outcome }) => outcome.kind === "pass" && touched.has(rule.column));
  // In the order of the slots while open: a row must not jump away from the person who fills it.
  const shown = assessment.findings.filter(
    (finding) => failing.includes(finding) || kept.includes(finding) || unassessed.includes(finding),
  );
  const listed = touched.size > 0 ? shown : [...failing, ...unassessed];

  const fix = (slot: BoundSlot, value: EditorValue | null): void => {
    setTouched(new Set([...touched, ...failing.map(({ rule }) => rule.column), slot.column.name]));
    setAnnouncement(value === null ? null : slot.facts.label);
    onFix(slot, value);
  };
  const toggle = (): void => {
    setOpen(!open);
    setTouched(new Set());
  };
  return (
    <div role="group" className={styles.root} aria-label={text("Region")}>
      <SettingsProblems problems={problems} text={text} />
      <Headline
        {...props}
        toggle={
          listed.length > 0 && (
            <Button
              className={styles.toggle}
              appearance="transparent"
              size="small"
              iconPosition="after"
              icon={<Icon drawing={open ? CollapseIcon : ExpandIcon} />}
              aria-expanded={open}
              aria-controls={open ? listId : undefined}
              onClick={toggle}
            >
              <bdi>{failing.length > 0 ? plural(text, "ShowDetails", failing.length) : text("ShowDetails_none")}</bdi>
            </Button>
          )
        }
      />
      {assessment.gatedBy.length > 0 && (
        <span className={styles.offer}>
          <Clamped lines={3}>{text("GatedBy", assessment.gatedBy.map(({ label }) => label).join(", "))}</Clamped>
        </span>
      )}
      {score.masked && <span className={styles.offer}>{text("Masked")}</span>}
      {assessment.shown !== null && (
        <Offer
          stands={score.mayWrite && score.stored !== assessment.shown}
          drawing={StoreIcon}
          label={text("StoreScore", assessment.shown)}
          fullLabel={text("StoreScore_Label", assessment.shown, score.label)}
          className={styles.offer}
          onTake={() => assessment.shown !== null && onStore(assessment.shown)}
        >
          <bdi>{text("Stored", score.stored ?? "–")}</bdi>
        </Offer>
      )}
      <span role="status" className={announcement === null ? styles.silent : styles.quiet}>
        {announcement !== null && assessment.shown !== null && (
          <Clamped>{text("Fixed", announcement, assessment.shown)}</Clamped>
        )}
      </span>
      {open && (
        <ul id={listId} className={styles.list}>
          {listed.flatMap((finding) => {
            const slot = slots.find(({ column }) => column.name === finding.rule.column);
            return slot
              ? [<FindingRow key={finding.rule.id} finding={finding} slot={slot} text={text} user={user} onFix={fix} />]
              : [];
          })}
        </ul>
      )}
    </div>
  );
}

/** Number, word, shape and colour, the coverage beside them. */
function Headline({ text, assessment, toggle }: Props & { readonly toggle: React.ReactNode }): React.ReactElement {
  const styles = useStyles();
  const { shown, band, coverage } = assessment;
  const look = BANDS[band];
  const unassessed = coverage.applicable - coverage.evaluated;
  if (coverage.applicable === 0) return <Notice kind="quiet">{text("NothingApplies")}</Notice>;
  return (
    <div className={styles.field}>
      <Icon drawing={look.drawing} tone={look.tone} />
      <bdi className={styles.score}>{shown === null ? "–" : text("ScoreOf", shown)}</bdi>
      <span>{text(`Band_${band}`)}</span>
      <span className={styles.quiet} title={unassessed > 0 ? plural(text, "NotAssessed", unassessed) : undefined}>
        <bdi>{text("Coverage", coverage.evaluated, coverage.applicable)}</bdi>
      </span>
      {toggle}
      {shown !== null && (
        <ProgressBar className={styles.bar} value={shown / 100} color={look.bar} shape="square" aria-hidden="true" />
      )}
    </div>
  );
}

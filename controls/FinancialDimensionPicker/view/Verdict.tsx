import * as React from "react";
import { Button, makeStyles, mergeClasses, tokens, Tooltip, typographyStyles } from "@fluentui/react-components";
import HintIcon from "@fluentui/svg-icons/icons/circle_16_regular.svg";
import ValidIcon from "@fluentui/svg-icons/icons/checkmark_circle_16_filled.svg";
import DownIcon from "@fluentui/svg-icons/icons/chevron_down_16_regular.svg";
import UpIcon from "@fluentui/svg-icons/icons/chevron_up_16_regular.svg";
import InvalidIcon from "@fluentui/svg-icons/icons/dismiss_circle_16_filled.svg";
import DoubtIcon from "@fluentui/svg-icons/icons/warning_20_regular.svg";
import { Icon, type Tone } from "../../../shared/ui/Icon";
import type { PostingPreview, Verdict as Judgement } from "../../../shared/ledger";
import { shortcuts, withKey } from "./keys";
import type { Words } from "./messages";

/** What is made of an account as a whole: a sentence, and a shape that says it without colours and letters. */
export interface Outcome {
  readonly kind: "valid" | "invalid" | "incomplete" | "doubt" | "none";
  readonly sentence: string;
}

/** @param unverified some part of the configuration could not be read: "valid" would say too much */
export function outcomeOf(
  verdict: Judgement,
  posting: PostingPreview,
  words: Words,
  unverified: boolean,
  state: { readonly isEmpty?: boolean; readonly isIncomplete?: boolean; readonly isPending?: boolean } = {},
): Outcome {
  const { text, nameOf } = words;
  if (state.isEmpty) return { kind: "none", sentence: text("Details") };
  if (state.isIncomplete) {
    const missing = verdict.problems.map(({ dimension }) => nameOf(dimension)).join(", ");
    return { kind: state.isPending ? "incomplete" : "invalid", sentence: text("Outcome_missing", missing) };
  }
  if (verdict.outcome === "invalid") return { kind: "invalid", sentence: text("Outcome_invalid") };
  if (posting.failsAtPosting) return { kind: "invalid", sentence: text("Outcome_failsAtPosting") };
  if (verdict.outcome === "cannotVerify") return { kind: "doubt", sentence: text("Outcome_cannotVerify") };
  return unverified
    ? { kind: "doubt", sentence: text("Outcome_unverified") }
    : { kind: "valid", sentence: text("Outcome_valid") };
}

const SHAPES: Readonly<Record<Outcome["kind"], readonly [React.ComponentType, Tone]>> = {
  valid: [ValidIcon, "success"],
  invalid: [InvalidIcon, "danger"],
  incomplete: [HintIcon, "neutral"],
  doubt: [DoubtIcon, "warning"],
  none: [HintIcon, "neutral"],
};

const useStyles = makeStyles({
  sentence: { ...typographyStyles.caption1Strong, color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  invalid: { color: tokens.colorStatusDangerForeground1 },
  line: { display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalXS, minHeight: "24px" },
  /** Begins where the fields begin. */
  button: {
    justifyContent: "flex-start",
    minWidth: 0,
    maxWidth: "100%",
    columnGap: tokens.spacingHorizontalXS,
    paddingInlineStart: 0,
    paddingInlineEnd: tokens.spacingHorizontalXXS,
    textAlign: "start",
  },
});

interface Props {
  readonly outcome: Outcome;
  readonly words: Words;
  /** The panel with everything else; absent: there is none. */
  readonly details?: { readonly id: string; readonly open: boolean; readonly onToggle: () => void };
}

/** The first line under an account. It opens the details. */
export function Verdict({ outcome, words, details }: Props): React.ReactElement {
  const styles = useStyles();
  const [drawing, tone] = SHAPES[outcome.kind];
  const sentence = (
    <span className={mergeClasses(styles.sentence, outcome.kind === "invalid" && styles.invalid)}>
      {outcome.sentence}
    </span>
  );
  const icon = <Icon drawing={drawing} tone={tone} small />;
  return details ? (
    <Tooltip content={withKey(words.text("Details"), "details", words.text)} relationship="inaccessible">
      <Button
        className={styles.button}
        appearance="transparent"
        size="small"
        aria-expanded={details.open}
        aria-controls={details.open ? details.id : undefined}
        aria-keyshortcuts={shortcuts.details}
        onClick={details.onToggle}
      >
        {icon}
        {sentence}
        <Icon drawing={details.open ? UpIcon : DownIcon} tone="neutral" small />
      </Button>
    </Tooltip>
  ) : (
    <span className={styles.line}>
      {icon}
      {sentence}
    </span>
  );
}

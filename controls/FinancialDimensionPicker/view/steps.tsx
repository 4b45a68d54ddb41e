import * as React from "react";
import { Link, makeStyles, mergeClasses, tokens, typographyStyles } from "@fluentui/react-components";
import type { Fix, PostingPreview, Reading } from "../../../shared/ledger";
import type { AccountCoding } from "../state/useAccountEntry";
import { shortcuts, withKey } from "./keys";
import { listOf, problemText, type Words } from "./messages";

/** Something to be told of the account, or to be done with it, in a line. */
export interface Step {
  readonly key: string;
  readonly line: React.ReactElement;
}

interface Acts {
  readonly onFix: (fix: Fix) => void;
  readonly onReading: (reading: Reading) => void;
  readonly onUnpark: (dimension: string) => void;
}

const useStyles = makeStyles({
  line: {
    ...typographyStyles.caption1,
    color: tokens.colorNeutralForeground2,
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    minHeight: "24px",
    minWidth: 0,
    overflowWrap: "anywhere",
  },
  bad: { color: tokens.colorStatusDangerForeground1 },
  account: { fontWeight: tokens.fontWeightSemibold },
  link: {
    ...typographyStyles.caption1,
    display: "inline-flex",
    alignItems: "center",
    minHeight: "24px",
    textAlign: "start",
    "@media (forced-colors: active)": { color: "LinkText" },
  },
});

function Line(props: { readonly bad?: boolean; readonly children: React.ReactNode }): React.ReactElement {
  const styles = useStyles();
  return <div className={mergeClasses(styles.line, props.bad && styles.bad)}>{props.children}</div>;
}

interface ActProps {
  readonly label: string;
  /** The label and what it leads to. */
  readonly title: string;
  readonly keys?: string;
  readonly onClick: () => void;
}

/** Something to do, in a line: underlined, so that it is known without colours. */
function Act({ label, title, keys, onClick }: ActProps): React.ReactElement {
  return (
    <Link
      inline
      className={useStyles().link}
      title={title}
      aria-label={title}
      aria-keyshortcuts={keys}
      onClick={onClick}
    >
      <bdi>{label}</bdi>
    </Link>
  );
}

/** "Will post as …", where posting makes another account of it. */
export function Posting({
  posting,
  words,
}: {
  readonly posting: PostingPreview;
  readonly words: Words;
}): React.ReactElement {
  const styles = useStyles();
  return (
    <Line bad={posting.failsAtPosting}>
      <span>
        {words.text("Outcome_postsAs")} <bdi className={styles.account}>{posting.text}</bdi>
      </span>
    </Line>
  );
}

/** What of a fix is new: one value with its description, two with their segments, or else the account. */
function newIn({ changes, combination }: Fix, coding: AccountCoding, words: Words): string {
  const [change] = changes;
  const wrong = coding.verdict.problems.map(({ dimension }) => dimension);
  if (!change || changes.length > 2) return coding.ledger.format(combination).text;
  const values = changes.map(({ dimension, to }) => ({ dimension, value: to }));
  if (changes.length > 1 || !wrong.includes(change.dimension)) return listOf(values, words);
  return [change.to || words.text("Blank"), change.description].filter(Boolean).join(" ");
}

/**
 * What there is to tell and to do, the most useful first: what a text may mean, what could not be done, what got lost, what
 * may have been meant, what posting makes of it, what was set aside.
 */
export function stepsOf(coding: AccountCoding, words: Words, { onFix, onReading, onUnpark }: Acts): Step[] {
  const { ledger, entry, verdict, posting, segments, readings, refused, kept, pasted, dropped, lines } = coding;
  const { text } = words;
  const steps: (Step | false)[] = [
    readings.length > 1 && {
      key: "readings",
      line: (
        <Line>
          <span>{text("Notice_ambiguous")}</span>
          {readings.map((reading, index) => {
            const label = segments.map(({ dimension }) => reading.combination[dimension] || text("Blank")).join(" | ");
            return <Act key={index} label={label} title={label} onClick={() => onReading(reading)} />;
          })}
        </Line>
      ),
    },
    refused !== undefined && {
      key: "refused",
      line: (
        <Line bad>
          <bdi>{problemText(refused, words)}</bdi>
        </Line>
      ),
    },
    kept.length > 0 && {
      key: "kept",
      line: (
        <Line>
          {text(
            "Notice_kept",
            listOf(
              kept.map(({ dimension, allowed = "" }) => ({ dimension, value: allowed })),
              words,
            ),
          )}
        </Line>
      ),
    },
    (dropped.length > 0 || lines > 1) && {
      key: "dropped",
      line: (
        <Line>
          {dropped.length > 0 && <span>{text("Notice_dropped", dropped.join(", "))}</span>}
          {lines > 1 && <span>{text("Notice_lines", lines)}</span>}
        </Line>
      ),
    },
    verdict.fixes.length > 0 && {
      key: "fixes",
      line: (
        <Line>
          {verdict.fixes.map((fix, index) => {
            const label = text("Fix_use", newIn(fix, coding, words));
            const whole = `${label}: ${ledger.format(fix.combination).text}`;
            return (
              <Act
                key={index}
                label={label}
                title={index === 0 ? withKey(whole, "use", text) : whole}
                keys={index === 0 ? shortcuts.use : undefined}
                onClick={() => onFix(fix)}
              />
            );
          })}
        </Line>
      ),
    },
    posting.changes.length > 0 &&
      (verdict.outcome === "valid" || posting.failsAtPosting) && {
        key: "posting",
        line: <Posting posting={posting} words={words} />,
      },
    entry.parked.length > 0 && {
      key: "parked",
      line: (
        <Line>
          <span>{text("Notice_parked")}</span>
          {entry.parked.map(({ dimension, value }) => {
            const label = listOf([{ dimension, value }], words);
            return (
              <Act key={dimension} label={label} title={text("Unpark", label)} onClick={() => onUnpark(dimension)} />
            );
          })}
        </Line>
      ),
    },
    pasted !== undefined &&
      pasted.repairs.length > 0 && {
        key: "repairs",
        line: (
          <Line>{text("Notice_repaired", pasted.repairs.map((repair) => text(`Repair_${repair}`)).join(", "))}</Line>
        ),
      },
    verdict.outside.length > 0 && {
      key: "outside",
      line: <Line>{text("Outcome_outside", listOf(verdict.outside, words))}</Line>,
    },
  ];
  return steps.filter((step): step is Step => step !== false);
}

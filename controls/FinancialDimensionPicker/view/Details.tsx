import * as React from "react";
import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { AccountCoding } from "../state/useAccountEntry";
import { factsOf } from "./facts";
import { placeText, problemText, type Words } from "./messages";
import type { Step } from "./steps";

interface Props {
  readonly id: string;
  readonly coding: AccountCoding;
  readonly words: Words;
  /** What there is to tell and to do beyond what stands above already. */
  readonly steps: readonly Step[];
  /** What is to be known of where the values come from, as sentences. */
  readonly notes: readonly string[];
}

const useStyles = makeStyles({
  panel: {
    ...typographyStyles.caption1,
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    overflowWrap: "anywhere",
    minWidth: 0,
  },
  segments: {
    display: "grid",
    gridTemplateColumns: "fit-content(35%) 1fr",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
    margin: 0,
  },
  name: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, minWidth: 0, overflowX: "hidden", overflowY: "hidden", overflowWrap: "anywhere" },
  code: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3 },
  bad: { display: "block", color: tokens.colorStatusDangerForeground1 },
});

/** Everything that a look does not need: segment by segment where a value comes from and which row refuses it, and what else there is to know. */
export function Details({ id, coding, words, steps, notes }: Props): React.ReactElement {
  const { entry, segments, verdict, posting, isPending } = coding;
  const { text, nameOf } = words;
  const styles = useStyles();
  const shown = segments.map((segment) => ({ segment, ...factsOf(coding, words, segment.dimension) }));
  const elsewhere = verdict.problems.filter(
    ({ dimension }) => !segments.some((segment) => segment.dimension === dimension),
  );
  const said = [
    ...elsewhere.map((problem) => problemText(problem, words)),
    verdict.validatedTo && !isPending ? text("Outcome_validatedTo", nameOf(verdict.validatedTo)) : "",
    ...(posting.failsAtPosting ? posting.verdict.problems.map((problem) => problemText(problem, words)) : []),
    verdict.structure === undefined ? "" : placeText({ structure: verdict.structure }, words),
    ...entry.parked.flatMap(({ problem }) => (problem ? [problemText(problem, words)] : [])),
    ...notes,
  ].filter(Boolean);
  return (
    <div id={id} role="region" aria-label={text("Details")} className={styles.panel}>
      <dl className={styles.segments}>
        {shown.map(({ segment, description, origins, problem }) => (
          <React.Fragment key={segment.dimension}>
            <dt className={styles.name}>{segment.displayName}</dt>
            <dd className={styles.value}>
              <bdi className={styles.code}>{entry.combination[segment.dimension] || "---"}</bdi>{" "}
              <bdi>{description}</bdi>
              {origins.length > 0 && (
                <span className={styles.quiet}>
                  {description && " · "}
                  {origins.join(" · ")}
                </span>
              )}
              {problem && (
                <>
                  <bdi className={styles.bad}>{problemText(problem, words)}</bdi>
                  <bdi className={styles.quiet}>{placeText(problem.place, words)}</bdi>
                </>
              )}
            </dd>
          </React.Fragment>
        ))}
      </dl>
      {said.map((sentence) => (
        <div key={sentence}>
          <bdi>{sentence}</bdi>
        </div>
      ))}
      {steps.map(({ key, line }) => (
        <React.Fragment key={key}>{line}</React.Fragment>
      ))}
    </div>
  );
}

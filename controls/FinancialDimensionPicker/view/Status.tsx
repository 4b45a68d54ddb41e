import * as React from "react";
import { Link, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { Entry, Fix, Ledger, PostingPreview, Verdict } from "../../../shared/ledger";
import { listOf, placeText, problemText, type Words } from "./messages";

interface Props {
  readonly ledger: Ledger;
  readonly words: Words;
  readonly entry: Entry;
  readonly verdict: Verdict;
  readonly posting: PostingPreview;
  /** Nothing is wrong but that something is missing so far. */
  readonly pending?: boolean;
  /** Some part of the configuration could not be read: "valid" would say too much. */
  readonly unverified: boolean;
  /** The segments that say themselves what is wrong with them. Default none. */
  readonly telling?: readonly string[];
  /** Absent: the account can only be read. */
  readonly onFix?: (fix: Fix) => void;
}

const useStyles = makeStyles({
  bad: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  link: typographyStyles.caption1,
  account: { fontWeight: tokens.fontWeightSemibold },
});

/** Valid and what will be posted; or what refuses it, where, and the nearest account that nothing refuses. */
export function Status({
  ledger,
  words,
  entry,
  verdict,
  posting,
  pending,
  unverified,
  telling = [],
  onFix,
}: Props): React.ReactElement {
  const { text, nameOf } = words;
  const styles = useStyles();
  const [problem] = verdict.problems;
  const {
    validatedTo,
    outside,
    fixes: [fix],
  } = verdict;
  const where = placeText(problem?.place, words);
  const outcome = verdict.outcome === "valid" && unverified ? "unverified" : verdict.outcome;
  return (
    <>
      {outcome === "valid" || outcome === "unverified" ? (
        posting.changes.length > 0 ? (
          <span className={posting.failsAtPosting ? styles.bad : undefined}>
            {text(posting.failsAtPosting ? "Outcome_failsAtPosting" : "Outcome_postsAs")}{" "}
            <bdi className={styles.account}>{posting.text}</bdi>
            {posting.failsAtPosting &&
              posting.verdict.problems.slice(0, 1).map((each) => ` ${problemText(each, words)}`)}
          </span>
        ) : (
          <span>{text(`Outcome_${outcome}`)}</span>
        )
      ) : (
        <span className={pending ? undefined : outcome === "invalid" ? styles.bad : styles.warning}>
          {text(`Outcome_${outcome}`)}
        </span>
      )}
      {pending
        ? problem && <span>{problemText(problem, words)}</span>
        : verdict.problems.map(
            (each) =>
              !telling.includes(each.dimension) && (
                <span key={each.dimension} className={styles.bad}>
                  {problemText(each, words)}
                </span>
              ),
          )}
      {where && <span>{where}</span>}
      {validatedTo && !pending && <span>{text("Outcome_validatedTo", nameOf(validatedTo))}</span>}
      {fix && onFix && (
        <Link className={styles.link} onClick={() => onFix(fix)}>
          {text("Fix_use", ledger.format(fix.combination).text)}
        </Link>
      )}
      {outside.length > 0 && <span className={styles.warning}>{text("Outcome_outside", listOf(outside, words))}</span>}
      {entry.parked.length > 0 && (
        <span>
          {text("Notice_parked", listOf(entry.parked, words))}{" "}
          {entry.parked.flatMap(({ problem: why }) => (why ? [problemText(why, words)] : [])).join(" ")}
        </span>
      )}
    </>
  );
}

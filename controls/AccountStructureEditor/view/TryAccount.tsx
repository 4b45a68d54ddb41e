import * as React from "react";
import { Field, Input, Link, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import ValidIcon from "@fluentui/svg-icons/icons/checkmark_circle_20_regular.svg";
import InvalidIcon from "@fluentui/svg-icons/icons/error_circle_20_regular.svg";
import UnclearIcon from "@fluentui/svg-icons/icons/warning_20_regular.svg";
import type { Inspection, Place, Verdict } from "../../../shared/ledger";
import { Icon } from "../../../shared/ui/Icon";
import { placeText, verdictProblems, type Words } from "./words";

interface Props {
  readonly inspection: Inspection;
  /** The structure that is edited: the example is one of its accounts. */
  readonly structure: string | undefined;
  readonly account: string;
  readonly onAccount: (account: string) => void;
  readonly tried: Tried | null;
  readonly onGo: (place: Place) => void;
  readonly words: Words;
}

/** What became of the account that somebody tries. */
interface Tried {
  readonly verdict: Verdict;
  /** The rows that let it through, or the one that refuses it. */
  readonly places: readonly Place[];
  /** Text for which the account has no segment: the verdict is without it. */
  readonly dropped: readonly string[];
}

/** Judges an account by the sheets as they stand, unsaved changes included. */
export function tryAccount(inspection: Inspection, account: string): Tried | null {
  const [reading] = account.trim() ? inspection.ledger.parse(account).readings : [];
  if (!reading) return null;
  const { verdict, combination, dropped } = reading;
  const places =
    verdict.outcome === "valid"
      ? inspection.rowsOf(combination)
      : verdict.problems.flatMap(({ place }) =>
          place?.row !== undefined || place?.structure !== undefined ? [place] : [],
        );
  return { verdict, places, dropped };
}

const useStyles = makeStyles({
  try: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "end",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
  },
  field: { flexBasis: "240px", flexGrow: 0, minWidth: "160px" },
  verdict: {
    ...typographyStyles.body1,
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalXS,
    minHeight: "32px",
    flexBasis: "240px",
    flexGrow: 1,
    minWidth: 0,
  },
});

const looks = {
  valid: [ValidIcon, "success"],
  invalid: [InvalidIcon, "danger"],
  cannotVerify: [UnclearIcon, "warning"],
} as const;

export function TryAccount({
  inspection,
  structure,
  account,
  onAccount,
  tried,
  onGo,
  words,
}: Props): React.ReactElement {
  const styles = useStyles();
  const { text } = words;
  const example = React.useMemo(() => inspection.example(structure), [inspection, structure]);
  const isWhole = tried?.dropped.length === 0;
  const look = tried && looks[isWhole ? tried.verdict.outcome : "invalid"];
  return (
    <div className={styles.try}>
      <Field className={styles.field} label={text("Try_label")}>
        <Input
          appearance="filled-darker"
          value={account}
          placeholder={example}
          spellCheck={false}
          onChange={(_event, { value }) => onAccount(value)}
        />
      </Field>
      <div className={styles.verdict} role="status">
        {tried && look && (
          <>
            <Icon drawing={look[0]} tone={look[1]} />
            <span>
              {isWhole ? text(`Outcome_${tried.verdict.outcome}`) : text("Try_dropped", tried.dropped.join(", "))}
            </span>
            {tried.places.slice(0, 3).map((place, at) => (
              <Link key={at} onClick={() => onGo(place)}>
                <bdi>{placeText(place, words)}</bdi>
              </Link>
            ))}
            <span>{verdictProblems(tried.verdict, words)}</span>
          </>
        )}
      </div>
    </div>
  );
}

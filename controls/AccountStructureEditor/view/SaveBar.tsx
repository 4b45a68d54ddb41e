import * as React from "react";
import { Button, Link, makeStyles, ProgressBar, tokens, typographyStyles } from "@fluentui/react-components";
import SaveIcon from "@fluentui/svg-icons/icons/save_20_regular.svg";
import type { Combination, Difference, Impact } from "../../../shared/ledger";
import { errorKey, plural } from "../../../shared/form/strings";
import { Icon } from "../../../shared/ui/Icon";
import { Notice } from "../../../shared/ui/Notice";
import type { BookState } from "../state/useBook";
import type { Words } from "./words";

interface Props {
  readonly state: BookState;
  /** Null: being looked at. */
  readonly impact: Impact | null;
  readonly format: (combination: Combination) => string;
  readonly online: boolean;
  readonly words: Words;
}

const useStyles = makeStyles({
  bar: { display: "grid", rowGap: tokens.spacingVerticalXS },
  line: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
  },
  grow: { flexGrow: 1, minWidth: "120px" },
  more: { color: tokens.colorStatusSuccessForeground1 },
  less: { color: tokens.colorStatusDangerForeground1 },
  examples: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  list: { ...typographyStyles.caption1, margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});

/** What is changed, what that does to accounts, and the way to the server. */
export function SaveBar({ state, impact, format, online, words }: Props): React.ReactElement | null {
  const styles = useStyles();
  const { text } = words;
  const { changes, saving } = state;
  const [unfolded, setUnfolded] = React.useState(false);
  if (changes === 0 && saving.kind === "idle") return null;
  const busy = saving.kind === "saving";
  return (
    <div className={styles.bar}>
      {changes > 0 && !busy && (
        <div className={styles.line}>
          <Button
            appearance="primary"
            icon={<Icon drawing={SaveIcon} inline />}
            disabledFocusable={!online || saving.kind === "conflict"}
            onClick={() => online && saving.kind !== "conflict" && state.save()}
          >
            {plural(text, "Save_rows", changes, words.count(changes))}
          </Button>
          <Button appearance="subtle" onClick={state.discard}>
            {text("Discard")}
          </Button>
          <div className={styles.grow} role="status">
            {impact ? (
              <ImpactLine impact={impact} words={words} unfolded={unfolded} onUnfold={() => setUnfolded(!unfolded)} />
            ) : (
              text("Impact_checking")
            )}
          </div>
        </div>
      )}
      {changes > 0 && impact && unfolded && (
        <div className={styles.examples}>
          <Examples label={text("Impact_madeValid")} difference={impact.madeValid} format={format} />
          <Examples label={text("Impact_madeInvalid")} difference={impact.madeInvalid} format={format} />
        </div>
      )}
      {changes > 0 && !online && <Notice kind="info">{text("Save_offline")}</Notice>}
      {saving.kind === "saving" && (
        <div className={styles.line}>
          <div className={styles.grow}>
            <ProgressBar
              value={saving.all ? saving.done / saving.all : undefined}
              aria-label={text("Save_progress", saving.done, saving.all)}
            />
          </div>
          <span>{text("Save_progress", saving.done, saving.all)}</span>
          <Button appearance="subtle" onClick={saving.stop}>
            {text("Save_stop")}
          </Button>
        </div>
      )}
      {saving.kind === "saved" && changes === 0 && (
        <div role="status" className={styles.examples}>
          {plural(text, "Saved_rows", saving.rows)}
        </div>
      )}
      {saving.kind === "failed" && (
        <Notice kind="error" detail={saving.error?.message} action={{ label: text("Retry"), onClick: state.save }}>
          {saving.error ? (
            text(errorKey(saving.error.kind), saving.error.table)
          ) : (
            <>
              {saving.stopped ? text("Save_stopped") : plural(text, "Save_refused", saving.refusals.length)}
              <ul className={styles.list}>
                {saving.refusals.slice(0, 5).map(({ row, error }, at) => (
                  <li key={at}>
                    {row < 0 ? text("Save_removal") : text("Place_row", row + 1)}:{" "}
                    {error.kind === "unknown" ? error.message : text(errorKey(error.kind), error.table)}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Notice>
      )}
      {saving.kind === "conflict" && (
        <Notice kind="warning">
          {plural(text, "Conflict_cells", saving.conflicts.length)}
          <div className={styles.line}>
            <Button size="small" onClick={() => state.resolve(true)}>
              {text("Conflict_mine")}
            </Button>
            <Button size="small" onClick={() => state.resolve(false)}>
              {text("Conflict_theirs")}
            </Button>
          </div>
        </Notice>
      )}
    </div>
  );
}

interface ImpactProps {
  readonly impact: Impact;
  readonly words: Words;
  readonly unfolded: boolean;
  readonly onUnfold: () => void;
}

function ImpactLine({
  impact: { madeValid, madeInvalid },
  words,
  unfolded,
  onUnfold,
}: ImpactProps): React.ReactElement {
  const styles = useStyles();
  const { text, count } = words;
  if (!madeValid.accounts && !madeInvalid.accounts) return <>{text("Impact_none")}</>;
  const say = ({ accounts, exact }: Difference): string => (exact ? count(accounts) : `≤ ${count(accounts)}`);
  return (
    <>
      {madeValid.accounts > 0 && <span className={styles.more}>{text("Impact_valid", say(madeValid))}</span>}
      {madeValid.accounts > 0 && madeInvalid.accounts > 0 && " · "}
      {madeInvalid.accounts > 0 && <span className={styles.less}>{text("Impact_invalid", say(madeInvalid))}</span>}{" "}
      <Link as="button" aria-expanded={unfolded} onClick={onUnfold}>
        {text("Impact_examples")}
      </Link>
    </>
  );
}

function Examples({
  label,
  difference,
  format,
}: {
  readonly label: string;
  readonly difference: Difference;
  readonly format: (combination: Combination) => string;
}): React.ReactElement | null {
  if (!difference.examples.length) return null;
  return (
    <div>
      {label} <bdi>{difference.examples.map(format).join("  ·  ")}</bdi>
      {difference.accounts > difference.examples.length ? " …" : ""}
    </div>
  );
}

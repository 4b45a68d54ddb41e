import * as React from "react";
import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import ArrowUndoIcon from "@fluentui/svg-icons/icons/arrow_undo_20_regular.svg";
import { Icon } from "../../../shared/ui/Icon";
import type { Text } from "../../../shared/form/strings";
import type { Combination, Entry, Ledger } from "../ledger";
import { namesOf, placeText, problemText } from "./messages";
import { SegmentField, type Move } from "./SegmentField";

interface Props {
  readonly ledger: Ledger;
  readonly delimiter: string;
  readonly label: string;
  readonly required: boolean;
  readonly text: Text;
  /** Dimension names that must not be changed, and those that must have a value. */
  readonly lockedSegments: readonly string[];
  readonly requiredSegments: readonly string[];
  /** The entry that stands in the column. */
  readonly stored: Entry;
  readonly onChange: (entry: Entry) => void;
}

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS, minWidth: 0 },
  segments: { display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(132px, 1fr))", columnGap: tokens.spacingHorizontalS, rowGap: tokens.spacingVerticalXS },
  status: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3, display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalS },
  bad: { color: tokens.colorPaletteRedForeground1 },
  account: { unicodeBidi: "isolate", fontWeight: tokens.fontWeightSemibold },
});

/** Coding an account: segments, what is wrong, the way out, and what will be posted. */
export function AccountEntry(props: Props): React.ReactElement {
  const { ledger, text, stored, onChange } = props;
  const styles = useStyles();
  const [past, setPast] = React.useState<readonly Entry[]>([]);
  const [showAll, setShowAll] = React.useState(false);
  const [active, setActive] = React.useState(0);
  const [notice, setNotice] = React.useState("");
  const fields = React.useRef<HTMLDivElement>(null);
  const { combination } = stored;
  const { segments } = ledger.layout(combination);
  const verdict = ledger.validate(combination);
  const nameOf = namesOf(ledger, combination);
  const isEmpty = Object.values(combination).every((value) => !value);

  const apply = (next: Entry): void => {
    setPast((before) => [...before, stored]);
    onChange(next);
  };
  const undo = (): void => {
    const before = past[past.length - 1];
    if (before === undefined) return;
    setPast(past.slice(0, -1));
    setNotice("");
    onChange(before);
  };
  const enter = (dimension: string, value: string): void => {
    const isMain = dimension === ledger.mainAccount && (combination[dimension] ?? "") !== "";
    const result = isMain ? ledger.changeMainAccount(stored, value) : ledger.enter(stored, dimension, value);
    setNotice(
      result.refused
        ? problemText(result.refused, text, nameOf)
        : result.entry.parked.length > stored.parked.length
          ? text("Notice_parked", result.entry.parked.map((parked) => `${nameOf(parked.dimension)} ${parked.value}`).join(", "))
          : "",
    );
    if (!result.refused) apply(result.entry);
  };
  const paste = (pasted: string): boolean => {
    const wholeAccount = pasted.includes(props.delimiter) || /[\t\n]/.test(pasted.trim());
    const [reading] = wholeAccount ? ledger.parse(pasted).readings : [];
    if (reading === undefined || Object.keys(reading.combination).length < 2) return false;
    const result = ledger.enterAll(stored, reading.combination, "typed");
    setNotice(text(reading.repairs.length > 0 ? "Notice_pastedRepaired" : "Notice_pasted", reading.repairs.map((repair) => text(`Repair_${repair}`)).join(", ")));
    apply(result.entry);
    return true;
  };
  const move = (direction: Move): void => {
    const inputs = [...(fields.current?.querySelectorAll("input") ?? [])];
    const at = inputs.findIndex((input) => input === input.ownerDocument.activeElement);
    const to = inputs[at + (direction === "next" ? 1 : -1)];
    to?.focus();
    to?.select();
  };

  return (
    <div className={styles.root} role="group" aria-label={props.label}>
      <div className={styles.segments} ref={fields}>
        {segments.map((segment, index) => {
          const { dimension } = segment;
          const value = combination[dimension] ?? "";
          const problem = isEmpty ? undefined : verdict.problems.find((candidate) => candidate.dimension === dimension);
          const lock = stored.locks[dimension];
          return (
            <SegmentField
              key={dimension}
              segment={segment}
              value={value}
              description={ledger.lookup(dimension, value)?.description ?? ""}
              error={problem ? problemText(problem, text, nameOf) : ""}
              locked={lock !== undefined || props.lockedSegments.includes(dimension)}
              required={props.requiredSegments.includes(dimension)}
              delimiter={props.delimiter}
              showAll={showAll}
              text={text}
              tabStop={index === Math.min(active, segments.length - 1)}
              choices={(typed) => ledger.choices(dimension, combination, { text: typed, show: showAll ? "all" : "valid", limit: 50 })}
              onCommit={(entered) => enter(dimension, entered)}
              onMove={move}
              onToggleShow={() => setShowAll(!showAll)}
              onUndo={undo}
              onPaste={paste}
              onFocus={() => setActive(index)}
            />
          );
        })}
      </div>
      <div className={styles.status} aria-live="polite">
        {!isEmpty && <Outcome ledger={ledger} combination={combination} text={text} onFix={(fix) => apply(ledger.enterAll(stored, fix, "typed").entry)} />}
        {notice !== "" && <span>{notice}</span>}
        {past.length > 0 && (
          <Button appearance="subtle" size="small" icon={<Icon drawing={ArrowUndoIcon} mirrored small />} onClick={undo}>
            {text("Undo")}
          </Button>
        )}
      </div>
    </div>
  );
}

interface OutcomeProps {
  readonly ledger: Ledger;
  readonly combination: Combination;
  readonly text: Text;
  readonly onFix: (combination: Combination) => void;
}

/** Valid and what will be posted; or the row that refuses it and the nearest account that it would not refuse. */
function Outcome({ ledger, combination, text, onFix }: OutcomeProps): React.ReactElement {
  const styles = useStyles();
  const verdict = ledger.validate(combination);
  const [problem] = verdict.problems;
  if (problem !== undefined) {
    const { fix } = verdict;
    const place = placeText(problem.place, text);
    return (
      <>
        <span className={styles.bad}>{verdict.outcome === "cannotVerify" ? text("Outcome_cannotVerify") : text("Outcome_invalid")}</span>
        {place !== "" && <span>{place}</span>}
        {fix !== undefined && (
          <Button appearance="subtle" size="small" onClick={() => onFix(fix.combination)}>
            {text("Fix_use", ledger.format(fix.combination).text)}
          </Button>
        )}
      </>
    );
  }
  const posting = ledger.postingPreview(combination);
  if (posting.changes.length === 0 && !posting.failsAtPosting) return <span>{text("Outcome_valid")}</span>;
  return (
    <span className={posting.failsAtPosting ? styles.bad : undefined}>
      {text(posting.failsAtPosting ? "Outcome_failsAtPosting" : "Outcome_postsAs")} <bdi className={styles.account}>{posting.text}</bdi>
    </span>
  );
}

import * as React from "react";
import { Badge, Combobox, makeStyles, mergeClasses, tokens, typographyStyles, useId } from "@fluentui/react-components";
import ErrorIcon from "@fluentui/svg-icons/icons/error_circle_20_regular.svg";
import LockIcon from "@fluentui/svg-icons/icons/lock_closed_20_regular.svg";
import { Icon } from "../../../shared/ui/Icon";
import type { Choices, Ledger, Segment } from "../../../shared/ledger";
import type { SegmentFacts } from "./facts";
import { keyAction, type Move } from "./keys";
import { placeText, problemText, type Words } from "./messages";
import { listPlacing, note, ValueOption } from "./ValueOption";

interface Props {
  readonly ledger: Ledger;
  readonly words: Words;
  readonly segment: Segment;
  readonly combination: Parameters<Ledger["layout"]>[0];
  readonly facts: SegmentFacts;
  /** The form finds the value wrong, and says itself why. */
  readonly invalid: boolean;
  readonly required: boolean;
  readonly delimiter: string;
  readonly compact: boolean;
  readonly showAll: boolean;
  /** Asks the server for values of a dimension that is too large to load; the choices follow. */
  readonly onSearch: (text: string) => void;
  readonly searching: boolean;
  readonly onCommit: (value: string) => void;
  readonly onAlias: (name: string) => boolean;
  readonly onMove: (move: Move) => void;
  readonly onToggleShow: () => void;
  readonly onUndo: () => void;
  /** True: the text was a whole account and has been taken over. */
  readonly onPaste: (pasted: string) => boolean;
}

const useStyles = makeStyles({
  segment: { display: "flex", flexDirection: "column", minWidth: 0 },
  label: {
    ...typographyStyles.caption1,
    color: tokens.colorNeutralForeground3,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  marks: { "& > *": { verticalAlign: "text-bottom", marginInlineEnd: tokens.spacingHorizontalXXS } },
  star: { color: tokens.colorPaletteRedForeground1, marginInlineStart: tokens.spacingHorizontalXXS },
  field: { width: "100%", minWidth: 0 },
  tight: { columnGap: 0, paddingInlineEnd: tokens.spacingHorizontalXS },
  caption: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3, minHeight: tokens.lineHeightBase200 },
  error: { color: tokens.colorStatusDangerForeground1 },
  chip: { marginInlineEnd: tokens.spacingHorizontalXS },
});

/** Marks an alias among the values of a list; no value has a line break. */
const aliasMark = "\n";

/**
 * One segment of the account. Typing never validates; leaving does. The keys are those of the segmented entry in Finance:
 * the delimiter, Enter and Shift+Enter (while the list is closed) and the arrows at the text's ends move between segments.
 */
export function SegmentField(props: Props): React.ReactElement {
  const { ledger, words, segment, combination, facts, required, delimiter, compact, showAll, onCommit } = props;
  const { text } = words;
  const { dimension } = segment;
  const { error, locked } = facts;
  const invalid = props.invalid || error !== "";
  const styles = useStyles();
  const captionId = useId("caption");
  const [draft, setDraft] = React.useState<string | null>(null);
  const [open, setOpen] = React.useState(false);
  const [active, setActive] = React.useState("");
  const value = combination[dimension] ?? "";
  const choices = (typed: string): Choices =>
    ledger.choices(dimension, combination, { text: typed, show: showAll ? "all" : "valid" });
  const offered = open ? choices(draft ?? "") : null;
  const aliases = open && draft ? ledger.aliases(draft) : [];

  const commit = (entered: string): void => {
    setDraft(null);
    setOpen(false);
    if (entered.startsWith(aliasMark)) props.onAlias(entered.slice(1));
    else if (entered !== value) onCommit(entered);
  };
  /** What a typed text means: a value as it is spelled, an alias, the only value that fits, or the text as it stands. */
  const leave = (typed = draft): void => {
    if (typed === null) {
      setOpen(false);
      return;
    }
    const entered = typed.trim();
    const known = ledger.lookup(dimension, entered)?.value;
    if (known === undefined && entered !== "") {
      if (props.onAlias(entered)) {
        setDraft(null);
        return;
      }
      const { items, more } = choices(entered);
      const [only] = items;
      if (only && items.length === 1 && !more && !segment.partial) {
        commit(only.value);
        return;
      }
    }
    commit(known ?? entered);
  };
  const type = (typed: string): void => {
    const before = typed.slice(0, -delimiter.length);
    // The delimiter may be part of a code ("Cust-049"): then it is typed, and moves nowhere.
    if (
      typed.endsWith(delimiter) &&
      !choices(typed).items.some((choice) => choice.value.toLowerCase().startsWith(typed.toLowerCase()))
    ) {
      // Over a selected value it only moves on.
      if (before === "" && draft !== "") setDraft(null);
      else leave(before);
      props.onMove("next");
      return;
    }
    setDraft(typed);
    setOpen(true);
    if (segment.partial) props.onSearch(typed);
  };

  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>): void => {
    const action = keyAction(
      event,
      open,
      draft !== null,
      offered !== null && offered.items.length + aliases.length > 0,
    );
    if (action === null) return;
    // The combobox underneath has other plans for these keys, such as choosing on Tab.
    event.stopPropagation();
    if (action !== "close") event.preventDefault();
    if (action === "close") setOpen(false);
    else if (action === "leave") leave();
    else if (action === "open") setOpen(true);
    else if (action === "revert") setDraft(null);
    else if (action === "undo") props.onUndo();
    else if (action === "toggle") {
      props.onToggleShow();
      setOpen(true);
    } else {
      leave();
      props.onMove(action);
    }
  };

  const reasonOf = (refused: string): string => {
    const why = ledger.whyNot(dimension, refused, combination)?.problem;
    return why ? [problemText(why, words), placeText(why.place, words)].filter(Boolean).join(" ") : "";
  };

  return (
    <div className={styles.segment} onKeyDownCapture={onKeyDown} data-segment={dimension}>
      <span className={styles.label} aria-hidden="true" title={segment.displayName}>
        <span className={styles.marks}>
          {/* In high contrast the border of an invalid field is as any other's. */}
          {invalid && <Icon drawing={ErrorIcon} tone="danger" inline />}
          {compact && locked && <Icon drawing={LockIcon} inline />}
        </span>
        {segment.displayName}
        {required && <span className={styles.star}>*</span>}
      </span>
      <Combobox
        className={mergeClasses(styles.field, compact && styles.tight)}
        input={{
          style: { minWidth: 0 },
          onPaste: (event) => !locked && props.onPaste(event.clipboardData.getData("text")) && event.preventDefault(),
        }}
        expandIcon={locked || compact ? null : undefined}
        {...listPlacing}
        appearance="filled-darker"
        freeform
        readOnly={locked}
        aria-label={segment.displayName}
        aria-required={required}
        aria-invalid={invalid}
        aria-describedby={captionId}
        placeholder={locked ? undefined : "---"}
        value={draft ?? value}
        selectedOptions={value === "" ? [] : [value]}
        open={open && !locked}
        onOpenChange={(_, data) => setOpen(data.open)}
        onActiveOptionChange={(_, data) => setActive(data.nextOption?.value ?? "")}
        onChange={(event) => type(event.target.value)}
        onOptionSelect={(_, data) => data.optionValue && commit(data.optionValue)}
        onBlur={() => leave()}
      >
        {offered?.items.map((choice) => (
          <ValueOption
            key={choice.value}
            id={choice.value}
            code={choice.value}
            name={choice.description}
            // Which row refuses it takes longer to find out: for the one that is looked at.
            reason={
              choice.problem &&
              ((choice.value === active && reasonOf(choice.value)) || problemText(choice.problem, words))
            }
          />
        ))}
        {aliases.map(({ name, account }) => (
          <ValueOption key={name} id={aliasMark + name} code={name} name={`${text("Provenance_alias")}: ${account}`} />
        ))}
        {offered?.items.length === 0 &&
          note("none", text(props.searching ? "List_searching" : showAll ? "List_none" : "List_noneValid"))}
        {offered?.more && note("more", text("List_more"))}
        {offered?.partial && note("partial", text("List_partial"))}
      </Combobox>
      <span id={captionId} className={styles.caption} hidden={compact}>
        <Caption {...facts} />
      </span>
    </div>
  );
}

/** Where the value comes from, and what is wrong with it or what it is called. */
export function Caption({ chips, error, description }: SegmentFacts): React.ReactElement {
  const styles = useStyles();
  return (
    <>
      {chips.map((chip) => (
        <Badge key={chip} className={styles.chip} appearance="tint" shape="rounded" size="small" color="informative">
          {chip}
        </Badge>
      ))}
      <bdi className={error && styles.error}>{error || description}</bdi>
    </>
  );
}

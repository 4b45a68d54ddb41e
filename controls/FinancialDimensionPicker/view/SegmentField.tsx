import * as React from "react";
import {
  Combobox,
  makeStyles,
  mergeClasses,
  tokens,
  typographyStyles,
  useFluent,
  useId,
} from "@fluentui/react-components";
import ErrorIcon from "@fluentui/svg-icons/icons/error_circle_20_regular.svg";
import LockIcon from "@fluentui/svg-icons/icons/lock_closed_20_regular.svg";
import { Icon } from "../../../shared/ui/Icon";
import type { Choices, Segment } from "../../../shared/ledger";
import type { AccountCoding } from "../state/useAccountEntry";
import type { ServerSearch } from "../state/useServerSearch";
import { factsOf } from "./facts";
import { commandOf, type Move, segmentAction } from "./keys";
import { shortProblem, type Words } from "./messages";
import { listPlacing, note, ValueOption } from "./ValueOption";

interface Props {
  readonly coding: AccountCoding;
  readonly segment: Segment;
  readonly words: Words;
  readonly server: ServerSearch;
  readonly delimiter: string;
  /** Whether it is required by the maker or the form. */
  readonly required: boolean;
  /** The form finds the value wrong, and says itself why. */
  readonly invalid: boolean;
  readonly compact: boolean;
  readonly onMove: (move: Move) => void;
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
  caption: {
    ...typographyStyles.caption1,
    color: tokens.colorNeutralForeground3,
    height: tokens.lineHeightBase200,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  wrong: { color: tokens.colorStatusDangerForeground1 },
});

/** Marks an alias among the values of a list; no value has a line break. */
const aliasMark = "\n";

/**
 * One segment of the account. Typing never validates; leaving does. The keys are those of the segmented entry in Finance:
 * the delimiter, Enter and Shift+Enter (while the list is closed) and the arrows at the text's ends move between segments.
 */
export function SegmentField(props: Props): React.ReactElement {
  const { coding, segment, words, server, delimiter, required, compact } = props;
  const { ledger, entry, segments, showsAll } = coding;
  const { combination } = entry;
  const { text } = words;
  const { dimension } = segment;
  const facts = factsOf(coding, words, dimension);
  const { locked } = facts;
  const invalid = props.invalid || facts.problem !== undefined;
  const styles = useStyles();
  const captionId = useId("caption");
  const { dir } = useFluent();
  const [draft, setDraft] = React.useState<string | null>(null);
  const [open, setOpen] = React.useState(false);
  const [active, setActive] = React.useState("");
  const value = combination[dimension] ?? "";
  const choices = (typed: string): Choices =>
    ledger.choices(dimension, combination, { text: typed, show: showsAll ? "all" : "valid" });
  const offered = open ? choices(draft ?? "") : null;
  const aliases = open && draft ? ledger.aliases(draft) : [];

  const commit = (entered: string): void => {
    setDraft(null);
    setOpen(false);
    if (entered.startsWith(aliasMark)) coding.takeAlias(entered.slice(1));
    else if (entered !== value) coding.enter(dimension, entered);
  };
  /** What a typed text means: a value as it is spelled, an alias, the only value that fits, a part of an account, or the text as it stands. */
  const leave = (typed = draft): void => {
    const entered = typed?.trim();
    const known = entered && ledger.lookup(dimension, entered)?.value;
    if (entered === undefined || entered === "" || known) {
      if (entered === undefined) setOpen(false);
      else commit(known ?? entered);
      return;
    }
    const { items, more } = choices(entered);
    const [only] = items;
    if (coding.takeAlias(entered)) setDraft(null);
    else if (only && items.length === 1 && !more && !segment.partial) commit(only.value);
    else if (coding.paste(entered, dimension)) setDraft(null);
    else commit(entered);
  };
  /** A whole account that is being typed here, though it begins in another segment. */
  const isElsewhere = (typed: string): boolean => {
    const [first] = segments;
    const [beginning = ""] = typed.split(delimiter);
    return (
      first !== undefined &&
      first.dimension !== dimension &&
      ledger.lookup(first.dimension, beginning) !== undefined &&
      !ledger.lookup(dimension, beginning)
    );
  };
  const type = (typed: string): void => {
    const before = typed.slice(0, -delimiter.length);
    // The delimiter may be part of a code ("Cust-049"): then it is typed, and moves nowhere.
    if (
      typed.endsWith(delimiter) &&
      !choices(typed).items.some((choice) => choice.value.toLowerCase().startsWith(typed.toLowerCase())) &&
      !isElsewhere(before)
    ) {
      // Over a selected value it only moves on.
      if (before === "" && draft !== "") setDraft(null);
      else leave(before);
      props.onMove("next");
      return;
    }
    setDraft(typed);
    setOpen(true);
    if (segment.partial) server.search(dimension, typed);
  };

  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>): void => {
    const command = commandOf(event);
    if (command === "undo" && draft !== null) {
      setDraft(null);
      setOpen(false);
    } else if (command) {
      // What is done next is done to what has been typed.
      if (command === "showAll") setOpen(true);
      else leave();
      return;
    } else {
      const offering = offered !== null && offered.items.length + aliases.length > 0;
      const action = segmentAction(event, open, draft !== null, offering);
      if (action === null) return;
      if (action === "close") {
        event.stopPropagation();
        setOpen(false);
        return;
      }
      if (action === "leave") leave();
      else if (action === "open") setOpen(true);
      else if (action === "revert") setDraft(null);
      else {
        leave();
        props.onMove(action);
      }
    }
    // The combobox underneath has other plans for these keys, such as choosing on Tab.
    event.stopPropagation();
    event.preventDefault();
  };

  const onPaste = (event: React.ClipboardEvent): void => {
    const pasted = event.clipboardData.getData("text");
    if (ledger.lookup(dimension, pasted.trim()) || !coding.paste(pasted, dimension)) return;
    event.preventDefault();
    setDraft(null);
    setOpen(false);
  };

  return (
    <div className={styles.segment} onKeyDownCapture={onKeyDown} data-segment={dimension}>
      <span className={styles.label} aria-hidden="true" title={[segment.displayName, ...facts.origins].join(", ")}>
        <span className={styles.marks}>
          {/* In high contrast the border of an invalid field is as any other's. */}
          {invalid && <Icon drawing={ErrorIcon} tone="danger" inline />}
          {locked && <Icon drawing={LockIcon} inline />}
        </span>
        {segment.displayName}
        {required && <span className={styles.star}>*</span>}
      </span>
      <Combobox
        className={mergeClasses(styles.field, compact && styles.tight)}
        // A code reads from left to right in every language, and so do the arrows within it.
        input={{ dir: "ltr", style: { minWidth: 0, textAlign: dir === "rtl" ? "right" : "left" }, onPaste }}
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
            refused={choice.problem && shortProblem(choice.problem, words)}
            active={choice.value === active}
            onLook={() => setActive(choice.value)}
          />
        ))}
        {aliases.map(({ name, account }) => (
          <ValueOption key={name} id={aliasMark + name} code={name} name={`${text("Provenance_alias")}: ${account}`} />
        ))}
        {offered?.items.length === 0 &&
          note("none", text(server.searching ? "List_searching" : showsAll ? "List_none" : "List_noneValid"))}
        {offered?.more && note("more", text("List_more"))}
        {offered?.partial && note("partial", text("List_partial"))}
        {offered?.conflict &&
          offered.conflict.length > 0 &&
          note("conflict", text("List_conflict", offered.conflict.map(words.nameOf).join(", ")))}
      </Combobox>
      {!compact && <Caption {...facts} />}
      <span id={captionId} hidden>
        {facts.whole}
      </span>
    </div>
  );
}

interface CaptionProps {
  readonly short: string;
  readonly description: string;
  readonly whole: string;
  /** The segment's name, where it does not stand under its field. */
  readonly of?: string;
}

/** The one line about a segment: the one thing that is wrong with its value, or what the value is called. */
export function Caption({ short, description, whole, of }: CaptionProps): React.ReactElement {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.caption, short && styles.wrong)} title={whole} aria-hidden="true">
      {of !== undefined && (short || description ? `${of}: ` : of)}
      <bdi>{short || description}</bdi>
    </span>
  );
}

import * as React from "react";
import { Combobox, Option, makeStyles, mergeClasses, tokens, typographyStyles } from "@fluentui/react-components";
import type { Text } from "../../../shared/form/strings";
import type { Choices, Segment } from "../ledger";

export type Move = "next" | "previous";

interface Props {
  readonly segment: Segment;
  readonly value: string;
  readonly description: string;
  /** What is wrong with the value, as a sentence; "" when nothing is. */
  readonly error: string;
  readonly locked: boolean;
  readonly required: boolean;
  readonly delimiter: string;
  readonly showAll: boolean;
  readonly text: Text;
  /** The only tab stop among the segments: Tab leaves the control. */
  readonly tabStop: boolean;
  readonly choices: (typed: string) => Choices;
  readonly onCommit: (value: string) => void;
  readonly onMove: (move: Move) => void;
  readonly onToggleShow: () => void;
  readonly onUndo: () => void;
  /** True: the text was a whole account and has been taken over. */
  readonly onPaste: (pasted: string) => boolean;
  readonly onFocus: () => void;
}

const useStyles = makeStyles({
  segment: { display: "flex", flexDirection: "column", minWidth: 0 },
  label: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  star: { color: tokens.colorPaletteRedForeground1, marginInlineStart: tokens.spacingHorizontalXXS },
  field: { width: "100%", minWidth: 0 },
  input: { minWidth: 0 },
  caption: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3, minHeight: tokens.lineHeightBase200 },
  error: { color: tokens.colorPaletteRedForeground1 },
  option: { display: "flex", columnGap: tokens.spacingHorizontalS, minWidth: 0 },
  code: { fontWeight: tokens.fontWeightSemibold, unicodeBidi: "isolate" },
  name: { color: tokens.colorNeutralForeground2, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", unicodeBidi: "isolate" },
  refused: { color: tokens.colorNeutralForegroundDisabled },
  list: { maxHeight: "320px" },
});

/**
 * One segment of the account. Typing never validates; leaving does. The keys are those of the segmented entry in Finance:
 * the delimiter, Enter and Shift+Enter (while the list is closed) and the arrows at the text's ends move between segments.
 */
export function SegmentField(props: Props): React.ReactElement {
  const { segment, value, description, error, locked, required, text, tabStop, choices, onCommit } = props;
  const styles = useStyles();
  const [draft, setDraft] = React.useState<string | null>(null);
  const [open, setOpen] = React.useState(false);
  const typed = draft ?? "";
  const offered = open ? choices(typed) : null;

  const commit = (entered: string): void => {
    setDraft(null);
    setOpen(false);
    if (entered !== value) onCommit(entered);
  };
  const leave = (): void => {
    if (draft !== null) commit(resolve(draft, choices(draft)));
  };

  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>): void => {
    const input = event.target instanceof HTMLInputElement ? event.target : null;
    const action = keyAction(event, input, open, draft !== null, props);
    if (action === null) return;
    // The combobox underneath has other plans for these keys, such as choosing on Tab.
    event.stopPropagation();
    if (action !== "tab") event.preventDefault();
    switch (action) {
      case "next":
      case "previous":
        leave();
        props.onMove(action);
        return;
      case "tab":
        setOpen(false);
        return;
      case "open":
        setOpen(true);
        return;
      case "revert":
        setDraft(null);
        return;
      case "toggle":
        props.onToggleShow();
        setOpen(true);
        return;
      case "undo":
        props.onUndo();
        return;
    }
  };

  return (
    <div className={styles.segment} onKeyDownCapture={onKeyDown}>
      <span className={styles.label} aria-hidden="true">
        {segment.displayName}
        {required && <span className={styles.star}>*</span>}
      </span>
      <Combobox
        className={styles.field}
        input={{ className: styles.input, tabIndex: tabStop ? 0 : -1, onPaste: (event) => props.onPaste(event.clipboardData.getData("text")) && event.preventDefault() }}
        listbox={{ className: styles.list }}
        appearance="filled-darker"
        freeform
        clearable={false}
        readOnly={locked}
        aria-label={segment.displayName}
        aria-required={required}
        aria-invalid={error !== ""}
        placeholder={locked ? undefined : "---"}
        value={draft ?? value}
        selectedOptions={value === "" ? [] : [value]}
        open={open && !locked}
        onOpenChange={(_, data) => setOpen(data.open)}
        onChange={(event) => {
          setDraft(event.target.value);
          setOpen(true);
        }}
        onOptionSelect={(_, data) => data.optionValue !== undefined && commit(data.optionValue)}
        onFocus={props.onFocus}
        onBlur={leave}
      >
        {offered?.items.map((choice) => (
          <Option key={choice.value} value={choice.value} text={choice.value}>
            <span className={mergeClasses(styles.option, choice.problem && styles.refused)}>
              <span className={styles.code}>{choice.value}</span>
              <span className={styles.name}>{choice.description}</span>
            </span>
          </Option>
        ))}
        {offered && offered.items.length === 0 && (
          <Option key="none" value={typed} text={typed} disabled>
            {text(props.showAll ? "List_none" : "List_noneValid")}
          </Option>
        )}
        {offered?.more === true && (
          <Option key="more" value={typed} text={typed} disabled>
            {text("List_more")}
          </Option>
        )}
      </Combobox>
      <span className={mergeClasses(styles.caption, error !== "" && styles.error)}>{error || description}</span>
    </div>
  );
}

/** What a typed text means on leaving: a value's own spelling, the only value that fits, or the text as it is. */
function resolve(draft: string, offered: Choices): string {
  const typed = draft.trim();
  const [first] = offered.items;
  const same = offered.items.find(({ value }) => value.toLowerCase() === typed.toLowerCase());
  if (same) return same.value;
  return typed !== "" && first && offered.items.length === 1 && !offered.more ? first.value : typed;
}

type Action = Move | "tab" | "open" | "revert" | "toggle" | "undo";

function keyAction(event: React.KeyboardEvent, input: HTMLInputElement | null, open: boolean, drafting: boolean, props: Props): Action | null {
  const { key, altKey, shiftKey, ctrlKey, metaKey } = event;
  if (altKey && key.toLowerCase() === "w") return "toggle";
  if (altKey && key === "ArrowDown") return "open";
  if ((ctrlKey || metaKey) && key.toLowerCase() === "z" && !drafting) return "undo";
  if (altKey || ctrlKey || metaKey) return null;
  switch (key) {
    case "Tab":
      return "tab";
    case "Enter":
      return open ? null : shiftKey ? "previous" : "next";
    case "Escape":
      return !open && drafting ? "revert" : null;
    case "ArrowRight":
    case "ArrowLeft":
      return open || shiftKey ? null : arrowMove(key, input);
    default:
      return key === props.delimiter.charAt(0) && input && !continuesValue(input.value + key, props) ? "next" : null;
  }
}

/** An arrow moves on only from the end of the text that it points to. */
function arrowMove(key: "ArrowRight" | "ArrowLeft", input: HTMLInputElement | null): Move | null {
  if (input === null) return null;
  const forward = (key === "ArrowRight") === (getComputedStyle(input).direction === "ltr");
  const { selectionStart, selectionEnd } = input;
  if (forward) return selectionStart === input.value.length ? "next" : null;
  return selectionEnd === 0 ? "previous" : null;
}

/** The delimiter may be part of a code ("Cust-049"): then it is typed, and moves nowhere. */
function continuesValue(typed: string, { choices }: Props): boolean {
  return choices(typed).items.some(({ value }) => value.toLowerCase().startsWith(typed.toLowerCase()));
}

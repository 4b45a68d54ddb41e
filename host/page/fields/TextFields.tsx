import * as React from "react";
import { Button, Input, Textarea, makeStyles, mergeClasses } from "@fluentui/react-components";
import type { Column } from "../../../solution/model/types";
import { Icon, type IconName } from "../base/icons";
import { EMPTY, inputAria, useDraft, useFieldStyles, type FieldProps } from "./fieldProps";
import { ReadOnlyInput } from "./ReadOnlyInput";

type TextColumn = Extract<Column, { type: "text" }>;

const ACTIONS: Partial<
  Record<
    TextColumn["format"],
    { readonly icon: IconName; readonly label: string; readonly address: (value: string) => string | null }
  >
> = {
  email: { icon: "mail", label: "Send email", address: (value) => `mailto:${value}` },
  phone: { icon: "call", label: "Call", address: (value) => `tel:${value.replace(/[^\d+]/g, "")}` },
  // Only web addresses are opened: a stored `javascript:` must not run.
  url: {
    icon: "globe",
    label: "Open website",
    address: (value) =>
      /^https?:\/\//i.test(value) ? value : /^[\w-]+(\.[\w-]+)+/.test(value) ? `https://${value}` : null,
  },
};

function ActionIcon(props: {
  readonly column: TextColumn;
  readonly value: string;
  readonly label: string;
}): React.ReactElement | null {
  const action = ACTIONS[props.column.format];
  const address = action && props.value !== "" ? action.address(props.value) : null;
  if (!action) return null;
  return (
    <Button
      appearance="transparent"
      size="small"
      icon={<Icon name={action.icon} />}
      aria-label={`${action.label}: ${props.label}`}
      disabled={address === null}
      onClick={() => {
        if (address) window.open(address, address.startsWith("http") ? "_blank" : "_self", "noopener");
      }}
    />
  );
}

/** One line of text, e-mail, phone, address of a website: counts when it is left. */
export function TextField(props: FieldProps<TextColumn>): React.ReactElement {
  const styles = useFieldStyles();
  const { session, column, state } = props;
  const value = typeof state.value === "string" ? state.value : "";
  const draft = useDraft(value);
  const action = ACTIONS[column.format] ? <ActionIcon column={column} value={value} label={props.label} /> : undefined;
  if (props.readOnly)
    return <ReadOnlyInput field={props} text={value} contentAfter={value === "" ? undefined : action} />;
  const commit = (): void => {
    if (draft.editing) session.setValue(column.logicalName, draft.text.trim() === "" ? null : draft.text.trim());
    draft.end();
  };
  return (
    <Input
      {...inputAria(props)}
      dir="auto"
      id={props.id}
      appearance="filled-darker"
      className={styles.full}
      placeholder={EMPTY}
      value={draft.text}
      contentAfter={action}
      type={
        column.format === "email"
          ? "email"
          : column.format === "phone"
            ? "tel"
            : column.format === "url"
              ? "url"
              : "text"
      }
      onChange={(_, data) => draft.type(data.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key === "Escape" && draft.editing) draft.end();
      }}
    />
  );
}

const useMemoStyles = makeStyles({
  root: { width: "100%", minWidth: 0, "& textarea": { textAlign: "left" } },
});

/** px; 16 are the frame's, 20 a line's: 56, 76, 96 for two, three, four lines. */
const memoHeight = (lines: number): number => 16 + 20 * lines;

/** Text of several lines: starts with two lines or those of its row span, grows with the text, then scrolls inside. */
export function MemoField(props: FieldProps): React.ReactElement {
  const styles = useMemoStyles();
  const fieldStyles = useFieldStyles();
  const { session, column, state } = props;
  const value = typeof state.value === "string" ? state.value : "";
  const draft = useDraft(value);
  const element = React.useRef<HTMLTextAreaElement>(null);
  const least = memoHeight(Math.max(2, props.rowSpan));
  const most = Math.max(memoHeight(5), props.rowSpan * 48 - 16);
  React.useLayoutEffect(() => {
    const area = element.current;
    if (!area) return;
    area.style.height = "0px";
    area.style.height = `${Math.min(most, Math.max(least, area.scrollHeight))}px`;
  }, [draft.text, least, most]);
  return (
    <Textarea
      {...inputAria(props)}
      dir="auto"
      id={props.id}
      appearance="filled-darker"
      resize="none"
      readOnly={props.readOnly}
      placeholder={props.readOnly ? undefined : EMPTY}
      className={mergeClasses(styles.root, props.readOnly ? fieldStyles.readOnly : undefined)}
      value={draft.text}
      textarea={{ ref: element, style: { minHeight: 0, maxHeight: "none" } }}
      onChange={(_, data) => {
        if (!props.readOnly) draft.type(data.value);
      }}
      onBlur={() => {
        if (draft.editing) session.setValue(column.logicalName, draft.text.trim() === "" ? null : draft.text);
        draft.end();
      }}
    />
  );
}

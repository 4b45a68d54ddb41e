import * as React from "react";
import { Input } from "@fluentui/react-components";
import type { Column } from "../../../solution/model/types";
import { editableNumber, parseNumber } from "../record/formats";
import { kindError } from "../record/validate";
import { useHost } from "../base/host";
import { EMPTY, inputAria, useDraft, useFieldStyles, useUnreadable, type FieldProps } from "./fieldProps";
import { ReadOnlyInput } from "./ReadOnlyInput";

type NumberColumn = Extract<Column, { type: "integer" | "bigint" | "decimal" | "float" | "money" }>;

/** A number or an amount: in the user's format, its bare digits while it is edited. */
export function NumberField(props: FieldProps<NumberColumn>): React.ReactElement {
  const styles = useFieldStyles();
  const { formats } = useHost();
  const { session, column, state } = props;
  const [unreadable, setUnreadable] = useUnreadable(props);
  const draft = useDraft(unreadable ?? state.formatted);
  // Coming into the field marks the bare number, so that typing replaces it.
  const entered = React.useRef<HTMLInputElement | null>(null);
  React.useLayoutEffect(() => {
    entered.current?.select();
    entered.current = null;
  });
  if (props.readOnly) return <ReadOnlyInput field={props} text={state.formatted} />;
  const commit = (): void => {
    if (!draft.editing) return;
    const number = draft.text.trim() === "" ? null : parseNumber(draft.text, formats);
    if (number === null && draft.text.trim() !== "") {
      setUnreadable(draft.text);
      session.setError(column.logicalName, kindError(column, props.label, formats));
    } else {
      setUnreadable(null);
      session.setError(column.logicalName, null);
      session.setValue(column.logicalName, column.type === "integer" && number !== null ? Math.round(number) : number);
    }
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
      inputMode={column.type === "integer" ? "numeric" : "decimal"}
      value={draft.text}
      onFocus={(event) => {
        if (typeof state.value !== "number" || unreadable !== null) return;
        entered.current = event.currentTarget;
        draft.start(editableNumber(column, state.value, formats));
      }}
      onChange={(_, data) => draft.type(data.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
      }}
    />
  );
}

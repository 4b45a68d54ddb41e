import * as React from "react";
import { Dropdown, Option, Switch, makeStyles, tokens } from "@fluentui/react-components";
import type { ChoiceOption, Column } from "../../../solution/model/types";
import { optionText } from "../record/formats";
import { useHost } from "../base/host";
import { EntryText } from "../base/EntryText";
import { EMPTY, inputAria, useFieldStyles, type FieldProps } from "./fieldProps";
import { ReadOnlyInput } from "./ReadOnlyInput";

const useStyles = makeStyles({
  // Fluent draws no frame here in high contrast, where fields have nothing else to be seen by.
  dropdown: {
    width: "100%",
    minWidth: 0,
    maxWidth: "100%",
    borderTopColor: tokens.colorTransparentStroke,
    borderBottomColor: tokens.colorTransparentStroke,
    borderInlineStartColor: tokens.colorTransparentStroke,
    borderInlineEndColor: tokens.colorTransparentStroke,
  },
  placeholder: { color: tokens.colorNeutralForeground4 },
  listbox: { maxHeight: "320px" },
  switch: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})`, minHeight: "32px", alignItems: "center" },
});

type SingleColumn = Extract<Column, { type: "choice" | "state" | "status" }>;

/** One option, or none. A status reason offers those of the record's state. */
export function ChoiceField(props: FieldProps<SingleColumn>): React.ReactElement {
  const styles = useStyles();
  const { formats } = useHost();
  const { session, column, state } = props;
  const value = typeof state.value === "number" ? state.value : null;
  const text = value === null ? "" : optionText(column.options, value, formats.languageId);
  if (props.readOnly) return <ReadOnlyInput field={props} text={text} />;
  const options =
    column.type === "status"
      ? column.options.filter((option) => option.state === undefined || option.state === (session.stateValue ?? 0))
      : column.options;
  return (
    <Dropdown
      {...inputAria(props)}
      id={props.id}
      appearance="filled-darker"
      className={styles.dropdown}
      placeholder={EMPTY}
      listbox={{ className: styles.listbox }}
      value={text}
      selectedOptions={value === null ? [] : [String(value)]}
      positioning={{ matchTargetSize: "width", autoSize: true }}
      onOptionSelect={(_, data) =>
        session.setValue(
          column.logicalName,
          data.optionValue === undefined || data.optionValue === "" ? null : Number(data.optionValue),
        )
      }
    >
      {column.type === "choice" ? (
        <Option value="" text={EMPTY} className={styles.placeholder}>
          {EMPTY}
        </Option>
      ) : null}
      {options.map((option) => (
        <ChoiceItem key={option.value} option={option} languageId={formats.languageId} />
      ))}
    </Dropdown>
  );
}

function ChoiceItem(props: { readonly option: ChoiceOption; readonly languageId: number }): React.ReactElement {
  const text = optionText([props.option], props.option.value, props.languageId);
  return (
    <Option value={String(props.option.value)} text={text}>
      <EntryText>{text}</EntryText>
    </Option>
  );
}

/** Several options, with check boxes in the list. */
export function MultiChoiceField(props: FieldProps<Extract<Column, { type: "multichoice" }>>): React.ReactElement {
  const styles = useStyles();
  const { formats } = useHost();
  const { session, column, state } = props;
  const chosen = Array.isArray(state.value) ? state.value.map(Number) : [];
  const text = chosen.map((value) => optionText(column.options, value, formats.languageId)).join("; ");
  if (props.readOnly) return <ReadOnlyInput field={props} text={text} />;
  return (
    <Dropdown
      {...inputAria(props)}
      id={props.id}
      multiselect
      appearance="filled-darker"
      className={styles.dropdown}
      placeholder={EMPTY}
      listbox={{ className: styles.listbox }}
      value={text}
      selectedOptions={chosen.map(String)}
      positioning={{ matchTargetSize: "width", autoSize: true }}
      onOptionSelect={(_, data) => {
        const picked = new Set(data.selectedOptions.map(Number));
        session.setValue(
          column.logicalName,
          column.options.map((option) => option.value).filter((value) => picked.has(value)),
        );
      }}
    >
      {column.options.map((option) => (
        <ChoiceItem key={option.value} option={option} languageId={formats.languageId} />
      ))}
    </Dropdown>
  );
}

/** Yes/no: a switch with the option's text at its right; counts at once. */
export function BooleanField(props: FieldProps<Extract<Column, { type: "boolean" }>>): React.ReactElement {
  const styles = useStyles();
  const fieldStyles = useFieldStyles();
  const { formats } = useHost();
  const { session, column, state } = props;
  const on = state.value === true;
  const text = state.value === null && props.readOnly ? "" : optionText(column.options, on ? 1 : 0, formats.languageId);
  if (props.readOnly) return <ReadOnlyInput field={props} text={text} />;
  return (
    <div className={fieldStyles.full}>
      <Switch
        {...inputAria(props)}
        id={props.id}
        className={styles.switch}
        checked={on}
        label={text}
        labelPosition="after"
        onChange={(_, data) => session.setValue(column.logicalName, data.checked)}
      />
    </div>
  );
}

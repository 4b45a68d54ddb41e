import * as React from "react";
import { Input, mergeClasses } from "@fluentui/react-components";
import { inputAria, useFieldStyles, type FieldProps } from "./fieldProps";

/** A locked field: same fill, readable and focusable, its focus line grey; empty is blank, masked is `********`. */
export function ReadOnlyInput(props: {
  readonly field: FieldProps;
  readonly text: string;
  readonly contentAfter?: React.ReactElement;
}): React.ReactElement {
  const styles = useFieldStyles();
  const { field } = props;
  return (
    <Input
      {...inputAria(field)}
      dir="auto"
      aria-required={undefined}
      id={field.id}
      appearance="filled-darker"
      readOnly
      className={mergeClasses(styles.full, styles.readOnly)}
      value={props.text}
      contentAfter={props.contentAfter}
    />
  );
}

import * as React from "react";
import { BooleanField, ChoiceField, MultiChoiceField } from "./ChoiceFields";
import { DateField } from "./DateField";
import type { FieldProps } from "./fieldProps";
import { LookupField } from "./LookupField";
import { NumberField } from "./NumberField";
import { ReadOnlyInput } from "./ReadOnlyInput";
import { MemoField, TextField } from "./TextFields";

/** What a masked field shows instead of its value. */
export const MASK = "********";

/** The stock control of a column's type. */
export function Field(props: FieldProps): React.ReactElement {
  const { column } = props;
  if (props.state.security?.readable === false) return <ReadOnlyInput field={props} text={MASK} />;
  switch (column.type) {
    case "text":
      return <TextField {...props} column={column} />;
    case "memo":
      return <MemoField {...props} />;
    case "choice":
    case "state":
    case "status":
      return <ChoiceField {...props} column={column} />;
    case "multichoice":
      return <MultiChoiceField {...props} column={column} />;
    case "boolean":
      return <BooleanField {...props} column={column} />;
    case "integer":
    case "bigint":
    case "decimal":
    case "float":
    case "money":
      return <NumberField {...props} column={column} />;
    case "datetime":
      return <DateField {...props} column={column} />;
    case "lookup":
      return <LookupField {...props} column={column} />;
    case "primarykey":
    case "guid":
    case "image":
    case "file":
      return <ReadOnlyInput field={props} text={props.state.formatted} />;
  }
}

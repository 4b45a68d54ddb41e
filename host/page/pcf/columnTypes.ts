import type { Column, TextFormat } from "../../../solution/model/types";
import { textIn } from "../data/localized";
import { optionItems, REQUIRED_LEVELS } from "../data/metadata";
import type { AttributeState } from "../record/session.types";

const TEXT_TYPES: Readonly<Record<TextFormat, string>> = {
  text: "SingleLine.Text",
  email: "SingleLine.Email",
  url: "SingleLine.URL",
  phone: "SingleLine.Phone",
  textarea: "SingleLine.TextArea",
  ticker: "SingleLine.Ticker",
  richtext: "SingleLine.Text",
};

/** The manifest type of a column's values: `type` of a bound property, `dataType` of a data set's column. */
export function manifestType(column: Column): string {
  switch (column.type) {
    case "text":
      return TEXT_TYPES[column.format];
    case "memo":
      return "Multiple";
    case "choice":
    case "state":
    case "status":
      return "OptionSet";
    case "multichoice":
      return "MultiSelectOptionSet";
    case "boolean":
      return "TwoOptions";
    case "integer":
    case "bigint":
      return "Whole.None";
    case "decimal":
      return "Decimal";
    case "float":
      return "FP";
    case "money":
      return "Currency";
    case "datetime":
      return column.format === "date" ? "DateAndTime.DateOnly" : "DateAndTime.DateAndTime";
    case "lookup":
      return column.owner ? "Lookup.Owner" : column.targets.length > 1 ? "Lookup.Customer" : "Lookup.Simple";
    case "image":
    case "file":
      return column.type === "image" ? "Image" : "File";
    default:
      // The primary key: the documented way for a control to learn the record's id.
      return "SingleLine.Text";
  }
}

const BEHAVIORS = { userLocal: 1, dateOnly: 2, timeZoneIndependent: 3 } as const;

/** `attributes` of a bound property. The required level is the form's: a business rule may have changed it. */
export function attributesOf(
  column: Column,
  state: Pick<AttributeState, "required">,
  language: number,
): Readonly<Record<string, unknown>> {
  return {
    DisplayName: textIn(column.displayName, language),
    LogicalName: column.logicalName,
    RequiredLevel: REQUIRED_LEVELS[state.required],
    IsSecured: column.secured,
    // 0 simple, 1 calculated, 2 rollup; the solution has only simple columns.
    SourceType: 0,
    Description: column.description === undefined ? "" : textIn(column.description, language),
    Type: column.type,
    ...("maxLength" in column ? { MaxLength: column.maxLength, Format: column.format, ImeMode: 0 } : {}),
    ...("min" in column ? { MinValue: column.min, MaxValue: column.max, ImeMode: 0 } : {}),
    ...("precision" in column ? { Precision: column.precision } : {}),
    ...(column.type === "integer" ? { Format: "none" } : {}),
    ...(column.type === "datetime"
      ? { Behavior: BEHAVIORS[column.behavior], Format: column.format === "date" ? "date" : "datetime", ImeMode: 0 }
      : {}),
    ...(column.type === "lookup" ? { Targets: [...column.targets] } : {}),
    ...("options" in column ? { Options: optionItems(column, language), DefaultValue: defaultOf(column) } : {}),
  };
}

function defaultOf(column: Column): number | boolean {
  // −1 is the platform's "no default" of a choice.
  return "defaultValue" in column && column.defaultValue !== undefined ? column.defaultValue : -1;
}

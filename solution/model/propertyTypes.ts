import type { Column } from "./types";

/**
 * The manifest's `of-type` names that a column can be bound to, as the form designer offers it
 * (documentation: Power Apps component framework, manifest schema, `property` element).
 */
export function propertyTypesOf(column: Column): readonly string[] {
  switch (column.type) {
    case "text":
      return ["SingleLine.Text", ...textTypes[column.format]];
    case "memo":
      return ["Multiple", "SingleLine.TextArea"];
    case "choice":
    case "state":
    case "status":
      return ["OptionSet", "Enum"];
    case "multichoice":
      return ["MultiSelectOptionSet"];
    case "boolean":
      return ["TwoOptions"];
    case "integer":
      return ["Whole.None"];
    case "decimal":
      return ["Decimal"];
    case "float":
      return ["FP"];
    case "money":
      return ["Currency"];
    case "datetime":
      return column.format === "date" ? ["DateAndTime.DateOnly"] : ["DateAndTime.DateAndTime"];
    case "lookup":
      return column.owner ? ["Lookup.Owner"] : ["Lookup.Simple"];
    // The documented way for a control to learn which record it stands on is an input bound to the key.
    case "primarykey":
    case "guid":
      return ["SingleLine.Text"];
    case "bigint":
    case "image":
    case "file":
      return [];
  }
}

const textTypes = {
  text: [],
  email: ["SingleLine.Email"],
  url: ["SingleLine.URL"],
  phone: ["SingleLine.Phone"],
  textarea: ["SingleLine.TextArea"],
  ticker: ["SingleLine.Ticker"],
  richtext: [],
} as const satisfies Record<(Column & { type: "text" })["format"], readonly string[]>;

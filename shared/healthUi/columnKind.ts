import type { ColumnKind } from "../health/types";

/** The kind of a column from its type as the framework writes it (`SingleLine.Text`, `Lookup.Simple`, `Whole.None`, …). */
export function columnKind(type: string): ColumnKind {
  if (type === "Multiple") return "memo";
  if (type === "OptionSet" || type === "Optionset") return "choice";
  if (type.startsWith("MultiSelect")) return "multiChoice";
  if (type === "TwoOptions") return "boolean";
  if (type.startsWith("Lookup.")) return "lookup";
  if (type.startsWith("DateAndTime.")) return "date";
  if (type === "Currency" || type === "Decimal" || type === "FP" || type.startsWith("Whole.")) return "number";
  if (type === "File" || type === "Image") return "file";
  return "text";
}

import type { Row } from "../../../shared/dataverse/client";
import type { ColumnMetadata } from "../../../shared/form/metadata";
import type { ColumnFact } from "../../../shared/health/types";
import type { EditableColumn, EditorValue } from "../../../shared/healthUi/editors/types";

/**
 * What an editor needs for a column of the view, or null where it cannot be mended in the row: a lookup cannot be set
 * through the Web API without the name of its navigation property, which no documented call of a control tells.
 */
export function editableColumn(
  column: ColumnFact,
  dataType: string,
  metadata: ColumnMetadata | undefined,
): EditableColumn | null {
  const { kind, label } = column;
  const options = metadata?.options ?? [];
  if (kind === "lookup" || kind === "file" || kind === "boolean" || kind === "richText") return null;
  if ((kind === "choice" || kind === "multiChoice") && options.length === 0) return null;
  const withTime = dataType === "DateAndTime.DateAndTime";
  return {
    kind,
    label,
    maxLength: metadata?.maxLength ?? null,
    min: null,
    max: null,
    wholeNumber: dataType.startsWith("Whole."),
    options,
    date: withTime ? "instant" : "calendar",
    withTime,
    pickLookup: null,
  };
}

/** A value as the Web API takes it: a date without time as YYYY-MM-DD, several choices as comma separated numbers. */
export function payloadValue(column: EditableColumn, value: EditorValue): Row[string] {
  if (value instanceof Date) {
    if (column.withTime) return value.toISOString().replace(/\.\d+Z$/, "Z");
    return [String(value.getFullYear()).padStart(4, "0"), value.getMonth() + 1, value.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");
  }
  return Array.isArray(value) ? value.join(",") : value;
}

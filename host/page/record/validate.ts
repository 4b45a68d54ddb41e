import type { Column, RequiredLevel } from "../../../solution/model/types";
import { formatNumber, type Formats } from "./formats";
import type { AttributeValue } from "../data/values";

/** True for a level that stops a save while the column is empty. */
export const isRequired = (level: RequiredLevel): boolean => level === "required" || level === "systemrequired";

export const isEmpty = (value: AttributeValue): boolean =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** The sentence under a required field that is empty, in the words of Dynamics. */
export const requiredText = (label: string): string => `${label}: Required fields must be filled in.`;

/** What is wrong with a value whatever the moment: too long, out of range, no number. Null = fine. */
export function valueError(column: Column, label: string, value: AttributeValue, formats: Formats): string | null {
  if (value === null) return null;
  switch (column.type) {
    case "text":
    case "memo":
      return typeof value === "string" && value.length > column.maxLength
        ? `${label}: You have exceeded the maximum number of ${column.maxLength} characters in this field.`
        : null;
    case "integer":
    case "decimal":
    case "float":
    case "money":
      return typeof value === "number" && (value < column.min || value > column.max)
        ? `${label}: Enter a number between ${formatNumber(column, column.min, formats)} and ${formatNumber(column, column.max, formats)}.`
        : null;
    case "choice":
    case "status":
      return typeof value === "number" && !column.options.some((option) => option.value === value)
        ? `${label}: ${value} is not an option of this field.`
        : null;
    default:
      return null;
  }
}

/** The error when a control or a person hands over something that the column cannot hold. */
export function kindError(column: Column, label: string, formats: Formats): string {
  switch (column.type) {
    case "integer":
    case "decimal":
    case "float":
    case "money":
      return `${label}: Enter a number between ${formatNumber(column, column.min, formats)} and ${formatNumber(column, column.max, formats)}.`;
    case "datetime":
      return `${label}: Enter a valid date.`;
    default:
      return `${label}: This value does not fit the field.`;
  }
}

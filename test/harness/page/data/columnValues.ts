import type { Column } from "../../../../solution/tools/model/types";
import type { AttributeValue, LookupValue } from "../form/session.types";
import type { Row } from "./webApi";

const FORMATTED = "@OData.Community.Display.V1.FormattedValue";
const LOOKUP_TABLE = "@Microsoft.Dynamics.CRM.lookuplogicalname";

/** The property under which the Web API sends a column. */
export function propertyOf(column: Pick<Column, "logicalName" | "type">): string {
  return column.type === "lookup" ? `_${column.logicalName}_value` : column.logicalName;
}

/**
 * A column's value out of a row of the Web API, in the form that controls see in `raw`. A key that is missing (FetchXML leaves
 * nulls out) is null. Dates: an instant for a user-local column; for date-only and zone-independent columns the Date whose
 * *browser-local* fields are the stored day and time, as the platform's client builds it.
 *
 * @param property Another key than the column's own, for a linked column (`alias.column`).
 */
export function readColumn(column: Column, row: Row, property: string = propertyOf(column)): { value: AttributeValue; formatted: string } {
  const raw = row[property];
  const annotation = row[property + FORMATTED];
  const value = convert(column, raw, typeof annotation === "string" ? annotation : "", row[property + LOOKUP_TABLE]);
  if (value === null) {
    return { value: null, formatted: "" };
  }
  return { value, formatted: typeof annotation === "string" ? annotation : typeof raw === "string" || typeof raw === "number" ? String(raw) : "" };
}

function convert(column: Column, raw: unknown, formatted: string, lookupTable: unknown): AttributeValue {
  if (raw === null || raw === undefined || raw === "") {
    return null;
  }
  switch (column.type) {
    case "integer":
    case "bigint":
    case "decimal":
    case "float":
    case "money":
    case "choice":
    case "state":
    case "status":
      return Number(raw);
    case "boolean":
      return raw === true || raw === "true" || raw === 1;
    case "multichoice":
      return String(raw).split(",").map(Number);
    case "datetime":
      return readDate(column.behavior, String(raw));
    case "lookup": {
      const target = typeof lookupTable === "string" ? lookupTable : (column.targets[0] ?? "");
      const lookup: LookupValue = { id: String(raw).toLowerCase(), name: formatted, entityType: target };
      return [lookup];
    }
    default:
      return String(raw);
  }
}

function readDate(behavior: "userLocal" | "dateOnly" | "timeZoneIndependent", text: string): Date | null {
  if (behavior === "userLocal") {
    const instant = new Date(text);
    return Number.isNaN(instant.getTime()) ? null : instant;
  }
  const fields = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?/.exec(text);
  if (fields === null) {
    return null;
  }
  const [year, month, day, hour, minute, second] = fields.slice(1).map((field) => Number(field ?? 0));
  return new Date(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0);
}

/** Equal as values: dates by instant, lookups by id and table, lists by their members in order. An empty list is null. */
export function sameValue(left: AttributeValue, right: AttributeValue): boolean {
  if (isEmpty(left) || isEmpty(right)) {
    return isEmpty(left) && isEmpty(right);
  }
  if (left instanceof Date || right instanceof Date) {
    return left instanceof Date && right instanceof Date && left.getTime() === right.getTime();
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, at) => memberKey(item) === memberKey(right[at]));
  }
  return left === right;
}

export function isEmpty(value: AttributeValue): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function memberKey(item: unknown): string {
  return typeof item === "object" && item !== null && "id" in item && "entityType" in item ? `${String(item.entityType)}:${String(item.id).toLowerCase()}` : String(item);
}

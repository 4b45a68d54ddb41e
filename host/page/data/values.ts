import type { Column, HostModel, OneToMany, Table } from "../../../solution/model/types";

const FORMATTED = "@OData.Community.Display.V1.FormattedValue";
const LOOKUP_TABLE = "@Microsoft.Dynamics.CRM.lookuplogicalname";

/** A lookup value as the client API and the component framework spell it. */
export interface LookupValue {
  /** Lower-case GUID without braces. */
  readonly id: string;
  readonly name: string;
  readonly entityType: string;
}

/**
 * A column's value as a control sees it in `raw`: text string, numbers and choices number, yes/no boolean, multi-choice
 * number[], dates Date, lookups a list of one, nothing null.
 */
export type AttributeValue = string | number | boolean | Date | readonly number[] | readonly LookupValue[] | null;

/** A row as the Web API sends it. */
export type Row = Readonly<Record<string, unknown>>;

/** The property of a row that carries a column: lookups are read as `_x_value`. */
export function propertyOf(column: Column): string {
  return column.type === "lookup" ? `_${column.logicalName}_value` : column.logicalName;
}

/** What the server wrote for people, or an empty text. */
export function formattedIn(row: Row, property: string): string {
  const text = row[`${property}${FORMATTED}`];
  return typeof text === "string" ? text : "";
}

const numberOf = (value: unknown): number | null =>
  typeof value === "number"
    ? value
    : typeof value === "string" && value !== "" && Number.isFinite(Number(value))
      ? Number(value)
      : null;

/**
 * A column's value out of a row. Zone-free dates carry the wall's time in the browser's own fields.
 * @param property Another key than the column's own, for one of a linked table (`alias.column`).
 */
export function readColumn(column: Column, row: Row, property = propertyOf(column)): AttributeValue {
  const value = row[property];
  if (value === null || value === undefined) return null;
  switch (column.type) {
    case "lookup": {
      const named = row[`${property}${LOOKUP_TABLE}`];
      const entityType = typeof named === "string" ? named : (column.targets[0] ?? "");
      return [{ id: String(value).toLowerCase(), name: formattedIn(row, property), entityType }];
    }
    case "multichoice":
      return String(value).split(",").filter(Boolean).map(Number);
    case "boolean":
      return value === true;
    case "choice":
    case "state":
    case "status":
    case "integer":
    case "bigint":
    case "decimal":
    case "float":
    case "money":
      return numberOf(value);
    case "datetime":
      return readDate(column.behavior, String(value));
    default:
      return String(value);
  }
}

function readDate(behavior: "userLocal" | "dateOnly" | "timeZoneIndependent", text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?/.exec(text);
  if (!match) return null;
  if (behavior === "userLocal") return new Date(text);
  const [, year, month, day, hour = "0", minute = "0"] = match;
  const local = new Date(2000, 0, 1, Number(hour), Number(minute));
  local.setFullYear(Number(year), Number(month) - 1, Number(day));
  return local;
}

const two = (value: number): string => String(value).padStart(2, "0");
const dayText = (value: Date): string =>
  `${String(value.getFullYear()).padStart(4, "0")}-${two(value.getMonth() + 1)}-${two(value.getDate())}`;

/** The navigation property that leads from a lookup column to one target: read from the model, never derived. */
function lookupNavigation(
  model: Pick<HostModel, "relationships">,
  table: string,
  column: string,
  target: string,
): string | undefined {
  return model.relationships.find(
    (relationship): relationship is OneToMany =>
      relationship.kind === "oneToMany" &&
      relationship.referencingTable === table &&
      relationship.referencingColumn === column &&
      relationship.referencedTable === target,
  )?.referencingNavigation;
}

/**
 * Puts a column's value into a payload for create or update.
 * @throws Error when the model has no relationship for the lookup, since the write could only fail.
 */
export function writeColumn(
  payload: Record<string, unknown>,
  table: Table,
  column: Column,
  value: AttributeValue,
  model: HostModel,
  was: AttributeValue = null,
): void {
  if (column.type === "lookup") {
    const items = isLookup(value) ? value : [];
    const target = items[0] ?? (isLookup(was) ? was[0] : undefined);
    const targetTable = target?.entityType ?? column.targets[0] ?? "";
    const navigation = lookupNavigation(model, table.logicalName, column.logicalName, targetTable);
    const set = model.tables.find((candidate) => candidate.logicalName === targetTable)?.entitySetName;
    if (!navigation || !set)
      throw new Error(
        `The solution has no relationship from ${table.logicalName}.${column.logicalName} to ${targetTable}: add it to Other/Relationships.`,
      );
    payload[`${navigation}@odata.bind`] = items[0] ? `/${set}(${items[0].id})` : null;
    return;
  }
  payload[column.logicalName] = jsonOf(column, value);
}

const isLookup = (value: AttributeValue): value is readonly LookupValue[] =>
  Array.isArray(value) && typeof value[0] === "object";

function jsonOf(column: Column, value: AttributeValue): unknown {
  if (value === null) return null;
  if (value instanceof Date) {
    const behavior = column.type === "datetime" ? column.behavior : "userLocal";
    if (behavior === "dateOnly") return dayText(value);
    if (behavior === "timeZoneIndependent")
      return `${dayText(value)}T${two(value.getHours())}:${two(value.getMinutes())}:00Z`;
    return value.toISOString().replace(/\.\d{3}Z$/, "Z");
  }
  if (column.type === "multichoice" && Array.isArray(value)) return value.length === 0 ? null : value.join(",");
  return value;
}

/** Equality of values, by content. An empty text, an empty list and null are all "nothing". */
export function sameValue(a: AttributeValue, b: AttributeValue): boolean {
  const nothing = (value: AttributeValue): boolean =>
    value === null || value === "" || (Array.isArray(value) && value.length === 0);
  if (nothing(a) || nothing(b)) return nothing(a) && nothing(b);
  if (a instanceof Date || b instanceof Date)
    return a instanceof Date && b instanceof Date && a.getTime() === b.getTime();
  if (isLookup(a) || isLookup(b)) {
    if (isLookup(a) && isLookup(b))
      return a.length === b.length && a.every((item, index) => sameReference(item, b[index]));
    return false;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    const left = sorted(a);
    const right = sorted(b);
    return left.length === right.length && left.every((item, index) => item === right[index]);
  }
  return a === b;
}

const sameReference = (a: LookupValue, b: LookupValue | undefined): boolean =>
  a.id === b?.id && a.entityType === b.entityType;
const sorted = (values: readonly unknown[]): readonly number[] => values.map(Number).sort((x, y) => x - y);

/** Brings a value that a control or a script handed over into the column's shape; undefined when it cannot be one. */
export function coerce(column: Column, value: unknown): AttributeValue | undefined {
  if (value === null || value === undefined || value === "") return null;
  switch (column.type) {
    case "lookup": {
      const items = Array.isArray(value) ? (value as readonly unknown[]) : [value];
      if (items.length === 0) return null;
      const found = items.map((item) => asLookup(item, column.targets));
      return found.every((item): item is LookupValue => item !== null) ? found : undefined;
    }
    case "multichoice": {
      if (!Array.isArray(value)) return undefined;
      const numbers = (value as readonly unknown[]).map(Number);
      if (numbers.length === 0) return null;
      return numbers.every(Number.isInteger) ? numbers : undefined;
    }
    case "boolean":
      return typeof value === "boolean" ? value : value === 1 ? true : value === 0 ? false : undefined;
    case "integer":
    case "bigint":
    case "choice":
    case "state":
    case "status":
      return typeof value === "number" && Number.isInteger(value) ? value : undefined;
    case "decimal":
    case "float":
    case "money":
      return typeof value === "number" && Number.isFinite(value) ? value : undefined;
    case "datetime": {
      const date = value instanceof Date ? value : typeof value === "string" ? readDate(column.behavior, value) : null;
      return date && !Number.isNaN(date.getTime()) ? date : undefined;
    }
    default:
      return typeof value === "string" ? value : undefined;
  }
}

function asLookup(item: unknown, targets: readonly string[]): LookupValue | null {
  if (typeof item !== "object" || item === null || !("id" in item)) return null;
  const { id, name, entityType } = item as {
    readonly id: unknown;
    readonly name?: unknown;
    readonly entityType?: unknown;
  };
  const raw = typeof id === "object" && id !== null && "guid" in id ? (id as { readonly guid: unknown }).guid : id;
  if (typeof raw !== "string") return null;
  const table = typeof entityType === "string" ? entityType : targets.length === 1 ? targets[0] : undefined;
  return table && targets.includes(table)
    ? { id: raw.replace(/[{}]/g, "").toLowerCase(), name: typeof name === "string" ? name : "", entityType: table }
    : null;
}

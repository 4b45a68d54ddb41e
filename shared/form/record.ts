import { pageRecords } from "./undocumented";

/** The record that a form shows. A record that was never saved has no id. */
export interface FormRecord {
  /** Lower-case GUID without braces, or null: not saved yet, or the host does not tell. */
  readonly id: string | null;
  /** Logical table name, or null where the host does not tell. */
  readonly table: string | null;
  /**
   * Changes when another record is shown, and with the first save of a new record. What a person was doing outlasts that
   * save: its key is `ControlProps.visit`.
   */
  readonly key: string;
}

const GUID = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i;

function guid(value: unknown): string | null {
  const id = typeof value === "string" ? GUID.exec(value.trim())?.[1]?.toLowerCase() : undefined;
  // All zeros: the empty GUID.
  return id === undefined || /^[0-]+$/.test(id) ? null : id;
}

const name = (value: unknown): string | null =>
  typeof value === "string" && value.trim() !== "" ? value.trim().toLowerCase() : null;

/** What a maker bound or typed for an input property, whatever its type; undefined where the control has none. */
function raw(parameters: object, property: string): unknown {
  const parameter: unknown = Reflect.get(parameters, property);
  return typeof parameter === "object" && parameter !== null ? Reflect.get(parameter, "raw") : undefined;
}

/**
 * Which record the form shows: first the documented way (the input properties `recordId` and `recordTable`, which a maker
 * binds to the primary key and sets to the table's logical name), then what model-driven apps have undocumented. To be
 * called in every updateView: a new record gets its id without a new init.
 */
export function recordOf(context: object, parameters: object): FormRecord {
  const pages = pageRecords(context);
  const id = [raw(parameters, "recordId"), ...pages.map((page) => page.id)].map(guid).find((found) => found !== null);
  const table = [raw(parameters, "recordTable"), ...pages.map((page) => page.table)]
    .map(name)
    .find((found) => found !== null);
  return { id: id ?? null, table: table ?? null, key: `${table ?? ""}:${id ?? ""}` };
}

/**
 * Whether `now` is another record than `before`. The first save, which gives a record its id, makes no other record of it:
 * the person goes on with what they were doing.
 */
export const isOtherRecord = (before: FormRecord, now: FormRecord): boolean =>
  (before.id !== null && before.id !== now.id) ||
  (before.table !== null && now.table !== null && before.table !== now.table);

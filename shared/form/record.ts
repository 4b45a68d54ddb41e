/** The record that a form shows. A record that was never saved has no id. */
export interface FormRecord {
  /** Lower-case GUID without braces, or null: not saved yet, or the host does not tell. */
  readonly id: string | null;
  /** Logical table name, or null where the host does not tell. */
  readonly table: string | null;
  /**
   * Changes exactly when another record is shown; the key of everything a person was doing. The first save of a new
   * record changes it too.
   */
  readonly key: string;
}

const GUID = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i;

function guid(value: unknown): string | null {
  const id = typeof value === "string" ? GUID.exec(value.trim())?.[1]?.toLowerCase() : undefined;
  // All zeros: the empty GUID.
  return id === undefined || /^[0-]+$/.test(id) ? null : id;
}

function child(source: unknown, key: string): unknown {
  return typeof source === "object" && source !== null ? Reflect.get(source, key) : undefined;
}

const name = (value: unknown): string | null =>
  typeof value === "string" && value.trim() !== "" ? value.trim().toLowerCase() : null;

/** The optional input properties that a maker binds to the primary key and sets to the table's logical name. */
interface RecordParameters {
  readonly recordId?: { readonly raw?: string | null };
  readonly recordTable?: { readonly raw?: string | null };
}

/**
 * Which record the form shows: first the documented way (input properties), then two members that model-driven apps have
 * but no documentation promises. Call it in every updateView: a new record gets its id without a new init.
 */
export function recordOf(context: object, parameters: RecordParameters): FormRecord {
  const page = child(context, "page");
  const info = child(child(context, "mode"), "contextInfo");
  const id = guid(parameters.recordId?.raw) ?? guid(child(page, "entityId")) ?? guid(child(info, "entityId"));
  const table =
    name(parameters.recordTable?.raw) ?? name(child(page, "entityTypeName")) ?? name(child(info, "entityTypeName"));
  return { id, table, key: `${table ?? ""}:${id ?? ""}` };
}

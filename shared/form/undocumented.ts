/**
 * The one place that looks at members of the context that model-driven apps have and no documentation promises. Each is
 * looked for and may be missing; what is documented always comes first.
 */

const child = (source: unknown, key: string): unknown =>
  typeof source === "object" && source !== null ? Reflect.get(source, key) : undefined;

/** Id and table of the page's record, as they stand there; each undefined where this host has nothing. */
export interface PageRecord {
  readonly id: unknown;
  readonly table: unknown;
}

/** What the page says of its record (`page`), and else what the control's mode does (`contextInfo`). */
export function pageRecords(context: object): readonly PageRecord[] {
  return [child(context, "page"), child(child(context, "mode"), "contextInfo")].map((source) => ({
    id: child(source, "entityId"),
    table: child(source, "entityTypeName"),
  }));
}

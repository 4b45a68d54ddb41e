import type { CatalogTable } from "../catalog";
import type { WriteContext } from "./context";

/** Who made or changed the row, and when; times are cut to seconds. */
export function stamp(
  context: WriteContext,
  table: CatalogTable,
  values: Map<string, unknown>,
  kind: "created" | "modified",
): void {
  if (table.columnsByName.has(`${kind}on`)) {
    values.set(`${kind}on`, `${context.now.toISOString().slice(0, 19)}Z`);
  }
  if (table.columnsByName.has(`${kind}by`)) {
    values.set(`${kind}by`, context.caller.userId);
  }
  if (table.columnsByName.has(`${kind}onbehalfby`)) {
    values.set(`${kind}onbehalfby`, context.impersonator);
  }
}

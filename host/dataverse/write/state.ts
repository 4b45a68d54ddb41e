import type { Column } from "../../../solution/model/types";
import type { CatalogTable } from "../catalog";
import { Fault } from "../fault";
import type { StoredRow } from "./context";

type StateColumn = Extract<Column, { type: "state" }>;
type StatusColumn = Extract<Column, { type: "status" }>;

/** Tables of the platform whose rows begin in their first state. Those of solutions may be created in any. */
const beginsActive = new Set(["account", "contact", "task"]);

/**
 * Completes and checks the pair of state and status reason: a reason belongs to one state, and a state that is entered
 * without a reason takes its default one.
 * @throws Fault 400 0x80048408 for a reason of another state
 */
export function settleState(table: CatalogTable, values: Map<string, unknown>, row: StoredRow | undefined): void {
  const state = table.columnsByName.get("statecode");
  const status = table.columnsByName.get("statuscode");
  if (
    state?.type !== "state" ||
    status?.type !== "status" ||
    (row !== undefined && !values.has("statecode") && !values.has("statuscode"))
  ) {
    return;
  }
  const before = row?.["statecode"] ?? state.defaultValue;
  const next = values.get("statecode") ?? before;
  const reason =
    values.get("statuscode") ??
    (row !== undefined && next === before ? row["statuscode"] : defaultReason(state, status, next));
  const fits = status.options.some((option) => option.value === reason && (option.state ?? next) === next);
  if (!fits || (row === undefined && next !== state.defaultValue && beginsActive.has(table.logicalName))) {
    throw invalidReason(table, state, fits ? state.defaultValue : next, reason);
  }
  values.set("statecode", next);
  values.set("statuscode", reason);
}

function defaultReason(state: StateColumn, status: StatusColumn, value: unknown): number | undefined {
  const named = state.options.find((option) => option.value === value)?.defaultStatus;
  return named ?? status.options.find((option) => option.state === value)?.value ?? status.defaultValue;
}

function invalidReason(table: CatalogTable, state: StateColumn, value: unknown, reason: unknown): Fault {
  const label = state.options.find((option) => option.value === value)?.label[1033] ?? String(value);
  return new Fault(
    400,
    "0x80048408",
    `${String(reason)} is not a valid status code for state code ${table.schemaName}State.${label.replace(/\s/gu, "")}`,
  );
}

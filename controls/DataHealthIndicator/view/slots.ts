import type { ColumnFacts } from "../../../shared/form/column";
import type { ColumnFact } from "../../../shared/health/types";
import type { EditableColumn } from "../../../shared/healthUi/editors/types";

/** The bound slots of the manifest, in their order. */
export const SLOTS = [
  "field1",
  "field2",
  "field3",
  "field4",
  "field5",
  "field6",
  "field7",
  "field8",
  "field9",
  "field10",
  "field11",
  "field12",
] as const;
type Slot = (typeof SLOTS)[number];

/** A column that the maker bound to one of the slots. */
export interface BoundSlot {
  readonly slot: Slot;
  readonly column: ColumnFact;
  readonly facts: ColumnFacts;
  readonly editable: EditableColumn;
}

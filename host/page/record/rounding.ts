import type { Column } from "../../../solution/model/types";
import type { AttributeValue } from "../data/values";

/** Numbers are kept in the column's precision, as a field shows them after it is left. */
export function roundToColumn(column: Column, value: AttributeValue): AttributeValue {
  if (typeof value !== "number" || (column.type !== "decimal" && column.type !== "float" && column.type !== "money"))
    return value;
  const rounded = Number(`${Math.round(Number(`${value}e${column.precision}`))}e-${column.precision}`);
  // A number that prints with an exponent of its own (1e21, 1e-7) cannot be shifted as text.
  return Number.isNaN(rounded) ? Number(value.toFixed(column.precision)) : rounded;
}

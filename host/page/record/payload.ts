import type { Column, HostModel, Table } from "../../../solution/model/types";
import { writeColumn } from "../data/values";
import { isDirty, type Attribute } from "./attributes";
import { isEmpty } from "./validate";

export type Payload = Readonly<Record<string, unknown>>;

function payloadOf(
  attributes: Iterable<Attribute>,
  wanted: (attribute: Attribute) => boolean,
  table: Table,
  model: HostModel,
): Payload {
  const payload: Record<string, unknown> = {};
  for (const attribute of attributes)
    if (wanted(attribute)) writeColumn(payload, table, attribute.column, attribute.value, model, attribute.saved);
  return payload;
}

/**
 * What a new record sends: what was filled in, and the defaults that the person saw on the form.
 * @throws Error for a lookup without a relationship
 */
export const createPayload = (attributes: Iterable<Attribute>, table: Table, model: HostModel): Payload =>
  payloadOf(
    attributes,
    (attribute) =>
      attribute.column.validForCreate &&
      !isEmpty(attribute.value) &&
      (isDirty(attribute) || attribute.touched || isSentByDefault(attribute.column)),
    table,
    model,
  );

/**
 * What an existing record sends: its dirty columns.
 * @throws Error for a lookup without a relationship
 */
export const updatePayload = (attributes: Iterable<Attribute>, table: Table, model: HostModel): Payload =>
  payloadOf(attributes, (attribute) => attribute.column.validForUpdate && isDirty(attribute), table, model);

/** Defaults that the person saw on the form and that are therefore sent; owner and state the server fills by itself. */
function isSentByDefault(column: Column): boolean {
  return column.type === "choice" || column.type === "boolean";
}

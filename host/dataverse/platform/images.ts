import { randomUUID } from "node:crypto";
import type { Table } from "../../../solution/model/types";

/** .NET counts ticks of 100 ns from the year 1. */
const ticksAt1970 = 621_355_968_000_000_000n;
const ticksOf = (instant: Date): string => String(ticksAt1970 + BigInt(instant.getTime()) * 10_000n);

/**
 * What the server derives from each image that a write brings: its id, its timestamp in ticks, and the address under which the
 * environment serves it. Values: the columns of the row being written, the image as base64 text or null.
 */
export function imageCompanions(
  table: Table,
  values: ReadonlyMap<string, unknown>,
  id: string,
  now: Date,
): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const { logicalName: name, type } of table.columns) {
    if (type !== "image" || !values.has(name)) {
      continue;
    }
    const isThere = typeof values.get(name) === "string";
    const ticks = ticksOf(now);
    found.set(`${name}id`, isThere ? randomUUID() : null);
    found.set(`${name}_timestamp`, isThere ? ticks : null);
    found.set(
      `${name}_url`,
      isThere ? `/Image/download.aspx?Entity=${table.logicalName}&Attribute=${name}&Id=${id}&Timestamp=${ticks}` : null,
    );
  }
  return found;
}

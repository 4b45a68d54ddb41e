import { Fault } from "./fault";

/** The rows that the requests of a change set have made so far: Content-ID → address of the row. */
export type ContentIds = ReadonlyMap<string, string>;

/** Names that begin with `$` and stand for a part of the service. */
const ofTheService = new Set(["batch", "metadata"]);

/**
 * An address in which `$1` at the beginning stands for the row that the request with Content-ID 1 made, in the request line as in
 * a reference of a body.
 * @throws Fault 400 for an id that no earlier request of the change set has
 */
export function withoutContentId(address: string, rows: ContentIds): string {
  const [reference, id] = /^\/?\$([\w-]+)/u.exec(address) ?? [];
  if (reference === undefined || id === undefined || ofTheService.has(id)) {
    return address;
  }
  const row = rows.get(id);
  if (row === undefined) {
    throw new Fault(
      400,
      "0x80060888",
      `The address '${address}' refers to Content-ID '${id}', which no earlier request of this change set has.`,
    );
  }
  return `${row}${address.slice(reference.length)}`;
}

import { Fault } from "../../fault";
import type { QueryOptions } from "../request/options";
import { notFound, resolveRow } from "../rows/row";
import { tableOf } from "../sql/statement";
import type { ReadDeps } from "../request/types";

/** The FetchXML that a request names: in itself, or in a saved view (`savedQuery=<id>`, `userQuery=<id>`). */
export async function storedQuery(deps: ReadDeps, options: QueryOptions): Promise<string | undefined> {
  if (options.fetchXml !== undefined) {
    return options.fetchXml;
  }
  const [name, id] =
    options.savedQuery === undefined
      ? (["userquery", options.userQuery] as const)
      : (["savedquery", options.savedQuery] as const);
  if (id === undefined) {
    return undefined;
  }
  const plain = id.replace(/^\{(.*)\}$/u, "$1").toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(plain)) {
    throw new Fault(400, "0x80060888", `'${id}' is not the id of a view.`);
  }
  const table = tableOf(deps, name);
  await resolveRow(deps, table, { kind: "id", id: plain });
  const [row] = await deps.database.query<{ fetchxml: string | null }>(
    `select fetchxml from "${name}" where "${table.primaryKey}" = $1::uuid`,
    [plain],
  );
  if (row === undefined || row.fetchxml === null) {
    throw notFound(table, { kind: "id", id: plain });
  }
  return row.fetchxml;
}

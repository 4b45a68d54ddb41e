import { beginAudit } from "../audit";
import type { CatalogTable } from "../catalog";
import { Fault } from "../fault";
import { isView } from "../platform/views";
import type { Queryable } from "../queryable";
import type { Address } from "../read/request/types";

/** Tables that the platform itself writes, besides those that are views of others. */
const written = new Set(["audit", "stringmap"]);
const methods: Readonly<Record<string, string>> = { POST: "Create", PATCH: "Update", PUT: "Update", DELETE: "Delete" };

/**
 * What the platform sees to before any write: nobody writes its own records, and changes of audited tables are recorded.
 * @throws Fault 400 0x80040800 for a table that clients may read only
 */
export async function beforeWrite(
  tx: Queryable,
  request: { readonly method: string; readonly address: Address; readonly body: string },
  by: { readonly userId: string; readonly callingUserId?: string; readonly now: Date },
): Promise<void> {
  const { address } = request;
  const table = "table" in address ? address.table : undefined;
  if (table !== undefined && (isView(table.logicalName) || written.has(table.logicalName))) {
    throw new Fault(
      400,
      "0x80040800",
      `The '${methods[request.method] ?? request.method}' method does not support entities of type '${table.logicalName}'. MessageProcessorCache returned MessageProcessor.Empty.`,
    );
  }
  await beginAudit(tx, {
    ...by,
    ...(table === undefined ? {} : { table: table.logicalName }),
    sent: table === undefined ? [] : sentColumns(table, address, request.body),
  });
}

function sentColumns(table: CatalogTable, address: Address, body: string): string[] {
  if (address.kind === "property") {
    return [address.column];
  }
  const parsed = parsedObject(body);
  return Object.keys(parsed).flatMap((key) => {
    const bound = key.endsWith("@odata.bind") ? table.navigations.get(key.slice(0, -"@odata.bind".length)) : undefined;
    if (bound?.kind === "lookup") {
      return [bound.column];
    }
    return table.columnsByName.has(key) ? [key] : [];
  });
}

/** A body that is no JSON is refused later, by whoever reads it. */
function parsedObject(body: string): object {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

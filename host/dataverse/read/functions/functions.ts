import { Fault, unsupported } from "../../fault";
import { isPublishedFunction } from "../../messages";
import { readOptions } from "../request/options";
import { Source, Statement, tableOf } from "../sql/statement";
import type { Address, ReadDeps } from "../request/types";
import { userPrivileges } from "./userPrivileges";

/** Functions of the Web API that take no writer: the answer is JSON text. */
export async function callFunction(
  deps: ReadDeps,
  address: Extract<Address, { kind: "function" }>,
  query: string,
): Promise<string> {
  const { caller, origin } = deps;
  if (address.bound !== undefined && !address.qualified) {
    throw new Fault(404, "0x8006088a", `Resource not found for the segment '${address.name}'.`);
  }
  switch (address.name) {
    case "WhoAmI":
      return JSON.stringify({
        "@odata.context": `${origin}/api/data/v9.2/$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
        BusinessUnitId: caller.businessUnitId,
        UserId: caller.userId,
        OrganizationId: caller.organizationId,
      });
    case "RetrieveUserPrivileges":
      return JSON.stringify(userPrivileges(deps, address));
    case "RetrieveTotalRecordCount":
      return JSON.stringify(await totalRecordCount(deps, address, query));
    case "RetrieveVersion":
      return JSON.stringify({
        "@odata.context": `${origin}/api/data/v9.2/$metadata#Microsoft.Dynamics.CRM.RetrieveVersionResponse`,
        Version: "9.2.0.0",
      });
    default:
      throw isPublishedFunction(address.name)
        ? unsupported(`The function ${address.name}`)
        : new Fault(404, "0x8006088a", `Resource not found for the segment '${address.name}'.`);
  }
}

async function totalRecordCount(
  deps: ReadDeps,
  address: Extract<Address, { kind: "function" }>,
  query: string,
): Promise<unknown> {
  const argument = address.arguments.get("EntityNames");
  const alias = argument?.kind === "alias" ? readOptions(query).aliases.get(argument.name) : undefined;
  const items = argument?.kind === "list" ? argument.items : alias?.type === "list" ? alias.items : [];
  const names = items.flatMap((item) => (item.kind === "text" ? [item.value] : []));
  const counts: number[] = [];
  for (const name of names) {
    const statement = new Statement(deps);
    const source = new Source(statement, tableOf(deps, name));
    // This count is kept for the whole table: the caller needs the privilege, rows are not looked at one by one.
    source.readable();
    const [row] = await deps.database.query<{ n: number }>(
      `select count(*)::int4 as n from "${source.table.logicalName}"`,
    );
    counts.push(row?.n ?? 0);
  }
  return {
    "@odata.context": `${deps.origin}/api/data/v9.2/$metadata#Microsoft.Dynamics.CRM.RetrieveTotalRecordCountResponse`,
    EntityRecordCountCollection: { Count: names.length, IsReadOnly: false, Keys: names, Values: counts },
  };
}

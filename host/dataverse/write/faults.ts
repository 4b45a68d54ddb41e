import type { CatalogTable } from "../catalog";
import { Fault } from "../fault";

const help = "https://go.microsoft.com/fwlink/?linkid=2195293";
const trace =
  "\r\n   at Microsoft.Crm.Extensibility.OData.EdmTypeConverter.ConvertToCrmEntity\r\n   at Microsoft.Crm.Extensibility.ODataV4.CrmODataExecutionContext";

/** 400 0x80048d19: the body cannot be read as a row of this table. `inner` begins with the type of the inner exception. */
export function payloadFault(table: CatalogTable, inner: string): Fault {
  return new Fault(
    400,
    "0x80048d19",
    `Error identified in Payload provided by the user for Entity :'${table.entitySetName}', For more information on this error please follow this help link ${help}  ---->  InnerException : ${inner}${trace}`,
  );
}

export const invalidProperty = (table: CatalogTable, property: string): Fault =>
  payloadFault(
    table,
    `Microsoft.Crm.CrmException: Invalid property '${property}' was found in entity 'Microsoft.Dynamics.CRM.${table.logicalName}'. ---> Microsoft.OData.ODataException: The property '${property}' does not exist on type 'Microsoft.Dynamics.CRM.${table.logicalName}'. Make sure to only use property names that are defined by the type.`,
  );

export const undeclaredProperty = (table: CatalogTable, property: string): Fault =>
  payloadFault(
    table,
    `Microsoft.OData.ODataException: An undeclared property '${property}' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values.`,
  );

/** `edmType` such as `Edm.Int32`. */
export const wrongType = (table: CatalogTable, value: unknown, edmType: string): Fault =>
  payloadFault(
    table,
    `Microsoft.OData.ODataException: Cannot convert the literal '${typeof value === "string" ? value : JSON.stringify(value)}' to the expected type '${edmType}'.`,
  );

export const directLookup = (): Fault =>
  new Fault(
    400,
    "0x80060888",
    "CRM do not support direct update of Entity Reference properties, Use Navigation properties instead.",
  );

export const cannotBeNull = (column: string): Fault =>
  new Fault(400, "0x80040203", `Attribute: ${column} cannot be set to NULL`);

export const notExisting = (table: CatalogTable, id: string): Fault =>
  new Fault(404, "0x80040217", `${table.logicalName} With Id = ${id} Does Not Exist`);

export const versionMismatch = (): Fault =>
  new Fault(412, "0x80060882", "The version of the existing record doesn't match the RowVersion property provided.");

export const alreadyExists = (): Fault =>
  new Fault(412, "0x80040237", "A record with matching key values already exists.");

export function keyViolated(table: CatalogTable, keyName: string): Fault {
  const columns = table.keys.find(({ name }) => name === keyName)?.columns ?? [];
  const names = columns.map((name) => table.columnsByName.get(name)?.displayName[1033] ?? name).join(", ");
  return new Fault(
    412,
    "0x80060892",
    `Entity Key ${keyName} violated. A record with the same value for ${names} already exists. A duplicate record cannot be created. Select one or more unique values and try again.`,
  );
}

export const stillReferenced = (): Fault =>
  new Fault(
    405,
    "0x80040227",
    "The object you tried to delete is associated with another object and cannot be deleted.",
  );

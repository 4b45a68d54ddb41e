import type { Column } from "../../../solution/model/types";
import type { CatalogTable } from "../catalog";
import { Fault, unsupported } from "../fault";
import { cannotBeNull, wrongType } from "./faults";

const guidPattern = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/iu;
/** An hour 24, which `Date` takes for the next midnight, is none here. */
const instantPattern = /^\d{4}-\d{2}-\d{2}T(?!24)\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/u;
/** What SQL Server's datetime can hold. */
const earliest = Date.UTC(1753, 0, 1);
const latest = Date.UTC(9999, 11, 31) - 1;

/** Lower case without braces; undefined when it is no GUID. */
const guidOf = (text: string): string | undefined => guidPattern.exec(text)?.[1]?.toLowerCase();

/**
 * A JSON value as the database stores it: numbers of decimal and money columns as text, instants cut to seconds, empty
 * texts as null, choices as lists of ascending numbers.
 * @throws Fault 400 with the code and the text of Dataverse for what the column cannot hold
 */
export function storedValue(table: CatalogTable, column: Column, value: unknown): unknown {
  if (value === null) {
    if (column.requiredLevel === "systemrequired") {
      throw cannotBeNull(column.logicalName);
    }
    return null;
  }
  switch (column.type) {
    case "text":
    case "memo":
      return storedText(table, column, value);
    case "integer": {
      const number = numberOf(table, value, "Edm.Int32", Number.isInteger);
      return inRange(table, column, number, "0x8004432f");
    }
    case "bigint":
      if (typeof value === "string" && /^-?\d{1,19}$/u.test(value) && fitsInt64(BigInt(value))) {
        return value;
      }
      return numberOf(table, value, "Edm.Int64", Number.isSafeInteger);
    case "decimal":
    case "money": {
      const number = rounded(
        numberOf(table, value, "Edm.Decimal", Number.isFinite),
        column.type === "money" ? Math.max(column.precision, 0) : column.precision,
      );
      return plain(inRange(table, column, number, "0x80044330"));
    }
    case "float":
      return inRange(
        table,
        column,
        rounded(numberOf(table, value, "Edm.Double", Number.isFinite), column.precision),
        "0x80044330",
      );
    case "choice":
    case "state":
    case "status": {
      const number = numberOf(table, value, "Edm.Int32", Number.isInteger);
      return accepted(table, column.logicalName, number, column.options);
    }
    case "multichoice": {
      if (typeof value !== "string") {
        throw wrongType(table, value, "Edm.String");
      }
      const parts = value
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "");
      const numbers = parts.map((part) => (/^-?\d+$/u.test(part) ? Number(part) : Number.NaN));
      numbers.forEach((number, index) => {
        if (Number.isNaN(number)) {
          throw wrongType(table, parts[index], "Edm.Int32");
        }
        accepted(table, column.logicalName, number, column.options);
      });
      return numbers.length === 0 ? null : [...new Set(numbers)].sort((a, b) => a - b).join(",");
    }
    case "boolean":
      if (typeof value !== "boolean") {
        throw wrongType(table, value, "Edm.Boolean");
      }
      return value;
    case "datetime":
      return storedDate(table, column, value);
    case "primarykey":
    case "guid":
    case "lookup": {
      const id = typeof value === "string" ? guidOf(value) : undefined;
      if (id === undefined) {
        throw wrongType(table, value, "Edm.Guid");
      }
      return id;
    }
    case "image":
      if (typeof value !== "string" || !/^[A-Za-z0-9+/]*={0,2}$/u.test(value)) {
        throw wrongType(table, value, "Edm.Binary");
      }
      return value;
    case "file":
      throw unsupported(`Writing the file column ${column.logicalName}`);
  }
}

function storedText(
  table: CatalogTable,
  column: Extract<Column, { type: "text" | "memo" }>,
  value: unknown,
): string | null {
  if (typeof value !== "string") {
    throw wrongType(table, value, "Edm.String");
  }
  const invalid = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u.exec(value)?.[0];
  if (invalid !== undefined) {
    throw new Fault(
      400,
      "0x80040278",
      `Invalid character in field '${column.logicalName}': '${JSON.stringify(invalid).slice(1, -1)}', hexadecimal value 0x${invalid.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}, is an invalid character.`,
    );
  }
  const text = value.replace(/ +$/u, "");
  if (text.length > column.maxLength) {
    throw new Fault(
      400,
      "0x80044331",
      `A validation error occurred.  The length of the '${column.logicalName}' attribute of the '${table.logicalName}' entity exceeded the maximum allowed length of '${column.maxLength}'.`,
    );
  }
  return text === "" ? null : text;
}

function numberOf(table: CatalogTable, value: unknown, edmType: string, isLegal: (value: number) => boolean): number {
  if (typeof value !== "number" || !isLegal(value) || (edmType === "Edm.Int32" && Math.abs(value) > 2 ** 31)) {
    throw wrongType(table, value, edmType);
  }
  return value;
}

function inRange(
  table: CatalogTable,
  column: { readonly logicalName: string; readonly min: number; readonly max: number },
  value: number,
  code: string,
): number {
  if (value < column.min || value > column.max) {
    throw new Fault(
      400,
      code,
      `A validation error occurred. The value ${value} of '${column.logicalName}' on record of type '${table.logicalName}' is outside the valid range. Accepted Values: ${column.min} to ${column.max}`,
    );
  }
  return value;
}

function accepted(
  table: CatalogTable,
  column: string,
  value: number,
  options: readonly { readonly value: number }[],
): number {
  if (!options.some((option) => option.value === value)) {
    throw new Fault(
      400,
      "0x8004431a",
      `A validation error occurred. The value ${value} of '${column}' on record of type '${table.logicalName}' is outside the valid range. Accepted Values: ${options.map((option) => option.value).join(",")}`,
    );
  }
  return value;
}

/** Half away from zero, on the digits as written: 1.005 is 1.01, whatever its binary fraction. */
export function rounded(value: number, digits: number): number {
  const shifted = Number(`${Math.abs(value)}e${digits}`);
  // A number so large or so small that it, or what it is shifted to, is written with an exponent has no such digits.
  return Number.isNaN(shifted) || shifted >= 1e21
    ? value
    : Math.sign(value) * Number(`${Math.round(shifted)}e-${digits}`) || 0;
}

const fitsInt64 = (value: bigint): boolean => BigInt.asIntN(64, value) === value;

/** Without an exponent. */
const plain = (value: number): string =>
  Math.abs(value) >= 1e21 || (value !== 0 && Math.abs(value) < 1e-6) ? value.toFixed(12) : String(value);

function storedDate(table: CatalogTable, column: Extract<Column, { type: "datetime" }>, value: unknown): string {
  const edmType = column.behavior === "dateOnly" ? "Edm.Date" : "Edm.DateTimeOffset";
  if (typeof value !== "string") {
    throw wrongType(table, value, edmType);
  }
  const day = /^(\d{4}-\d{2}-\d{2})/u.exec(value)?.[1];
  const wellFormed = column.behavior === "dateOnly" ? /^\d{4}-\d{2}-\d{2}$/u.test(value) : instantPattern.test(value);
  const at = new Date(column.behavior === "dateOnly" ? `${value}T00:00:00Z` : value);
  // `Date` takes 31 February for 3 March.
  const midnight = new Date(`${day ?? ""}T00:00:00Z`);
  const dayExists = !Number.isNaN(midnight.getTime()) && midnight.toISOString().slice(0, 10) === day;
  if (!wellFormed || Number.isNaN(at.getTime()) || !dayExists) {
    throw wrongType(table, value, edmType);
  }
  if (at.getTime() < earliest || at.getTime() > latest) {
    throw new Fault(
      400,
      "0x80040239",
      `The date-time format for ${value} is invalid, or value is outside the supported range.`,
    );
  }
  const seconds = `${at.toISOString().slice(0, 19)}Z`;
  return column.behavior === "dateOnly" ? value : column.behavior === "userLocal" ? seconds : seconds.slice(0, -1);
}

import { Fault, unsupported } from "../../fault";
import type { OrderItem } from "../request/ast";
import { isDay, isInstant } from "../request/dates";
import { type Cookie, type CookieEntry, malformedCookie } from "./cookie";
import { pathValue, resolveAlias, type Scope } from "./filter";
import { propertyColumn } from "../request/address";
import type { SqlType } from "../../schema";
import { type ResultRow, sortable, type Source, type Statement } from "../sql/statement";

/** A column that orders a page. */
export interface OrderKey {
  /** Its element in the cookie. */
  readonly name: string;
  readonly sql: string;
  readonly type: SqlType;
  readonly descending: boolean;
  /** The primary key is never null, and the tie-break. */
  readonly primary: boolean;
}

/** `$orderby`: a lookup sorts by the name it shows, a choice by its number. */
export function orderKeys(scope: Scope, items: readonly OrderItem[]): OrderKey[] {
  return items.flatMap((item): OrderKey[] => {
    if (item.operand.type === "alias") {
      const alias = resolveAlias(scope.aliases, item.operand.name);
      const column = alias.kind === "text" ? propertyColumn(scope.source.table, alias.value) : undefined;
      if (alias.kind === "null") {
        return [];
      }
      if (column === undefined || alias.kind !== "text") {
        throw unsupported(`The parameter alias @${item.operand.name} in $orderby`);
      }
      return [key(scope, [alias.value], item.descending)];
    }
    if (item.operand.type !== "path") {
      throw unsupported("An expression in $orderby");
    }
    return [key(scope, item.operand.segments, item.descending)];
  });
}

function key(scope: Scope, segments: readonly string[], descending: boolean): OrderKey {
  const value = pathValue(scope, segments);
  const name = [...segments.slice(0, -1), value.column.logicalName].join(".");
  return value.column.type === "lookup"
    ? { name, sql: value.source.lookupName(value.column), type: "text", descending, primary: false }
    : { name, sql: value.sql, type: value.type, descending, primary: false };
}

export function primaryOrder(source: Source, descending = false): OrderKey {
  return { name: source.table.primaryKey, sql: source.primaryKey, type: "uuid", descending, primary: true };
}

/** Nulls are the smallest values, as in SQL Server. */
export function orderSql(keys: readonly OrderKey[]): string {
  return keys
    .map(
      (one) =>
        `${sortable(one)}${one.descending ? (one.primary ? " desc" : " desc nulls last") : one.primary ? "" : " nulls first"}`,
    )
    .join(", ");
}

/** Outputs the order columns so that a cookie can be made of the first and the last row. */
export function cookieColumns(
  statement: Statement,
  keys: readonly OrderKey[],
): readonly { readonly name: string; readonly output: number; readonly key: OrderKey }[] {
  return keys.map((one) => ({
    name: one.name,
    key: one,
    output: statement.output(one.type === "timestamptz" ? `${one.sql} at time zone 'UTC'` : one.sql),
  }));
}

export function cookieOf(
  columns: ReturnType<typeof cookieColumns>,
  page: number,
  first: ResultRow,
  last: ResultRow,
): Cookie {
  const text = (row: ResultRow, output: number, type: SqlType): string | null => {
    const value = row[output];
    if (value === null || value === undefined) {
      return null;
    }
    return type === "uuid" ? `{${value.toUpperCase()}}` : value;
  };
  return {
    page,
    entries: columns.map(({ name, output, key: { type } }): CookieEntry => ({
      name,
      first: text(first, output, type),
      last: text(last, output, type),
    })),
  };
}

/**
 * The rows after a cookie's last row.
 * @throws Fault 400 0x80041129 if the cookie was made under another order, 0x80060888 if its values are none of the columns.
 */
export function afterCookie(statement: Statement, keys: readonly OrderKey[], cookie: Cookie): string {
  if (
    cookie.entries.length !== keys.length ||
    cookie.entries.some((entry, index) => entry.name !== keys[index]?.name)
  ) {
    throw new Fault(400, "0x80041129", "The paging cookie does not match the order of the query.");
  }
  if (keys.some((one, index) => one.primary && cookie.entries[index]?.last === null)) {
    throw malformedCookie();
  }
  const alternatives = keys.map((one, index) => {
    const before = keys
      .slice(0, index)
      .map((earlier, position) => same(statement, earlier, cookie.entries[position]?.last ?? null));
    return [...before, after(statement, one, cookie.entries[index]?.last ?? null)].join(" and ");
  });
  return `(${alternatives.map((alternative) => `(${alternative})`).join(" or ")})${startsAt(statement, keys[0], cookie)}`;
}

const isInstantText = (text: string): boolean => isDay(text) || isInstant(`${text.replace(" ", "T")}Z`);

/** Says once more, in a form that an index can begin at, that no row comes before the cookie's. */
function startsAt(statement: Statement, first: OrderKey | undefined, cookie: Cookie): string {
  const last = cookie.entries[0]?.last ?? null;
  return first === undefined || last === null || (first.descending && !first.primary)
    ? ""
    : ` and ${sortable(first)} ${first.descending ? "<=" : ">="} ${bound(statement, first, last)}`;
}

function same(statement: Statement, key: OrderKey, last: string | null): string {
  return last === null ? `${key.sql} is null` : `${sortable(key)} = ${bound(statement, key, last)}`;
}

function after(statement: Statement, key: OrderKey, last: string | null): string {
  if (last === null) {
    return key.descending ? "false" : `${key.sql} is not null`;
  }
  const value = bound(statement, key, last);
  return key.descending ? `(${sortable(key)} < ${value} or ${key.sql} is null)` : `${sortable(key)} > ${value}`;
}

/** What a cookie can hold of each type, as `cookieOf` writes it. */
const written: Readonly<Record<SqlType, RegExp>> = {
  uuid: /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/iu,
  text: /^/u,
  int4: /^-?\d{1,10}$/u,
  int8: /^-?\d{1,19}$/u,
  bool: /^(true|false)$/u,
  numeric: /^-?\d{1,30}(\.\d{1,30})?$/u,
  float8: /^-?\d{1,30}(\.\d{1,30})?(e[+-]?\d{1,3})?$/iu,
  date: /^\d{4}-\d{2}-\d{2}$/u,
  timestamp: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?$/u,
  timestamptz: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?$/u,
};

/** Whether the type's own range, which a pattern does not tell, has the value. */
function isInRange(type: SqlType, last: string): boolean {
  switch (type) {
    case "int4":
    case "int8":
      return BigInt.asIntN(type === "int4" ? 32 : 64, BigInt(last)) === BigInt(last);
    case "float8":
      return Number.isFinite(Number(last));
    case "date":
    case "timestamp":
    case "timestamptz":
      return isInstantText(last);
    default:
      return true;
  }
}

function bound(statement: Statement, key: OrderKey, last: string): string {
  if (!written[key.type].test(last) || !isInRange(key.type, last)) {
    throw malformedCookie();
  }
  const plain = key.type === "uuid" ? last.replace(/[{}]/gu, "").toLowerCase() : last;
  const parameter =
    key.type === "timestamptz"
      ? `(${statement.bind(plain)}::timestamp at time zone 'UTC')`
      : `${statement.bind(plain)}::${key.type}`;
  return sortable({ sql: parameter, type: key.type });
}

import { Fault, unsupported } from "../../fault";
import type { OrderItem } from "../request/ast";
import type { Cookie, CookieEntry } from "./cookie";
import { pathValue, resolveAlias, type Scope } from "./filter";
import { propertyColumn } from "../request/address";
import type { SqlType } from "../../schema";
import { type Row, sortable, type Source, type Statement } from "../sql/statement";

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

export function cookieOf(columns: ReturnType<typeof cookieColumns>, page: number, first: Row, last: Row): Cookie {
  const text = (row: Row, output: number, type: SqlType): string | null => {
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
 * @throws Fault 400 0x80041129 if the cookie was made under another order.
 */
export function afterCookie(statement: Statement, keys: readonly OrderKey[], cookie: Cookie): string {
  if (
    cookie.entries.length !== keys.length ||
    cookie.entries.some((entry, index) => entry.name !== keys[index]?.name)
  ) {
    throw new Fault(400, "0x80041129", "The paging cookie does not match the order of the query.");
  }
  const alternatives = keys.map((one, index) => {
    const before = keys
      .slice(0, index)
      .map((earlier, position) => same(statement, earlier, cookie.entries[position]?.last ?? null));
    return [...before, after(statement, one, cookie.entries[index]?.last ?? null)].join(" and ");
  });
  return `(${alternatives.map((alternative) => `(${alternative})`).join(" or ")})${startsAt(statement, keys[0], cookie)}`;
}

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

function bound(statement: Statement, key: OrderKey, last: string): string {
  const plain = key.type === "uuid" ? last.replace(/[{}]/gu, "").toLowerCase() : last;
  const parameter =
    key.type === "timestamptz"
      ? `(${statement.bind(plain)}::timestamp at time zone 'UTC')`
      : `${statement.bind(plain)}::${key.type}`;
  return sortable({ sql: parameter, type: key.type });
}

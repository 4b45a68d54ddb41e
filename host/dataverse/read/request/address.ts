import type { Column } from "../../../../solution/model/types";
import type { Catalog, CatalogTable } from "../../catalog";
import { Fault } from "../../fault";
import type { NamedArgument, Segment } from "./ast";
import { parse } from "./parse";
import type { Address, Argument, Literal, RowKey } from "./types";

const metadataSets = [
  "EntityDefinitions",
  "RelationshipDefinitions",
  "GlobalOptionSetDefinitions",
  "ManagedPropertyDefinitions",
];
const namespace = "Microsoft.Dynamics.CRM.";

/**
 * Resolves the part of a path after `/api/data/v9.2/`, still percent-encoded, against the catalog.
 * @throws Fault 404 0x8006088a for a name that is no set, column, navigation or key; 0x80060888 for bad syntax.
 */
export function parseAddress(catalog: Catalog, rawPath: string): Address {
  const written = splitSegments(rawPath).map(decode);
  const first = written[0];
  if (first === undefined) {
    return { kind: "service" };
  }
  if (first === "$metadata" || first === "$batch") {
    return { kind: first === "$metadata" ? "metadata" : "batch" };
  }
  if (metadataSets.some((name) => first === name || first.startsWith(`${name}(`))) {
    return { kind: "definitions", segments: written };
  }
  const [root, ...rest] = written.map((text) => (text.startsWith("$") ? { name: text } : segmentOf(text)));
  if (root === undefined) {
    return { kind: "service" };
  }
  const table = catalog.set(root.name);
  if (table === undefined) {
    if (rest.length > 0) {
      throw segmentNotFound(root.name);
    }
    return functionAddress(root);
  }
  return below(catalog, table, root, rest);
}

/** A row as a bind or `@odata.id` writes it: `/contacts(<id>)`, `contacts(<id>)` or the absolute address. */
export function parseRowReference(catalog: Catalog, reference: string): { table: CatalogTable; key: RowKey } {
  const path = reference
    .replace(/^https?:\/\/[^/]+/u, "")
    .replace(/^\/api\/data\/v\d+\.\d+/u, "")
    .replace(/^\//u, "");
  const address = parseAddress(catalog, path);
  if (address.kind !== "row") {
    throw new Fault(400, "0x80060888", `The URI '${reference}' is not valid because it does not address a single row.`);
  }
  return { table: address.table, key: address.key };
}

function below(catalog: Catalog, table: CatalogTable, root: Segment, rest: readonly Segment[]): Address {
  const key = keyOf(table, root);
  const [next, after, ...more] = rest;
  if (next === undefined) {
    return key === undefined ? { kind: "set", table } : { kind: "row", table, key };
  }
  if (next.name.startsWith(namespace)) {
    if (after !== undefined) {
      throw segmentNotFound(after.name);
    }
    const called = functionAddress(next);
    return { ...called, bound: key === undefined ? { table } : { table, key } };
  }
  if (key === undefined) {
    if (next.name === "$count" && after === undefined) {
      return { kind: "count", table };
    }
    throw segmentNotFound(next.name);
  }
  const navigation = table.navigations.get(next.name);
  if (navigation !== undefined) {
    const target = catalog.table(navigation.target);
    if (target === undefined || more.length > 0) {
      throw segmentNotFound(more[0]?.name ?? next.name);
    }
    const targetKey = keyOf(target, next);
    const tail =
      after === undefined ? "none" : after.name === "$ref" ? "ref" : after.name === "$count" ? "count" : undefined;
    if (tail === undefined || (tail === "count" && navigation.kind === "lookup")) {
      throw segmentNotFound(after?.name ?? next.name);
    }
    return { kind: "navigation", table, key, navigation, tail, ...(targetKey === undefined ? {} : { targetKey }) };
  }
  const column = propertyColumn(table, next.name);
  if (column === undefined || more.length > 0 || (after !== undefined && after.name !== "$value")) {
    throw segmentNotFound(column === undefined ? next.name : (more[0]?.name ?? after?.name ?? next.name));
  }
  return { kind: "property", table, key, column: column.logicalName, asValue: after !== undefined };
}

/** What an owner is for OData: the abstract type `principal`, of which nothing but the id is known. FetchXML sees the table `owner`. */
export function isPrincipal(table: CatalogTable): boolean {
  return table.logicalName === "owner";
}

/** The name of a table's type, without its namespace. */
export function typeName(table: CatalogTable): string {
  return isPrincipal(table) ? "principal" : table.logicalName;
}

/** The column that a property name of OData stands for: `name`, `_primarycontactid_value`. A bare lookup name is none. */
export function propertyColumn(table: CatalogTable, property: string): Column | undefined {
  if (isPrincipal(table) && property !== table.primaryKey) {
    return undefined;
  }
  const lookup = /^_(.+)_value$/u.exec(property)?.[1];
  if (lookup !== undefined) {
    const column = table.columnsByName.get(lookup);
    return column?.type === "lookup" ? column : undefined;
  }
  const column = table.columnsByName.get(property);
  return column === undefined || column.type === "lookup" || !column.validForRead ? undefined : column;
}

function functionAddress(segment: Segment): Extract<Address, { kind: "function" }> {
  if (segment.named === undefined && !/^[A-Z]/u.test(segment.name) && !segment.name.startsWith(namespace)) {
    throw segmentNotFound(segment.name);
  }
  const qualified = segment.name.startsWith(namespace);
  return {
    kind: "function",
    name: qualified ? segment.name.slice(namespace.length) : segment.name,
    qualified,
    arguments: new Map((segment.named ?? []).map(({ name, value }) => [name, argumentOf(value)])),
  };
}

function argumentOf(value: NamedArgument): Argument {
  if (value.type === "list") {
    return { kind: "list", items: value.items };
  }
  if (value.value.type === "alias") {
    return { kind: "alias", name: value.value.name };
  }
  return { kind: "literal", literal: literalOf(value) };
}

function keyOf(table: CatalogTable, segment: Segment): RowKey | undefined {
  if (segment.single !== undefined) {
    if (segment.single.kind !== "guid") {
      throw new Fault(400, "0x80060888", "Bad Request - Error in query syntax.");
    }
    return { kind: "id", id: segment.single.value };
  }
  if (segment.named === undefined) {
    return undefined;
  }
  const values = new Map<string, Literal>();
  for (const { name, value } of segment.named) {
    const column = name === table.primaryKey ? table.columnsByName.get(name) : propertyColumn(table, name);
    if (column === undefined) {
      throw new Fault(400, "0x80060888", "Bad Request - Error in query syntax.");
    }
    values.set(column.logicalName, literalOf(value));
  }
  const own = values.get(table.primaryKey);
  if (own !== undefined && values.size === 1 && own.kind === "guid") {
    return { kind: "id", id: own.value };
  }
  const key = table.keys.find(
    (candidate) => candidate.columns.length === values.size && candidate.columns.every((column) => values.has(column)),
  );
  if (key === undefined) {
    throw new Fault(
      404,
      "0x80060890",
      `The specified key attributes are not a defined key for the ${table.logicalName} entity`,
    );
  }
  return { kind: "alternate", keyName: key.name, values };
}

function literalOf(value: NamedArgument): Literal {
  if (value.type === "value" && value.value.type === "literal") {
    return value.value.literal;
  }
  throw new Fault(400, "0x80060888", "Bad Request - Error in query syntax.");
}

function segmentOf(text: string): Segment {
  // Not a name at all is, for Dataverse, a name that it does not know.
  if (!/^[A-Za-z_][A-Za-z0-9_.]*(\(.*\))?$/su.test(text)) {
    throw segmentNotFound(text);
  }
  return parse("SegmentPart", text);
}

function segmentNotFound(name: string): Fault {
  return new Fault(404, "0x8006088a", `Resource not found for the segment '${name}'.`);
}

/** A slash inside quotes belongs to the value of a key. */
function splitSegments(path: string): string[] {
  const segments: string[] = [];
  let current = "";
  let quoted = false;
  for (const char of path) {
    if (char === "'") {
      quoted = !quoted;
    }
    if (char === "/" && !quoted) {
      segments.push(current);
      current = "";
    } else {
      current += char;
    }
  }
  segments.push(current);
  return segments.filter((segment) => segment !== "");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Fault(400, "0x80060888", "Bad Request - Error in query syntax.");
  }
}

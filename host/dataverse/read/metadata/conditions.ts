import { Fault, unsupported } from "../../fault";
import type { Expression, Operand, OrderItem } from "../request/ast";
import type { Literal } from "../request/types";
import { type Definition, valueAt } from "./definition";
import { enumerationOf, enumerations } from "./enums";
import type { Json } from "./json";

/**
 * Filters on metadata: comparisons of simple properties for equality, with and, or and not. `startswith` and the like are not served
 * by Dataverse either.
 * @throws Fault 400 for an unknown property and for what cannot be compared, 501 for what Dataverse does not serve on metadata
 */
export function meets(one: Definition, condition: Expression): boolean {
  switch (condition.type) {
    case "and":
      return meets(one, condition.left) && meets(one, condition.right);
    case "or":
      return meets(one, condition.left) || meets(one, condition.right);
    case "not":
      return !meets(one, condition.operand);
    case "compare":
      switch (condition.operator) {
        case "eq":
          return areEqual(one, condition.left, condition.right);
        case "ne":
          return !areEqual(one, condition.left, condition.right);
        default:
          throw refused(`${condition.operator} on metadata`);
      }
    case "operand":
      if (condition.operand.type === "path") {
        return valueAt(one, condition.operand.segments) === true;
      }
      throw refused(condition.operand.type === "call" ? condition.operand.name : "Constant");
    case "refused":
      throw refused(condition.node);
    default:
      throw refused(condition.type);
  }
}

const refused = (node: string): Fault => new Fault(501, "0x8006088a", `The query node ${node} is not supported`);

function areEqual(one: Definition, left: Operand, right: Operand): boolean {
  requireSameEnumeration(one, left, right);
  const [a, b] = [valueOf(one, left), valueOf(one, right)];
  return typeof a === "string" && typeof b === "string" ? a.toLowerCase() === b.toLowerCase() : a === b;
}

function valueOf(one: Definition, operand: Operand): Json {
  switch (operand.type) {
    case "literal":
      return literalValue(operand.literal);
    case "path":
      return valueAt(one, operand.segments);
    default:
      throw unsupported("This filter on metadata");
  }
}

const literalValue = (literal: Literal): Json =>
  literal.kind === "null" ? null : literal.kind === "number" ? Number(literal.value) : literal.value;

/** A property with an enumeration is compared with a member of that enumeration and with nothing else but null. */
function requireSameEnumeration(one: Definition, left: Operand, right: Operand): void {
  const [a, b] = [edmTypeOf(one, left), edmTypeOf(one, right)];
  if (a !== undefined && b !== undefined && a !== b && (a.startsWith(namespace) || b.startsWith(namespace))) {
    throw new Fault(
      400,
      "0x80060888",
      `A binary operator with incompatible types was detected. Found operand types '${a}' and '${b}' for operator kind 'Equal'.`,
    );
  }
}

const namespace = "Microsoft.Dynamics.CRM.";

const edmTypes: Readonly<Record<Exclude<Literal["kind"], "null">, string>> = {
  text: "Edm.String",
  number: "Edm.Int32",
  boolean: "Edm.Boolean",
  guid: "Edm.Guid",
  date: "Edm.Date",
  instant: "Edm.DateTimeOffset",
};

/** The enumeration or the simple type of an operand; undefined for null. */
function edmTypeOf(one: Definition, operand: Operand): string | undefined {
  if (operand.type === "path") {
    const enumeration = enumerationOf(one.type, operand.segments);
    return enumeration === undefined ? "Edm.String" : `${namespace}${enumeration}`;
  }
  if (operand.type !== "literal" || operand.literal.kind === "null") {
    return undefined;
  }
  const { literal } = operand;
  if (literal.kind !== "text" || literal.enumeration === undefined) {
    return edmTypes[literal.kind];
  }
  const members = enumerations.get(literal.enumeration);
  if (members?.includes(literal.value) !== true) {
    throw new Fault(
      400,
      "0x80060888",
      members === undefined
        ? `The type '${namespace}${literal.enumeration}' is not a known enumeration.`
        : `The string '${literal.value}' is not a valid enumeration type constant.`,
    );
  }
  return `${namespace}${literal.enumeration}`;
}

/** `$orderby` over simple properties; nulls first, texts without regard to case. */
export function inOrder(found: readonly Definition[], order: readonly OrderItem[]): readonly Definition[] {
  const paths = order.map(({ operand, descending }) => {
    if (operand.type !== "path") {
      throw unsupported("This $orderby on metadata");
    }
    return { path: operand.segments, sign: descending ? -1 : 1 };
  });
  return found
    .map((one) => ({ one, keys: paths.map(({ path }) => valueAt(one, path)) }))
    .sort((a, b) => {
      for (const [index, { sign }] of paths.entries()) {
        const difference = compare(a.keys[index] ?? null, b.keys[index] ?? null);
        if (difference !== 0) {
          return sign * difference;
        }
      }
      return 0;
    })
    .map(({ one }) => one);
}

function compare(a: Json, b: Json): number {
  if (a === null || b === null) {
    return Number(a !== null) - Number(b !== null);
  }
  if (typeof a === "number" && typeof b === "number") {
    return a - b;
  }
  const [left, right] = [String(a).toLowerCase(), String(b).toLowerCase()];
  return left < right ? -1 : Number(left > right);
}

import { Fault } from "../../fault";
import { isJsonObject, type Json, type JsonObject, propertyOf } from "./json";

/**
 * One definition: a table, a column, a relationship, a key, a set of choices. It has the properties that the type of its list
 * declares, and those that its own type adds. Without a cast to that type a request may name the declared ones alone; the answer
 * has all of them.
 */
export interface Definition {
  readonly declaredType: string;
  readonly declared: JsonObject;
  readonly type: string;
  readonly added: JsonObject;
  /** Lists and single definitions that `$expand` or a path adds. Those of the added ones need the cast. */
  readonly lists: Related<readonly Definition[]>;
  readonly singles: Related<JsonObject | null>;
}

type Related<T> = ReadonlyMap<string, () => T>;

/** A definition whose list has one type. */
export const definition = (type: string, declared: JsonObject, lists: Definition["lists"] = new Map()): Definition => ({
  declaredType: `Microsoft.Dynamics.CRM.${type}`,
  type: `Microsoft.Dynamics.CRM.${type}`,
  declared,
  added: {},
  lists,
  singles: new Map(),
});

/** The definition after a cast to its own type. */
export const castToOwnType = (one: Definition): Definition => ({
  ...one,
  declaredType: one.type,
  declared: { ...one.declared, ...one.added },
  added: {},
});

/** Whether the properties that the type adds may be named. */
export const isCast = (one: Definition): boolean => one.declaredType === one.type;

/** @throws Fault 400 for a property that the type, as the request sees it, does not have */
export function valueAt(one: Definition, path: readonly string[]): Json {
  const [first = "", ...rest] = path;
  const start = propertyOf(one.declared, first);
  if (start === undefined) {
    throw noProperty(one, first);
  }
  return rest.reduce<Json>((value, name) => {
    const next = isJsonObject(value) ? propertyOf(value, name) : undefined;
    if (next === undefined) {
      throw noProperty(one, name);
    }
    return next;
  }, start);
}

export const noProperty = (one: Definition, name: string): Fault =>
  new Fault(400, "0x80060888", `Could not find a property named '${name}' on type '${one.declaredType}'.`);

import type { CatalogTable, Navigation } from "../catalog";
import { directLookup, invalidProperty, payloadFault, undeclaredProperty } from "./faults";
import { storedValue } from "./values";

export type JsonObject = Readonly<Record<string, unknown>>;

type LookupNavigation = Extract<Navigation, { kind: "lookup" }>;
type CollectionNavigation = Exclude<Navigation, { kind: "lookup" }>;

/** What a body asks for, checked as far as that goes without the database. */
export interface Payload {
  /** Column → value as stored. Columns that the operation may not set are left out. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Lookups to set by address, or to clear. */
  readonly binds: readonly { readonly navigation: LookupNavigation; readonly reference: string | null }[];
  /** Rows to create first and point to. */
  readonly parents: readonly { readonly navigation: LookupNavigation; readonly row: JsonObject }[];
  /** Rows to create afterwards, or to link by address. */
  readonly children: readonly {
    readonly navigation: CollectionNavigation;
    readonly rows: readonly JsonObject[];
    readonly references: readonly string[];
  }[];
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** @throws Fault 400 for the first property that the table does not have or that cannot take its value */
export function parsePayload(table: CatalogTable, body: unknown, kind: "create" | "update"): Payload {
  if (!isObject(body)) {
    throw payloadFault(
      table,
      "Microsoft.OData.ODataException: An unexpected node of another type was found when reading from the JSON reader. A 'StartObject' node was expected.",
    );
  }
  const values = new Map<string, unknown>();
  const binds: { navigation: LookupNavigation; reference: string | null }[] = [];
  const parents: { navigation: LookupNavigation; row: JsonObject }[] = [];
  const children: { navigation: CollectionNavigation; rows: JsonObject[]; references: string[] }[] = [];

  for (const [property, value] of Object.entries(body)) {
    const [name, annotation] = splitAnnotation(property);
    if (annotation === "odata.bind") {
      bind(name, value);
    } else if (annotation === undefined) {
      plain(name, value);
    }
  }
  return { values, binds, parents, children };

  function bind(name: string, value: unknown): void {
    const navigation = table.navigations.get(name);
    if (navigation === undefined) {
      throw undeclaredProperty(table, name);
    }
    if (navigation.kind === "lookup") {
      if (value !== null && typeof value !== "string") {
        throw payloadFault(
          table,
          `Microsoft.OData.ODataException: The '${name}@odata.bind' annotation must be a string with the address of one row.`,
        );
      }
      if (settable(navigation)) {
        binds.push({ navigation, reference: value });
      }
      return;
    }
    if (
      kind === "update" ||
      !Array.isArray(value) ||
      !value.every((item): item is string => typeof item === "string")
    ) {
      throw payloadFault(
        table,
        `Microsoft.OData.ODataException: The '${name}@odata.bind' annotation of a collection must be an array of addresses and is allowed in a create only.`,
      );
    }
    children.push({ navigation, rows: [], references: value });
  }

  function plain(name: string, value: unknown): void {
    const navigation = table.navigations.get(name);
    if (navigation !== undefined) {
      related(name, navigation, value);
      return;
    }
    const lookup = table.columnsByName.get(/^_(.+)_value$/u.exec(name)?.[1] ?? name);
    if (lookup?.type === "lookup") {
      if (value !== null) {
        throw directLookup();
      }
      if (name === lookup.logicalName) {
        throw invalidProperty(table, name);
      }
      return;
    }
    const column = table.columnsByName.get(name);
    if (column === undefined) {
      throw invalidProperty(table, name);
    }
    if (kind === "create" ? column.validForCreate : column.validForUpdate && column.type !== "primarykey") {
      values.set(name, storedValue(table, column, value));
    }
  }

  function related(name: string, navigation: Navigation, value: unknown): void {
    if (navigation.kind === "lookup") {
      if (value === null) {
        if (settable(navigation)) {
          binds.push({ navigation, reference: null });
        }
      } else if (!isObject(value)) {
        throw directLookup();
      } else if (kind === "update") {
        throw payloadFault(
          table,
          `Microsoft.OData.ODataException: Updating or creating the related row '${name}' together with this one is not supported in an update.`,
        );
      } else {
        parents.push({ navigation, row: value });
      }
      return;
    }
    if (kind === "update" || !Array.isArray(value) || !value.every(isObject)) {
      throw payloadFault(
        table,
        `Microsoft.OData.ODataException: The collection '${name}' must be an array of rows and is allowed in a create only.`,
      );
    }
    children.push({ navigation, rows: value, references: [] });
  }

  function settable(navigation: LookupNavigation): boolean {
    const column = table.columnsByName.get(navigation.column);
    return column !== undefined && (kind === "create" ? column.validForCreate : column.validForUpdate);
  }
}

/** `primarycontactid@odata.bind` → name and annotation. Annotations of the row itself begin with the `@`. */
function splitAnnotation(property: string): readonly [string, string | undefined] {
  const at = property.indexOf("@");
  return at === -1 ? [property, undefined] : [property.slice(0, at), property.slice(at + 1)];
}

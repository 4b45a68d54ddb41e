import type { Caller } from "../../caller";
import type { Catalog, CatalogTable, Navigation } from "../../catalog";
import type { Preferences } from "../../preferences";
import type { Queryable } from "../../queryable";

export type { Preferences } from "../../preferences";
/** A value written in a URL: its OData kind decides with what it may be compared. */
export type Literal =
  /** `enumeration`: a member of an enumeration, written `Microsoft.Dynamics.CRM.OwnershipTypes'UserOwned'`. */
  | { readonly kind: "text"; readonly value: string; readonly enumeration?: string }
  /** As written, so that no digit of a decimal is lost. */
  | { readonly kind: "number"; readonly value: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  /** Lower case. */
  | { readonly kind: "guid"; readonly value: string }
  /** `2023-01-31` */
  | { readonly kind: "date"; readonly value: string }
  /** ISO text with its zone. */
  | { readonly kind: "instant"; readonly value: string }
  | { readonly kind: "null" };

/** How an address names one row. */
export type RowKey =
  /** Lower case, without braces. */
  | { readonly kind: "id"; readonly id: string }
  /** Logical column name (a lookup without `_…_value`) → value. The columns are those of `keyName`, a key of the table. */
  | { readonly kind: "alternate"; readonly keyName: string; readonly values: ReadonlyMap<string, Literal> };

/** An argument of a function: a value, the name of a parameter alias (`@p`), a list of texts, or JSON for complex ones. */
export type Argument =
  | { readonly kind: "literal"; readonly literal: Literal }
  | { readonly kind: "alias"; readonly name: string }
  | { readonly kind: "list"; readonly items: readonly Literal[] };

/** What the part of the URL after `/api/data/v9.2/` addresses, resolved against the catalog. */
export type Address =
  | { readonly kind: "service" }
  | { readonly kind: "metadata" }
  | { readonly kind: "batch" }
  | { readonly kind: "set"; readonly table: CatalogTable }
  | { readonly kind: "count"; readonly table: CatalogTable }
  | { readonly kind: "row"; readonly table: CatalogTable; readonly key: RowKey }
  /** `accounts(<id>)/name`; `asValue` for `/$value`. */
  | {
      readonly kind: "property";
      readonly table: CatalogTable;
      readonly key: RowKey;
      readonly column: string;
      readonly asValue: boolean;
    }
  | {
      readonly kind: "navigation";
      readonly table: CatalogTable;
      readonly key: RowKey;
      readonly navigation: Navigation;
      /** `accounts(<id>)/Account_Tasks(<id>)`: one row of the collection. */
      readonly targetKey?: RowKey;
      /** What follows it. */
      readonly tail: "none" | "ref" | "count";
    }
  /** `name` without its namespace; `bound` is the row (or, without a key, the set) in front of it. */
  | {
      readonly kind: "function";
      readonly name: string;
      readonly qualified: boolean;
      readonly arguments: ReadonlyMap<string, Argument>;
      readonly bound?: { readonly table: CatalogTable; readonly key?: RowKey };
    }
  /** `EntityDefinitions…`, `RelationshipDefinitions…`, `GlobalOptionSetDefinitions…`: the segments as written, decoded. */
  | { readonly kind: "definitions"; readonly segments: readonly string[] };

/** A reading request that the server has authenticated and routed here. */
export interface ReadRequest {
  readonly method: "GET" | "HEAD";
  /** From `parseAddress` of `address.ts`. */
  readonly address: Address;
  /** The query as it was sent, without `?`, still encoded. */
  readonly query: string;
  readonly preferences: Preferences;
  /** The `If-None-Match` header, when it is an ETag (`W/"5"`); the word `null` and `*` count as absent. */
  readonly ifNoneMatch?: string;
}

/** SQL boolean over the rows of `alias` that the caller may read; `true` when all; throws Fault 403 without the privilege. */
export type ReadPredicate = (
  caller: Caller,
  table: CatalogTable,
  alias: string,
  bind: (value: unknown) => string,
) => string;

export interface ReadDeps {
  readonly catalog: Catalog;
  readonly database: Queryable;
  readonly caller: Caller;
  /** `http://localhost:3000`, without a slash at the end. */
  readonly origin: string;
  readonly now: Date;
  readonly readPredicate: ReadPredicate;
}

/** A row as a write answers it under `return=representation`. */
export interface Representation {
  /** JSON text with `@odata.context`, `@odata.etag` and the columns of `$select`. */
  readonly body: string;
  /** `W/"5"` */
  readonly etag: string;
  /** Value of the `Preference-Applied` header for the annotations that were served; absent when none were asked for. */
  readonly annotationsApplied?: string;
}

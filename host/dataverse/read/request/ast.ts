import type { Literal } from "./types";

/** What a URL says, before any name in it is looked up. Positions are not kept: errors of names do not need them. */

export type Comparison = "eq" | "ne" | "gt" | "ge" | "lt" | "le";

export type Operand =
  | { readonly type: "path"; readonly segments: readonly string[] }
  | { readonly type: "literal"; readonly literal: Literal }
  | { readonly type: "alias"; readonly name: string }
  | { readonly type: "call"; readonly name: string; readonly arguments: readonly Operand[] };

export type NamedArgument =
  { readonly type: "value"; readonly value: Operand } | { readonly type: "list"; readonly items: readonly Literal[] };

/** What stands behind `@name` in a query. */
export type Aliases = ReadonlyMap<string, NamedArgument>;

export type Expression =
  | { readonly type: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | { readonly type: "not"; readonly operand: Expression }
  | { readonly type: "compare"; readonly operator: Comparison; readonly left: Operand; readonly right: Operand }
  /** A function of the Dataverse namespace, `Microsoft.Dynamics.CRM.LastXDays(…)`; `name` is without the namespace. */
  | {
      readonly type: "query";
      readonly path: readonly string[];
      readonly name: string;
      readonly arguments: Readonly<Record<string, NamedArgument>>;
    }
  | {
      readonly type: "lambda";
      readonly kind: "any" | "all";
      readonly path: readonly string[];
      readonly variable?: string;
      readonly body?: Expression;
    }
  /** An operand where a condition stands: a yes/no column or `contains(…)`. */
  | { readonly type: "operand"; readonly operand: Operand }
  /** Syntax that OData has and Dataverse does not serve; `node` is its name in the refusal. */
  | { readonly type: "refused"; readonly node: string };

export interface OrderItem {
  readonly operand: Operand;
  readonly descending: boolean;
}

export interface ExpandItem {
  readonly path: readonly string[];
  readonly reference: boolean;
  readonly select?: readonly string[];
  readonly filter?: Expression;
  readonly orderBy?: readonly OrderItem[];
  readonly top?: number;
  readonly count?: boolean;
  readonly expand?: readonly ExpandItem[];
  /** The options as they were written, for the address of the collection; `$filter=…`. */
  readonly written: Readonly<Record<string, string>>;
  /** Options that Dataverse refuses inside `$expand`. */
  readonly refused?: string;
}

export interface Aggregate {
  /** Absent for `$count`. */
  readonly path?: readonly string[];
  readonly method: string;
  readonly alias: string;
}

export type Transformation =
  | { readonly type: "filter"; readonly filter: Expression }
  | {
      readonly type: "groupby";
      readonly paths: readonly (readonly string[])[];
      readonly aggregates: readonly Aggregate[];
    }
  | { readonly type: "aggregate"; readonly aggregates: readonly Aggregate[] }
  | { readonly type: "refused"; readonly name: string };

export interface Segment {
  readonly name: string;
  /** `set(<guid>)` */
  readonly single?: Literal;
  /** `set(name=value,…)`, also the arguments of a function. */
  readonly named?: readonly { readonly name: string; readonly value: NamedArgument }[];
}

import type { Column } from "../../../../solution/model/types";
import type { CatalogTable } from "../../catalog";
import { Fault, unsupported } from "../../fault";
import type { ExpandItem, Expression, Operand, Segment } from "../request/ast";
import { readOptions, type QueryOptions } from "../request/options";
import { parse } from "../request/parse";
import type { ReadDeps } from "../request/types";
import {
  attributeJson,
  attributeTypeOf,
  entityJson,
  globalChoiceOf,
  type Json,
  type JsonObject,
  metadataId,
  optionSetJson,
  relationshipJson,
} from "./shapes";

/** One node of the metadata tree: its own properties, and the collections and properties that `$expand` or a path adds. */
interface Node {
  readonly own: JsonObject;
  readonly type: string;
  readonly children: Readonly<Record<string, () => readonly Node[]>>;
  readonly singles: Readonly<Record<string, () => JsonObject | null>>;
}

type RelationshipKind = "ManyToOneRelationships" | "OneToManyRelationships" | "ManyToManyRelationships";

/**
 * Answers `EntityDefinitions…`, `RelationshipDefinitions…` and `GlobalOptionSetDefinitions…` from the catalog. Lists are not paged,
 * as in Dataverse.
 */
export function readDefinitions(deps: ReadDeps, segments: readonly string[], query: string): string {
  const options = readOptions(query);
  const [first, ...rest] = segments.map((text) => (text.startsWith("$") ? { name: text } : parse("SegmentPart", text)));
  if (first === undefined) {
    throw unsupported("An empty metadata address");
  }
  const tree = new Tree(deps);
  let nodes: readonly Node[] = tree.roots(first.name);
  let path = first.name;
  let cast = "";
  /** @returns whether the segment names one node */
  const pick = (segment: Segment): boolean => {
    if (segment.single === undefined && segment.named === undefined) {
      return false;
    }
    nodes = keyed(nodes, segment, path);
    return true;
  };
  let single = pick(first);
  for (const segment of rest) {
    if (segment.name.startsWith("Microsoft.Dynamics.CRM.")) {
      nodes = nodes.filter((node) => node.type === segment.name);
      cast = `/${segment.name}`;
      if (single && nodes.length === 0) {
        throw notFound(segment.name);
      }
    } else if (single) {
      const [node] = nodes;
      const children = node?.children[segment.name];
      const one = node?.singles[segment.name];
      if (node !== undefined && children !== undefined) {
        nodes = children();
        single = false;
        path = `${path}/${segment.name}`;
      } else if (node !== undefined && one !== undefined) {
        nodes = [leaf(one() ?? {})];
        path = `${path}/${segment.name}`;
      } else if (node !== undefined && segment.name in node.own) {
        return JSON.stringify({
          "@odata.context": context(deps, `${path}/${segment.name}`),
          value: node.own[segment.name] ?? null,
        });
      } else {
        throw notFound(segment.name);
      }
    } else {
      throw notFound(segment.name);
    }
    single = pick(segment) || single;
  }
  if (single) {
    const [node] = nodes;
    return JSON.stringify({
      "@odata.context": context(deps, `${path}${cast}/$entity`),
      ...(node === undefined ? {} : shown(node, options, true)),
    });
  }
  const found =
    options.filter === undefined
      ? nodes
      : nodes.filter((node) => matches(node, options.filter ?? { type: "refused", node: "Filter" }));
  const limited = options.top === undefined ? found : found.slice(0, options.top);
  return JSON.stringify({
    "@odata.context": context(deps, `${path}${cast}`),
    ...(options.count ? { "@odata.count": found.length } : {}),
    value: limited.map((node) => shown(node, options, cast !== "")),
  });
}

class Tree {
  constructor(private readonly deps: ReadDeps) {}

  roots(name: string): readonly Node[] {
    const { catalog } = this.deps;
    switch (name) {
      case "EntityDefinitions":
        return catalog.tables.map((table) => this.entity(table));
      case "RelationshipDefinitions":
        return catalog.relationships.map((relationship) =>
          leaf(
            relationshipJson(catalog, relationship),
            relationship.kind === "oneToMany"
              ? "Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata"
              : "Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata",
          ),
        );
      case "GlobalOptionSetDefinitions":
        return this.globalChoices();
      default:
        throw unsupported(name);
    }
  }

  private entity(table: CatalogTable): Node {
    const { catalog, caller } = this.deps;
    const relationships = (pick: RelationshipKind): readonly Node[] =>
      catalog.relationships
        .filter((one) =>
          one.kind === "manyToMany"
            ? pick === "ManyToManyRelationships" &&
              (one.table1 === table.logicalName || one.table2 === table.logicalName)
            : pick === "ManyToOneRelationships"
              ? one.referencingTable === table.logicalName
              : pick === "OneToManyRelationships" && one.referencedTable === table.logicalName,
        )
        .map((one) => leaf(relationshipJson(catalog, one)));
    const { Keys, ...own } = entityJson(table, caller.languageId);
    return {
      own,
      type: "Microsoft.Dynamics.CRM.EntityMetadata",
      children: {
        Attributes: () => table.columns.map((column) => this.attribute(table, column)),
        Keys: () => (Array.isArray(Keys) ? Keys.filter(isObject).map((key) => leaf(key)) : []),
        ManyToOneRelationships: () => relationships("ManyToOneRelationships"),
        OneToManyRelationships: () => relationships("OneToManyRelationships"),
        ManyToManyRelationships: () => relationships("ManyToManyRelationships"),
      },
      singles: {},
    };
  }

  private attribute(table: CatalogTable, column: Column): Node {
    const { languageId } = this.deps.caller;
    const options = (): JsonObject | null => optionSetJson(table, column, languageId);
    const isGlobal = globalChoiceOf(column) !== undefined;
    const hasOptions = ["choice", "multichoice", "state", "status", "boolean"].includes(column.type);
    return {
      own: attributeJson(table, column, languageId),
      type: attributeTypeOf(column),
      children: {},
      // A column has its own choices or those of a global choice, never both.
      singles: hasOptions ? { OptionSet: options, GlobalOptionSet: () => (isGlobal ? options() : null) } : {},
    };
  }

  private globalChoices(): readonly Node[] {
    const found = new Map<string, Node>();
    for (const table of this.deps.catalog.tables) {
      for (const column of table.columns) {
        const name = globalChoiceOf(column);
        const options =
          name === undefined || found.has(name) ? null : optionSetJson(table, column, this.deps.caller.languageId);
        if (name !== undefined && options !== null) {
          found.set(
            name,
            leaf(
              {
                "@odata.type": "#Microsoft.Dynamics.CRM.OptionSetMetadata",
                ...options,
                MetadataId: metadataId(`choice ${name}`),
              },
              "Microsoft.Dynamics.CRM.OptionSetMetadata",
            ),
          );
        }
      }
    }
    return [...found.values()];
  }
}

function leaf(own: JsonObject, type = ""): Node {
  return { own, type, children: {}, singles: {} };
}

function keyed(nodes: readonly Node[], segment: Segment, path: string): readonly Node[] {
  const [named] = segment.named ?? [];
  const literal =
    named?.value.type === "value" && named.value.value.type === "literal" ? named.value.value.literal : segment.single;
  const key = named?.name ?? "MetadataId";
  const value = literal === undefined || literal.kind === "null" ? "" : String(literal.value);
  const found = nodes.filter((node) => node.own[key] === value);
  if (found.length === 0) {
    const message =
      path === "EntityDefinitions"
        ? `Could not find an entity with name ${value} and id 00000000-0000-0000-0000-000000000000.`
        : `Could not find a metadata item with ${key} ${value}.`;
    throw new Fault(404, path === "EntityDefinitions" ? "0x80060888" : "0x80040217", message);
  }
  return found.slice(0, 1);
}

function shown(node: Node, options: Pick<QueryOptions, "select" | "expand">, cast: boolean): JsonObject {
  const { select } = options;
  const result: Record<string, Json> = {};
  const type = node.own["@odata.type"];
  if (type !== undefined && !cast) {
    result["@odata.type"] = type;
  }
  const names = select ?? Object.keys(node.own).filter((name) => name !== "@odata.type");
  for (const name of names) {
    const value = node.own[name];
    if (value === undefined) {
      // A list of columns of all types may be asked for what only some of them have; a cast may not.
      if (!cast || !(name in { MaxLength: 1, Format: 1, Targets: 1, Precision: 1, MinValue: 1, MaxValue: 1 })) {
        throw new Fault(
          400,
          "0x80060888",
          `Could not find a property named '${name}' on type '${node.type === "" ? "Microsoft.Dynamics.CRM.MetadataBase" : node.type}'.`,
        );
      }
    } else {
      result[name] = value;
    }
  }
  if (select !== undefined && node.own["MetadataId"] !== undefined) {
    result["MetadataId"] = node.own["MetadataId"];
  }
  for (const item of options.expand) {
    Object.assign(result, expanded(node, item));
  }
  return result;
}

function expanded(node: Node, item: ExpandItem): JsonObject {
  const name = item.path[0] ?? "";
  const children = node.children[name];
  const single = node.singles[name];
  const inner = { expand: item.expand ?? [], ...(item.select === undefined ? {} : { select: item.select }) };
  if (children !== undefined) {
    const found = children().filter((child) => item.filter === undefined || matches(child, item.filter));
    return { [name]: found.map((child) => shown(child, inner, false)) };
  }
  if (single !== undefined) {
    const value = single();
    return { [name]: value === null ? null : shown(leaf(value), inner, false) };
  }
  throw new Fault(400, "0x80060888", `Could not find a property named '${name}' on type '${node.type}'.`);
}

/** Filters on metadata: comparisons of simple properties, and and or. `startswith` and the like are not served by Dataverse either. */
function matches(node: Node, expression: Expression): boolean {
  switch (expression.type) {
    case "and":
      return matches(node, expression.left) && matches(node, expression.right);
    case "or":
      return matches(node, expression.left) || matches(node, expression.right);
    case "not":
      return !matches(node, expression.operand);
    case "compare": {
      const [left, right] = [valueOf(node, expression.left), valueOf(node, expression.right)];
      const same =
        typeof left === "string" && typeof right === "string"
          ? left.toLowerCase() === right.toLowerCase()
          : left === right;
      switch (expression.operator) {
        case "eq":
          return same;
        case "ne":
          return !same;
        default:
          throw new Fault(501, "0x8006088a", `The query node ${expression.operator} is not supported on metadata`);
      }
    }
    case "operand":
      if (expression.operand.type === "path") {
        return valueOf(node, expression.operand) === true;
      }
      throw new Fault(
        501,
        "0x8006088a",
        `The query node ${expression.operand.type === "call" ? expression.operand.name : "Constant"} is not supported`,
      );
    case "refused":
      throw new Fault(501, "0x8006088a", `The query node ${expression.node} is not supported`);
    default:
      throw new Fault(501, "0x8006088a", `The query node ${expression.type} is not supported`);
  }
}

function valueOf(node: Node, operand: Operand): Json {
  if (operand.type === "literal") {
    const { literal } = operand;
    return literal.kind === "null" ? null : literal.kind === "number" ? Number(literal.value) : literal.value;
  }
  if (operand.type !== "path") {
    throw unsupported("This filter on metadata");
  }
  return operand.segments.reduce<Json>((value, name) => {
    const next = isObject(value) ? value[name] : undefined;
    if (next === undefined) {
      throw new Fault(400, "0x80060888", `Could not find a property named '${name}' on type '${node.type}'.`);
    }
    return next;
  }, node.own);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function context(deps: ReadDeps, path: string): string {
  return `${deps.origin}/api/data/v9.2/$metadata#${path}`;
}

function notFound(name: string): Fault {
  return new Fault(404, "0x8006088a", `Resource not found for the segment '${name}'.`);
}

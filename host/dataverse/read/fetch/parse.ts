import type { Element } from "@xmldom/xmldom";
import { Fault, unsupported } from "../../fault";
import { childElements, rootElement } from "../request/xml";
import { maxLinks, tooManyLinks } from "../sql/statement";

/** A FetchXML query as it was written. Names are not looked up yet. */
export interface FetchQuery {
  readonly top?: number;
  readonly count?: number;
  /** From 1. */
  readonly page: number;
  readonly pagingCookie?: string;
  readonly distinct: boolean;
  readonly aggregate: boolean;
  readonly aggregateLimit?: number;
  readonly returnTotal: boolean;
  /** Choices sort by number and not by label. */
  readonly rawOrder: boolean;
  readonly entity: FetchEntity;
}

export interface FetchEntity {
  readonly name: string;
  readonly attributes: readonly FetchAttribute[];
  readonly allAttributes: boolean;
  readonly orders: readonly FetchOrder[];
  readonly filters: readonly FetchFilter[];
  readonly links: readonly FetchLink[];
}

export interface FetchLink extends FetchEntity {
  readonly from: string;
  readonly to: string;
  readonly alias?: string;
  readonly type: string;
}

export interface FetchAttribute {
  readonly name: string;
  readonly alias?: string;
  readonly aggregate?: string;
  readonly groupBy: boolean;
  readonly dateGrouping?: string;
  readonly distinct: boolean;
  readonly userTimeZone: boolean;
}

export interface FetchOrder {
  readonly attribute?: string;
  readonly alias?: string;
  readonly entityName?: string;
  readonly descending: boolean;
}

export interface FetchFilter {
  readonly type: "and" | "or";
  readonly conditions: readonly FetchCondition[];
  readonly filters: readonly FetchFilter[];
  readonly links: readonly FetchLink[];
}

export interface FetchCondition {
  readonly attribute: string;
  readonly operator: string;
  readonly values: readonly string[];
  readonly valueColumn?: string;
  readonly entityName?: string;
}

const joinTypes = new Set(["inner", "outer", "exists", "in", "matchfirstrowusingcrossapply"]);
const filterTypes = new Set(["any", "not any", "all", "not all"]);
const maxConditionsAndLinks = 500;
/** Filters in filters: more than any person or designer writes, less than a stack holds. */
const maxDepth = 100;

/**
 * Reads FetchXML.
 * @throws Fault 400: 0x80040201 not XML, 0x8004111C an unknown node, 0x80041117 a link type, 0x80041111 from without to, 0x80041130 an
 * alias used twice, 0x8004430D and 0x8004430C the limits.
 */
export function parseFetch(xml: string): FetchQuery {
  const root = documentElement(xml);
  if (root.nodeName !== "fetch") {
    throw unknownNode(root);
  }
  const children = childElements(root);
  const [entity] = children.filter((child) => child.nodeName === "entity");
  const stranger = children.find((child) => child.nodeName !== "entity");
  if (stranger !== undefined) {
    throw unknownNode(stranger);
  }
  if (entity === undefined) {
    throw invalidXml();
  }
  const reader = new Reader();
  const top = numberAttribute(root, "top");
  const query: FetchQuery = {
    ...(top === undefined ? {} : { top }),
    ...optionalNumber("count", numberAttribute(root, "count")),
    page: numberAttribute(root, "page") ?? 1,
    ...optionalText("pagingCookie", textAttribute(root, "paging-cookie")),
    distinct: flag(root, "distinct"),
    aggregate: flag(root, "aggregate"),
    ...optionalNumber("aggregateLimit", numberAttribute(root, "aggregatelimit")),
    returnTotal: flag(root, "returntotalrecordcount"),
    rawOrder: flag(root, "useraworderby"),
    entity: flag(root, "aggregate") ? reader.entity(entity) : withAllColumns(reader.entity(entity), entity),
  };
  if (top !== undefined && (root.hasAttribute("page") || root.hasAttribute("count") || query.returnTotal)) {
    throw new Fault(
      400,
      "0x80040203",
      "The top attribute can't be specified with paging attribute page, count or returntotalrecordcount.",
    );
  }
  if (top !== undefined && (top < 1 || top > 5000)) {
    throw new Fault(400, "0x80040203", `The top attribute must be from 1 to 5000, ${top} was given.`);
  }
  reader.requireLimits();
  return query;
}

/** An entity that names no column returns them all; `no-attrs` says that none are wanted. */
function withAllColumns(entity: FetchEntity, element: Element): FetchEntity {
  const silent = childElements(element).every(({ nodeName }) => !columnNodes.has(nodeName));
  return silent ? { ...entity, allAttributes: true } : entity;
}

const columnNodes: ReadonlySet<string> = new Set(["attribute", "all-attributes", "no-attrs"]);

class Reader {
  private readonly aliases = new Set<string>();
  private links = 0;
  private conditions = 0;

  requireLimits(): void {
    if (this.links > maxLinks) {
      throw tooManyLinks();
    }
    if (this.links + this.conditions > maxConditionsAndLinks) {
      throw new Fault(
        400,
        "0x8004430C",
        `Number of conditions in query exceeded maximum limit of ${maxConditionsAndLinks}.`,
      );
    }
  }

  entity(element: Element): FetchEntity {
    const attributes: FetchAttribute[] = [];
    const orders: FetchOrder[] = [];
    const filters: FetchFilter[] = [];
    const links: FetchLink[] = [];
    let allAttributes = false;
    for (const child of childElements(element)) {
      switch (child.nodeName) {
        case "attribute":
          attributes.push(this.attribute(child));
          break;
        case "all-attributes":
          allAttributes = true;
          break;
        case "no-attrs":
          break;
        case "order":
          orders.push({
            ...optionalText("attribute", textAttribute(child, "attribute")),
            ...optionalText("alias", textAttribute(child, "alias")),
            ...optionalText("entityName", textAttribute(child, "entityname")),
            descending: flag(child, "descending"),
          });
          break;
        case "filter":
          filters.push(this.filter(child));
          break;
        case "link-entity":
          links.push(this.link(child, joinTypes));
          break;
        default:
          throw unknownNode(child);
      }
    }
    return { name: required(element, "name"), attributes, allAttributes, orders, filters, links };
  }

  private attribute(element: Element): FetchAttribute {
    if (element.hasAttribute("rowaggregate")) {
      throw unsupported("The FetchXML attribute rowaggregate");
    }
    const alias = textAttribute(element, "alias");
    if (alias !== undefined) {
      this.useAlias(alias);
    }
    return {
      name: required(element, "name"),
      ...optionalText("alias", alias),
      ...optionalText("aggregate", textAttribute(element, "aggregate")),
      groupBy: flag(element, "groupby"),
      ...optionalText("dateGrouping", textAttribute(element, "dategrouping")),
      distinct: flag(element, "distinct"),
      userTimeZone: flag(element, "usertimezone"),
    };
  }

  private link(element: Element, types: ReadonlySet<string>): FetchLink {
    this.links += 1;
    // Now and not at the end: links are read one inside the other.
    this.requireLimits();
    const type = textAttribute(element, "link-type") ?? "inner";
    if (!types.has(type)) {
      throw new Fault(400, "0x80041117", `The link type '${type}' is not valid here.`);
    }
    const [from, to] = [textAttribute(element, "from"), textAttribute(element, "to")];
    if (from === undefined || to === undefined) {
      throw new Fault(400, "0x80041111", "The attributes from and to of a link-entity must be given together.");
    }
    const alias = textAttribute(element, "alias");
    if (alias !== undefined) {
      this.useAlias(alias);
    }
    return { ...this.entity(element), from, to, type, ...optionalText("alias", alias) };
  }

  private filter(element: Element, depth = 1): FetchFilter {
    if (depth > maxDepth) {
      throw invalidXml();
    }
    const type = textAttribute(element, "type") ?? "and";
    if (type !== "and" && type !== "or") {
      throw new Fault(400, "0x80040201", `The filter type '${type}' is not valid.`);
    }
    const conditions: FetchCondition[] = [];
    const filters: FetchFilter[] = [];
    const links: FetchLink[] = [];
    for (const child of childElements(element)) {
      switch (child.nodeName) {
        case "condition":
          conditions.push(this.condition(child));
          break;
        case "filter":
          filters.push(this.filter(child, depth + 1));
          break;
        case "link-entity":
          links.push(this.link(child, filterTypes));
          break;
        default:
          throw unknownNode(child);
      }
    }
    return { type, conditions, filters, links };
  }

  private condition(element: Element): FetchCondition {
    this.conditions += 1;
    const own = textAttribute(element, "value");
    const values = childElements(element).map((child) => {
      if (child.nodeName !== "value") {
        throw unknownNode(child);
      }
      return child.textContent ?? "";
    });
    return {
      attribute: required(element, "attribute"),
      operator: required(element, "operator"),
      values: own === undefined ? values : [own, ...values],
      ...optionalText("valueColumn", textAttribute(element, "valueof")),
      ...optionalText("entityName", textAttribute(element, "entityname")),
    };
  }

  private useAlias(alias: string): void {
    if (this.aliases.has(alias)) {
      throw new Fault(400, "0x80041130", `The alias '${alias}' is not unique in the query.`);
    }
    this.aliases.add(alias);
  }
}

function documentElement(xml: string): Element {
  const root = rootElement(xml);
  if (root === undefined) {
    throw invalidXml();
  }
  return root;
}

function invalidXml(): Fault {
  return new Fault(400, "0x80040201", "Invalid XML.");
}

function textAttribute(element: Element, name: string): string | undefined {
  return element.getAttribute(name) ?? undefined;
}

function numberAttribute(element: Element, name: string): number | undefined {
  const text = textAttribute(element, name);
  if (text === undefined || text === "") {
    return undefined;
  }
  if (!/^\d+$/u.test(text)) {
    throw new Fault(400, "0x80040201", `The attribute ${name} must be a whole number, '${text}' was given.`);
  }
  return Number(text);
}

function flag(element: Element, name: string): boolean {
  return ["true", "1"].includes((textAttribute(element, name) ?? "").toLowerCase());
}

function required(element: Element, name: string): string {
  const text = textAttribute(element, name);
  if (text === undefined || text === "") {
    throw new Fault(400, "0x80040201", `The node ${element.nodeName} needs the attribute ${name}.`);
  }
  return text;
}

function optionalText<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  const result: { [P in K]?: string } = {};
  if (value !== undefined) {
    result[key] = value;
  }
  return result;
}

function optionalNumber<K extends string>(key: K, value: number | undefined): { [P in K]?: number } {
  const result: { [P in K]?: number } = {};
  if (value !== undefined) {
    result[key] = value;
  }
  return result;
}

function unknownNode(element: Element): Fault {
  return new Fault(
    400,
    "0x8004111C",
    `Invalid Child Node, valid nodes are filter, order, link-entity, attribute, all-attributes. NodeName = ${element.nodeName}`,
  );
}

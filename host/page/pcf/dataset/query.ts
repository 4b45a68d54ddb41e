import { parseFetchXml } from "../../data/trusted";
import { toFetchCondition } from "./conditionOperators";

export type FilterExpression = ComponentFramework.PropertyHelper.DataSetApi.FilterExpression;
export type LinkedEntity = ComponentFramework.PropertyHelper.DataSetApi.LinkEntityExposedExpression;
export type SortStatus = ComponentFramework.PropertyHelper.DataSetApi.SortStatus;

/** How the rows hang on the form's record. */
export type RecordFilter =
  | { readonly kind: "column"; readonly column: string; readonly recordId: string }
  | {
      readonly kind: "intersect";
      readonly table: string;
      readonly ownColumn: string;
      readonly ownKey: string;
      readonly recordColumn: string;
      readonly recordId: string;
    };

/** Everything that a data set adds to its view's query. */
export interface QueryAdditions {
  /** Null: the view's own order. */
  readonly sorting: readonly SortStatus[] | null;
  readonly filter: FilterExpression | null;
  readonly links: readonly LinkedEntity[];
  /** Columns that must be read whether or not the view names them; `alias.column` for one of a linked table. */
  readonly columns: readonly string[];
  readonly record: RecordFilter | null;
  /** From 1 on. */
  readonly page: number;
  /** Rows. */
  readonly pageSize: number;
  /** Of the page before, decoded; null for the first page or a jump. */
  readonly pagingCookie: string | null;
}

/**
 * The FetchXML that a data set sends: its view's, with what the control and the record add.
 * @throws Error when the view's FetchXML has no entity, or a linked column's alias does not exist.
 */
export function composeFetch(viewFetchXml: string, additions: QueryAdditions): string {
  const document = parseFetchXml(viewFetchXml);
  const fetch = document.documentElement;
  const entity = elements(fetch, "entity")[0];
  if (entity === undefined) {
    throw new Error("The view's FetchXML has no entity.");
  }
  for (const link of additions.links) {
    entity.appendChild(
      create(document, "link-entity", {
        name: link.name,
        from: link.from,
        to: link.to,
        "link-type": link.linkType,
        alias: link.alias,
      }),
    );
  }
  for (const column of additions.columns) {
    addColumn(document, entity, column);
  }
  if (additions.sorting !== null) {
    replaceOrder(document, entity, additions.sorting);
  }
  if (additions.filter !== null) {
    entity.appendChild(filterElement(document, additions.filter));
  }
  if (additions.record !== null) {
    entity.appendChild(recordFilter(document, additions.record));
  }
  fetch.removeAttribute("top");
  fetch.setAttribute("count", String(additions.pageSize));
  fetch.setAttribute("page", String(additions.page));
  fetch.setAttribute("returntotalrecordcount", "true");
  if (additions.pagingCookie !== null) {
    fetch.setAttribute("paging-cookie", additions.pagingCookie);
  }
  return new XMLSerializer().serializeToString(fetch);
}

/** The orders that the view itself has, as `dataset.sorting` shows them at first. */
export function sortingOf(viewFetchXml: string): SortStatus[] {
  const fetch = parseFetchXml(viewFetchXml).documentElement;
  const entity = elements(fetch, "entity")[0];
  return entity === undefined
    ? []
    : elements(entity, "order").map((order) => ({
        name: order.getAttribute("attribute") ?? "",
        sortDirection: order.getAttribute("descending") === "true" ? 1 : 0,
      }));
}

/** The links that the view has: alias to the linked table's name. */
export function linkedTables(viewFetchXml: string): ReadonlyMap<string, string> {
  const fetch = parseFetchXml(viewFetchXml).documentElement;
  const found = new Map<string, string>();
  for (const link of Array.from(fetch.getElementsByTagName("link-entity"))) {
    const alias = link.getAttribute("alias");
    if (alias !== null) {
      found.set(alias, link.getAttribute("name") ?? "");
    }
  }
  return found;
}

function elements(parent: Element, name: string): Element[] {
  return Array.from(parent.childNodes).filter((node): node is Element => node.nodeName === name);
}

function create(document: Document, name: string, attributes: Readonly<Record<string, string>>): Element {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  return element;
}

function addColumn(document: Document, entity: Element, column: string): void {
  const [alias, linked] = column.split(".");
  const parent =
    linked === undefined
      ? entity
      : Array.from(entity.getElementsByTagName("link-entity")).find((link) => link.getAttribute("alias") === alias);
  if (parent === undefined) {
    throw new Error(`The view has no link with the alias "${alias ?? ""}".`);
  }
  const name = linked ?? column;
  const has =
    elements(parent, "all-attributes").length > 0 ||
    elements(parent, "attribute").some((attribute) => attribute.getAttribute("name") === name);
  if (!has) {
    parent.insertBefore(create(document, "attribute", { name }), parent.firstChild);
  }
}

function replaceOrder(document: Document, entity: Element, sorting: readonly SortStatus[]): void {
  for (const parent of [entity, ...Array.from(entity.getElementsByTagName("link-entity"))]) {
    for (const order of elements(parent, "order")) {
      parent.removeChild(order);
    }
  }
  for (const { name, sortDirection } of sorting.filter((status) => status.sortDirection !== -1)) {
    const [alias, linked] = name.split(".");
    entity.appendChild(
      create(document, "order", {
        attribute: linked ?? name,
        descending: sortDirection === 1 ? "true" : "false",
        ...(linked === undefined ? {} : { entityname: alias ?? "" }),
      }),
    );
  }
}

function filterElement(document: Document, filter: FilterExpression): Element {
  const element = create(document, "filter", { type: filter.filterOperator === 1 ? "or" : "and" });
  for (const condition of filter.conditions) {
    const { operator, values, asElements } = toFetchCondition(condition.conditionOperator, condition.value);
    const single = asElements ? undefined : values[0];
    const child = create(document, "condition", {
      attribute: condition.attributeName,
      operator,
      ...(single === undefined ? {} : { value: single }),
      ...(condition.entityAliasName === undefined || condition.entityAliasName === ""
        ? {}
        : { entityname: condition.entityAliasName }),
    });
    if (asElements) {
      for (const value of values) {
        child.appendChild(create(document, "value", {})).appendChild(document.createTextNode(value));
      }
    }
    element.appendChild(child);
  }
  for (const inner of filter.filters ?? []) {
    element.appendChild(filterElement(document, inner));
  }
  return element;
}

function recordFilter(document: Document, record: RecordFilter): Element {
  const condition = (attribute: string): Element => {
    const filter = create(document, "filter", { type: "and" });
    filter.appendChild(create(document, "condition", { attribute, operator: "eq", value: record.recordId }));
    return filter;
  };
  if (record.kind === "column") {
    return condition(record.column);
  }
  const link = create(document, "link-entity", {
    name: record.table,
    from: record.ownColumn,
    to: record.ownKey,
    intersect: "true",
    visible: "false",
  });
  link.appendChild(condition(record.recordColumn));
  return link;
}

/**
 * The cookie inside `@Microsoft.Dynamics.CRM.fetchxmlpagingcookie`: that annotation wraps it as an attribute which is encoded
 * twice.
 */
export function decodePagingCookie(annotation: unknown): string | null {
  if (typeof annotation !== "string") {
    return null;
  }
  const inner = /pagingcookie="([^"]*)"/.exec(annotation)?.[1];
  return inner === undefined ? null : decodeURIComponent(decodeURIComponent(inner));
}

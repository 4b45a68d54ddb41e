import type { Column } from "../../../../solution/model/types";
import type { CatalogTable } from "../../catalog";
import { Fault } from "../../fault";
import { compareSql, comparisons, conditionSql } from "../plan/conditions";
import { quote } from "../../schema";
import { Source, type SqlValue, type Statement, tableOf } from "../sql/statement";
import type { FetchCondition, FetchEntity, FetchFilter, FetchLink } from "./parse";

/** An entity or link of a query, placed in the statement. */
export interface Place {
  readonly entity: FetchEntity;
  readonly source: Source;
  /** What stands before the dot of its columns; undefined for the query's own entity. */
  readonly alias: string | undefined;
}

/** The FROM clause and the conditions of a query. */
export interface Plan {
  readonly root: Place;
  /** Root first, then the links whose columns may be returned, in the order of the query. */
  readonly places: readonly Place[];
  readonly conditions: readonly string[];
  /** A link may give several rows for one row of the root, so that its key alone does not order the result. */
  readonly multiplies: boolean;
}

/** Places every link and compiles every filter. */
export function planFetch(statement: Statement, entity: FetchEntity): Plan {
  return new Planner(statement).plan(entity);
}

/** @throws Fault 400 0x80041103 */
export function fetchColumn(table: CatalogTable, name: string): Column {
  const column = table.columnsByName.get(name);
  if (column === undefined || !column.validForRead) {
    throw new Fault(
      400,
      "0x80041103",
      `'${table.logicalName}' entity doesn't contain attribute with Name = '${name}' and NameMapping = 'Logical'. MetadataCacheDetails: ProviderType=Dynamic, StandardCache=True, IsLoadedInStagedContext = False, SourceMatchCount = 0.`,
    );
  }
  return column;
}

class Planner {
  private readonly places: Place[] = [];
  private readonly conditions: string[] = [];
  private multiplies = false;
  private linkNumber = 0;

  constructor(private readonly statement: Statement) {}

  plan(entity: FetchEntity): Plan {
    const source = new Source(this.statement, tableOf(this.statement.deps, entity.name));
    const root: Place = { entity, source, alias: undefined };
    this.places.push(root);
    this.conditions.push(`(${source.readable()})`);
    for (const link of entity.links) {
      this.link(source, link, this.conditions);
    }
    // Filters of the entity come last: they may name the alias of any link.
    for (const filter of entity.filters) {
      this.conditions.push(this.filter(source, filter));
    }
    return { root, places: this.places, conditions: this.conditions, multiplies: this.multiplies };
  }

  /** @param conditions where a link that only tests for rows puts its condition */
  private link(parent: Source, link: FetchLink, conditions: string[]): void {
    const table = tableOf(this.statement.deps, link.name);
    this.linkNumber += 1;
    if (link.type === "exists" || link.type === "in") {
      const child = new Source(this.statement, table);
      conditions.push(`exists (${this.linkedRows(parent, child, link)})`);
      return;
    }
    const child = new Source(this.statement, table, parent.joins);
    const place: Place = { entity: link, source: child, alias: link.alias ?? `${link.name}${this.linkNumber}` };
    const on = [linkCondition(parent, child, link), `(${child.readable()})`];
    this.places.push(place);
    for (const filter of link.filters) {
      on.push(this.filter(child, filter));
    }
    const name = quote(table.logicalName);
    if (link.type === "matchfirstrowusingcrossapply") {
      const { alias } = child;
      parent.joins.push(
        `left join lateral (select ${alias}.* from ${name} ${alias} where ${on.join(" and ")} order by ${child.primaryKey} limit 1) ${alias} on true`,
      );
    } else {
      this.multiplies = this.multiplies || link.from !== table.primaryKey;
      parent.joins.push(
        `${link.type === "outer" ? "left" : "inner"} join ${name} ${child.alias} on ${on.join(" and ")}`,
      );
    }
    for (const below of link.links) {
      this.link(child, below, conditions);
    }
  }

  private linkedRows(parent: Source, child: Source, link: FetchLink): string {
    const conditions = [linkCondition(parent, child, link), `(${child.readable()})`];
    for (const filter of link.filters) {
      conditions.push(this.filter(child, filter));
    }
    for (const below of link.links) {
      this.link(child, below, conditions);
    }
    return `select 1 from ${child.from} where ${conditions.join(" and ")}`;
  }

  private filter(source: Source, filter: FetchFilter): string {
    const parts = [
      ...filter.conditions.map((condition) => `(${this.condition(source, condition)})`),
      ...filter.filters.map((inner) => this.filter(source, inner)),
      ...filter.links.map((link) => this.filterLink(source, link)),
    ];
    return parts.length === 0 ? "true" : `(${parts.join(` ${filter.type} `)})`;
  }

  /** any, not any, all, not all. Surprisingly, `not all` is any; `all` wants linked rows of which none meets the filter. */
  private filterLink(parent: Source, link: FetchLink): string {
    const table = tableOf(this.statement.deps, link.name);
    const met = (): string => this.linkedRows(parent, new Source(this.statement, table), link);
    const bare: FetchLink = { ...link, filters: [], links: [] };
    switch (link.type) {
      case "not any":
        return `not exists (${met()})`;
      case "all":
        return `(exists (${this.linkedRows(parent, new Source(this.statement, table), bare)}) and not exists (${met()}))`;
      default:
        return `exists (${met()})`;
    }
  }

  private condition(own: Source, condition: FetchCondition): string {
    const source = condition.entityName === undefined ? own : this.named(condition.entityName);
    const value = conditionValue(source, condition.attribute);
    if (condition.valueColumn === undefined) {
      return conditionSql(this.statement, value, condition.operator, condition.values);
    }
    const symbol = comparisons.get(condition.operator);
    if (symbol === undefined) {
      throw new Fault(400, "0x80041120", `The condition operator '${condition.operator}' is not valid with valueof.`);
    }
    const [first = "", second] = condition.valueColumn.split(".");
    const other = second === undefined ? conditionValue(source, first) : conditionValue(this.named(first), second);
    if (other.type !== value.type) {
      throw new Fault(
        400,
        "0x80040203",
        `The columns ${condition.attribute} and ${condition.valueColumn} have different types and cannot be compared.`,
      );
    }
    return compareSql(value, symbol, other);
  }

  private named(alias: string): Source {
    const place =
      this.places.find((candidate) => candidate.alias === alias) ??
      this.places.find((candidate) => candidate.entity.name === alias);
    if (place === undefined) {
      throw new Fault(
        400,
        "0x80040203",
        `The entity alias '${alias}' is not a link-entity of the query, or stands after the place that names it.`,
      );
    }
    return place.source;
  }
}

function linkCondition(parent: Source, child: Source, link: FetchLink): string {
  const from = child.value(fetchColumn(child.table, link.from));
  const to = parent.value(fetchColumn(parent.table, link.to));
  if (from.type !== to.type) {
    throw new Fault(
      400,
      "0x80040203",
      `The columns ${link.from} and ${link.to} of a link-entity have different types.`,
    );
  }
  return compareSql(from, "=", to);
}

/** A column in a condition. `xname` stands for the name that the lookup `x` shows. */
function conditionValue(source: Source, name: string): SqlValue {
  const lookup =
    name.endsWith("name") && !source.table.columnsByName.has(name)
      ? source.table.columnsByName.get(name.slice(0, -4))
      : undefined;
  if (lookup?.type !== "lookup") {
    return source.value(fetchColumn(source.table, name));
  }
  const { deps } = source.statement;
  const names = lookup.targets.flatMap((targetName) => {
    const target = deps.catalog.table(targetName);
    return target === undefined
      ? []
      : [
          `(select n.${quote(target.primaryName)} from ${quote(targetName)} n where n.${quote(target.primaryKey)} = ${source.value(lookup).sql})`,
        ];
  });
  return {
    ...source.value(lookup),
    sql: names.length === 0 ? "null::text" : `coalesce(${names.join(", ")})`,
    type: "text",
  };
}

import type { Column } from "../../../../solution/model/types";
import type { CatalogTable, Navigation } from "../../catalog";
import { Fault } from "../../fault";
import { quote, type SqlType, sqlTypeOf } from "../../schema";
import type { ReadDeps } from "../request/types";

/** A value in SQL, with the column that gives it its meaning. */
export interface SqlValue {
  readonly sql: string;
  readonly type: SqlType;
  readonly column: Column;
  readonly table: CatalogTable;
  /** For lookups: the table alias, so that companions of the column can be reached. */
  readonly source: Source;
}

/** A row as it arrives: the outputs of its statement, in order, as PostgreSQL writes them. */
export type ResultRow = readonly (string | null)[];

/** The name of an output inside the statement, for an ORDER BY that must use it. */
export function outputName(place: number): string {
  return `c${place}`;
}

/** Parameters and names of one SQL statement. */
export class Statement {
  readonly params: unknown[] = [];
  private readonly outputs = new Map<string, number>();
  private names = 0;
  private collections = 0;

  constructor(readonly deps: ReadDeps) {}

  readonly bind = (value: unknown): string => {
    this.params.push(value);
    return `$${this.params.length}`;
  };

  nextAlias(): string {
    this.names += 1;
    return `t${this.names}`;
  }

  /**
   * Counts a collection that a condition asks, `any` or `all`. Each is a link-entity for Dataverse, which allows 15 of them.
   * @throws Fault 400 0x8004430D
   */
  countCollection(): void {
    this.collections += 1;
    if (this.collections > maxLinks) {
      throw tooManyLinks();
    }
  }

  /** Adds an expression to the select list and says at which place of the row its value arrives. Equal expressions share one. */
  output(sql: string): number {
    const place = this.outputs.get(sql) ?? this.outputs.size;
    this.outputs.set(sql, place);
    return place;
  }

  /**
   * Runs the statement: `rest` is everything after the select list, which is that of `output`. The rows come as one JSON text,
   * for the driver takes several times as long over as many single values.
   * @param each a FROM item for each of whose rows the statement runs once
   */
  async rows(
    rest: string,
    { distinct = false, each }: { readonly distinct?: boolean; readonly each?: string } = {},
  ): Promise<readonly ResultRow[]> {
    const list = [...this.outputs].map(([sql, place]) => `${sql} as ${outputName(place)}`).join(", ");
    const texts = [...this.outputs.values()].map((place) => `x.${outputName(place)}::text`).join(", ");
    const select = `select ${distinct ? "distinct " : ""}${list} ${rest}`;
    const [page] = await this.deps.database.query<{ rows: string | null }>(
      `select json_agg(array[${texts}])::text as rows from (${each === undefined ? select : `select y.* from ${each} cross join lateral (${select}) y`}) x`,
      this.params,
    );
    return JSON.parse(page?.rows ?? "[]") as readonly ResultRow[];
  }

  get outputCount(): number {
    return this.outputs.size;
  }
}

/** Related tables in one query: links of FetchXML, expands, `any` and `all`. */
export const maxLinks = 15;

export function tooManyLinks(): Fault {
  return new Fault(400, "0x8004430D", `Number of link entities in query exceeded maximum limit of ${maxLinks}.`);
}

/** One table in a FROM clause, and the joins that paths from it need. A sub-query has a source of its own. */
export class Source {
  readonly alias: string;
  private readonly lookups = new Map<string, Source>();
  private readonly names = new Map<string, string>();

  constructor(
    readonly statement: Statement,
    readonly table: CatalogTable,
    /** Where the joins of this source and of those below it are collected. */
    readonly joins: string[] = [],
    alias?: string,
  ) {
    this.alias = alias ?? statement.nextAlias();
  }

  get from(): string {
    return `${quote(this.table.logicalName)} ${this.alias} ${this.joins.join(" ")}`;
  }

  /** What the caller may see of this table. */
  readable(): string {
    const { deps, bind } = this.statement;
    return deps.readPredicate(deps.caller, this.table, this.alias, bind);
  }

  /** A column as a condition or an output reads it: a secured column that the caller may not read is a null. */
  value(column: Column): SqlValue {
    const type = sqlTypeOf(column);
    const readable =
      !column.secured ||
      this.statement.deps.caller.columnPermission(this.table.logicalName, column.logicalName).canRead;
    return {
      sql: readable ? this.raw(column.logicalName) : `null::${type}`,
      type,
      column,
      table: this.table,
      source: this,
    };
  }

  raw(column: string): string {
    return `${this.alias}.${quote(column)}`;
  }

  get primaryKey(): string {
    return this.raw(this.table.primaryKey);
  }

  /** The row that a lookup points to, joined once for each navigation, only if the caller may read it. */
  lookup(navigation: Extract<Navigation, { kind: "lookup" }>): Source {
    const known = this.lookups.get(navigation.name);
    if (known !== undefined) {
      return known;
    }
    const target = tableOf(this.statement.deps, navigation.target);
    const joined = new Source(this.statement, target, this.joins);
    const column = this.table.columnsByName.get(navigation.column);
    const reference = column === undefined ? this.raw(navigation.column) : this.value(column).sql;
    const typed = column === undefined ? "" : targetCondition(this, column, target.logicalName);
    this.joins.push(
      `left join ${quote(target.logicalName)} ${joined.alias} on ${joined.primaryKey} = ${reference}${typed} and (${joined.readable()})`,
    );
    this.lookups.set(navigation.name, joined);
    return joined;
  }

  /** The primary name that a lookup shows. Dataverse shows it whether or not its row may be read. */
  lookupName(column: Extract<Column, { type: "lookup" }>): string {
    const known = this.names.get(column.logicalName);
    if (known !== undefined) {
      return known;
    }
    const reference = this.value(column).sql;
    const names = column.targets.flatMap((targetName) => {
      const target = this.statement.deps.catalog.table(targetName);
      if (target === undefined || !target.columnsByName.has(target.primaryName)) {
        return [];
      }
      const alias = this.joinPlain(targetName, target.primaryKey, reference, targetCondition(this, column, targetName));
      return [`${alias}.${quote(target.primaryName)}::text`];
    });
    const sql =
      names.length === 0
        ? "null::text"
        : names.length === 1
          ? (names[0] ?? "null::text")
          : `coalesce(${names.join(", ")})`;
    this.names.set(column.logicalName, sql);
    return sql;
  }

  /** Joins any table under a fresh alias and gives the alias: for names that no navigation leads to, such as a currency's symbol. */
  joinPlain(table: string, key: string, reference: string, further = ""): string {
    const name = `plain:${table}:${reference}`;
    const known = this.names.get(name);
    if (known !== undefined) {
      return known;
    }
    const alias = this.statement.nextAlias();
    this.joins.push(`left join ${quote(table)} ${alias} on ${alias}.${quote(key)} = ${reference}${further}`);
    this.names.set(name, alias);
    return alias;
  }
}

/** A lookup with several targets names the target's table beside the id. The table `owner` stands for users and teams alike. */
export function targetCondition(source: Source, column: Column, target: string): string {
  return column.type === "lookup" && column.targets.length > 1 && column.targets.includes(target)
    ? ` and ${source.raw(`${column.logicalName}type`)} = '${target}'`
    : "";
}

export function tableOf(deps: ReadDeps, logicalName: string): CatalogTable {
  const table = deps.catalog.table(logicalName);
  if (table === undefined) {
    throw new Fault(
      400,
      "0x80041102",
      `The entity with a name = '${logicalName}' with namemapping = 'Logical' was not found in the MetadataCache.`,
    );
  }
  return table;
}

/** An expression by which SQL sorts as Dataverse does. */
export function sortable(value: { readonly sql: string; readonly type: SqlType }): string {
  return value.type === "text" ? `dv_sort(${value.sql})` : value.sql;
}

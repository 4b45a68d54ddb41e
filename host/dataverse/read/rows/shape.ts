import type { CatalogTable, Navigation } from "../../catalog";
import { Fault } from "../../fault";
import { annotationsOf } from "../json/annotations";
import type { Aliases, ExpandItem } from "../request/ast";
import { cookieColumns, cookieOf, orderKeys, orderSql, primaryOrder } from "../plan/order";
import { skipToken } from "../plan/cookie";
import { collectionLink, filterSql, propertyNotFound } from "../plan/filter";
import { formatterFor } from "../json/format";
import { selectedColumns } from "../plan/select";
import { maxLinks, type ResultRow, Source, Statement, tableOf, tooManyLinks } from "../sql/statement";
import type { Preferences, ReadDeps } from "../request/types";
import { columnWriter, type RowStyle, type Writer } from "../json/writers";

export const maxRows = 5000;

/** The rows of expanded collections: plan → id of the parent → JSON members. */
type Children = ReadonlyMap<CollectionPlan, ReadonlyMap<string, string>>;

interface CollectionPlan {
  readonly parent: CatalogTable;
  readonly navigation: Exclude<Navigation, { kind: "lookup" }>;
  readonly item: ExpandItem;
  /** Under which key the parent's id arrives. */
  readonly parentKey: number;
  /** A nested expand anywhere pages inside too and strips etags. */
  readonly nested: boolean;
}

/** How the rows of a source become JSON. */
export interface Shape {
  /** What stands in the context's parentheses, without them; empty for all columns. */
  readonly context: string;
  write(row: ResultRow, children: Children): string;
  /** Everything that further statements must load for these rows. */
  readonly collections: readonly CollectionPlan[];
}

export interface ShapeOptions {
  readonly select?: readonly string[];
  readonly expand: readonly ExpandItem[];
  readonly aliases: Aliases;
  readonly preferences: Preferences;
  readonly style: RowStyle;
  readonly etag: boolean;
  /** A foreign key that comes unasked. */
  readonly foreignKey?: string;
  /** Expanded lookups carry ETags (a single row does that, a list does not). */
  readonly lookupEtags: boolean;
  /** 0 for the rows that were asked for. */
  readonly depth: number;
  readonly nested: boolean;
}

export function rowStyle(
  deps: ReadDeps,
  preferences: Preferences,
  { omitNulls = false, unmask = "none" }: { readonly omitNulls?: boolean; readonly unmask?: RowStyle["unmask"] } = {},
): RowStyle {
  return { annotations: annotationsOf(preferences.annotations), format: formatterFor(deps.caller), omitNulls, unmask };
}

export function rowUrl(deps: ReadDeps, table: CatalogTable, id: string): string {
  return `${deps.origin}/api/data/v9.2/${table.entitySetName}(${id})`;
}

/** Adds to the statement of `source` what the rows need, joins for expanded lookups included. */
export function shapeOf(source: Source, options: ShapeOptions): Shape {
  const { statement, table } = source;
  if (options.depth === 0) {
    requireExpandable(options.expand);
  }
  const columns = [...selectedColumns(table, options.select)];
  const foreign = options.foreignKey === undefined ? undefined : table.columnsByName.get(options.foreignKey);
  if (foreign !== undefined && !columns.includes(foreign)) {
    columns.push(foreign);
  }
  // A user's key comes with the name that it has as an owner.
  const owner = options.depth > 0 && table.logicalName === "systemuser" && options.select !== undefined;
  const writers: Writer[] = columns.map((column) => columnWriter(source, column, options.style));
  if (owner) {
    const id = statement.output(source.primaryKey);
    writers.push((row) => `"ownerid":${JSON.stringify(row[id])},`);
  }
  const version = options.etag ? statement.output(source.raw("versionnumber")) : undefined;
  const expands = options.expand.map((item) => expandOf(source, item, options));
  const write = (row: ResultRow, children: Children): string => {
    let text = version === undefined ? "" : `"@odata.etag":"W/\\"${row[version] ?? "0"}\\"",`;
    for (const writer of writers) {
      text += writer(row);
    }
    for (const expand of expands) {
      text += expand.write(row, children);
    }
    return `{${text.endsWith(",") ? text.slice(0, -1) : text}}`;
  };
  const names = options.select === undefined ? [] : options.select.map((name) => name);
  return {
    context: [...names, ...expands.map((expand) => expand.context)].join(","),
    write,
    collections: expands.flatMap((expand) => expand.collections),
  };
}

function requireExpandable(items: readonly ExpandItem[]): void {
  const all = (list: readonly ExpandItem[]): readonly ExpandItem[] =>
    list.flatMap((item) => [item, ...all(item.expand ?? [])]);
  const every = all(items);
  if (every.length > maxLinks) {
    throw tooManyLinks();
  }
}

function expandOf(source: Source, item: ExpandItem, options: ShapeOptions): Shape {
  const name = item.path[0] ?? "";
  const navigation = source.table.navigations.get(name);
  if (navigation === undefined) {
    throw propertyNotFound(source.table, name);
  }
  if (item.refused !== undefined || item.count !== undefined || item.path.length > 1) {
    const what = item.refused ?? (item.count === undefined ? `$expand=${item.path.join("/")}` : "$count");
    throw new Fault(501, "0x80060888", `${what} is not supported inside $expand.`);
  }
  const nested = options.nested || options.depth > 0 || item.expand !== undefined;
  const clauses = item.top !== undefined || item.orderBy !== undefined;
  if (clauses && (navigation.kind === "lookup" || nested)) {
    throw new Fault(
      400,
      "0x80060888",
      "Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested one-to-many relationship.",
    );
  }
  if (navigation.kind === "manyToMany" && nested) {
    throw new Fault(501, "0x80060888", `$expand of the many-to-many relationship ${name} cannot be nested.`);
  }
  if (navigation.kind === "lookup") {
    return expandedLookup(source, navigation, item, options);
  }
  if (item.reference) {
    throw new Fault(400, "0x80060888", "Expand with $ref is only supported on lookup type navigation property.");
  }
  const plan: CollectionPlan = {
    parent: source.table,
    navigation,
    item,
    parentKey: source.statement.output(source.primaryKey),
    nested: nested || options.expand.some((other) => other.expand !== undefined),
  };
  // Names are checked now and not only once there are rows; the same for the privilege on the table.
  const probe = new Source(new Statement(source.statement.deps), tableOf(source.statement.deps, navigation.target));
  probe.readable();
  const context = shapeOf(probe, childOptions(plan, options)).context;
  return {
    context: `${name}(${context})`,
    collections: [plan],
    write: (row, children) =>
      children.get(plan)?.get(String(row[plan.parentKey])) ?? (row[plan.parentKey] === null ? "" : `"${name}":[],`),
  };
}

function expandedLookup(
  source: Source,
  navigation: Extract<Navigation, { kind: "lookup" }>,
  item: ExpandItem,
  options: ShapeOptions,
): Shape {
  const { statement } = source;
  const joined = source.lookup(navigation);
  const present = statement.output(joined.primaryKey);
  if (item.reference) {
    return {
      context: `${navigation.name}/$ref()`,
      collections: [],
      write: (row) =>
        row[present] === null
          ? `"${navigation.name}":null,`
          : `"${navigation.name}":{"@odata.id":"${rowUrl(statement.deps, joined.table, String(row[present]))}"},`,
    };
  }
  const met =
    item.filter === undefined
      ? undefined
      : statement.output(
          filterSql(statement, { source: joined, variables: new Map(), aliases: options.aliases }, item.filter),
        );
  const shape = shapeOf(joined, {
    aliases: options.aliases,
    preferences: options.preferences,
    style: options.style,
    lookupEtags: options.lookupEtags,
    expand: item.expand ?? [],
    etag: options.lookupEtags && item.expand === undefined && options.depth === 0,
    depth: options.depth + 1,
    nested: options.nested || item.expand !== undefined,
    ...(item.select === undefined ? {} : { select: item.select }),
  });
  return {
    context: `${navigation.name}(${shape.context})`,
    collections: shape.collections,
    write: (row, children) =>
      `"${navigation.name}":${row[present] === null || (met !== undefined && row[met] !== "true") ? "null" : shape.write(row, children)},`,
  };
}

function childOptions(
  plan: CollectionPlan,
  options: Pick<ShapeOptions, "aliases" | "preferences" | "style" | "depth">,
): ShapeOptions {
  const { item, navigation, nested } = plan;
  return {
    aliases: options.aliases,
    preferences: options.preferences,
    style: options.style,
    expand: item.expand ?? [],
    etag: !nested,
    lookupEtags: false,
    depth: options.depth + 1,
    nested,
    ...(item.select === undefined ? {} : { select: item.select }),
    ...(navigation.kind === "collection" && !nested ? { foreignKey: navigation.relationship.referencingColumn } : {}),
  };
}

/** Loads the expanded collections of a page: one statement for each collection and level, never one for each row. */
export async function loadCollections(
  deps: ReadDeps,
  shape: Pick<Shape, "collections">,
  rows: readonly ResultRow[],
  options: Pick<ShapeOptions, "aliases" | "preferences" | "style" | "depth">,
): Promise<Children> {
  const loaded = new Map<CollectionPlan, ReadonlyMap<string, string>>();
  for (const plan of shape.collections) {
    loaded.set(plan, await loadCollection(deps, plan, rows, options));
  }
  return loaded;
}

async function loadCollection(
  deps: ReadDeps,
  plan: CollectionPlan,
  rows: readonly ResultRow[],
  options: Pick<ShapeOptions, "aliases" | "preferences" | "style" | "depth">,
): Promise<ReadonlyMap<string, string>> {
  const { item, navigation } = plan;
  const parents = [
    ...new Set(rows.map((row) => row[plan.parentKey]).filter((id): id is string => typeof id === "string")),
  ];
  const result = new Map<string, string>();
  if (parents.length === 0) {
    return result;
  }
  const statement = new Statement(deps);
  const source = new Source(statement, tableOf(deps, navigation.target));
  const scope = { source, variables: new Map<string, Source>(), aliases: options.aliases };
  const shape = shapeOf(source, childOptions(plan, options));
  const parent = statement.nextAlias();
  const conditions = [collectionLink(source, navigation, `${parent}.id`), `(${source.readable()})`];
  if (item.filter !== undefined) {
    conditions.push(filterSql(statement, scope, item.filter));
  }
  const keys = [...orderKeys(scope, item.orderBy ?? []), primaryOrder(source)];
  const page = plan.nested ? Math.min(options.preferences.maxPageSize ?? maxRows, maxRows) : maxRows;
  const limit = Math.min(item.top ?? maxRows, page);
  const cookies = cookieColumns(statement, keys);
  const parentKey = statement.output(`${parent}.id`);
  const children = await statement.rows(
    `from ${source.from} where ${conditions.join(" and ")} order by ${orderSql(keys)} limit ${limit + 1}`,
    {
      each: `unnest(${statement.bind(`{${parents.join(",")}}`)}::uuid[]) ${parent}(id)`,
    },
  );
  const below = await loadCollections(deps, shape, children, { ...options, depth: options.depth + 1 });
  const groups = new Map<string, ResultRow[]>();
  for (const child of children) {
    const id = child[parentKey] ?? "";
    const group = groups.get(id);
    if (group === undefined) {
      groups.set(id, [child]);
    } else {
      group.push(child);
    }
  }
  for (const id of parents) {
    const found = groups.get(id) ?? [];
    const shown = found.slice(0, limit);
    const [first, last] = [shown[0], shown.at(-1)];
    const more = found.length > limit && first !== undefined && last !== undefined;
    const token = plan.nested && more ? skipToken(cookieOf(cookies, 1, first, last)) : undefined;
    const link =
      plan.nested && !more
        ? ""
        : `,${JSON.stringify(`${navigation.name}@odata.nextLink`)}:${JSON.stringify(collectionUrl(deps, plan, id, token))}`;
    result.set(
      id,
      `${JSON.stringify(navigation.name)}:[${shown.map((row) => shape.write(row, below)).join(",")}]${link},`,
    );
  }
  return result;
}

function collectionUrl(deps: ReadDeps, plan: CollectionPlan, id: string, token: string | undefined): string {
  const options = Object.entries(plan.item.written).map(
    ([name, text]) => `${name}=${encodeURI(text).replaceAll("&", "%26").replaceAll("#", "%23").replaceAll("+", "%2B")}`,
  );
  const query = [...options, ...(token === undefined ? [] : [`$skiptoken=${token}`])].join("&");
  return `${rowUrl(deps, plan.parent, id)}/${plan.navigation.name}${query === "" ? "" : `?${query}`}`;
}

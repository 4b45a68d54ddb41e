import { type ObjectShape, mistakesIn, parseJson, refuse, type Shape, type SetupProblem } from "./setup";
import { longParts } from "./marks";
import { mappingPresets, type Mapping, type TableMap } from "./tables";

type Texts = Readonly<Record<string, string | null>>;

interface GivenTable extends Partial<Pick<TableMap, "table" | "search">> {
  readonly filter?: string | null;
  readonly columns?: Texts;
  readonly kinds?: Texts;
}

type GivenTables = Readonly<Record<string, GivenTable | null>>;

interface Given extends Partial<Pick<Mapping, "mainAccount" | "searchOver" | "rereadAfter" | "yes">> {
  readonly preset?: string | null;
  readonly tables?: GivenTables;
  readonly valueSources?: GivenTables;
}

/** What any preset knows of each part, and with it what the reader asks for. */
const columnShapes: Record<string, ObjectShape> = {};
for (const { tables } of Object.values<Mapping>(mappingPresets)) {
  for (const [part, { columns }] of Object.entries(tables)) {
    const fields = [
      ...Object.keys({ ...columnShapes[part], ...columns }),
      ...(part === "ledgers" ? [] : ["active"]),
      ...(longParts.some((long) => long === part) ? ["modifiedOn"] : []),
    ];
    columnShapes[part] = Object.fromEntries(fields.map((field) => [field, "name?"]));
  }
}

const tableShape = (columns: ObjectShape = {}): Shape => [
  { table: "name", filter: "text?", columns, kinds: { "*": "text?" }, search: "yes" },
  "?",
];

const mappingShape: Shape = {
  preset: "text?",
  mainAccount: "text",
  searchOver: "number",
  rereadAfter: "number",
  yes: ["text"],
  tables: Object.fromEntries(Object.entries(columnShapes).map(([part, columns]) => [part, tableShape(columns)])),
  valueSources: { "*": tableShape(columnShapes.values) },
};

const withoutNull = (texts: Texts): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).flatMap(([name, text]) => (text === null ? [] : [[name, text]])));

/**
 * The preset with what a maker's JSON says differently: `preset`, `mainAccount`, `searchOver`, `yes`, `tables` and
 * `valueSources`. A table or column that is null is taken as not there.
 *
 * @throws SetupError with the mistakes, each with its place and what would be right: those of shape first, what is missing when none is left
 */
export function readMapping(json: string, source: "configuration" | "finance"): Mapping {
  if (!json.trim()) return mappingPresets[source];
  const value = parseJson("mapping", json);
  const problems: SetupProblem[] = mistakesIn("mapping", value, mappingShape, true);
  refuse(problems);
  // `mappingShape` has looked at every field of it.
  const given = value as Given;
  const preset = Object.entries<Mapping>(mappingPresets).find(([name]) => name === (given.preset ?? source))?.[1];
  const base = preset ?? mappingPresets[source];
  if (!preset)
    problems.push({ key: "Setup_unknown", values: ["mapping.preset", Object.keys(mappingPresets).join(", ")] });

  const tableOf = (
    place: string,
    { table, filter, columns, kinds, search }: GivenTable,
    former: TableMap | undefined,
  ): TableMap => {
    // Another table has other columns and rows: what the preset says of them would only be wrong there.
    const same = table === undefined || table === former?.table ? former : undefined;
    const named = { table: table ?? former?.table ?? "", columns: withoutNull({ ...same?.columns, ...columns }) };
    if (!named.table) problems.push({ key: "Setup_name", values: [`${place}.table`] });
    if (!Object.keys(named.columns).length) problems.push({ key: "Setup_object", values: [`${place}.columns`] });
    return {
      ...named,
      filter: (filter === undefined ? same?.filter : filter) ?? undefined,
      kinds: withoutNull({ ...former?.kinds, ...kinds }),
      search,
    };
  };
  const tablesOf = (key: "tables" | "valueSources", fallback?: TableMap): Record<string, TableMap | undefined> => {
    const tables: Record<string, TableMap | undefined> = { ...base[key] };
    for (const [name, table] of Object.entries(given[key] ?? {}))
      tables[name] = table ? tableOf(`mapping.${key}.${name}`, table, tables[name] ?? fallback) : undefined;
    return tables;
  };
  const all: Mapping = {
    ...base,
    ...given,
    tables: tablesOf("tables"),
    valueSources: tablesOf("valueSources", base.tables.values),
  };
  refuse(problems);
  return all;
}

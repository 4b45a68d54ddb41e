import { isObject, parseJson, SetupError, type SetupProblem } from "./setup";
import { presets, type Mapping, type TableMap } from "./tables";

/**
 * The preset with what a maker's JSON says differently: `preset`, `mainAccount`, `searchOver`, `yes`, `tables` and
 * `valueSources`. A table or column that is null is taken as not there.
 *
 * @throws SetupError with every mistake, its place and what would be right
 */
export function readMapping(json: string, source: "configuration" | "finance"): Mapping {
  if (!json.trim()) return presets[source];
  const problems: SetupProblem[] = [];
  const wrong = (place: string, key: string, ...values: string[]): false => {
    problems.push({ key, values: [place, ...values] });
    return false;
  };
  const keysOf = (place: string, value: unknown, known: readonly string[] | undefined): [string, unknown][] => {
    if (!isObject(value)) {
      wrong(place, "Setup_object");
      return [];
    }
    return Object.entries(value).filter(([key]) => known === undefined || known.includes(key) || wrong(`${place}.${key}`, "Setup_unknown", known.join(", ")));
  };
  const tableOf = (place: string, value: unknown, former: TableMap | undefined, fields: readonly string[]): TableMap => {
    const given = Object.fromEntries(keysOf(place, value, ["table", "filter", "columns", "kinds", "search"]));
    const textsOf = (key: "columns" | "kinds", known?: readonly string[]): Record<string, string> => {
      // Another table has other columns: those of the preset would only be wrong there.
      const texts: Record<string, string> = { ...(key === "columns" && given.table !== undefined && given.table !== former?.table ? {} : former?.[key]) };
      for (const [name, text] of key in given ? keysOf(`${place}.${key}`, given[key], known) : []) {
        if (text === null) delete texts[name];
        else if (typeof text === "string" && (key === "kinds" || /^\w+$/.test(text))) texts[name] = text;
        else wrong(`${place}.${key}.${name}`, "Setup_name");
      }
      return texts;
    };
    const table = given.table ?? former?.table;
    if (typeof table !== "string" || !/^\w+$/.test(table)) wrong(`${place}.table`, "Setup_name");
    if (given.filter != null && typeof given.filter !== "string") wrong(`${place}.filter`, "Setup_text");
    const columns = textsOf("columns", fields);
    if (!Object.keys(columns).length) wrong(`${place}.columns`, "Setup_object");
    const filter = given.filter === undefined && table === former?.table ? former?.filter : given.filter;
    return { table: String(table), filter: typeof filter === "string" ? filter : undefined, columns, kinds: textsOf("kinds"), search: given.search === true };
  };

  const root = Object.fromEntries(keysOf("mapping", parseJson("mapping", json), ["preset", "mainAccount", "searchOver", "yes", "tables", "valueSources"]));
  const preset = Object.entries(presets).find(([name]) => name === (root.preset ?? source))?.[1];
  if (!preset) wrong("mapping.preset", "Setup_unknown", Object.keys(presets).join(", "));
  const base: Mapping = preset ?? presets[source];
  const tables: Record<string, TableMap | undefined> = { ...base.tables };
  const valueSources: Record<string, TableMap> = { ...base.valueSources };
  const all = Object.values(presets).map((each): Mapping => each);
  const parts = [...new Set(all.flatMap((each) => Object.keys(each.tables)))];
  /** What any preset knows of a part, and with it what the reader asks for. */
  const fieldsOf = (part: string): string[] => [
    ...new Set(all.flatMap((each) => Object.entries(each.tables).flatMap(([name, map]) => (name === part ? Object.keys(map.columns) : []))).concat(part === "ledgers" ? [] : "active")),
  ];
  for (const [part, value] of root.tables === undefined ? [] : keysOf("mapping.tables", root.tables, parts)) {
    tables[part] = value === null ? undefined : tableOf(`mapping.tables.${part}`, value, tables[part], fieldsOf(part));
  }
  for (const [dimension, value] of root.valueSources === undefined ? [] : keysOf("mapping.valueSources", root.valueSources, undefined)) {
    valueSources[dimension] = tableOf(`mapping.valueSources.${dimension}`, value, valueSources[dimension] ?? base.tables.values, fieldsOf("values"));
  }
  const { mainAccount = base.mainAccount, searchOver = base.searchOver, yes = base.yes } = root;
  if (typeof mainAccount !== "string") wrong("mapping.mainAccount", "Setup_text");
  if (typeof searchOver !== "number" || !(searchOver > 0)) wrong("mapping.searchOver", "Setup_number");
  if (!Array.isArray(yes)) wrong("mapping.yes", "Setup_list");
  if (problems.length) throw new SetupError(problems);
  return { tables, valueSources, mainAccount: String(mainAccount), searchOver: Number(searchOver), yes: Array.isArray(yes) ? yes.map(String) : base.yes };
}

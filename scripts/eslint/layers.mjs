/**
 * Each of some folders, which may import from those before it and from `ground`.
 * @returns {Record<string, readonly string[]>}
 */
function chain(folder, names, ground) {
  const places = names.map((name) => `${folder}/${name}`);
  return Object.fromEntries(places.map((place, index) => [place, [...places.slice(0, index), ...ground]]));
}

const model = ["host/culture", "solution/model"];
const dataverse = ["host/dataverse", "host/dataverse/platform", ...model];
const page = ["type host/server", ...model];

/**
 * Places of the tools, and what each may import from besides itself. A place is a file, or a folder with what is below it but
 * for places of its own. `x` is that place alone, `x/**` everything below it, and `type x` allows types alone: nothing of x
 * then runs there.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const layers = {
  "host/culture": [],
  "host/dataverse/index.ts": ["host/dataverse/**", ...model],
  "host/dataverse/server.ts": ["host/dataverse/**", ...model],
  "host/dataverse/bulkLoad.ts": ["host/dataverse/write", ...dataverse],
  "host/dataverse/write": ["host/dataverse/read/**", ...dataverse],
  "host/dataverse/read": ["host/dataverse/read/**", ...dataverse],
  // The way of a request, as host/dataverse/read/index.ts tells it.
  ...chain(
    "host/dataverse/read",
    ["request", "sql", "plan", "json", "metadata", "functions", "rows", "fetch"],
    dataverse,
  ),
  "host/dataverse": ["host/dataverse/platform", ...model],
  "host/dataverse/platform": ["type host/dataverse", ...model],
  "host/sample": ["host/dataverse", ...model],
  "host/server": [
    "host/dataverse/index.ts",
    "host/dataverse",
    "host/dataverse/platform",
    "host/sample",
    "scripts/build",
    ...model,
  ],
  // In the page the upper ones use the lower ones, as host/page/README.md tells.
  "host/page": ["host/page/**", ...page],
  ...chain("host/page", ["data", "record", "pcf", "base", "fields", "lists", "form"], ["host/page/settings", ...page]),
  "host/page/settings": ["host/page/data", ...page],
  "host/page/tools": [
    "host/page/base",
    "host/page/pcf",
    "host/page/record",
    "host/page/settings",
    "host/page/data",
    ...page,
  ],
  "host/page/shell": ["host/page/**", ...page],
  "host/testing": ["host/**", "solution/model"],
  "solution/model": [],
  "solution/testing": [],
  "solution/tools": ["solution/model", "solution/testing", "scripts/usage.ts"],
  "scripts/usage.ts": [],
  "scripts/build": ["scripts/usage.ts"],
  scripts: ["host/server", "scripts/**", "type test"],
  test: ["controls/**", "host/**", "scripts/**", "shared/**", "solution/**"],
};

const isBelow = (file, folder) => file === folder || file.startsWith(`${folder}/`);

/** The innermost place that a file stands in. */
function placeOf(file, table) {
  return Object.keys(table)
    .filter((place) => isBelow(file, place))
    .sort((one, other) => other.length - one.length)[0];
}

function allows(entry, target, aim, typesOnly) {
  if (entry.startsWith("type ")) return typesOnly && allows(entry.slice("type ".length), target, aim, typesOnly);
  return entry.endsWith("/**") ? isBelow(target, entry.slice(0, -"/**".length)) : aim === entry;
}

/**
 * What is wrong with one import between tools, or null.
 * @param {string} from the importing file, relative to the repository, with forward slashes
 * @param {string} target the imported file, likewise, with or without its ending
 * @param {boolean} typesOnly true for an `import type`
 */
export function layerObjection(from, target, typesOnly, table = layers) {
  const own = placeOf(from, table);
  if (own === undefined) return null;
  const aim = placeOf(`${target}.ts`, table) ?? placeOf(target, table);
  const allowed = table[own];
  if (aim === own || allowed.some((entry) => allows(entry, target, aim, typesOnly))) return null;
  return `${own} does not reach ${aim ?? target}: ${allowed.length === 0 ? "it imports from nowhere else" : `it imports from ${allowed.join(", ")}`}`;
}

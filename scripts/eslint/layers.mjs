const belowBase = ["host/page/pcf", "host/page/record", "host/page/settings", "host/page/data"];
const belowForm = ["host/page/lists", "host/page/fields", "host/page/base", ...belowBase];

/**
 * Which folders of the tools a folder may import from, besides itself and what the folders around it may. A folder named
 * here stands for everything below it. `type x` allows types alone: nothing of x then runs there.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const layers = {
  "host/culture": [],
  "host/dataverse": ["host/culture", "solution/model"],
  "host/sample": ["host/dataverse", "host/culture", "solution/model"],
  "host/server": ["host/dataverse", "host/sample", "host/culture", "solution/model", "scripts"],
  // In the page the upper ones use the lower ones, as host/page/README.md tells.
  "host/page": ["type host/server", "host/culture", "solution/model"],
  "host/page/main.tsx": ["host/page"],
  "host/page/shell": ["host/page/tools", "host/page/form", ...belowForm],
  "host/page/tools": ["host/page/base", ...belowBase],
  "host/page/form": belowForm,
  "host/page/lists": ["host/page/fields", "host/page/base", ...belowBase],
  "host/page/fields": ["host/page/base", ...belowBase],
  "host/page/base": belowBase,
  "host/page/pcf": ["host/page/record", "host/page/settings", "host/page/data"],
  "host/page/record": ["host/page/data"],
  "host/page/settings": ["host/page/data"],
  "host/page/data": [],
  "host/testing": ["host", "solution/model"],
  "solution/model": [],
  "solution/tools": ["solution/model"],
  scripts: ["host/server", "type test/bench"],
  test: ["controls", "host", "scripts", "shared", "solution"],
};

const isBelow = (file, folder) => file === folder || file.startsWith(`${folder}/`);

/** The named folders that a file stands in, the innermost first. */
function placesOf(file, table) {
  return Object.keys(table)
    .filter((folder) => isBelow(file, folder))
    .sort((one, other) => other.length - one.length);
}

/**
 * What is wrong with one import between tools, or null.
 * @param {string} from the importing file, relative to the repository, with forward slashes
 * @param {string} target the imported file, likewise
 * @param {boolean} typesOnly true for an `import type`
 */
export function layerObjection(from, target, typesOnly, table = layers) {
  const places = placesOf(from, table);
  const [own] = places;
  if (own === undefined) return null;
  const [aim] = placesOf(target, table);
  // Inside one place; and out of the innermost place into the folder around it, unless that is forbidden by naming it.
  if (aim === own) return null;
  const allowed = places.flatMap((place) => table[place]);
  const folders = allowed.flatMap((entry) => {
    const folder = entry.replace(/^type /, "");
    return entry === folder || typesOnly ? [folder] : [];
  });
  if (folders.some((folder) => isBelow(target, folder))) return null;
  return `${own} does not reach ${aim ?? target}: ${allowed.length === 0 ? "it imports from nowhere else" : `it imports from ${allowed.join(", ")}`}`;
}

import path from "node:path";
import { layerObjection } from "./layers.mjs";

const folders = ["state", "view", "actions", "sources", "strings", "generated"];
/** Folders of shared that are engines. */
const sharedEngines = ["health", "ledger"];

/**
 * Which part of the product a file belongs to.
 * `own` is the control's name, or "shared"; `layer` is its place in the chain of what may use what.
 * @param {string} file path relative to the repository, with forward slashes
 */
function placeOf(file) {
  const [top, second, third] = file.split("/");
  if (top === "controls" && third !== undefined) {
    if (third === "history" || third === "sheet") return { own: second, layer: "engine" };
    if (folders.includes(third)) return { own: second, layer: third };
    return { own: second, layer: /^index(\.ts)?$/.test(third) ? "index" : "root" };
  }
  if (top === "shared") return { own: "shared", layer: sharedEngines.includes(second) ? "engine" : "shared" };
  if (top === "host" || top === "test" || (top === "solution" && second === "tools") || top === "scripts")
    return { own: "tools", layer: "tools" };
  return { own: "other", layer: "other" };
}

const below = {
  index: ["root", "sources", "engine", "generated", "strings"],
  root: ["root", "state", "view", "actions", "sources", "engine", "generated", "strings"],
  state: ["state", "actions", "sources", "engine"],
  view: ["view", "engine", "strings", "generated"],
  actions: ["actions", "sources", "engine"],
  sources: ["sources", "engine"],
  engine: ["engine"],
  shared: [],
  strings: [],
  generated: [],
};

const packages = /^(react|@fluentui\/react-components|@fluentui\/svg-icons\/.+\.svg)$/;

const targetOf = (from, source) => path.posix.normalize(path.posix.join(path.posix.dirname(from), source));

/**
 * What is wrong with one import, or null.
 * @param {string} from the importing file, relative to the repository
 * @param {string} source what stands in the import
 * @param {boolean} typesOnly true for an `import type`
 */
export function objection(from, source, typesOnly = false) {
  const place = placeOf(from);
  if (!(place.layer in below)) {
    return source.startsWith(".") ? layerObjection(from, targetOf(from, source), typesOnly) : null;
  }
  if (!source.startsWith(".")) {
    if (place.layer === "engine") return `an engine runs anywhere as it is: it imports no package (${source})`;
    return packages.test(source)
      ? null
      : `product code imports react, @fluentui/react-components and single .svg icons only: ${source} would be bundled`;
  }
  const target = targetOf(from, source);
  const aim = placeOf(target);
  if (aim.own === "tools" || aim.own === "other") return `product code uses nothing of ${target.split("/")[0]}`;
  if (aim.own === "shared") {
    if (place.layer === "engine" && aim.layer !== "engine") return `an engine uses no ${target}: it is pure TypeScript`;
    return null;
  }
  if (place.own === "shared") return `shared uses no control (${aim.own})`;
  if (aim.own !== place.own) return `no control uses another (${aim.own})`;
  // A component is given what a hook returns, and may name its type.
  const isNamed = typesOnly && place.layer === "view" && aim.layer === "state";
  return isNamed || below[place.layer].includes(aim.layer)
    ? null
    : `${place.layer} does not reach ${aim.layer}: index → root → state, view → engine; state → actions, sources → engine`;
}

/** The dependency direction of the design, as an ESLint rule. */
export const direction = {
  meta: { type: "problem", schema: [], messages: { direction: "{{what}}." } },
  create(context) {
    const from = path.relative(context.cwd, context.filename).split(path.sep).join("/");
    const check = (node) => {
      if (typeof node.source?.value !== "string") return;
      const what = objection(from, node.source.value, node.importKind === "type" || node.exportKind === "type");
      if (what) context.report({ node: node.source, messageId: "direction", data: { what } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

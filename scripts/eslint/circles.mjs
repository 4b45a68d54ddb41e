import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const sources = ["controls", "host", "scripts", "shared", "solution", "test"];
const endings = ["", ".ts", ".tsx", ".mjs", "/index.ts", "/index.tsx"];

/** Every source of the repository with the sources that it imports, types included; paths relative to `root`. */
function importsBelow(root) {
  const texts = new Map();
  for (const folder of sources) {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (!entry.isFile() || !/\.(tsx?|mjs)$/.test(entry.name) || /[\\/](node_modules|generated)[\\/]/.test(file))
        continue;
      texts.set(path.relative(root, file).split(path.sep).join("/"), readFileSync(file, "utf8"));
    }
  }
  return graphOf(texts);
}

/** The same for texts by path. */
export function graphOf(texts) {
  const graph = new Map();
  for (const [file, text] of texts) {
    const found = ts.preProcessFile(text).importedFiles.flatMap(({ fileName }) => {
      if (!fileName.startsWith(".")) return [];
      const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), fileName));
      return endings.map((ending) => target + ending).filter((name) => texts.has(name));
    });
    graph.set(file, found);
  }
  return graph;
}

/** The shortest way by imports from one file to another, both included; empty where there is none. */
export function wayBetween(graph, from, to) {
  const cameFrom = new Map([[from, null]]);
  for (const file of cameFrom.keys()) {
    if (file === to) {
      const way = [];
      for (let step = file; step !== null; step = cameFrom.get(step)) way.unshift(step);
      return way;
    }
    for (const next of graph.get(file) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, file);
  }
  return [];
}

let known;

/** No import leads back to its own file: a circle has no first file to read. As an ESLint rule. */
export const circles = {
  meta: { type: "problem", schema: [], messages: { circle: "a circle of imports: {{way}}." } },
  create(context) {
    const from = path.relative(context.cwd, context.filename).split(path.sep).join("/");
    known ??= importsBelow(context.cwd);
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== "string" || !source.startsWith(".")) return;
      const target = path.posix.normalize(path.posix.join(path.posix.dirname(from), source));
      const file = endings.map((ending) => target + ending).find((name) => known.has(name));
      const way = file === undefined ? [] : wayBetween(known, file, from);
      if (way.length > 0)
        context.report({ node: node.source, messageId: "circle", data: { way: [from, ...way].join(" → ") } });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
  },
};

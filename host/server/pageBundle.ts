import { build, type Plugin } from "esbuild";
import { readFile } from "node:fs/promises";
import { svgComponent } from "./svgComponent";

/** Host and controls share one React and one Fluent, as in Power Apps: the page takes both from the platform's globals. */
const globals: Readonly<Record<string, string>> = {
  react: "Reactv16",
  "react-dom": "ReactDOM",
  "react-dom/client": "ReactDOM",
  "@fluentui/react-components": "FluentUIReactv940",
};

const platformGlobals: Plugin = {
  name: "platform-globals",
  setup(build) {
    build.onResolve({ filter: /^(react|react-dom|react-dom\/client|@fluentui\/react-components)$/ }, ({ path }) => ({
      path,
      namespace: "platform",
    }));
    build.onLoad({ filter: /.*/, namespace: "platform" }, ({ path }) => ({
      contents: `module.exports = globalThis.${globals[path] ?? ""};`,
      loader: "js",
    }));
  },
};

const drawings: Plugin = {
  name: "drawings",
  setup(build) {
    build.onLoad({ filter: /\.svg$/ }, async ({ path }) => ({
      contents: svgComponent(await readFile(path, "utf8"), path),
      loader: "js",
    }));
  },
};

export interface PageBundle {
  readonly script: string;
  readonly map: string;
}

/**
 * Bundles the form host's page.
 * @throws Error whose message lists every error with file and line
 */
export async function bundlePage(entry: string): Promise<PageBundle> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    outfile: "page.js",
    format: "iife",
    target: "es2020",
    jsx: "transform",
    minify: true,
    sourcemap: "linked",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [platformGlobals, drawings],
    logLevel: "silent",
  });
  const text = (end: string) => result.outputFiles.find((file) => file.path.endsWith(end))?.text ?? "";
  return { script: text("page.js"), map: text("page.js.map") };
}

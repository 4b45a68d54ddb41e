import { readFileSync } from "node:fs";
import path from "node:path";

const folderOf = (name: string) => path.dirname(require.resolve(`${name}/package.json`));
const platform = (file: string) => path.join(folderOf("pcf-start"), "lib", file);

/**
 * The platform's libraries as Power Apps gives them to a page, by the name under `/host/lib/`. Bundles ask for `Reactv16`
 * and `FluentUIReactv940` whatever the host's versions are; Fluent asks for `React` and `ReactDOM`.
 */
const libraries: Readonly<Record<string, { readonly files: readonly string[]; readonly names: string }>> = {
  "react-16.js": {
    files: [platform("react_16_14_0.js")],
    names: "window.React=window.Reactv16;window.ReactDOM=window.ReactDOMv16;",
  },
  "react-17.js": {
    files: [
      path.join(folderOf("react17"), "umd/react.production.min.js"),
      path.join(folderOf("react-dom17"), "umd/react-dom.production.min.js"),
    ],
    names: "window.Reactv16=window.React;window.ReactDOMv16=window.ReactDOM;",
  },
  "react-18.js": {
    files: [platform("react_18_3_1.js")],
    names: "window.React=window.Reactv16=window.Reactv18;window.ReactDOM=window.ReactDOMv16=window.ReactDOMv18;",
  },
  "fluent.js": { files: [platform("fluent_9_4_0.js")], names: "" },
};

const loaded = new Map<string, string>();

/** The script under a name of `/host/lib/`, or undefined for one that does not exist. */
export function library(name: string): string | undefined {
  const entry = Object.hasOwn(libraries, name) ? libraries[name] : undefined;
  if (!entry) return undefined;
  let script = loaded.get(name);
  if (script === undefined) {
    script = [...entry.files.map((file) => readFileSync(file, "utf8")), entry.names].join("\n;\n");
    loaded.set(name, script);
  }
  return script;
}

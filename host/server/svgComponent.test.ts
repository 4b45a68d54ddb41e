import { runInThisContext } from "node:vm";
import * as React from "react";
import { svgComponent } from "./svgComponent";

test("a drawing becomes a component with the same parts, as large as its place", () => {
  const module = svgComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 20 20"><g><path fill-rule="evenodd" d="M1 2"/></g></svg>',
    "add.svg",
  );
  // The module's own text, run as a bundle runs it.
  const body = module.replace(/^import .*\n/, "").replace("export default", "return");
  const make = runInThisContext(`(createElement) => { ${body} }`) as (
    create: typeof React.createElement,
  ) => (props: object) => React.ReactElement;
  expect(make(React.createElement)({ className: "icon" })).toEqual(
    React.createElement(
      "svg",
      { viewBox: "0 0 20 20", className: "icon" },
      React.createElement("g", {}, React.createElement("path", { fillRule: "evenodd", d: "M1 2" })),
    ),
  );
});

test("a file that is no drawing stops the page's build by its name", () => {
  expect(() => svgComponent("<html/>", "add.svg")).toThrow("add.svg is no SVG drawing.");
});

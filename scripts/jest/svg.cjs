// A control's build makes a component of an .svg import, the page's build takes its text. Tests get both in one: a component
// that draws an empty <svg> with its props, and that reads as the drawing's source where text is wanted.
const path = require("node:path");

module.exports = {
  process(source, file) {
    const name = JSON.stringify(path.basename(file, ".svg"));
    return {
      code: `const React = require("react");
const Icon = (props) => React.createElement("svg", { "data-icon": ${name}, ...props });
Icon.toString = () => ${JSON.stringify(source)};
module.exports = { __esModule: true, default: Icon };`,
    };
  },
};

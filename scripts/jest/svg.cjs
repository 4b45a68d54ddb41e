// The builds make a component of an .svg import: in tests one that draws an empty <svg> with its props.
const path = require("node:path");

module.exports = {
  process(_source, file) {
    const name = JSON.stringify(path.basename(file, ".svg"));
    return {
      code: `const React = require("react");
const Icon = (props) => React.createElement("svg", { "data-icon": ${name}, ...props });
module.exports = { __esModule: true, default: Icon };`,
    };
  },
};

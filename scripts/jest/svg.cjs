// In the bundle @svgr/webpack makes a component of an .svg import. Tests get one that draws an empty <svg> with the props it was given.
const path = require("node:path");

module.exports = {
  process(_source, file) {
    const name = JSON.stringify(path.basename(file, ".svg"));
    return {
      code: `const React = require("react");
const Icon = (props) => React.createElement("svg", { "data-icon": ${name}, ...props });
module.exports = { __esModule: true, default: Icon, ReactComponent: Icon };`,
    };
  },
};

// An imported .resx is its texts by key, so that tests show people's words and not the keys.
const { readResx } = require("../build/resx.cjs");

module.exports = {
  process(source, file) {
    return { code: `module.exports = { __esModule: true, default: ${JSON.stringify(readResx(source, file))} };` };
  },
};

module.exports = require(require("./fluentFile.cjs").file);

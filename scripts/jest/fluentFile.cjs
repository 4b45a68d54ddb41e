/** Where the tests' Fluent is, as one file; `fluent.cjs` makes it. */
exports.file = require("node:path").resolve(__dirname, "../../out/.jest/fluent.cjs");

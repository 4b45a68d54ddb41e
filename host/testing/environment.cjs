const { TestEnvironment } = require("jest-environment-jsdom");
const { require: load } = require("tsx/cjs/api");

/**
 * jsdom beside an embedded Dataverse, which runs outside of it: a database has no business in a page, and PGlite looks for
 * its files by the page's address where there is one. `startEmbedded` of this folder finds it here.
 */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { Headers, Response, TextEncoder, TextDecoder });
    this.global.startEmbeddedOutside = (options) => load("./start.ts", __filename).start(options);
  }
};

const { TestEnvironment } = require("jest-environment-jsdom");
const { require: load } = require("tsx/cjs/api");

/**
 * jsdom beside an embedded Dataverse, which runs outside of it: a database has no business in a page, and PGlite looks for
 * its files by the page's address where there is one. Tests find its factory as `globalThis.startEmbedded`.
 */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { Headers, Response, TextEncoder, TextDecoder });
    this.global.startEmbedded = async () => {
      const { createDataverse } = load("../../../host/dataverse/index.ts", __filename);
      const { readModel } = load("../../../host/server/model.ts", __filename);
      const { ledgerRows } = load("../../../host/sample/ledger.ts", __filename);
      const { Random } = load("../../../host/sample/random.ts", __filename);
      const { solutions, host } = readModel(process.cwd());
      this.dataverse = await createDataverse({ solutions });
      await this.dataverse.load(ledgerRows(new Random(1), "small"));
      const fetchIt = (url, init) => this.dataverse.fetch(new Request(url, init));
      return { host, fetch: fetchIt, load: (batches) => this.dataverse.load(batches) };
    };
  }

  async teardown() {
    await this.dataverse?.close();
    await super.teardown();
  }
};

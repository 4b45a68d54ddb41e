// What a person wants to read of a long run: how far it is, each failure whole, and the slowest files.
const path = require("node:path");

const PROGRESS_MS = 20_000;
const SLOW_SHOWN = 5;
const SLOW_MS = 10_000;

module.exports = class Reporter {
  constructor(globalConfig, options) {
    this.root = globalConfig.rootDir;
    this.write = options.write ?? ((text) => process.stdout.write(text));
    this.slow = [];
    this.done = 0;
    this.toldAt = 0;
  }

  onRunStart({ numTotalTestSuites }) {
    this.files = numTotalTestSuites;
    this.toldAt = Date.now();
  }

  onTestResult(test, result, { numPassedTests, numFailedTests }) {
    this.done++;
    const file = `${path.relative(this.root, test.path)} (${test.context.config.displayName?.name ?? "jest"})`;
    this.slow.push({ file, ms: result.perfStats.end - result.perfStats.start });
    // What a test wrote belongs to it: nothing but a failure needs it.
    if (result.failureMessage) this.write(`\n${file}\n${result.failureMessage}\n`);
    const now = Date.now();
    if (now - this.toldAt < PROGRESS_MS && this.done < this.files) return;
    this.toldAt = now;
    const failed = numFailedTests > 0 ? `, ${numFailedTests} FAILED` : "";
    this.write(`  ${this.done} of ${this.files} files, ${numPassedTests} tests passed${failed}\n`);
  }

  onRunComplete() {
    const slowest = this.slow.filter(({ ms }) => ms > SLOW_MS).sort((one, other) => other.ms - one.ms);
    for (const { file, ms } of slowest.slice(0, SLOW_SHOWN)) this.write(`  ${(ms / 1000).toFixed(0)} s  ${file}\n`);
  }
};

const { existsSync, mkdirSync, readFileSync, renameSync } = require("node:fs");
const path = require("node:path");
const { buildSync } = require("esbuild");
const { file } = require("./fluentFile.cjs");
const { version } = require("@fluentui/react-components/package.json");

const banner = `// ${version}\n`;

/**
 * Fluent as one file, made once for each of its versions: every test file loads it anew, and from its thousand files that
 * takes most of the time of a short one. React stays what the test's project says.
 */
module.exports = () => {
  if (existsSync(file) && readFileSync(file, "utf8").startsWith(banner)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  const half = `${file}.${process.pid}`;
  buildSync({
    // By its modules, so that of the icons only those come along which Fluent itself draws.
    stdin: { contents: 'export * from "@fluentui/react-components";', resolveDir: __dirname },
    mainFields: ["module", "main"],
    bundle: true,
    outfile: half,
    format: "cjs",
    banner: { js: banner },
    target: "node20",
    external: ["react", "react-dom"],
    define: { "process.env.NODE_ENV": '"test"' },
    logLevel: "error",
  });
  renameSync(half, file);
};

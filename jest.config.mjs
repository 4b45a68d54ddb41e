const swc = [
  "@swc/jest",
  {
    jsc: {
      parser: { syntax: "typescript", tsx: true },
      transform: { react: { runtime: "classic" } },
      target: "es2022",
    },
    module: { type: "commonjs" },
  },
];
const transform = {
  "\\.[cm]?[jt]sx?$": swc,
  "\\.svg$": "<rootDir>/scripts/jest/svg.cjs",
  "\\.resx$": "<rootDir>/scripts/jest/resx.cjs",
};
// PGlite's CommonJS build calls import(), which Jest's CommonJS does not have: it is compiled like our own sources.
const transformIgnorePatterns = ["/node_modules/(?!@electric-sql/|@fluentui/svg-icons/)", "<rootDir>/out/"];

const engines = ["<rootDir>/controls/[^/]+/(history|sheet)/", "<rootDir>/shared/(health|ledger)/"];
const moduleNameMapper = { "^@fluentui/react-components$": "<rootDir>/scripts/jest/fluentModule.cjs" };
const react = {
  testEnvironment: "jsdom",
  transform,
  transformIgnorePatterns,
  testMatch: [
    "<rootDir>/controls/**/*.test.{ts,tsx}",
    "<rootDir>/shared/**/*.test.{ts,tsx}",
    "<rootDir>/host/page/**/*.test.tsx",
  ],
  testPathIgnorePatterns: ["/node_modules/", ...engines],
  globalSetup: "<rootDir>/scripts/jest/fluent.cjs",
  moduleNameMapper,
  setupFilesAfterEnv: ["<rootDir>/scripts/jest/setup.cjs", "<rootDir>/scripts/jest/quiet.cjs"],
};
const node = {
  testEnvironment: "node",
  transform,
  transformIgnorePatterns,
  setupFilesAfterEnv: ["<rootDir>/scripts/jest/patience.cjs", "<rootDir>/scripts/jest/quiet.cjs"],
};

/**
 * Engines and tools run in Node as they are; what draws runs in jsdom, once for each React that a host loads; `browser`
 * runs the whole product in Chromium, one file at a time (`npm test` does so after the build).
 */
export default {
  // The built controls and the sample's data folders are no sources.
  modulePathIgnorePatterns: ["<rootDir>/out/(?!\\.jest/)", "<rootDir>/.fieldstone/"],
  reporters: ["<rootDir>/scripts/jest/reporter.cjs"],
  projects: [
    {
      ...node,
      displayName: "node",
      testMatch: [
        "<rootDir>/host/**/*.test.ts",
        "<rootDir>/test/bench/**/*.test.ts",
        "<rootDir>/solution/**/*.test.ts",
        "<rootDir>/scripts/**/*.test.ts",
        "<rootDir>/shared/ledger/**/*.test.ts",
        "<rootDir>/controls/*/{history,sheet}/**/*.test.ts",
        "<rootDir>/shared/health/**/*.test.ts",
      ],
    },
    { ...react, displayName: "react16" },
    {
      ...react,
      displayName: "react17",
      // What draws; the rest of the controls has run beside React 16.
      testMatch: react.testMatch.map((pattern) => pattern.replace("{ts,tsx}", "tsx")),
      moduleNameMapper: {
        ...moduleNameMapper,
        "^react$": "react17",
        "^react/(.*)$": "react17/$1",
        "^react-dom$": "react-dom17",
        "^react-dom/(.*)$": "react-dom17/$1",
      },
    },
    // Its own switch, so that a plain `npx jest` asks for no browser and no build.
    ...(process.env.FIELDSTONE_BROWSER_TESTS
      ? [{ ...node, displayName: "browser", testMatch: ["<rootDir>/test/browser/**/*.test.ts"] }]
      : []),
  ],
};

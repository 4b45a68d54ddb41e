const transform = {
  "^.+\\.tsx?$": [
    "@swc/jest",
    { jsc: { parser: { syntax: "typescript", tsx: true }, transform: { react: { runtime: "classic" } }, target: "es2022" }, module: { type: "commonjs" } },
  ],
  "\\.svg$": "<rootDir>/scripts/jest/svg.cjs",
  "\\.resx$": "<rootDir>/scripts/jest/resx.cjs",
};
const engines = ["<rootDir>/controls/[^/]+/(ledger|history)/", "<rootDir>/shared/health/"];
const react = {
  testEnvironment: "jsdom",
  transform,
  testMatch: ["<rootDir>/controls/**/*.test.{ts,tsx}", "<rootDir>/shared/**/*.test.{ts,tsx}"],
  testPathIgnorePatterns: ["/node_modules/", ...engines],
  setupFilesAfterEnv: ["<rootDir>/scripts/jest/setup.cjs"],
};

/** Engines and tools run in Node as they are; what draws runs in jsdom, once for each React that a host loads. */
export default {
  projects: [
    {
      displayName: "node",
      testEnvironment: "node",
      transform,
      testMatch: [
        "<rootDir>/test/harness/**/*.test.ts",
        "<rootDir>/solution/**/*.test.ts",
        "<rootDir>/scripts/**/*.test.ts",
        "<rootDir>/controls/*/ledger/**/*.test.ts",
        "<rootDir>/controls/*/history/**/*.test.ts",
        "<rootDir>/shared/health/**/*.test.ts",
      ],
    },
    { ...react, displayName: "react16" },
    {
      ...react,
      displayName: "react17",
      moduleNameMapper: { "^react$": "react17", "^react/(.*)$": "react17/$1", "^react-dom$": "react-dom17", "^react-dom/(.*)$": "react-dom17/$1" },
    },
  ],
};

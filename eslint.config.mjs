import powerApps from "@microsoft/eslint-plugin-power-apps";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import { circles } from "./scripts/eslint/circles.mjs";
import { direction } from "./scripts/eslint/direction.mjs";

const paCheckerHosted = powerApps.configs.paCheckerHosted;
const typescript = ["**/*.{ts,tsx}"];
const product = ["controls/**/*.{ts,tsx}", "shared/**/*.{ts,tsx}"];
const tests = ["**/*.test.{ts,tsx}", "**/testing/**"];
const engines = ["controls/*/{history,sheet}/**/*.ts", "shared/{health,ledger}/**/*.ts"];

const banned = [
  {
    selector: "TSAsExpression > TSAsExpression[typeAnnotation.type='TSUnknownKeyword']",
    message: "Prove the type instead: a guard or a parser.",
  },
];
const impure = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: "An engine has no clock: `now` comes in as an argument.",
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "An engine has no clock: `now` comes in as an argument.",
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: "An engine gives the same output for the same input.",
  },
];
const hostGlobals = [
  "window",
  "document",
  "navigator",
  "location",
  "localStorage",
  "sessionStorage",
  "fetch",
  "XMLHttpRequest",
  "performance",
  "Xrm",
  "ComponentFramework",
];

export default tseslint.config(
  { ignores: ["node_modules/", "out/", ".fieldstone/", "coverage/", "**/generated/", "docs/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.test.json", "./tsconfig.host.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "no-restricted-syntax": ["error", ...banned],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "@typescript-eslint/restrict-plus-operands": ["error", { allowNumberAndString: true }],
      // Our interfaces declare methods, and their objects are made of closures: nothing is bound.
      "@typescript-eslint/unbound-method": "off",
      // Rows come as JSON; what is turned into text has been looked at before.
      "@typescript-eslint/no-base-to-string": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      // Interfaces of the framework are asynchronous where our answer needs no wait.
      "@typescript-eslint/require-await": "off",
      // node:test-like runners and Hono take promises where the type says void.
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
      // An index into a readonly list is already `T | undefined`; the rule cannot see records that come from JSON.
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
    },
  },
  {
    files: ["**/*.tsx", ...product, "host/page/**/*.ts"],
    plugins: { "react-hooks": reactHooks },
    rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" },
  },
  {
    files: typescript,
    ignores: tests,
    plugins: { fieldstone: { rules: { circles, direction } } },
    rules: { "fieldstone/circles": "error", "fieldstone/direction": "error" },
  },
  {
    files: product,
    ignores: tests,
    plugins: { "@microsoft/power-apps": powerApps },
    settings: { ...paCheckerHosted.settings },
    rules: { ...paCheckerHosted.rules, "no-eval": "error", "no-console": "error" },
  },
  {
    files: engines,
    ignores: tests,
    rules: {
      "no-restricted-globals": [
        "error",
        ...hostGlobals.map((name) => ({ name, message: "An engine knows no browser and no host." })),
      ],
      "no-restricted-syntax": ["error", ...banned, ...impure],
    },
  },
  {
    files: tests,
    rules: {
      // expect.any and its like are typed as any.
      "@typescript-eslint/no-unsafe-assignment": "off",
    },
  },
  {
    files: ["host/page/{data,pcf}/**", ...tests],
    // The framework rejects with plain objects, and so does its stand-in; tests show what comes of that.
    rules: { "@typescript-eslint/only-throw-error": "off", "@typescript-eslint/prefer-promise-reject-errors": "off" },
  },
  { files: ["**/*.{cjs,mjs}"], rules: { eqeqeq: ["error", "always"], "prefer-const": "error", "no-var": "error" } },
);

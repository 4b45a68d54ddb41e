import { packageCommand } from "./steps";

/** The projects of the type check: what ships, its tests, and all tools. */
export const projects = ["tsconfig.json", "tsconfig.test.json", "tsconfig.host.json"] as const;

/** The type check of one project. It keeps what it has learnt below out/, so that the next one is quick. */
export const tsc = (project: string) => [
  packageCommand("typescript", "bin/tsc"),
  "--noEmit",
  "--pretty",
  "--incremental",
  "--tsBuildInfoFile",
  `out/.types/${project}`,
  "-p",
  project,
];

/** The check of the form of these files. */
export const prettier = (files: readonly string[]) => [
  packageCommand("prettier", "bin/prettier.cjs"),
  "--check",
  "--log-level",
  "warn",
  "--ignore-unknown",
  ...files,
];

/** The lint of these files; a warning is an error. */
export const eslint = (files: readonly string[]) => [
  packageCommand("eslint", "bin/eslint.js"),
  "--max-warnings",
  "0",
  "--no-warn-ignored",
  ...files,
];

/** Files, exports, types and packages that nothing uses, and circles of imports. */
export const knip = () => [packageCommand("knip", "bin/knip.js"), "--no-progress", "--treat-config-hints-as-errors"];

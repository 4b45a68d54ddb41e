/** The engine of ledger accounts: criteria, structures, rules, values, and every question that is asked of them. */
export * from "./model";
export * from "./types";
export { compile, startCompile } from "./compile";
export { lint, startLint } from "./lint";
export { startInspect, type Inspection, type Meaning } from "./inspect";
export type { Difference, Impact } from "./impact";
export type { Mend } from "./mends";

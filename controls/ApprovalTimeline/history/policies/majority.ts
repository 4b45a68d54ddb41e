import { quorum, type PolicyRule } from "./policy";

/** More than half of those asked must approve. */
export const majority = (oneRejectionEnds: boolean): PolicyRule =>
  quorum((asked) => Math.floor(asked / 2) + 1, oneRejectionEnds);

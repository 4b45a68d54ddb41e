import { quorum, type PolicyRule } from "./policy";

/** Everybody who was asked must approve. */
export const all = (oneRejectionEnds: boolean): PolicyRule => quorum((asked) => asked, oneRejectionEnds);

import { quorum, type PolicyRule } from "./policy";

/** A fixed number of those asked must approve. */
export const nOfM = (needed: number, oneRejectionEnds: boolean): PolicyRule => quorum(() => needed, oneRejectionEnds);

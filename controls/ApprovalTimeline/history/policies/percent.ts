import { quorum, type PolicyRule } from "./policy";

/**
 * At least a share of those asked must approve.
 *
 * @param share above 0 up to 100; 50 of three people are two
 */
export const percent = (share: number, oneRejectionEnds: boolean): PolicyRule =>
  quorum((asked) => Math.max(1, Math.ceil((asked * share) / 100)), oneRejectionEnds);

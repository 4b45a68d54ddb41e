import type { PolicyRule } from "./policy";

/** The first answer decides, whatever it is. */
export const first: PolicyRule = {
  needed: () => 1,
  decide: (tally) => tally.first,
};

import type { DataverseError } from "../../../shared/dataverse/error";
import type { Facts } from "../history/facts";

/** How far the reading of a record's approvals has come. */
export type Progress =
  | { readonly kind: "loading" }
  | { readonly kind: "notProvisioned" }
  | { readonly kind: "failed"; readonly error: DataverseError }
  /** `refreshing`: another reading is under way. `failure`: it, or the rest of this one, failed. What was there stays. */
  | {
      readonly kind: "read";
      readonly facts: Facts;
      readonly refreshing: boolean;
      readonly failure: DataverseError | null;
    };

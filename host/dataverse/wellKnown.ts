import { createHash } from "node:crypto";

/** Rows that every environment has from the start. Sample data and tests may count on these ids. */
export const wellKnown = {
  organization: "11111111-0000-4000-8000-000000000000",
  administrator: "11111111-0000-4000-8000-000000000001",
  businessUnit: "11111111-0000-4000-8000-000000000002",
  baseCurrency: "11111111-0000-4000-8000-000000000003",
  defaultTeam: "11111111-0000-4000-8000-000000000004",
  /** The platform's own id of this role's template. */
  systemAdministratorRole: "627090ff-40a3-4053-8790-584edc5be201",
  basicUserRole: "11111111-0000-4000-8000-000000000011",
  approvalsKitRole: "11111111-0000-4000-8000-000000000012",
} as const;

/** The same id for the same text, on every machine: for rows that come from the solution and must not change between starts. */
export function stableId(text: string): string {
  const hash = createHash("sha256").update(text).digest("hex");
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

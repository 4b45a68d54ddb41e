import type { PrivilegeDepth, PrivilegeVerb } from "../../solution/model/types";

/** How a secured text is shown to someone who may read the column, but not its plain values. */
export interface MaskingRule {
  /** What of the text is hidden: each match is replaced, character by character, by `maskedCharacter`. */
  readonly pattern: string;
  readonly maskedCharacter: string;
}

/** What column security gives for one column. */
export interface ColumnPermission {
  readonly canRead: boolean;
  readonly canCreate: boolean;
  readonly canUpdate: boolean;
  /** The column is read through this mask, unless `UnMaskedData=true` is asked for and `unmasked` allows it. */
  readonly mask?: MaskingRule;
  /** `one`: only when a single row is read (`canreadunmasked` 1). */
  readonly unmasked?: "none" | "one" | "all";
}

/** Who asks, with everything that security decisions need. Ids are lower-case GUIDs. */
export interface Caller {
  readonly userId: string;
  readonly fullName: string;
  readonly businessUnitId: string;
  readonly organizationId: string;
  readonly teamIds: readonly string[];
  readonly roleNames: readonly string[];
  /** Sees and may do everything, secured columns included. */
  readonly isSystemAdministrator: boolean;
  /** The deepest depth that any role of the user or of the teams gives, or null for none. `table` is a logical name. */
  privilege(verb: PrivilegeVerb, table: string): PrivilegeDepth | null;
  /** What column security gives for a secured column; all true for one that is not secured. */
  columnPermission(table: string, column: string): ColumnPermission;
  /** Windows language code of the user. */
  readonly languageId: number;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
}

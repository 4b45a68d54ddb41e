/**
 * The model: what a source hands to the engine. Plain data, so that a JSON snapshot of it *is* the offline source.
 * Names are compared exactly; values are compared by the collation (default: ordinal, ignoring case).
 * Dates are calendar days, "YYYY-MM-DD", both ends inclusive; absent means unlimited.
 */
export interface LedgerModel {
  /** Changes whenever anything below changes; part of the key under which a caller caches a compiled ledger. */
  readonly version: string;
  /** The moment the data was read (ISO, UTC); a snapshot shows it as its date. */
  readonly takenOn?: string;
  readonly dimensions: readonly Dimension[];
  readonly legalEntities: readonly LegalEntity[];
  readonly structures: readonly AccountStructure[];
  readonly rules: readonly AdvancedRule[];
  readonly derived: readonly DerivedRule[];
  readonly defaults: readonly DefaultDimension[];
  readonly aliases: readonly DimensionAlias[];
  /** Dimension names in the one global order of the integration format. */
  readonly integrationFormat: readonly string[];
}

export type DimensionKind = "mainAccount" | "list" | "shared" | "perCompany";

export interface Dimension {
  readonly name: string;
  readonly displayName?: string;
  readonly kind: DimensionKind;
  readonly values: readonly DimensionValue[];
  /**
   * True when `values` holds only those seen so far, because the rest is searched on the server.
   * A value that has not been seen is then "cannot verify", never "does not exist"; see Ledger.admit.
   */
  readonly partial?: boolean;
}

export interface DimensionValue {
  readonly value: string;
  readonly description?: string;
  /** Absent or "" = shared by all companies. */
  readonly legalEntity?: string;
  readonly activeFrom?: string;
  readonly activeTo?: string;
  readonly suspended?: boolean;
  readonly total?: boolean;
  readonly blocked?: boolean;
  readonly overrides?: readonly ValueOverride[];
}

/** What one legal entity changes about a value. Effective suspended = header OR override; both windows must hold. */
export interface ValueOverride {
  readonly legalEntity: string;
  readonly activeFrom?: string;
  readonly activeTo?: string;
  readonly suspended?: boolean;
}

export interface LegalEntity {
  readonly name: string;
  readonly description?: string;
  /** Names of the ledger's account structures. */
  readonly structures: readonly string[];
}

export interface AccountStructure {
  readonly name: string;
  readonly description?: string;
  readonly kind: "account" | "rule";
  /** Absent = active. */
  readonly active?: boolean;
  /** Dimension names in order. */
  readonly segments: readonly string[];
  readonly rows: readonly StructureRow[];
}

export interface StructureRow {
  /** One text per segment, in the segments' order. */
  readonly criteria: readonly string[];
  readonly activeFrom?: string;
  readonly activeTo?: string;
}

export interface AdvancedRule {
  readonly name: string;
  /** The account structure it belongs to. */
  readonly structure: string;
  /** Absent = active. */
  readonly active?: boolean;
  /** AND across dimensions; several entries of one dimension are alternatives. None: the rule always applies. */
  readonly criteria: readonly { readonly dimension: string; readonly criteria: string }[];
  /** Names of structures of kind "rule". */
  readonly structures: readonly string[];
}

export interface DerivedRule {
  /** The driving dimension. */
  readonly dimension: string;
  readonly replaceExisting?: boolean;
  readonly preventChanges?: boolean;
  readonly values: readonly { readonly drivingValue: string; readonly dimension: string; readonly value: string }[];
}

export interface DefaultDimension {
  readonly mainAccount: string;
  /** Absent or "" = every company; one for the company wins over one for all. */
  readonly legalEntity?: string;
  readonly dimension: string;
  /** "" = blank, which a fixed dimension posts too. */
  readonly value: string;
  readonly kind: "default" | "fixed";
}

export interface DimensionAlias {
  readonly name: string;
  readonly legalEntity?: string;
  /** A full or partial display string in the ledger account's order. */
  readonly account: string;
}

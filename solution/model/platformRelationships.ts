import type { OneToMany, Relationship } from "./types";

/**
 * Lookups that the platform gives every table, and whose relationships it makes itself: exports carry the columns, but
 * never `lk_<table>_createdonbehalfby` and `lk_<table>_modifiedonbehalfby` (seen in the exports of Microsoft's public
 * Approvals Kit and Power CAT toolkit).
 */
const delegateColumns: ReadonlySet<string> = new Set(["createdonbehalfby", "modifiedonbehalfby"]);

/** Whether a relationship is one that the platform makes itself and that a solution must not carry. */
export function isMadeByPlatform(referencingColumn: string): boolean {
  return delegateColumns.has(referencingColumn.toLowerCase());
}

/**
 * The relationships of a table that no source speaks of.
 *
 * @param table Logical name.
 * @param columns Logical names of its columns.
 * @param defined What the source itself defines, which goes before.
 */
export function platformRelationshipsOf(
  table: string,
  columns: readonly string[],
  defined: readonly Relationship[],
): OneToMany[] {
  return columns
    .filter(
      (column) =>
        isMadeByPlatform(column) &&
        !defined.some(
          (relationship) =>
            relationship.kind === "oneToMany" &&
            relationship.referencingTable === table &&
            relationship.referencingColumn === column,
        ),
    )
    .map((column) => ({
      kind: "oneToMany",
      schemaName: `lk_${table}_${column}`,
      referencedTable: "systemuser",
      referencingTable: table,
      referencingColumn: column,
      referencingNavigation: column,
      referencedNavigation: `lk_${table}_${column}`,
      cascadeDelete: "none",
    }));
}

import type { Column, ManyToMany, OneToMany, Relationship, Table } from "../../solution/model/types";

/** A navigation property as one table sees it. */
export type Navigation =
  | {
      readonly kind: "lookup";
      readonly name: string;
      readonly column: string;
      readonly target: string;
      readonly relationship: OneToMany;
    }
  | { readonly kind: "collection"; readonly name: string; readonly target: string; readonly relationship: OneToMany }
  | {
      readonly kind: "manyToMany";
      readonly name: string;
      readonly target: string;
      /** Column of the intersect table that points here, and the one that points to the target. */
      readonly ownColumn: string;
      readonly targetColumn: string;
      readonly relationship: ManyToMany;
    };

export interface CatalogTable extends Table {
  readonly columnsByName: ReadonlyMap<string, Column>;
  readonly navigations: ReadonlyMap<string, Navigation>;
}

/** Every table and relationship, with the look-ups that reading, writing and security share. */
export class Catalog {
  private readonly byLogicalName = new Map<string, CatalogTable>();
  private readonly bySet = new Map<string, CatalogTable>();

  constructor(
    tables: readonly Table[],
    readonly relationships: readonly Relationship[],
  ) {
    for (const table of tables) {
      const entry: CatalogTable = {
        ...table,
        columnsByName: new Map(table.columns.map((column) => [column.logicalName, column])),
        navigations: new Map(
          navigationsOf(table.logicalName, relationships).map((navigation) => [navigation.name, navigation]),
        ),
      };
      this.byLogicalName.set(table.logicalName, entry);
      this.bySet.set(table.entitySetName, entry);
    }
  }

  get tables(): readonly CatalogTable[] {
    return [...this.byLogicalName.values()];
  }

  table(logicalName: string): CatalogTable | undefined {
    return this.byLogicalName.get(logicalName);
  }

  /** Case matters, as in Dataverse. */
  set(entitySetName: string): CatalogTable | undefined {
    return this.bySet.get(entitySetName);
  }

  /** The relationship of a table with itself that its rows form a hierarchy by. */
  hierarchy(table: CatalogTable): OneToMany | undefined {
    return this.relationships.find(
      (item): item is OneToMany =>
        item.kind === "oneToMany" &&
        item.hierarchical === true &&
        item.referencedTable === table.logicalName &&
        item.referencingTable === table.logicalName,
    );
  }

  /** The lookup navigation that leads from a column to one of its targets. */
  lookupNavigation(table: CatalogTable, column: string, target: string): Navigation | undefined {
    return [...table.navigations.values()].find(
      (navigation) => navigation.kind === "lookup" && navigation.column === column && navigation.target === target,
    );
  }
}

function navigationsOf(table: string, relationships: readonly Relationship[]): Navigation[] {
  return relationships.flatMap((relationship): Navigation[] => {
    if (relationship.kind === "oneToMany") {
      const found: Navigation[] = [];
      if (relationship.referencingTable === table) {
        found.push({
          kind: "lookup",
          name: relationship.referencingNavigation,
          column: relationship.referencingColumn,
          target: relationship.referencedTable,
          relationship,
        });
      }
      if (relationship.referencedTable === table) {
        found.push({
          kind: "collection",
          name: relationship.referencedNavigation,
          target: relationship.referencingTable,
          relationship,
        });
      }
      return found;
    }
    const { table1, column1, navigation1, table2, column2, navigation2 } = relationship;
    return [
      ...(table1 === table
        ? [
            {
              kind: "manyToMany" as const,
              name: navigation1,
              target: table2,
              ownColumn: column1,
              targetColumn: column2,
              relationship,
            },
          ]
        : []),
      ...(table2 === table
        ? [
            {
              kind: "manyToMany" as const,
              name: navigation2,
              target: table1,
              ownColumn: column2,
              targetColumn: column1,
              relationship,
            },
          ]
        : []),
    ];
  });
}

import { Catalog } from "../catalog";
import { completeSchema, platformRelationships, platformTables } from "./index";

const { tables, relationships } = completeSchema(platformTables, platformRelationships);
const catalog = new Catalog(tables, relationships);

test("every lookup column leads to each of its targets", () => {
  const astray = catalog.tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      if (column.type !== "lookup") return [];
      const targets = column.owner ? ["owner"] : column.targets;
      return targets
        .filter((target) => catalog.lookupNavigation(table, column.logicalName, target) === undefined)
        .map((target) => `${table.logicalName}.${column.logicalName} → ${target}`);
    }),
  );
  expect(astray).toEqual([]);
});

test("no two tables, sets, columns or navigation properties share a name", () => {
  const repeated = (names: readonly string[]): string[] => names.filter((name, index) => names.indexOf(name) !== index);
  expect(repeated(tables.map((table) => table.logicalName))).toEqual([]);
  expect(repeated(tables.map((table) => table.entitySetName))).toEqual([]);
  for (const table of tables) {
    expect({ table: table.logicalName, repeated: repeated(table.columns.map((column) => column.logicalName)) }).toEqual(
      { table: table.logicalName, repeated: [] },
    );
    const names = relationships.flatMap((item) => {
      if (item.kind === "manyToMany")
        return [
          ...(item.table1 === table.logicalName ? [item.navigation1] : []),
          ...(item.table2 === table.logicalName ? [item.navigation2] : []),
        ];
      return [
        ...(item.referencedTable === table.logicalName ? [item.referencedNavigation] : []),
        ...(item.referencingTable === table.logicalName ? [item.referencingNavigation] : []),
      ];
    });
    expect({ table: table.logicalName, repeated: repeated(names) }).toEqual({ table: table.logicalName, repeated: [] });
  }
});

test("keys and primary names are columns of their tables", () => {
  for (const table of catalog.tables) {
    expect(table.columnsByName.get(table.primaryKey)?.type).toBe("primarykey");
    expect(table.columnsByName.has(table.primaryName)).toBe(true);
  }
});

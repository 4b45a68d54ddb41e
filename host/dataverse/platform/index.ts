import type { Column, ManyToMany, Relationship, Table } from "../../../solution/model/types";
import { approvalTables } from "./approvals";
import { approvalStageTables } from "./approvalStages";
import { auditTable } from "./auditTable";
import { businessTables } from "./business";
import { approvalsKitTables } from "./approvalsKit";
import { buildTable, guid, relationship } from "./build";
import { associations, customizationTables } from "./customization";
import { duplicateTables } from "./duplicates";
import { organizationTables } from "./organization";
import { peopleTables } from "./people";

const built = [
  ...organizationTables,
  ...peopleTables,
  ...businessTables,
  ...customizationTables,
  ...duplicateTables,
  ...approvalTables,
  ...approvalStageTables,
  ...approvalsKitTables,
  auditTable,
];

/** The table that holds the pairs of a many-to-many relationship. Its set is spelt as Dataverse does, `…set` or `…collection`. */
function intersectTable(association: ManyToMany): Table {
  const { intersectTable: name, column1, column2, schemaName } = association;
  return buildTable({
    name,
    set: name === "teammembership" ? "teammemberships" : `${name}${/s$/u.test(name) ? "collection" : "set"}`,
    code: 23,
    display: schemaName,
    plural: schemaName,
    ownership: "none",
    primaryName: `${name}id`,
    stamped: false,
    columns: [guid(column1, { update: false }), guid(column2, { update: false })],
  }).table;
}

/** What an environment has before this project's solutions are imported, as far as forms and controls meet it. */
export const platformTables: readonly Table[] = [
  ...built.map(({ table }) => table),
  ...associations.map(intersectTable),
];

export const platformRelationships: readonly Relationship[] = [
  ...built.flatMap(({ relationships }) => relationships),
  ...associations,
];

/**
 * Adds what a solution's source leaves out because every environment has it: a relationship for each lookup column that
 * has none, the tables of many-to-many relationships, and the targets that further relationships give a polymorphic column.
 */
export function completeSchema(
  tables: readonly Table[],
  relationships: readonly Relationship[],
): { tables: Table[]; relationships: Relationship[] } {
  const known = new Set(tables.map(({ logicalName }) => logicalName));
  const isPointless = (item: Relationship): boolean =>
    item.kind === "oneToMany"
      ? !known.has(item.referencedTable) || !known.has(item.referencingTable)
      : !known.has(item.table1) || !known.has(item.table2);
  // A solution may relate its tables to ones that this server does not have; such a relationship leads nowhere.
  const usable = relationships.filter((item) => !isPointless(item));
  const linked = new Map<string, string[]>();
  for (const item of usable) {
    if (item.kind === "oneToMany") {
      const key = `${item.referencingTable}.${item.referencingColumn}`;
      linked.set(key, [...(linked.get(key) ?? []), item.referencedTable]);
    }
  }
  const withTargets = (table: Table, column: Column): Column => {
    const further = linked.get(`${table.logicalName}.${column.logicalName}`) ?? [];
    return column.type === "lookup" && !column.owner
      ? { ...column, targets: [...new Set([...column.targets, ...further])] }
      : column;
  };
  const missing = tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      if (column.type !== "lookup") {
        return [];
      }
      const targets = column.owner ? ["owner"] : column.targets;
      return targets
        .filter(
          (target) =>
            known.has(target) && !(linked.get(`${table.logicalName}.${column.logicalName}`) ?? []).includes(target),
        )
        .map((target) => {
          const plain = column.system ? column.logicalName : column.schemaName;
          return relationship(table.logicalName, column.logicalName, {
            target,
            navigation: targets.length > 1 ? `${plain}_${target}` : plain,
            cascade: column.system ? "none" : "removeLink",
          });
        });
    }),
  );
  const intersects = usable.flatMap((item) =>
    item.kind === "manyToMany" && !known.has(item.intersectTable) ? [intersectTable(item)] : [],
  );
  return {
    tables: [
      ...tables.map((table) => ({ ...table, columns: table.columns.map((column) => withTargets(table, column)) })),
      ...intersects,
    ],
    relationships: [...usable, ...missing],
  };
}

import type { CatalogTable } from "../../catalog";
import { Fault } from "../../fault";
import { quote } from "../../schema";
import type { SqlValue, Statement } from "../sql/statement";

/** `not-under` is the negation of `under`, as other operators have theirs. */
export const hierarchyOperators: ReadonlySet<string> = new Set(["under", "eq-or-under", "above", "eq-or-above"]);

/** What is walked: a table and the column that leads from a row to the one above it. */
interface Hierarchy {
  readonly table: CatalogTable;
  readonly parent: string;
}

/**
 * A condition on the place in a hierarchy: the row itself by its primary key, or the row that a lookup points to.
 * @param named gives SQL of the id of the row that the condition names
 * @throws Fault 400 0x80040203 for a column that leads to no hierarchical relationship
 */
export function hierarchySql(statement: Statement, value: SqlValue, operator: string, named: () => string): string {
  const { table, parent } = hierarchyOf(statement, value);
  const row = named();
  const [name, key, above] = [quote(table.logicalName), quote(table.primaryKey), quote(parent)];
  // UNION, not UNION ALL: a chain that bites its own tail ends too.
  const walk =
    operator === "under" || operator === "eq-or-under"
      ? `select r.${key} from ${name} r where r.${above} = ${row} union select r.${key} from ${name} r join walk w on r.${above} = w.id`
      : `select r.${above} from ${name} r where r.${key} = ${row} union select r.${above} from ${name} r join walk w on r.${key} = w.id`;
  const found = `${value.sql} in (with recursive walk(id) as (${walk}) select id from walk where id is not null)`;
  return operator.startsWith("eq-or-") ? `(${found} or ${value.sql} = ${row})` : found;
}

function hierarchyOf(statement: Statement, { column, table }: SqlValue): Hierarchy {
  const { catalog } = statement.deps;
  const candidates =
    column.type === "lookup" ? column.targets : column.logicalName === table.primaryKey ? [table.logicalName] : [];
  for (const candidate of candidates) {
    const target = catalog.table(candidate);
    const relationship = target === undefined ? undefined : catalog.hierarchy(target);
    if (target !== undefined && relationship !== undefined) {
      return { table: target, parent: relationship.referencingColumn };
    }
  }
  throw new Fault(400, "0x80040203", "Invalid Argument.");
}

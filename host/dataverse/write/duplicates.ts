import type { CatalogTable } from "../catalog";
import { Fault } from "../fault";
import { quote } from "../schema";
import type { StoredRow, WriteContext } from "./context";

interface Condition {
  readonly rule: string;
  readonly base: string;
  readonly matching: string;
  readonly matchingtable: string;
  readonly operator: number | null;
  readonly parameter: number | null;
  readonly ignoreblank: boolean | null;
}

/**
 * Looks for duplicates by the published rules of the table.
 * @throws Fault 412 0x80040333 when a row meets all conditions of one rule
 */
export async function refuseDuplicates(
  context: WriteContext,
  table: CatalogTable,
  id: string,
  row: StoredRow,
): Promise<void> {
  const conditions = await context.database.query<Condition>(
    `select r.duplicateruleid::text as rule, c.baseattributename as base, c.matchingattributename as matching, coalesce(r.matchingentityname, r.baseentityname) as matchingtable,
            c.operatorcode as operator, c.operatorparam as parameter, c.ignoreblankvalues as ignoreblank
       from duplicaterule r join duplicaterulecondition c on c.regardingobjectid = r.duplicateruleid
      where r.statecode = 1 and r.baseentityname = $1`,
    [table.logicalName],
  );
  for (const rule of new Set(conditions.map((condition) => condition.rule))) {
    const own = conditions.filter((condition) => condition.rule === rule);
    const matching = context.catalog.table(own[0]?.matchingtable ?? "");
    if (
      matching === undefined ||
      own.some(
        (condition) => !table.columnsByName.has(condition.base) || !matching.columnsByName.has(condition.matching),
      ) ||
      own.some(({ base, ignoreblank }) => ignoreblank !== false && (row[base] ?? null) === null)
    ) {
      continue;
    }
    const params: unknown[] = [id];
    const where = own.map((condition) =>
      matches(matching, condition, row[condition.base] ?? null, (value) => `$${params.push(value)}`),
    );
    const [found] = await context.database.query(
      `select 1 from ${quote(matching.logicalName)} t where t.${quote(matching.primaryKey)} <> $1::uuid and ${where.join(" and ")} limit 1`,
      params,
    );
    if (found !== undefined) {
      throw new Fault(
        412,
        "0x80040333",
        "A record was not created or updated because a duplicate of the current record already exists.",
      );
    }
  }
}

function matches(
  table: CatalogTable,
  { matching, operator, parameter }: Condition,
  value: unknown,
  bind: (value: unknown) => string,
): string {
  const column = `t.${quote(matching)}`;
  const type = table.columnsByName.get(matching)?.type;
  if (value === null) {
    return `${column} is null`;
  }
  if (type !== "text" && type !== "memo") {
    return `${column}::text = ${bind(value instanceof Date ? value.toISOString() : String(value))}`;
  }
  const length = parameter ?? 0;
  const part = (sql: string): string =>
    operator === 1
      ? `left(dv_fold(${sql}), ${length})`
      : operator === 2
        ? `right(dv_fold(${sql}), ${length})`
        : `dv_fold(${sql})`;
  return `${part(column)} = ${part(`${bind(String(value))}::text`)}`;
}

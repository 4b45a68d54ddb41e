import type { Column } from "../../solution/model/types";
import type { Catalog, CatalogTable } from "./catalog";
import type { Queryable } from "./queryable";
import { isView } from "./platform/views";
import { hasTypeColumn, quote } from "./schema";

/**
 * Auditing: a row in `audit` for each create, update and delete through the Web API of a table with auditing, rows that go or
 * change along with another one included. Triggers write them, so that no way of writing can forget to.
 *
 * `changedata` is `{"changedAttributes":[{"logicalName","oldValue","newValue"}]}` with texts or nulls: codes as numbers, yes/no as
 * `True` and `False`, a lookup as `table,id`. That much can be seen in what real environments recorded; how dates are written
 * there nobody tells, here they are `MM/dd/yyyy HH:mm:ss` in UTC. `attributemask` lists the columns by their ColumnNumber.
 */

/** For whom and for what the statements of a transaction are audited. */
interface AuditedWrite {
  readonly userId: string;
  /** Who really called, where the caller acts for somebody else. */
  readonly callingUserId?: string;
  readonly now: Date;
  /** Columns that the client sent: they count as changed even if their value is the same, as in Dataverse. */
  readonly table?: string;
  readonly sent: readonly string[];
}

/** Until the transaction ends, the changes that it makes are recorded; without this call (a bulk load) none are. */
export async function beginAudit(tx: Queryable, write: AuditedWrite): Promise<void> {
  await tx.query("select set_config('dv.audit', $1, true)", [
    JSON.stringify({
      user: write.userId,
      calling: write.callingUserId ?? null,
      now: `${write.now.toISOString().slice(0, 19)}Z`,
      table: write.table ?? null,
      sent: write.sent,
    }),
  ]);
}

/** The statements that make the triggers of audited tables, and take away those of others. */
export function auditStatements(catalog: Catalog): string[] {
  const tables = catalog.tables.filter(({ logicalName }) => !isView(logicalName));
  return catalog.table("audit") === undefined
    ? []
    : [
        auditFunctions,
        ...tables.flatMap((table) => {
          const name = quote(table.logicalName);
          const drop = `drop trigger if exists dv_audit on ${name}`;
          return table.auditEnabled !== true
            ? [drop]
            : [
                drop,
                `create trigger dv_audit after insert or update or delete on ${name} for each row
                   when (coalesce(current_setting('dv.audit', true), '') <> '')
                   execute function dv_audit('${JSON.stringify(specOf(table)).replace(/'/gu, "''")}')`,
              ];
        }),
      ];
}

type Kind = "text" | "boolean" | "datetime" | "lookup";

/** What the trigger has to know of a table: its columns as [name, ColumnNumber, kind, target of a lookup or null for its companion]. */
function specOf(table: CatalogTable): unknown {
  return {
    table: table.logicalName,
    key: table.primaryKey,
    columns: table.columns.flatMap((column, index) => {
      const kind = column.auditEnabled === true ? kindOf(column) : undefined;
      return kind === undefined ? [] : [[column.logicalName, index + 1, kind, targetOf(column)]];
    }),
  };
}

function kindOf(column: Column): Kind | undefined {
  switch (column.type) {
    case "boolean":
    case "lookup":
      return column.type;
    case "datetime":
      return "datetime";
    case "image":
    case "file":
    case "primarykey":
      return undefined;
    default:
      return "text";
  }
}

function targetOf(column: Column): string | null {
  return column.type === "lookup" && !hasTypeColumn(column) ? (column.targets[0] ?? null) : null;
}

const auditFunctions = `
create or replace function dv_audit_text(r jsonb, c jsonb) returns text language sql immutable as $dv$
  select case
    when r is null or r ->> (c ->> 0) is null then null
    when c ->> 2 = 'boolean' then initcap(r ->> (c ->> 0))
    when c ->> 2 = 'datetime' then to_char((r ->> (c ->> 0))::timestamptz at time zone 'UTC', 'MM/DD/YYYY HH24:MI:SS')
    when c ->> 2 = 'lookup' then coalesce(c ->> 3, r ->> ((c ->> 0) || 'type')) || ',' || (r ->> (c ->> 0))
    else r ->> (c ->> 0)
  end
$dv$;
create or replace function dv_audit() returns trigger language plpgsql as $dv$
declare
  spec jsonb := tg_argv[0]::jsonb;
  write jsonb := current_setting('dv.audit')::jsonb;
  old_row jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  new_row jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  sent jsonb := case when tg_op = 'UPDATE' and write ->> 'table' = spec ->> 'table' then write -> 'sent' else '[]'::jsonb end;
  col jsonb;
  old_text text;
  new_text text;
  changes text[] := '{}';
  names text[] := '{}';
  numbers text[] := '{}';
  operation int := case tg_op when 'INSERT' then 1 when 'UPDATE' then 2 else 3 end;
  action int := operation;
begin
  for col in select value from jsonb_array_elements(spec -> 'columns') loop
    old_text := dv_audit_text(old_row, col);
    new_text := dv_audit_text(new_row, col);
    if old_text is distinct from new_text or sent ? (col ->> 0) then
      names := names || (col ->> 0);
      numbers := numbers || (col ->> 1);
      changes := changes || ('{"logicalName":' || to_json(col ->> 0)::text || ',"oldValue":' || coalesce(to_json(old_text)::text, 'null')
        || ',"newValue":' || coalesce(to_json(new_text)::text, 'null') || '}');
    end if;
  end loop;
  if cardinality(names) = 0 and tg_op = 'UPDATE' then
    return null;
  end if;
  if tg_op = 'UPDATE' and names = array['ownerid'] then
    action := 13;
  elsif tg_op = 'UPDATE' and names <@ array['statecode', 'statuscode'] and 'statecode' = any(names) and old_row ->> 'statecode' <> new_row ->> 'statecode' then
    action := case new_row ->> 'statecode' when '0' then 4 else 5 end;
  end if;
  insert into audit (auditid, action, operation, createdon, userid, callinguserid, objectid, objectidtype, objecttypecode, attributemask, changedata, transactionid)
  values (gen_random_uuid(), action, operation, (write ->> 'now')::timestamptz, (write ->> 'user')::uuid, (write ->> 'calling')::uuid,
    (coalesce(new_row, old_row) ->> (spec ->> 'key'))::uuid, spec ->> 'table', spec ->> 'table', array_to_string(numbers, ','),
    '{"changedAttributes":[' || array_to_string(changes, ',') || ']}', md5('transaction ' || pg_current_xact_id()::text)::uuid);
  return null;
end
$dv$`;

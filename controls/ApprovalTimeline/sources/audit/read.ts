import type { Row } from "../../../../shared/dataverse/client";
import { CancelledError, DataverseError } from "../../../../shared/dataverse/error";
import { instantOf, referenceOf, textOf } from "../../../../shared/dataverse/row";
import type { ColumnChange, Facts, Person, RecordChange, RecordChanges } from "../../history/facts";
import type { Source, SourceContext } from "../source";

const AUDIT = "audit";
const COLUMNS = ["createdon", "operation", "changedata", "_userid_value"];
/** operation of an audit row. */
const CREATE = 1;
const UPDATE = 2;

/**
 * What happened to the record itself, so that decisions about it can be compared with what it is now. Whether a control may read
 * the audit is different from environment to environment, and nothing depends on it: without it, the time of the last save
 * says that much.
 */
export const audit: Source = {
  id: "audit",
  async *read(context) {
    const record = await recordChanges(context);
    const facts: Facts = {
      source: "audit",
      processes: [],
      unread: [],
      stages: [],
      assignments: [],
      responses: [],
      gaps: [],
      // Which decisions there are is not for this source to say.
      seesEverything: true,
      ...(record !== null && { record }),
    };
    yield { kind: "facts", facts };
  },
};

/** Null: nothing can be known. */
async function recordChanges(context: SourceContext): Promise<RecordChanges | null> {
  if (context.target.table === null) return null;
  const [changes, saved] = await Promise.all([auditedChanges(context), lastSave(context)]);
  if (changes !== null) return saved === null ? changes : { ...changes, saved };
  return saved === null ? null : { kind: "lastOnly", ...saved };
}

async function auditedChanges(context: SourceContext): Promise<Extract<RecordChanges, { kind: "audited" }> | null> {
  const { dataverse, target, signal } = context;
  const rows = await orNull(
    dataverse.retrieveAll(
      AUDIT,
      {
        select: COLUMNS,
        filter: `_objectid_value eq ${target.id} and (operation eq ${CREATE} or operation eq ${UPDATE})`,
        orderBy: "createdon asc",
      },
      { signal },
    ),
  );
  const [first] = rows?.rows ?? [];
  // No row at all: the record is not audited, or not for this user to see.
  if (rows === null || first === undefined) return null;
  const raw = rows.rows.filter((row) => row["operation"] === UPDATE).flatMap((row) => toChange(row));
  return {
    kind: "audited",
    since: first["operation"] === CREATE ? null : instantOf(first, "createdon"),
    changes: await named(raw, context),
  };
}

async function lastSave({
  dataverse,
  target,
  signal,
}: SourceContext): Promise<{ on: number; by: Person | null } | null> {
  if (target.table === null) return null;
  const row = await orNull(
    dataverse.retrieve(target.table, target.id, ["modifiedon", "_modifiedby_value"], { signal }),
  );
  const on = row && instantOf(row, "modifiedon");
  return row === null || on === null ? null : { on, by: userOf(row, "modifiedby") };
}

/** What may not or cannot be read is not known; that somebody waits no more, or that a retry helps, is not hidden. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    if (error instanceof DataverseError && (error.kind === "throttled" || error.kind === "offline")) throw error;
    return null;
  }
}

function userOf(row: Row, column: string): Person | null {
  const user = referenceOf(row, column);
  return user === null ? null : { id: user.id, name: user.name, kind: "user" };
}

function toChange(row: Row): RecordChange[] {
  const on = instantOf(row, "createdon");
  if (on === null) return [];
  return [{ on, by: userOf(row, "userid"), columns: columnsOf(textOf(row, "changedata")) }];
}

/** `{"changedAttributes":[{"logicalName","oldValue","newValue"}]}`; anything else tells nothing. */
function columnsOf(data: string | null): ColumnChange[] {
  const list = get(parse(data ?? ""), "changedAttributes");
  return (Array.isArray(list) ? (list as unknown[]) : []).flatMap((item) => {
    const column = get(item, "logicalName");
    if (typeof column !== "string") return [];
    return [{ column, label: column, from: valueOf(get(item, "oldValue")), to: valueOf(get(item, "newValue")) }];
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const get = (source: unknown, key: string): unknown =>
  typeof source === "object" && source !== null ? Reflect.get(source, key) : undefined;

const valueOf = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : null;

/** With the columns' names as people know them, and those marked whose values may not be shown. */
async function named(changes: readonly RecordChange[], context: SourceContext): Promise<readonly RecordChange[]> {
  const { table } = context.target;
  const columns = [...new Set(changes.flatMap((change) => change.columns.map(({ column }) => column)))];
  if (table === null || columns.length === 0) return changes;
  const known = await context.columnsOf(table, columns);
  return changes.map((change) => ({
    ...change,
    columns: change.columns.map((one) => {
      const about = known.get(one.column);
      return { ...one, label: about?.label ?? one.label, ...(about?.secured === true && { secured: true }) };
    }),
  }));
}

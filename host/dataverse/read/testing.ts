import type { Column, Relationship, Table } from "../../../solution/model/types";
import type { Caller } from "../caller";
import { Catalog } from "../catalog";
import { Database, insertRows } from "../database";
import { Fault } from "../fault";
import { completeSchema, platformRelationships, platformTables } from "../platform";
import { handleRead, parseAddress } from "./index";
import type { Preferences, ReadDeps, ReadPredicate } from "./request/types";

export const origin = "http://localhost:3000";
const now = new Date("2026-10-15T12:00:00Z");

export const administrator: Caller = {
  userId: "11111111-0000-4000-8000-000000000001",
  fullName: "System Administrator",
  businessUnitId: "22222222-0000-4000-8000-000000000001",
  organizationId: "33333333-0000-4000-8000-000000000001",
  teamIds: ["44444444-0000-4000-8000-000000000001"],
  roleNames: ["System Administrator"],
  isSystemAdministrator: true,
  privilege: () => "global",
  columnPermission: () => ({ canRead: true, canCreate: true, canUpdate: true }),
  languageId: 1033,
  timeZone: "UTC",
};

/** Someone who sees only the rows of their own, and no secured column. */
export const clerk: Caller = {
  ...administrator,
  userId: "11111111-0000-4000-8000-000000000002",
  fullName: "Clerk",
  roleNames: ["Clerk"],
  isSystemAdministrator: false,
  privilege: (_verb, table) => (table === "annotation" ? null : "basic"),
  columnPermission: () => ({ canRead: false, canCreate: false, canUpdate: false }),
};

/** A small row security: owners see their rows, a table without an owner is open. The server's own has its own tests. */
const readPredicate: ReadPredicate = (caller, table, alias, bind) => {
  if (caller.privilege("Read", table.logicalName) === null) {
    throw new Fault(
      403,
      "0x80040220",
      `Principal user (Id=${caller.userId}, …), is missing prvRead${table.schemaName} privilege`,
    );
  }
  return caller.isSystemAdministrator || table.ownership !== "user"
    ? "true"
    : `${alias}.ownerid = ${bind(caller.userId)}::uuid`;
};

const base = {
  requiredLevel: "none",
  secured: false,
  validForUpdate: true,
  validForCreate: true,
  validForRead: true,
  system: false,
} as const;
const named = (name: string) => ({ ...base, logicalName: name, schemaName: name, displayName: { 1033: name } });

const zooColumns: readonly Column[] = [
  { ...named("zooid"), type: "primarykey" },
  { ...named("label"), type: "text", format: "text", maxLength: 200 },
  { ...named("code"), type: "text", format: "text", maxLength: 20 },
  { ...named("secret"), type: "text", format: "text", maxLength: 200, secured: true },
  { ...named("whole"), type: "integer", min: -1000, max: 1000 },
  { ...named("fraction"), type: "decimal", min: -1000, max: 1000, precision: 2 },
  { ...named("ratio"), type: "float", min: -1000, max: 1000, precision: 3 },
  {
    ...named("flag"),
    type: "boolean",
    defaultValue: false,
    options: [
      { value: 0, label: { 1033: "No" } },
      { value: 1, label: { 1033: "Yes" } },
    ],
  },
  {
    ...named("kind"),
    type: "choice",
    options: [
      { value: 1, label: { 1033: "Zebra", 1031: "Zebra" } },
      { value: 2, label: { 1033: "Ape", 1031: "Affe" } },
      { value: 3, label: { 1033: "Mole", 1031: "Maulwurf" } },
    ],
  },
  {
    ...named("hobbies"),
    type: "multichoice",
    options: [
      { value: 2, label: { 1033: "Hiking" } },
      { value: 3, label: { 1033: "Skiing" } },
      { value: 8, label: { 1033: "Chess" } },
    ],
  },
  { ...named("seen"), type: "datetime", format: "datetime", behavior: "userLocal" },
  { ...named("born"), type: "datetime", format: "date", behavior: "dateOnly" },
  { ...named("clock"), type: "datetime", format: "datetime", behavior: "timeZoneIndependent" },
  { ...named("friend"), type: "lookup", targets: ["zoo"], owner: false },
];
/** A table with a column of every type, in a language-rich dress. */
const zoo: Table = {
  logicalName: "zoo",
  schemaName: "Zoo",
  entitySetName: "zoos",
  objectTypeCode: 10_001,
  displayName: { 1033: "Zoo" },
  pluralName: { 1033: "Zoos" },
  primaryKey: "zooid",
  primaryName: "label",
  ownership: "organization",
  columns: zooColumns,
  keys: [{ name: "zoo_code_whole", columns: ["code", "whole"] }],
  optimisticConcurrency: true,
  place: { file: "testing.ts", line: 1 },
};
const friends: Relationship = {
  kind: "oneToMany",
  schemaName: "zoo_friends",
  referencedTable: "zoo",
  referencingTable: "zoo",
  referencingColumn: "friend",
  referencingNavigation: "Friend",
  referencedNavigation: "zoo_friends",
  cascadeDelete: "removeLink",
};

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed JSON; numbers lose their trailing zeros here. */
  readonly json: Record<string, unknown> & {
    readonly value: readonly Record<string, unknown>[];
    readonly error: { readonly code: string; readonly message: string };
  };
}

/** A real database with the platform's tables and one of every type, read through `handleRead` itself. */
export class ReadBench {
  private constructor(
    readonly catalog: Catalog,
    readonly database: Database,
  ) {}

  static async open(): Promise<ReadBench> {
    const { tables, relationships } = completeSchema([...platformTables, zoo], [...platformRelationships, friends]);
    const catalog = new Catalog(tables, relationships);
    return new ReadBench(catalog, await Database.open({ catalog }));
  }

  async insert(table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    await insertRows(
      this.database,
      table,
      columns,
      rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))),
    );
  }

  deps(caller: Caller): ReadDeps {
    return { catalog: this.catalog, database: this.database, caller, origin, now, readPredicate };
  }

  /** @param address after `/api/data/v9.2/`, or absolute; blanks and the like may stand unencoded */
  async get(
    address: string,
    preferences: Partial<Preferences> & { readonly ifNoneMatch?: string } = {},
    caller: Caller = administrator,
  ): Promise<Reply> {
    const relative = address.replace(`${origin}/api/data/v9.2/`, "");
    const at = relative.indexOf("?");
    const [path, query] = at < 0 ? [relative, ""] : [relative.slice(0, at), relative.slice(at + 1)];
    const { ifNoneMatch, ...prefer } = preferences;
    try {
      const response = await handleRead(
        {
          method: "GET",
          address: parseAddress(this.catalog, path),
          query,
          preferences: { returnRepresentation: false, ...prefer },
          ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }),
        },
        this.deps(caller),
      );
      const text = await response.text();
      return reply(response.status, response.headers, text);
    } catch (error) {
      if (error instanceof Fault) {
        return reply(
          error.status,
          new Headers(),
          JSON.stringify({ error: { code: error.code, message: error.message } }),
        );
      }
      throw error;
    }
  }

  /** @param parameters a FetchXML query on the set */
  async fetchXml(
    set: string,
    xml: string,
    preferences: Partial<Preferences> = {},
    caller: Caller = administrator,
  ): Promise<Reply> {
    return this.get(`${set}?fetchXml=${encodeURIComponent(xml)}`, preferences, caller);
  }

  async close(): Promise<void> {
    await this.database.close();
  }
}

function reply(status: number, headers: Headers, text: string): Reply {
  return { status, headers, text, json: JSON.parse(text.startsWith("{") ? text : "{}") as Reply["json"] };
}

/** Where the next page is; undefined on the last one. */
export function nextLink(reply: Reply): string | undefined {
  const link = reply.json["@odata.nextLink"];
  return typeof link === "string" ? link : undefined;
}

/** The inner paging cookie of a FetchXML answer, as plain XML; empty without one. */
export function pagingCookie(reply: Reply): string {
  const wrapper = reply.json["@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"];
  const inner = typeof wrapper === "string" ? /pagingcookie="([^"]*)"/u.exec(wrapper)?.[1] : undefined;
  return decodeURIComponent(decodeURIComponent(inner ?? ""));
}

/** `…-000000000007` */
export function id(number: number, kind = "aaaaaaaa"): string {
  return `${kind}-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

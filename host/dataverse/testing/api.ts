import type { Relationship, Role, Solution, Table } from "../../../solution/model/types";
import { createDataverse, type Dataverse, type DataverseOptions } from "../index";
import {
  activeInactive,
  boolean,
  buildTable,
  choice,
  currency,
  dateOnly,
  dateTime,
  decimal,
  integer,
  lookup,
  memo,
  money,
  multichoice,
  text,
} from "../platform/build";

// Starting a database takes a second of processor time, and a busy machine many more.
jest.setTimeout(60_000);

const place = { file: "testing", line: 1 };

const built = [
  buildTable({
    name: "Example_Record",
    set: "example_records",
    code: 10848,
    display: "Example Record",
    plural: "Example Records",
    ownership: "user",
    primaryName: "example_name",
    states: activeInactive,
    keys: [{ name: "example_keys", columns: ["example_key1", "example_key2"] }],
    columns: [
      text("example_name", 100, { display: "Name" }),
      integer("example_key1", 0, 100, { display: "Key1" }),
      integer("example_key2", 0, 100, { display: "Key2" }),
      decimal("example_quantity", 0, 1000, 2),
      dateOnly("example_day"),
      dateTime("example_instant"),
      boolean("example_flag", true),
      memo("example_memo", 2000),
      choice("example_color", { 1: "Red", 2: "Green", 3: "Blue" }, { defaultValue: 2 }),
      multichoice("example_hobbies", { 2: "Hiking", 3: "Skiing", 8: "Chess" }),
      money("example_price", 1000),
      currency(),
      text("example_fixed", 20, { update: false }),
      lookup("example_Account", "account", {
        navigation: "example_Account",
        cascade: "restrict",
        collection: "account_example_records",
      }),
      lookup("example_Parent", "example_record", {
        navigation: "example_Parent",
        cascade: "cascade",
        collection: "example_children",
      }),
    ],
  }),
  buildTable({
    name: "sample_Example",
    set: "sample_examples",
    code: 10849,
    display: "Example",
    plural: "Examples",
    ownership: "user",
    primaryName: "sample_name",
    states: activeInactive,
    columns: [
      text("sample_name", 100),
      text("sample_email", 100, { secured: true, format: "email", display: "Email" }),
      text("sample_ssn", 20, { secured: true, display: "SSN" }),
    ],
  }),
];
const order: Table = buildTable({
  name: "Example_Order",
  set: "example_orders",
  code: 10850,
  display: "Order",
  plural: "Orders",
  ownership: "organization",
  primaryName: "example_number",
  columns: [
    text("example_number", 100, { autoNumber: "ORD-{SEQNUM:6}" }),
    lookup("example_Record", "example_record", { navigation: "example_Record", collection: "example_record_orders" }),
  ],
}).table;

export const roleIds = {
  basic: "22222222-0000-4000-8000-000000000001",
  local: "22222222-0000-4000-8000-000000000002",
  deep: "22222222-0000-4000-8000-000000000003",
  global: "22222222-0000-4000-8000-000000000004",
  readOnly: "22222222-0000-4000-8000-000000000005",
};
export const profileId = "33333333-0000-4000-8000-000000000001";

const privilegesAt = (depth: "basic" | "local" | "deep" | "global"): Role["privileges"] =>
  ["Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign"].flatMap((verb) =>
    ["Account", "Example_Record", "sample_Example"].map((table) => ({ name: `prv${verb}${table}`, depth })),
  );

const roles: Role[] = [
  ...(["basic", "local", "deep", "global"] as const).map((depth) => ({
    id: roleIds[depth],
    name: `Example ${depth}`,
    privileges: privilegesAt(depth),
    place,
  })),
  {
    id: roleIds.readOnly,
    name: "Example reader",
    privileges: [{ name: "prvReadExample_Record", depth: "global" }],
    place,
  },
];

const relationships: Relationship[] = [
  ...built.flatMap((item) => item.relationships),
  {
    kind: "manyToMany",
    schemaName: "example_record_contact",
    intersectTable: "example_record_contact",
    table1: "example_record",
    column1: "example_recordid",
    navigation1: "example_record_contact",
    table2: "contact",
    column2: "contactid",
    navigation2: "example_record_contact",
  },
];

/** A small solution in which every kind of column and relationship occurs. */
const exampleSolution: Solution = {
  uniqueName: "Example",
  displayName: { 1033: "Example" },
  version: "1.0.0",
  publisher: { uniqueName: "example", prefix: "example", optionValuePrefix: 10000 },
  rootComponents: [],
  tables: [...built.map((item) => item.table), order],
  relationships,
  forms: [],
  views: [],
  roles,
  columnSecurityProfiles: [
    {
      id: profileId,
      name: "Example emails",
      permissions: [
        { table: "sample_example", column: "sample_email", canRead: true, canUpdate: false, canCreate: false },
        { table: "sample_example", column: "sample_ssn", canRead: true, canUpdate: false, canCreate: true },
      ],
    },
  ],
  environmentVariables: [
    { schemaName: "example_setting", displayName: { 1033: "Setting" }, type: "json", defaultValue: "{}", place },
  ],
  apps: [],
};

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
  /** `value` of a list; empty for anything else. */
  readonly rows: readonly Record<string, unknown>[];
  /** The error's code, when it is one. */
  readonly code: string | undefined;
  readonly message: string;
  /** From `OData-EntityId`. */
  readonly id: string;
}

export interface Api {
  readonly dataverse: Dataverse;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export const origin = "http://localhost:3000";

export async function openApi(options: Partial<DataverseOptions> = {}): Promise<Api> {
  const dataverse = await createDataverse({ solutions: [exampleSolution], ...options });
  return {
    dataverse,
    async call(method, path, body, headers = {}) {
      const request = new Request(`${origin}/api/data/v9.2/${path}`, {
        method,
        headers: {
          accept: "application/json",
          "odata-version": "4.0",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const response = await dataverse.fetch(request);
      const written = await response.text();
      const json: Record<string, unknown> = written.startsWith("{") ? JSON.parse(written) : {};
      const error = json["error"];
      const of = (name: string): string | undefined =>
        typeof error === "object" && error !== null && name in error
          ? String(Object.entries(error).find(([key]) => key === name)?.[1])
          : undefined;
      return {
        status: response.status,
        headers: response.headers,
        text: written,
        json,
        rows: Array.isArray(json["value"]) ? json["value"] : [],
        code: of("code"),
        message: of("message") ?? "",
        id: /\(([^)]*)\)$/u.exec(response.headers.get("odata-entityid") ?? "")?.[1] ?? "",
      };
    },
  };
}

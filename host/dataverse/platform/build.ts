import type {
  AlternateKey,
  CascadeDelete,
  ChoiceOption,
  Column,
  LocalizedText,
  Ownership,
  Relationship,
  RequiredLevel,
  Table,
  TextFormat,
} from "../../../solution/model/types";

/** One target of a lookup column, as a relationship. */
export interface Link {
  readonly target: string;
  /** Navigation property on the table that has the column; a system lookup's is the column's name. */
  readonly navigation: string;
  /** Navigation property and schema name on the target; generated when absent. */
  readonly collection?: string;
  readonly cascade: CascadeDelete;
  readonly hierarchical?: boolean;
}

/** A column with the relationships that it is the foreign key of. */
export interface ColumnSpec {
  readonly column: Column;
  readonly links: readonly Link[];
}

/** What deviates from an ordinary optional column that anyone may write. */
export interface Traits {
  readonly required?: RequiredLevel;
  readonly secured?: boolean;
  readonly create?: boolean;
  readonly update?: boolean;
  readonly system?: boolean;
  /** The server alone fills it: what a client sends is dropped. */
  readonly server?: boolean;
  readonly display?: string;
}

const english = 1033;

/** A text that exists in English alone, as the platform tables here do. */
const label = (text: string): LocalizedText => ({ [english]: text });

/** `ItemLink` reads "Item Link"; names without capitals have no word limits to go by and bring a `display` where that reads badly. */
function titleOf(name: string): string {
  const words = name
    .replace(/^(msdyn_flow_[a-z]+_|msdyn_|cat_)/u, "")
    .replace(/_/gu, " ")
    .replace(/([a-z0-9])([A-Z])/gu, "$1 $2");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Every column is named by its schema name; in lower case that is its logical name. */
function base(schemaName: string, traits: Traits) {
  const server = traits.server ?? false;
  return {
    logicalName: schemaName.toLowerCase(),
    schemaName,
    displayName: label(traits.display ?? titleOf(schemaName)),
    requiredLevel: traits.required ?? "none",
    secured: traits.secured ?? false,
    validForUpdate: traits.update ?? !server,
    validForCreate: traits.create ?? !server,
    validForRead: true,
    system: traits.system ?? server,
  } as const;
}

const alone = (column: Column): ColumnSpec => ({ column, links: [] });

const primaryKey = (name: string): ColumnSpec =>
  alone({ ...base(name, { required: "systemrequired", update: false, system: true }), type: "primarykey" });

/** A GUID. With `link` it names a row all the same: a few old columns of the platform are no lookups, yet lead to a row. */
export const guid = (name: string, traits: Traits & { readonly link?: Link } = {}): ColumnSpec => ({
  column: { ...base(name, traits), type: "guid" },
  links: traits.link === undefined ? [] : [traits.link],
});

/** `maxLength` in UTF-16 units, as Dataverse counts. */
export const text = (
  name: string,
  maxLength: number,
  traits: Traits & { format?: TextFormat; autoNumber?: string } = {},
): ColumnSpec =>
  alone({
    ...base(name, traits),
    type: "text",
    format: traits.format ?? "text",
    maxLength,
    ...(traits.autoNumber === undefined ? {} : { autoNumber: traits.autoNumber }),
  });

export const memo = (
  name: string,
  maxLength: number,
  traits: Traits & { readonly format?: TextFormat } = {},
): ColumnSpec => alone({ ...base(name, traits), type: "memo", format: traits.format ?? "textarea", maxLength });

export const integer = (name: string, min = -2147483648, max = 2147483647, traits: Traits = {}): ColumnSpec =>
  alone({ ...base(name, traits), type: "integer", min, max });

export const bigint = (name: string, traits: Traits = {}): ColumnSpec =>
  alone({ ...base(name, traits), type: "bigint" });

export const decimal = (name: string, min: number, max: number, precision: number, traits: Traits = {}): ColumnSpec =>
  alone({ ...base(name, traits), type: "decimal", min, max, precision });

export const float = (name: string, min: number, max: number, precision: number, traits: Traits = {}): ColumnSpec =>
  alone({ ...base(name, traits), type: "float", min, max, precision });

export const boolean = (
  name: string,
  defaultValue: boolean,
  traits: Traits & { labels?: readonly [string, string] } = {},
): ColumnSpec =>
  alone({
    ...base(name, traits),
    type: "boolean",
    defaultValue,
    options: [
      { value: 0, label: label(traits.labels?.[0] ?? "No") },
      { value: 1, label: label(traits.labels?.[1] ?? "Yes") },
    ],
  });

const options = (labels: Readonly<Record<number, string>>): ChoiceOption[] =>
  Object.entries(labels).map(([value, name]) => ({ value: Number(value), label: label(name) }));

export const choice = (
  name: string,
  labels: Readonly<Record<number, string>>,
  traits: Traits & { defaultValue?: number } = {},
): ColumnSpec =>
  alone({
    ...base(name, traits),
    type: "choice",
    options: options(labels),
    ...(traits.defaultValue === undefined ? {} : { defaultValue: traits.defaultValue }),
  });

export const multichoice = (name: string, labels: Readonly<Record<number, string>>, traits: Traits = {}): ColumnSpec =>
  alone({ ...base(name, traits), type: "multichoice", options: options(labels) });

/** An instant, shown in each user's zone. */
export const dateTime = (name: string, traits: Traits = {}): ColumnSpec =>
  alone({ ...base(name, traits), type: "datetime", format: "datetime", behavior: "userLocal" });

/** A day without a time that is stored as an instant all the same, as the platform's older date columns are. */
export const day = (name: string, traits: Traits = {}): ColumnSpec =>
  alone({ ...base(name, traits), type: "datetime", format: "date", behavior: "userLocal" });

export const dateOnly = (name: string, traits: Traits = {}): ColumnSpec =>
  alone({ ...base(name, traits), type: "datetime", format: "date", behavior: "dateOnly" });

/** The range of every amount in the base currency, whatever the range of the amount that it is computed from. */
const baseLimit = 922_337_203_685_477;

/** A money column with its computed companion; the table needs `currency()` too. */
export const money = (name: string, max: number, traits: Traits & { readonly min?: number } = {}): ColumnSpec[] => [
  alone({ ...base(name, traits), type: "money", min: traits.min ?? -max, max, precision: 2 }),
  alone({
    ...base(`${name}_Base`, { display: `${traits.display ?? titleOf(name)} (Base)`, server: true }),
    type: "money",
    min: -baseLimit,
    max: baseLimit,
    precision: 4,
    baseOf: name.toLowerCase(),
  }),
];

/** What a table with money has: the currency of the row and its rate to the base currency. */
export const currency = (): ColumnSpec[] => [
  lookup("TransactionCurrencyId", "transactioncurrency", { display: "Currency", cascade: "restrict" }),
  decimal("ExchangeRate", 0.000000000001, 100000000000, 12, { server: true }),
];

/** A picture, and the columns by which clients find it and notice a new one: `x_timestamp`, `x_url`, `xid`. */
export const image = (name: string, traits: Traits = {}): ColumnSpec[] => [
  alone({ ...base(name, traits), type: "image" }),
  bigint(`${name}_Timestamp`, { server: true }),
  text(`${name}_URL`, 200, { server: true, format: "url" }),
  guid(`${name}Id`, { server: true }),
];

/** A file, and its name in `x_name`. Bytes are sent to the column's own address, never in the JSON of a row. */
export const file = (name: string, maxSizeInKB: number, traits: Traits = {}): ColumnSpec[] => [
  alone({ ...base(name, { ...traits, server: true }), type: "file", maxSizeInKB }),
  text(`${name}_Name`, 200, { server: true }),
];

/** What an import leaves in a row. */
export const importColumns = (): ColumnSpec => integer("ImportSequenceNumber");

/** By which rules of its writer's time zone a row was written. */
export const timeZoneColumns = (): ColumnSpec[] => [
  integer("TimeZoneRuleVersionNumber", -1, 2147483647),
  integer("UTCConversionTimeZoneCode", -1, 2147483647),
];

export interface LookupTraits extends Traits {
  readonly navigation?: string;
  readonly collection?: string;
  readonly cascade?: CascadeDelete;
  readonly hierarchical?: boolean;
}

export const lookup = (name: string, target: string, traits: LookupTraits = {}): ColumnSpec => ({
  column: { ...base(name, traits), type: "lookup", targets: [target], owner: false },
  links: [
    {
      target,
      navigation: traits.navigation ?? name.toLowerCase(),
      cascade: traits.cascade ?? "removeLink",
      ...(traits.hierarchical === true ? { hierarchical: true } : {}),
      ...(traits.collection === undefined ? {} : { collection: traits.collection }),
    },
  ],
});

/**
 * A lookup with several targets: `targets` maps each to the two navigation properties of its relationship. Without targets it
 * may lead to any row, and nobody can follow it.
 */
export const polymorphic = (
  name: string,
  targets: Readonly<Record<string, { navigation: string; collection?: string; cascade?: CascadeDelete }>>,
  traits: Traits & { cascade?: CascadeDelete } = {},
): ColumnSpec => ({
  column: { ...base(name, traits), type: "lookup", targets: Object.keys(targets), owner: false },
  links: Object.entries(targets).map(([target, names]) => ({
    target,
    ...names,
    cascade: names.cascade ?? traits.cascade ?? "removeLink",
  })),
});

/** Options of a state column with the status reasons that belong to each; the first of each list is the default. */
export interface States {
  readonly states: readonly {
    readonly value: number;
    readonly label: string;
    readonly reasons: Readonly<Record<number, string>>;
    readonly defaultReason?: number;
  }[];
}

/** The usual pair: Active with Active, Inactive with Inactive. */
export const activeInactive: States = {
  states: [
    { value: 0, label: "Active", reasons: { 1: "Active" } },
    { value: 1, label: "Inactive", reasons: { 2: "Inactive" } },
  ],
};

/** Relationships that every table of an ownership has; the platform's oldest tables have other names for them. */
type SystemLookup =
  | "ownerid"
  | "owningbusinessunit"
  | "owninguser"
  | "owningteam"
  | "createdby"
  | "modifiedby"
  | "createdonbehalfby"
  | "modifiedonbehalfby";

export interface TableSpec {
  /** Schema name; in lower case it is the logical name. */
  readonly name: string;
  readonly set: string;
  /** Object type code. */
  readonly code: number;
  readonly display: string;
  readonly plural: string;
  readonly ownership: Ownership;
  readonly key?: string;
  readonly primaryName: string;
  readonly columns: readonly (ColumnSpec | readonly ColumnSpec[])[];
  readonly keys?: readonly AlternateKey[];
  /** Absent: the table has no state (configuration and intersect tables). */
  readonly states?: States;
  /** False for tables that nobody creates or changes by hand: no created and modified columns. */
  readonly stamped?: boolean;
  /** False where a migration cannot bring the date of creation along: no `overriddencreatedon`. */
  readonly migrated?: boolean;
  /** Changes of its rows are recorded in `audit`. */
  readonly auditEnabled?: boolean;
  readonly relationships?: Readonly<Partial<Record<SystemLookup, Partial<Pick<Link, "collection" | "cascade">>>>>;
}

export interface BuiltTable {
  readonly table: Table;
  readonly relationships: readonly Relationship[];
}

const place = { file: "host/dataverse/platform", line: 1 };

/** A table with its system columns and every relationship that its lookups make. */
export function buildTable(spec: TableSpec): BuiltTable {
  const logicalName = spec.name.toLowerCase();
  const own = spec.columns.flat();
  const specs = [
    primaryKey(spec.key ?? `${spec.name}Id`),
    ...own,
    ...[
      ...(spec.stamped === false ? [] : stampColumns(spec.migrated ?? true)),
      ...ownerColumns(
        spec.ownership,
        own.map((item) => item.column.logicalName),
      ),
    ].map((item) => withNames(item, spec.relationships ?? {})),
    ...(spec.states === undefined ? [] : stateColumns(spec.states)),
    bigint("VersionNumber", { server: true }),
  ];
  return {
    table: {
      logicalName,
      schemaName: spec.name,
      entitySetName: spec.set,
      objectTypeCode: spec.code,
      displayName: label(spec.display),
      pluralName: label(spec.plural),
      primaryKey: (spec.key ?? `${spec.name}Id`).toLowerCase(),
      primaryName: spec.primaryName,
      ownership: spec.ownership,
      columns: specs.map(({ column }) =>
        spec.auditEnabled === true && (!column.system || audited.has(column.logicalName))
          ? { ...column, auditEnabled: true }
          : column,
      ),
      keys: spec.keys ?? [],
      optimisticConcurrency: spec.ownership === "user" || spec.ownership === "organization",
      ...(spec.auditEnabled === true ? { auditEnabled: true } : {}),
      place,
    },
    relationships: specs.flatMap((item) =>
      item.links.map((link) => relationship(logicalName, item.column.logicalName, link)),
    ),
  };
}

/** What the server fills and people change nevertheless. */
const audited: ReadonlySet<string> = new Set(["ownerid", "statecode", "statuscode"]);

/** A system lookup with the relationship that the table's own reference names. */
function withNames(item: ColumnSpec, names: NonNullable<TableSpec["relationships"]>): ColumnSpec {
  const found = Object.entries(names).find(([column]) => column === item.column.logicalName)?.[1];
  return found === undefined ? item : { ...item, links: item.links.map((link) => ({ ...link, ...found })) };
}

/** The one-to-many relationship of a lookup column; its schema name is the collection's name, as in the platform. */
export function relationship(table: string, column: string, link: Link): Relationship {
  const schemaName = link.collection ?? systemCollection(table, column, link.target);
  return {
    kind: "oneToMany",
    schemaName,
    referencedTable: link.target,
    referencingTable: table,
    referencingColumn: column,
    referencingNavigation: link.navigation,
    referencedNavigation: schemaName,
    cascadeDelete: link.cascade,
    ...(link.hierarchical === true ? { hierarchical: true } : {}),
  };
}

/** The platform's own names for the relationships that every table has. */
function systemCollection(table: string, column: string, target: string): string {
  switch (column) {
    case "ownerid":
      return `owner_${table}`;
    case "owningbusinessunit":
      return `business_unit_${table}`;
    case "owninguser":
      return `user_${table}`;
    case "owningteam":
      return `team_${table}`;
    case "organizationid":
      return `organization_${table}`;
    case "transactioncurrencyid":
      return `transactioncurrency_${table}`;
    case "createdby":
    case "modifiedby":
    case "createdonbehalfby":
    case "modifiedonbehalfby":
      return `lk_${table}_${column}`;
    default:
      return `${target}_${table}_${column}`;
  }
}

function stampColumns(migrated: boolean): ColumnSpec[] {
  const user = (name: string, display: string): ColumnSpec =>
    lookup(name, "systemuser", { server: true, display, cascade: "none" });
  return [
    dateTime("CreatedOn", { server: true }),
    user("CreatedBy", "Created By"),
    user("CreatedOnBehalfBy", "Created By (Delegate)"),
    dateTime("ModifiedOn", { server: true }),
    user("ModifiedBy", "Modified By"),
    user("ModifiedOnBehalfBy", "Modified By (Delegate)"),
    // A migration may set the date that createdon then shows; afterwards nobody may.
    ...(migrated ? [day("OverriddenCreatedOn", { update: false, display: "Record Created On" })] : []),
  ];
}

function ownerColumns(ownership: Ownership, own: readonly string[]): ColumnSpec[] {
  switch (ownership) {
    case "user":
      return [
        {
          column: {
            ...base("OwnerId", { required: "systemrequired", display: "Owner", system: true }),
            type: "lookup",
            targets: ["systemuser", "team"],
            owner: true,
          },
          links: [{ target: "owner", navigation: "ownerid", cascade: "none" }],
        },
        lookup("OwningBusinessUnit", "businessunit", { server: true, cascade: "restrict" }),
        lookup("OwningUser", "systemuser", { server: true, cascade: "none" }),
        lookup("OwningTeam", "team", { server: true, cascade: "none" }),
      ];
    case "organization":
      return own.includes("organizationid")
        ? []
        : [lookup("OrganizationId", "organization", { server: true, cascade: "none" })];
    case "businessUnit":
    case "none":
      return [];
  }
}

function stateColumns({ states }: States): ColumnSpec[] {
  const first = states[0];
  const defaultReason = (state: States["states"][number]): number =>
    state.defaultReason ?? Number(Object.keys(state.reasons)[0]);
  if (first === undefined) {
    return [];
  }
  return [
    alone({
      ...base("statecode", { required: "systemrequired", display: "Status", system: true }),
      type: "state",
      defaultValue: first.value,
      options: states.map((state) => ({
        value: state.value,
        label: label(state.label),
        defaultStatus: defaultReason(state),
      })),
    }),
    alone({
      ...base("statuscode", { display: "Status Reason", system: true }),
      type: "status",
      defaultValue: defaultReason(first),
      options: states.flatMap((state) =>
        Object.entries(state.reasons).map(([value, name]) => ({
          value: Number(value),
          label: label(name),
          state: state.value,
        })),
      ),
    }),
  ];
}

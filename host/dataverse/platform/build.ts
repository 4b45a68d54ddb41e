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
  readonly display?: string;
  readonly schemaName?: string;
}

const english = 1033;

/** A text that exists in English alone, as the platform tables here do. */
export const label = (text: string): LocalizedText => ({ [english]: text });

/** `primarycontactid` has no word limits to go by: platform columns name themselves where that reads badly. */
function titleOf(name: string): string {
  const words = name.replace(/^msdyn_flow_[a-z]+_/u, "").replace(/_/gu, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function base(logicalName: string, traits: Traits) {
  return {
    logicalName,
    schemaName: traits.schemaName ?? logicalName,
    displayName: label(traits.display ?? titleOf(logicalName)),
    requiredLevel: traits.required ?? "none",
    secured: traits.secured ?? false,
    validForUpdate: traits.update ?? true,
    validForCreate: traits.create ?? true,
    validForRead: true,
    system: traits.system ?? false,
  } as const;
}

const alone = (column: Column): ColumnSpec => ({ column, links: [] });

export const primaryKey = (name: string): ColumnSpec =>
  alone({ ...base(name, { required: "systemrequired", update: false, system: true }), type: "primarykey" });

export const guid = (name: string, traits: Traits = {}): ColumnSpec => alone({ ...base(name, traits), type: "guid" });

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

export const memo = (name: string, maxLength: number, traits: Traits = {}): ColumnSpec =>
  alone({ ...base(name, traits), type: "memo", format: "textarea", maxLength });

export const integer = (name: string, min = -2147483648, max = 2147483647, traits: Traits = {}): ColumnSpec =>
  alone({ ...base(name, traits), type: "integer", min, max });

export const bigint = (name: string, traits: Traits = {}): ColumnSpec =>
  alone({ ...base(name, traits), type: "bigint" });

export const decimal = (name: string, min: number, max: number, precision: number, traits: Traits = {}): ColumnSpec =>
  alone({ ...base(name, traits), type: "decimal", min, max, precision });

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

export const options = (labels: Readonly<Record<number, string>>): ChoiceOption[] =>
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

export const dateOnly = (name: string, traits: Traits = {}): ColumnSpec =>
  alone({ ...base(name, traits), type: "datetime", format: "date", behavior: "dateOnly" });

/** A money column with its computed companion; the table needs `currency()` too. */
export const money = (name: string, max: number, traits: Traits = {}): ColumnSpec[] => [
  alone({ ...base(name, traits), type: "money", min: -max, max, precision: 2 }),
  alone({
    ...base(`${name}_base`, {
      display: `${traits.display ?? titleOf(name)} (Base)`,
      create: false,
      update: false,
      system: true,
    }),
    type: "money",
    min: -max,
    max,
    precision: 4,
    baseOf: name,
  }),
];

/** What a table with money has: the currency of the row and its rate to the base currency. */
export const currency = (): ColumnSpec[] => [
  lookup("transactioncurrencyid", "transactioncurrency", { display: "Currency" }),
  decimal("exchangerate", 0.000000000001, 100000000000, 12, {
    create: false,
    update: false,
    system: true,
    display: "Exchange Rate",
  }),
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
      navigation: traits.navigation ?? traits.schemaName ?? name,
      cascade: traits.cascade ?? "removeLink",
      ...(traits.hierarchical === true ? { hierarchical: true } : {}),
      ...(traits.collection === undefined ? {} : { collection: traits.collection }),
    },
  ],
});

/** A lookup with several targets: `targets` maps each to the two navigation properties of its relationship. */
export const polymorphic = (
  name: string,
  targets: Readonly<Record<string, { navigation: string; collection?: string }>>,
  traits: Traits & { cascade?: CascadeDelete } = {},
): ColumnSpec => ({
  column: { ...base(name, traits), type: "lookup", targets: Object.keys(targets), owner: false },
  links: Object.entries(targets).map(([target, names]) => ({
    target,
    ...names,
    cascade: traits.cascade ?? "removeLink",
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

export interface TableSpec {
  readonly name: string;
  readonly schemaName?: string;
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
  /** False for tables that nobody creates or changes by hand: no created, modified, owner columns. */
  readonly audited?: boolean;
}

export interface BuiltTable {
  readonly table: Table;
  readonly relationships: readonly Relationship[];
}

const place = { file: "host/dataverse/platform", line: 1 };

/** A table with its system columns and every relationship that its lookups make. */
export function buildTable(spec: TableSpec): BuiltTable {
  const specs = [
    primaryKey(spec.key ?? `${spec.name}id`),
    ...spec.columns.flat(),
    ...(spec.audited === false ? [] : auditColumns()),
    ...ownerColumns(
      spec.ownership,
      spec.columns.flat().map((item) => item.column.logicalName),
    ),
    ...(spec.states === undefined ? [] : stateColumns(spec.states)),
    bigint("versionnumber", { create: false, update: false, system: true, display: "Version Number" }),
  ];
  const schemaName = spec.schemaName ?? spec.name;
  return {
    table: {
      logicalName: spec.name,
      schemaName,
      entitySetName: spec.set,
      objectTypeCode: spec.code,
      displayName: label(spec.display),
      pluralName: label(spec.plural),
      primaryKey: spec.key ?? `${spec.name}id`,
      primaryName: spec.primaryName,
      ownership: spec.ownership,
      columns: specs.map((item) => item.column),
      keys: spec.keys ?? [],
      optimisticConcurrency: spec.ownership === "user" || spec.ownership === "organization",
      place,
    },
    relationships: specs.flatMap((item) =>
      item.links.map((link) => relationship(spec.name, item.column.logicalName, link)),
    ),
  };
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

const filled = { create: false, update: false, system: true } as const;

function auditColumns(): ColumnSpec[] {
  const user = (name: string, display: string): ColumnSpec =>
    lookup(name, "systemuser", { ...filled, display, cascade: "none" });
  return [
    dateTime("createdon", { ...filled, display: "Created On" }),
    user("createdby", "Created By"),
    user("createdonbehalfby", "Created By (Delegate)"),
    dateTime("modifiedon", { ...filled, display: "Modified On" }),
    user("modifiedby", "Modified By"),
    user("modifiedonbehalfby", "Modified By (Delegate)"),
    // A migration may set the date that createdon then shows; afterwards nobody may.
    dateTime("overriddencreatedon", { update: false, display: "Record Created On" }),
  ];
}

function ownerColumns(ownership: Ownership, own: readonly string[]): ColumnSpec[] {
  switch (ownership) {
    case "user":
      return [
        {
          column: {
            ...base("ownerid", { required: "systemrequired", display: "Owner", system: true }),
            type: "lookup",
            targets: ["systemuser", "team"],
            owner: true,
          },
          links: [{ target: "owner", navigation: "ownerid", cascade: "none" }],
        },
        lookup("owningbusinessunit", "businessunit", { ...filled, display: "Owning Business Unit", cascade: "none" }),
        lookup("owninguser", "systemuser", { ...filled, display: "Owning User", cascade: "none" }),
        lookup("owningteam", "team", { ...filled, display: "Owning Team", cascade: "none" }),
      ];
    case "organization":
      return own.includes("organizationid")
        ? []
        : [lookup("organizationid", "organization", { ...filled, display: "Organization", cascade: "none" })];
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

/**
 * Which table and column holds what. Every name is configurable, because the virtual and dual-write tables of an
 * environment are not the same everywhere; a preset exists for each set that is known.
 */
export interface TableMap {
  /** Logical name. */
  readonly table: string;
  /** An OData filter; `{company}` stands for the legal entity's code. */
  readonly filter?: string;
  /**
   * Field of the engine's model → column. A lookup is written `_column_value` and read by the name of the row that it
   * points to. Fields without a column are simply not known.
   */
  readonly columns: Readonly<Record<string, string>>;
  /** What the values of the `kind` column mean, e.g. `{"417200001": "mainAccount"}`. */
  readonly kinds?: Readonly<Record<string, string>>;
}

/** The tables of a ledger. Only values and structures must exist; a table that is not mapped is taken as empty. */
export const parts = [
  "dimensions",
  "legalEntities",
  "ledgers",
  "values",
  "overrides",
  "structures",
  "segments",
  "rows",
  "rules",
  "ruleCriteria",
  "ruleStructures",
  "derivedRules",
  "derivedValues",
  "defaults",
  "aliases",
] as const;
export type Part = (typeof parts)[number];

export interface Mapping {
  readonly tables: Readonly<Partial<Record<Part, TableMap>>>;
  /** The key of the dimension that holds the main accounts, where no kind column tells. */
  readonly mainAccount: string;
}

const ofCompany = "fsn_LegalEntity/fsn_name eq '{company}'";
const ofCompanyOrShared = `(${ofCompany} or _fsn_legalentity_value eq null)`;

/** Fieldstone's own configuration tables. */
export const configurationTables: Mapping = {
  mainAccount: "MainAccount",
  tables: {
    dimensions: {
      table: "fsn_dimension",
      columns: { name: "fsn_name", displayName: "fsn_displayname", kind: "fsn_kind", order: "fsn_integrationorder" },
      kinds: { 417200001: "mainAccount", 417200002: "list", 417200003: "shared", 417200004: "perCompany" },
    },
    legalEntities: { table: "fsn_legalentity", columns: { name: "fsn_name", description: "fsn_description" } },
    ledgers: { table: "fsn_ledgerstructure", filter: ofCompany, columns: { legalEntity: "_fsn_legalentity_value", structure: "_fsn_accountstructure_value" } },
    values: {
      table: "fsn_dimensionvalue",
      filter: ofCompanyOrShared,
      columns: {
        id: "fsn_dimensionvalueid",
        value: "fsn_name",
        dimension: "_fsn_dimension_value",
        legalEntity: "_fsn_legalentity_value",
        description: "fsn_description",
        activeFrom: "fsn_activefrom",
        activeTo: "fsn_activeto",
        suspended: "fsn_issuspended",
        total: "fsn_istotal",
        blocked: "fsn_isblockedformanualentry",
      },
    },
    overrides: {
      table: "fsn_dimensionvalueoverride",
      filter: ofCompany,
      columns: { valueId: "_fsn_dimensionvalue_value", legalEntity: "_fsn_legalentity_value", activeFrom: "fsn_activefrom", activeTo: "fsn_activeto", suspended: "fsn_issuspended" },
    },
    structures: {
      table: "fsn_accountstructure",
      columns: { name: "fsn_name", description: "fsn_description", kind: "fsn_kind", active: "fsn_isactive" },
      kinds: { 417200001: "account", 417200002: "rule" },
    },
    segments: { table: "fsn_accountstructuresegment", columns: { structure: "_fsn_accountstructure_value", dimension: "_fsn_dimension_value", order: "fsn_order" } },
    rows: {
      table: "fsn_accountstructurerow",
      columns: {
        structure: "_fsn_accountstructure_value",
        order: "fsn_order",
        activeFrom: "fsn_activefrom",
        activeTo: "fsn_activeto",
        ...Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`criteria${index + 1}`, `fsn_criteria${index + 1}`])),
      },
    },
    rules: { table: "fsn_advancedrule", columns: { name: "fsn_name", structure: "_fsn_accountstructure_value", active: "fsn_isactive" } },
    ruleCriteria: { table: "fsn_advancedrulecriterion", columns: { rule: "_fsn_advancedrule_value", dimension: "_fsn_dimension_value", criteria: "fsn_criteria" } },
    ruleStructures: { table: "fsn_advancedrulestructure", columns: { rule: "_fsn_advancedrule_value", structure: "_fsn_accountstructure_value" } },
    derivedRules: { table: "fsn_derivedrule", columns: { name: "fsn_name", dimension: "_fsn_dimension_value", replaceExisting: "fsn_replaceexisting", preventChanges: "fsn_preventchanges" } },
    derivedValues: { table: "fsn_derivedvalue", columns: { rule: "_fsn_derivedrule_value", drivingValue: "fsn_drivingvalue", dimension: "_fsn_dimension_value", value: "fsn_value" } },
    defaults: {
      table: "fsn_defaultdimension",
      filter: ofCompanyOrShared,
      columns: { mainAccount: "fsn_mainaccount", legalEntity: "_fsn_legalentity_value", dimension: "_fsn_dimension_value", value: "fsn_value", kind: "fsn_kind" },
      kinds: { 417200001: "default", 417200002: "fixed" },
    },
    aliases: { table: "fsn_dimensionalias", filter: ofCompanyOrShared, columns: { name: "fsn_name", legalEntity: "_fsn_legalentity_value", account: "fsn_account" } },
  },
};

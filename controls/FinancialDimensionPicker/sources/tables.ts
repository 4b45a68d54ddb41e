/**
 * Which table and column holds what. Every name is configurable, because the virtual and dual-write tables of an
 * environment are not the same everywhere; a preset exists for each set that is known.
 */
export interface TableMap {
  /** Logical name. */
  readonly table: string;
  /** An OData filter. `{company}`, `{chart}` (of accounts) and, for values, `{dimension}` are filled in. */
  readonly filter?: string;
  /**
   * Of values: `filter` in two, the company's own and those that all companies share. The thousands of values of a
   * dimension per company are read by these, and need not say one by one whose they are.
   */
  readonly byCompany?: { readonly own: string; readonly shared: string };
  /**
   * Field of the engine's model → column. A lookup is written `_column_value` and read by the name of the row that it
   * points to. Fields without a column are simply not known. `modifiedOn` is not read with the rows: it tells whether a long
   * table (values, rows of structures) has changed since.
   */
  readonly columns: Readonly<Record<string, string>>;
  /** What the values of the `kind` column mean, e.g. `{"417200001": "mainAccount"}`. */
  readonly kinds?: Readonly<Record<string, string>>;
  /** Values are not loaded but searched on the server from the start. */
  readonly search?: boolean;
}

/** The tables of a ledger; one that is not mapped is taken as empty. `ruleTables` and `ruleRows`: where the structures of advanced rules stand apart. */
export type Part =
  | "dimensions"
  | "formats"
  | "ledgers"
  | "values"
  | "overrides"
  | "structures"
  | "segments"
  | "rows"
  | "ruleTables"
  | "ruleRows"
  | "rules"
  | "ruleCriteria"
  | "ruleStructures"
  | "derivedRules"
  | "derivedValues"
  | "defaults"
  | "aliases";

export interface Mapping {
  readonly tables: Readonly<Partial<Record<Part, TableMap>>>;
  /** Dimension → where its values are, where that is not the table of `values`. */
  readonly valueSources: Readonly<Record<string, TableMap | undefined>>;
  /** The dimension of the main accounts, where no kind column tells. */
  readonly mainAccount: string;
  /** A dimension with more values than this is searched on the server beyond them. */
  readonly searchOver: number;
  /** Minutes after which a long table is read again that does not tell whether it has changed. */
  readonly rereadAfter: number;
  /** Labels that mean yes, or active: the numbers of Finance's enumerations are not stable. */
  readonly yes: readonly string[];
}

type More = Pick<TableMap, "filter" | "kinds">;

/**
 * A table whose names all begin with the publisher's prefix. Columns are written `field=column`, or `field` alone where
 * they are called the same; `field@column`, or `field@`, is a lookup; `criteria#16=criteria#` stands for sixteen, `##` for two digits.
 */
const table = (prefix: string, name: string, columns: string, more: More = {}): TableMap => ({
  table: prefix + name,
  columns: columnsOf(prefix, columns),
  ...more,
});

function columnsOf(prefix: string, columns: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const item of columns.split(" ")) {
    const [field = "", named] = item.split(/[=@]/);
    // A column of the platform's has no prefix.
    const column = field === "modifiedOn" ? "modifiedon" : prefix + (named || field.toLowerCase());
    const [stem = "", count] = field.split("#");
    for (let n = 1; n <= Number(count ?? 1); n++) {
      found[count ? stem + n : field] = item.includes("@")
        ? `_${column}_value`
        : column.replace("##", String(n).padStart(2, "0")).replace("#", String(n));
    }
  }
  return found;
}

const common = { mainAccount: "MainAccount", searchOver: 250_000, rereadAfter: 10, yes: ["Yes", "Active"] };
const activity = "activeFrom activeTo suspended=issuspended";

const ofCompany = "fsn_LegalEntity/fsn_name eq '{company}'";
const shared = "_fsn_legalentity_value eq null";
const ofCompanyOrShared = `(${ofCompany} or ${shared})`;
const ofDimension = "fsn_Dimension/fsn_name eq '{dimension}'";
const active = "fsn_isactive eq true";
const fsn = (name: string, columns: string, filter?: string, ...kinds: readonly string[]): TableMap =>
  table("fsn_", name, columns, {
    filter,
    kinds: Object.fromEntries(kinds.map((kind, index) => [417200001 + index, kind])),
  });

/** Fieldstone's own configuration tables. */
const configuration: Mapping = {
  ...common,
  valueSources: {},
  tables: {
    dimensions: fsn(
      "dimension",
      "name displayName kind order=integrationorder",
      undefined,
      "mainAccount",
      "list",
      "shared",
      "perCompany",
    ),
    ledgers: fsn("ledgerstructure", "legalEntity@ structure@accountstructure", ofCompany),
    values: {
      ...fsn(
        "dimensionvalue",
        `id=dimensionvalueid value=name legalEntity@ description ${activity} total=istotal blocked=isblockedformanualentry modifiedOn`,
        `${ofDimension} and ${ofCompanyOrShared}`,
      ),
      byCompany: { own: `${ofDimension} and ${ofCompany}`, shared: `${ofDimension} and ${shared}` },
    },
    overrides: fsn("dimensionvalueoverride", `valueId@dimensionvalue legalEntity@ ${activity}`, ofCompany),
    structures: fsn("accountstructure", "id=accountstructureid name kind", active, "account", "rule"),
    segments: fsn("accountstructuresegment", "structure@accountstructure dimension@ order"),
    rows: fsn(
      "accountstructurerow",
      "structure@accountstructure order activeFrom activeTo criteria#16=criteria# modifiedOn",
    ),
    rules: fsn("advancedrule", "name structure@accountstructure", active),
    ruleCriteria: fsn("advancedrulecriterion", "rule@advancedrule dimension@ criteria"),
    ruleStructures: fsn("advancedrulestructure", "rule@advancedrule structure@accountstructure"),
    derivedRules: fsn("derivedrule", "name dimension@ replaceExisting preventChanges"),
    derivedValues: fsn("derivedvalue", "rule@derivedrule drivingValue dimension@ value"),
    defaults: fsn(
      "defaultdimension",
      "mainAccount legalEntity@ dimension@ value kind",
      ofCompanyOrShared,
      "default",
      "fixed",
    ),
    aliases: fsn("dimensionalias", "name legalEntity@ account", ofCompanyOrShared),
  },
};

const mserp = (entity: string, columns: string, filter?: string): TableMap =>
  table("mserp_", `${entity}entity`, columns, { filter });

/**
 * Virtual tables of Finance: named by the physical name of their data entity, columns by its fields. Sources: Microsoft
 * Learn, "Virtual entities overview" (naming) and the entities' public metadata. Overrides, derived dimensions, defaults
 * and aliases have no name that is publicly known: a mapping adds them.
 */
const finance: Mapping = {
  ...common,
  valueSources: {
    MainAccount: mserp(
      "mainaccount",
      `value=mainaccountid description=name ${activity}`,
      "mserp_chartofaccounts eq '{chart}'",
    ),
  },
  tables: {
    dimensions: mserp("dimensionattribute", "name=dimensionname"),
    formats: mserp("dimensionintegrationformat", "format=financialdimensionformat active=isactive"),
    ledgers: mserp(
      "ledger",
      "legalEntity=legalentityid chart=chartofaccounts structure#20=accountstructurename#",
      "mserp_legalentityid eq '{company}'",
    ),
    values: mserp(
      "financialdimensionvalue",
      `value=dimensionvalue legalEntity=legalentityid description ${activity} total=istotal blocked=isblockedformanualentry`,
      "mserp_financialdimension eq '{dimension}' and (mserp_legalentityid eq '{company}' or mserp_legalentityid eq '' or mserp_legalentityid eq null)",
    ),
    structures: mserp("ledgeraccountstructure", "name=accountstructurename active=status segment#11=segmentname##"),
    rows: mserp(
      "ledgeraccountstructureconstraint",
      "structure=accountstructure active=status order=position activeFrom activeTo criteria#11=segmentcriteria##",
    ),
    ruleTables: mserp(
      "ledgeradvancedrulestructure",
      "name=accountrulestructurename active=status segment#11=segmentname##",
    ),
    ruleRows: mserp(
      "ledgeradvancedrulestructureconstraint",
      "structure=accountrulestructure active=status order=position activeFrom activeTo criteria#11=segmentcriteria##",
    ),
    rules: mserp(
      "ledgeradvancedrule",
      "name=advancedrulename structure=accountstructure active=status structure#6=advancedrulestructure#",
    ),
    ruleCriteria: mserp(
      "ledgeradvancedrulecriterion",
      "rule=advancedrule structure=accountstructure active=status dimension=segmentname criteria=advancedrulecriterion",
    ),
  },
};

const msdyn = (name: string, columns: string, filter?: string): TableMap => table("msdyn_", name, columns, { filter });

/** Dual-write has dimensions, formats and main accounts (Microsoft Learn, "Dual-write mapping reference"); the rest is Finance's. */
const dualWrite: Mapping = {
  ...finance,
  valueSources: {
    MainAccount: msdyn(
      "mainaccount",
      "value=accountnumber description=name modifiedOn",
      "msdyn_chartofaccounts/msdyn_name eq '{chart}'",
    ),
  },
  tables: {
    ...finance.tables,
    dimensions: msdyn("dimensionattribute", "name=dimensionname"),
    formats: msdyn(
      "financialdimensionformat",
      "format=financialdimensionformat",
      "msdyn_isactive eq true and msdyn_dimensionformattype eq 192350001",
    ),
  },
};

export const mappingPresets = { configuration, finance, dualWrite } as const;

import { chartOfAccounts } from "./chartOfAccounts";
import type { SampleBatch, SampleRow, Scale } from "./rows";
import type { Random } from "./random";
import { rowId } from "./random";

/** Option values of the choices on the configuration tables. */
const choice = (n: number): number => 417_200_000 + n;
const dimensionKind = { mainAccount: choice(1), customList: choice(2), entityPerCompany: choice(4) } as const;
const structureKind = { account: choice(1), rule: choice(2) } as const;
const defaultKind = { default: choice(1), fixed: choice(2) } as const;

export const legalEntities = [
  { code: "USMF", id: rowId("1001", 1), name: "Contoso Entertainment System USA", chart: "Shared", currency: "USD" },
  {
    code: "DEMF",
    id: rowId("1001", 2),
    name: "Contoso Entertainment System Germany",
    chart: "Shared",
    currency: "EUR",
  },
  { code: "USSI", id: rowId("1001", 3), name: "Contoso Consulting USA", chart: "Shared", currency: "USD" },
] as const;
export type LegalEntityCode = (typeof legalEntities)[number]["code"];

const dimensions = [
  { name: "MainAccount", label: "Main account", kind: dimensionKind.mainAccount },
  { name: "BusinessUnit", label: "Business unit", kind: dimensionKind.customList },
  { name: "Department", label: "Department", kind: dimensionKind.customList },
  { name: "CostCenter", label: "Cost center", kind: dimensionKind.customList },
  { name: "Project", label: "Project", kind: dimensionKind.entityPerCompany },
  { name: "Customer", label: "Customer", kind: dimensionKind.entityPerCompany },
] as const;
type DimensionName = (typeof dimensions)[number]["name"];

const businessUnits = [
  "Home",
  "Auto",
  "Professional audio",
  "Portable",
  "Online store",
  "Service",
  "Licensing",
  "Shared services",
];
const departments = [
  "Finance",
  "Sales & Marketing",
  "Operations",
  "Human Resources",
  "IT",
  "Research & Development",
  "Procurement",
  "Logistics",
  "Legal",
  "Quality",
  "Facilities",
  "Customer Care",
  "Training",
  "Safety",
  "Product Management",
  "Internal Audit",
  "Treasury",
  "Retail",
];
const functions = [
  "Assembly",
  "Warehouse",
  "Office",
  "Laboratory",
  "Showroom",
  "Service desk",
  "Data center",
  "Canteen",
  "Fleet",
  "Workshop",
];
const sites = [
  "Seattle",
  "Chicago",
  "Austin",
  "Boston",
  "Hamburg",
  "Stuttgart",
  "Leipzig",
  "Atlanta",
  "Denver",
  "Munich",
  "Dallas",
  "Portland",
];
const customerWords = [
  "Cave",
  "Orchid",
  "Sparrow",
  "Harbor",
  "Maple",
  "Lion",
  "Birch",
  "Forest",
  "Desert",
  "Sunset",
  "Ocean",
  "Prairie",
  "Rainbow",
  "Turtle",
];
const customerKinds = ["Wholesales", "Retail", "Audio", "Stores", "Partners", "Hotels", "Studios", "Trading"];
const projectVerbs = [
  "Rollout",
  "Upgrade",
  "Relocation",
  "Audit",
  "Launch",
  "Retrofit",
  "Pilot",
  "Migration",
  "Expansion",
  "Certification",
];

interface Value {
  readonly dimension: DimensionName;
  readonly value: string;
  readonly description: string;
  readonly company?: LegalEntityCode;
  readonly suspended?: boolean;
  readonly total?: boolean;
  readonly blocked?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly group?: string;
}

/** A credible ledger for three companies: dimensions, values, structures, rules, derived and default values, aliases. */
export function* ledgerRows(random: Random, scale: Scale): Generator<SampleBatch> {
  yield {
    table: "fsn_legalentity",
    rows: legalEntities.map(({ code, id, name, chart }) => ({
      fsn_legalentityid: id,
      fsn_name: code,
      fsn_description: name,
      fsn_chartofaccounts: chart,
    })),
  };
  yield {
    table: "fsn_dimension",
    rows: dimensions.map(({ name, label, kind }, index) => ({
      fsn_dimensionid: dimensionId(name),
      fsn_name: name,
      fsn_displayname: label,
      fsn_kind: kind,
      fsn_integrationorder: index + 1,
    })),
  };
  const values = valuesOf(random, scale);
  const ids = new Map<string, string>();
  const rows = values.map((value, index): SampleRow => {
    const id = rowId("1003", index + 1);
    if (value.company === undefined) ids.set(`${value.dimension}/${value.value}`, id);
    return {
      fsn_dimensionvalueid: id,
      fsn_name: value.value,
      fsn_dimension: dimensionId(value.dimension),
      fsn_legalentity: value.company === undefined ? null : legalEntityId(value.company),
      fsn_description: value.description,
      fsn_activefrom: value.from ?? null,
      fsn_activeto: value.to ?? null,
      fsn_issuspended: value.suspended === true,
      fsn_istotal: value.total === true,
      fsn_isblockedformanualentry: value.blocked === true,
      fsn_group: value.group ?? null,
      fsn_owner: value.dimension === "CostCenter" && index % 3 === 0 ? "Priya Raman" : null,
    };
  });
  for (let start = 0; start < rows.length; start += 10_000)
    yield { table: "fsn_dimensionvalue", rows: rows.slice(start, start + 10_000) };
  yield { table: "fsn_dimensionvalueoverride", rows: overrideRows(ids) };
  yield* structureRows(scale, values);
  yield* ruleRows();
  yield* derivedAndDefaultRows();
}

function valuesOf(random: Random, scale: Scale): Value[] {
  const values: Value[] = chartOfAccounts().map(({ number, name, total, blocked, suspended }) => ({
    dimension: "MainAccount",
    value: number,
    description: name,
    total,
    blocked,
    suspended,
    group: accountGroup(number),
  }));
  businessUnits.forEach((name, index) =>
    values.push({
      dimension: "BusinessUnit",
      value: pad(index + 1, 3),
      description: name,
      suspended: name === "Licensing",
    }),
  );
  departments.forEach((name, index) =>
    values.push({
      dimension: "Department",
      value: pad(20 + index + 1, 3),
      description: name,
      to: name === "Retail" ? "2024-12-31" : undefined,
    }),
  );
  values.push({ dimension: "Department", value: "300", description: "Works council" });
  sites.forEach((site, s) =>
    functions.forEach((name, f) => {
      const number = s * functions.length + f + 7;
      values.push({
        dimension: "CostCenter",
        value: pad(number, 3),
        description: `${site} ${name.toLowerCase()}`,
        group: site,
        suspended: number % 29 === 0,
        to: number % 37 === 0 ? "2025-06-30" : undefined,
        from: number % 41 === 0 ? "2027-01-01" : undefined,
      });
    }),
  );
  const plan =
    scale === "small"
      ? { projects: { USMF: 320, DEMF: 180, USSI: 400 }, customers: { USMF: 700, DEMF: 350, USSI: 250 } }
      : {
          projects: { USMF: 22_000, DEMF: 12_000, USSI: 16_000 },
          customers: { USMF: 24_000, DEMF: 14_000, USSI: 12_000 },
        };
  for (const { code } of legalEntities) {
    for (let n = 1; n <= plan.projects[code]; n++) {
      const year = 2022 + (n % 6);
      values.push({
        dimension: "Project",
        company: code,
        value: pad(n, 6),
        description: `${random.pick(sites)} ${random.pick(projectVerbs).toLowerCase()} ${year}`,
        from: `${year}-01-01`,
        to: year < 2026 && random.chance(0.5) ? `${year + 1}-12-31` : undefined,
        suspended: random.chance(0.02),
      });
    }
    for (let n = 1; n <= plan.customers[code]; n++) {
      // Every fiftieth code holds the usual delimiter, as older systems numbered them.
      const value = n % 50 === 49 ? `Cust-${pad(n, 3)}` : `C${pad(n, 5)}`;
      values.push({
        dimension: "Customer",
        company: code,
        value,
        description: `${random.pick(customerWords)} ${random.pick(customerKinds)}${n % 17 === 0 ? " GmbH" : ""}`,
        suspended: random.chance(0.03),
      });
    }
  }
  return values;
}

function overrideRows(ids: ReadonlyMap<string, string>): SampleRow[] {
  const overrides = [
    { key: "Department/300", company: "DEMF", suspended: true, to: null },
    { key: "BusinessUnit/006", company: "USSI", suspended: true, to: null },
    { key: "CostCenter/007", company: "DEMF", suspended: false, to: "2025-12-31" },
  ] as const;
  return overrides.map(({ key, company, suspended, to }, index) => {
    const value = ids.get(key);
    if (value === undefined) throw new RangeError(`The sample overrides a value that it does not have: ${key}.`);
    return {
      fsn_dimensionvalueoverrideid: rowId("1004", index + 1),
      fsn_name: `${key} in ${company}`,
      fsn_dimensionvalue: value,
      fsn_legalentity: legalEntityId(company),
      fsn_issuspended: suspended,
      fsn_activeto: to,
      fsn_owner: "Priya Raman",
    };
  });
}

interface StructurePlan {
  readonly name: string;
  readonly description: string;
  readonly kind: number;
  readonly segments: readonly DimensionName[];
  readonly rows: readonly (readonly string[])[];
  readonly companies: readonly LegalEntityCode[];
}

const any = "*";
const anyOrBlank = '*;""';
const blank = '""';

const structures: readonly StructurePlan[] = [
  {
    name: "Balance sheet",
    description: "Assets, liabilities and equity",
    kind: structureKind.account,
    segments: ["MainAccount", "BusinessUnit"],
    rows: [["100000..399999", anyOrBlank]],
    companies: ["USMF", "DEMF", "USSI"],
  },
  {
    name: "Profit and loss",
    description: "Revenue and expense of the manufacturing companies",
    kind: structureKind.account,
    segments: ["MainAccount", "BusinessUnit", "Department", "CostCenter"],
    rows: [
      ["400000..499999", any, `022;${blank}`, blank],
      ["500000..599999", any, "023;028", any],
      ["600000..649999", anyOrBlank, "021..039", anyOrBlank],
      ["650000..699999", anyOrBlank, "024", "007..056"],
      ["650000..699999", anyOrBlank, "025", "013;023;033;043;053"],
      ["650000..699999", anyOrBlank, "021..023;026..039", anyOrBlank],
      ["700000..999999", anyOrBlank, anyOrBlank, blank],
    ],
    companies: ["USMF", "DEMF"],
  },
  {
    name: "Consulting profit and loss",
    description: "Revenue and expense by project",
    kind: structureKind.account,
    segments: ["MainAccount", "Department", "Project"],
    rows: [
      ["400000..499999", "022;026", any],
      ["500000..599999", any, any],
      ["600000..999999", any, anyOrBlank],
    ],
    companies: ["USSI"],
  },
  {
    name: "Customer on revenue",
    description: "Adds the customer",
    kind: structureKind.rule,
    segments: ["Customer"],
    rows: [[any]],
    companies: [],
  },
  {
    name: "Project on travel",
    description: "Offers a project for travel cost",
    kind: structureKind.rule,
    segments: ["Project"],
    rows: [[anyOrBlank]],
    companies: [],
  },
];

function* structureRows(scale: Scale, values: readonly Value[]): Generator<SampleBatch> {
  const plans =
    scale === "small"
      ? structures
      : structures.map((plan) =>
          plan.name === "Profit and loss" ? { ...plan, rows: [...plan.rows.slice(0, 2), ...manyRows(values)] } : plan,
        );
  const counter = { segment: 0, row: 0, ledger: 0 };
  const segmentRows: SampleRow[] = [];
  const criteriaRows: SampleRow[] = [];
  const ledgers: SampleRow[] = [];
  plans.forEach((plan) => {
    plan.segments.forEach((dimension, index) =>
      segmentRows.push({
        fsn_accountstructuresegmentid: rowId("1006", ++counter.segment),
        fsn_name: `${plan.name}: ${dimension}`,
        fsn_accountstructure: structureId(plan.name),
        fsn_dimension: dimensionId(dimension),
        fsn_order: index + 1,
      }),
    );
    plan.rows.forEach((cells, index) =>
      criteriaRows.push({
        fsn_accountstructurerowid: rowId("1007", ++counter.row),
        fsn_name: `${plan.name} ${index + 1}`,
        fsn_accountstructure: structureId(plan.name),
        fsn_order: index + 1,
        ...Object.fromEntries(cells.map((cell, segment) => [`fsn_criteria${segment + 1}`, cell])),
      }),
    );
    plan.companies.forEach((company) =>
      ledgers.push({
        fsn_ledgerstructureid: rowId("1008", ++counter.ledger),
        fsn_name: `${company}: ${plan.name}`,
        fsn_legalentity: legalEntityId(company),
        fsn_accountstructure: structureId(plan.name),
      }),
    );
  });
  yield {
    table: "fsn_accountstructure",
    rows: plans.map(({ name, description, kind }) => ({
      fsn_accountstructureid: structureId(name),
      fsn_name: name,
      fsn_description: description,
      fsn_kind: kind,
      fsn_isactive: true,
    })),
  };
  yield { table: "fsn_accountstructuresegment", rows: segmentRows };
  yield { table: "fsn_accountstructurerow", rows: criteriaRows };
  yield { table: "fsn_ledgerstructure", rows: ledgers };
}

/** 10,000 rows that form a tree: the same account and department cells share a branch, others differ in whole. */
function manyRows(values: readonly Value[]): string[][] {
  const accounts = values
    .filter(({ dimension, value }) => dimension === "MainAccount" && value >= "600000")
    .map(({ value }) => value);
  const centers = values.filter(({ dimension }) => dimension === "CostCenter").map(({ value }) => value);
  const rows: string[][] = [];
  const perAccount = Math.ceil(10_000 / accounts.length);
  for (const account of accounts) {
    for (let n = 0; n < perAccount && rows.length < 10_000; n++) {
      const department = pad(21 + (n % departments.length), 3);
      const slice = Math.floor(n / departments.length);
      rows.push([account, anyOrBlank, department, centers.slice(slice * 3, slice * 3 + 3).join(";")]);
    }
  }
  return rows;
}

function* ruleRows(): Generator<SampleBatch> {
  const rules = [
    {
      name: "Customer on revenue",
      account: "Profit and loss",
      criteria: [["MainAccount", "401000..404999"]],
      adds: "Customer on revenue",
    },
    {
      name: "Project on travel",
      account: "Profit and loss",
      criteria: [["MainAccount", "618000..618999"]],
      adds: "Project on travel",
    },
    {
      name: "Customer for consulting",
      account: "Consulting profit and loss",
      criteria: [
        ["MainAccount", "4*"],
        ["Department", "022"],
      ],
      adds: "Customer on revenue",
    },
  ] as const;
  yield {
    table: "fsn_advancedrule",
    rows: rules.map(({ name, account }, index) => ({
      fsn_advancedruleid: rowId("1009", index + 1),
      fsn_name: name,
      fsn_accountstructure: structureId(account),
      fsn_isactive: true,
    })),
  };
  let criterion = 0;
  yield {
    table: "fsn_advancedrulecriterion",
    rows: rules.flatMap(({ name, criteria }, index) =>
      criteria.map(([dimension, text]) => ({
        fsn_advancedrulecriterionid: rowId("100a", ++criterion),
        fsn_name: `${name}: ${dimension}`,
        fsn_advancedrule: rowId("1009", index + 1),
        fsn_dimension: dimensionId(dimension),
        fsn_criteria: text,
      })),
    ),
  };
  yield {
    table: "fsn_advancedrulestructure",
    rows: rules.map(({ name, adds }, index) => ({
      fsn_advancedrulestructureid: rowId("100b", index + 1),
      fsn_name: `${name}: ${adds}`,
      fsn_advancedrule: rowId("1009", index + 1),
      fsn_accountstructure: structureId(adds),
    })),
  };
}

function* derivedAndDefaultRows(): Generator<SampleBatch> {
  const derived = [
    { driving: "CostCenter", value: "007", dimension: "Department", to: "023" },
    { driving: "CostCenter", value: "011", dimension: "Department", to: "025" },
    { driving: "CostCenter", value: "013", dimension: "Department", to: "025" },
    { driving: "CostCenter", value: "010", dimension: "Department", to: "026" },
  ] as const;
  const ruleId = rowId("100c", 1);
  yield {
    table: "fsn_derivedrule",
    rows: [
      {
        fsn_derivedruleid: ruleId,
        fsn_name: "Cost center",
        fsn_dimension: dimensionId("CostCenter"),
        fsn_replaceexisting: false,
        fsn_preventchanges: false,
      },
    ],
  };
  yield {
    table: "fsn_derivedvalue",
    rows: derived.map(({ driving, value, dimension, to }, index) => ({
      fsn_derivedvalueid: rowId("100d", index + 1),
      fsn_name: `${driving} ${value} → ${dimension} ${to}`,
      fsn_derivedrule: ruleId,
      fsn_drivingvalue: value,
      fsn_dimension: dimensionId(dimension),
      fsn_value: to,
    })),
  };
  const defaults = [
    { account: "618100", dimension: "Department", value: "027", kind: defaultKind.default },
    { account: "618900", dimension: "Department", value: "023", kind: defaultKind.default },
    { account: "618900", dimension: "Department", value: "022", kind: defaultKind.fixed },
    { account: "606100", dimension: "BusinessUnit", value: "008", kind: defaultKind.default },
  ] as const;
  yield {
    table: "fsn_defaultdimension",
    rows: defaults.map(({ account, dimension, value, kind }, index) => ({
      fsn_defaultdimensionid: rowId("100e", index + 1),
      fsn_name: `${account} ${dimension}`,
      fsn_mainaccount: account,
      fsn_legalentity: null,
      fsn_dimension: dimensionId(dimension),
      fsn_value: value,
      fsn_kind: kind,
    })),
  };
  const aliases = [
    { name: "Petty cash", company: null, account: "110100" },
    { name: "Office supplies Seattle", company: "USMF", account: "606100-008-027-009" },
    { name: "Travel sales", company: "USMF", account: "618100-001-022" },
    { name: "Reisekosten Vertrieb", company: "DEMF", account: "618100-001-022" },
    { name: "Repairs plant", company: null, account: "607200--023" },
  ] as const;
  yield {
    table: "fsn_dimensionalias",
    rows: aliases.map(({ name, company, account }, index) => ({
      fsn_dimensionaliasid: rowId("100f", index + 1),
      fsn_name: name,
      fsn_legalentity: company === null ? null : legalEntityId(company),
      fsn_account: account,
    })),
  };
}

function accountGroup(number: string): string {
  const groups = [
    "",
    "Assets",
    "Liabilities",
    "Equity",
    "Revenue",
    "Cost of sales",
    "Operating expense",
    "Financial result",
    "Taxes",
    "Statistical",
  ];
  return groups[Number(number.charAt(0))] ?? "";
}

export function legalEntityId(code: LegalEntityCode): string {
  const found = legalEntities.find((entity) => entity.code === code);
  if (!found) throw new RangeError(`The sample has no legal entity "${code}".`);
  return found.id;
}

function dimensionId(name: DimensionName): string {
  return rowId("1002", dimensions.findIndex((dimension) => dimension.name === name) + 1);
}

function structureId(name: string): string {
  const index = structures.findIndex((structure) => structure.name === name);
  if (index < 0) throw new RangeError(`The sample has no structure "${name}".`);
  return rowId("1005", index + 1);
}

function pad(n: number, length: number): string {
  return String(n).padStart(length, "0");
}

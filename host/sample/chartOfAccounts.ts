export interface MainAccount {
  /** Six digits. */
  readonly number: string;
  readonly name: string;
  readonly total: boolean;
  readonly blocked: boolean;
  readonly suspended: boolean;
}

/** First number, name, and the sub-accounts that follow it in steps of ten; a heading number ends in 000 and totals them. */
const groups: readonly (readonly [number, string, readonly string[]])[] = [
  [
    110000,
    "Cash and cash equivalents",
    [
      "Petty cash",
      "Operating account USD",
      "Operating account EUR",
      "Payroll account",
      "Cash in transit",
      "Credit card clearing",
    ],
  ],
  [112000, "Short-term investments", ["Money market funds", "Treasury bills", "Term deposits"]],
  [
    130000,
    "Accounts receivable",
    [
      "Trade receivables domestic",
      "Trade receivables foreign",
      "Receivables from affiliates",
      "Notes receivable",
      "Allowance for doubtful accounts",
    ],
  ],
  [
    140000,
    "Inventory",
    ["Raw materials", "Work in process", "Finished goods", "Goods in transit", "Consumables", "Inventory reserve"],
  ],
  [
    150000,
    "Prepaid expenses",
    ["Prepaid insurance", "Prepaid rent", "Prepaid software", "Advances to vendors", "Advances to employees"],
  ],
  [
    180000,
    "Property, plant and equipment",
    [
      "Land",
      "Buildings",
      "Machinery",
      "Vehicles",
      "IT equipment",
      "Furniture",
      "Construction in progress",
      "Accumulated depreciation",
    ],
  ],
  [190000, "Intangible assets", ["Patents", "Licences", "Capitalised development", "Goodwill"]],
  [
    200000,
    "Accounts payable",
    [
      "Trade payables domestic",
      "Trade payables foreign",
      "Payables to affiliates",
      "Goods received not invoiced",
      "Retentions",
    ],
  ],
  [
    210000,
    "Accrued liabilities",
    ["Accrued payroll", "Accrued bonuses", "Accrued vacation", "Accrued interest", "Accrued audit fees"],
  ],
  [220000, "Tax liabilities", ["Sales tax payable", "VAT payable", "Input VAT", "Payroll tax", "Income tax payable"]],
  [250000, "Long-term debt", ["Bank loans", "Bonds", "Lease liabilities", "Pension obligations"]],
  [
    300000,
    "Equity",
    ["Share capital", "Capital reserve", "Retained earnings", "Currency translation", "Dividends paid"],
  ],
  [
    401000,
    "Product revenue",
    ["Home audio", "Car audio", "Professional audio", "Portable devices", "Spare parts", "Accessories"],
  ],
  [403000, "Service revenue", ["Installation", "Maintenance contracts", "Repairs", "Training", "Consulting"]],
  [408000, "Sales deductions", ["Rebates", "Returns", "Cash discounts"]],
  [450000, "Other operating income", ["Licence income", "Rent received", "Insurance refunds", "Scrap sales"]],
  [
    501000,
    "Cost of goods sold",
    ["Materials consumed", "Direct labour", "Production overhead", "Subcontracting", "Freight in", "Scrap"],
  ],
  [505000, "Cost of services", ["Field service labour", "Service parts", "External technicians"]],
  [510000, "Variances", ["Purchase price variance", "Production variance", "Inventory revaluation"]],
  [
    601000,
    "Personnel",
    [
      "Salaries",
      "Wages",
      "Overtime",
      "Bonuses",
      "Social security",
      "Pension contributions",
      "Recruiting",
      "Temporary staff",
    ],
  ],
  [604000, "Training", ["External courses", "Conferences", "Learning platform", "Certification fees"]],
  [
    605000,
    "Occupancy",
    ["Rent", "Electricity", "Gas and heating", "Water", "Cleaning", "Security services", "Waste disposal"],
  ],
  [606000, "Office", ["Office supplies", "Postage", "Printing", "Books and journals", "Small equipment", "Catering"]],
  [607000, "Repair and maintenance", ["Building repairs", "Machine maintenance", "Vehicle repairs", "IT maintenance"]],
  [
    608000,
    "Information technology",
    ["Cloud services", "Software subscriptions", "Hardware below threshold", "Telephony", "Data lines"],
  ],
  [610000, "Marketing", ["Advertising", "Trade fairs", "Online campaigns", "Market research", "Sponsoring", "Samples"]],
  [612000, "Professional fees", ["Legal fees", "Audit fees", "Tax advice", "Management consulting", "Translation"]],
  [614000, "Insurance", ["Liability insurance", "Property insurance", "Cargo insurance", "Cyber insurance"]],
  [
    616000,
    "Freight out",
    ["Parcel services", "Road freight", "Air freight", "Sea freight", "Customs duties", "Packaging"],
  ],
  [
    618000,
    "Travel",
    ["Airfare", "Rail", "Lodging", "Meals", "Rental cars", "Mileage", "Taxi", "Visa fees", "Entertainment"],
  ],
  [620000, "Vehicles", ["Leasing", "Fuel", "Charging", "Vehicle tax"]],
  [
    650000,
    "Research and development",
    ["Prototypes", "Test equipment", "Laboratory supplies", "Patent fees", "Approval tests"],
  ],
  [660000, "Depreciation", ["Buildings", "Machinery", "Vehicles", "IT equipment", "Furniture", "Intangibles"]],
  [701000, "Interest", ["Interest income", "Interest expense", "Bank charges"]],
  [702000, "Currency", ["Realised gain", "Realised loss", "Unrealised gain", "Unrealised loss"]],
  [801000, "Income tax", ["Current tax", "Deferred tax"]],
  [901000, "Statistical", ["Headcount", "Floor space", "Machine hours"]],
];

/** Main accounts as a manufacturing group has them: headings that total, a few blocked for manual entry, a few suspended. */
export function chartOfAccounts(): MainAccount[] {
  return groups.flatMap(([first, heading, accounts]) => [
    { number: String(first), name: `${heading} (total)`, total: true, blocked: false, suspended: false },
    ...accounts.flatMap((name, index) => {
      const number = first + (index + 1) * 100;
      const base = {
        total: false,
        blocked: /clearing|not invoiced|Accumulated|reserve/i.test(name),
        suspended: /Bonds|Cash in transit|Sponsoring/.test(name),
      };
      const main = { number: String(number), name: detail(heading, name), ...base };
      // Personnel, freight and the like are split further, which gives the picker lists that are worth searching.
      return first >= 400000
        ? [
            main,
            ...["internal", "intercompany"].map((kind, n) => ({
              ...main,
              number: String(number + (n + 1) * 10),
              name: `${main.name}, ${kind}`,
            })),
          ]
        : [main];
    }),
  ]);
}

function detail(heading: string, name: string): string {
  return /^(Depreciation|Travel|Insurance|Training)$/.test(heading)
    ? `${heading}: ${name.charAt(0).toLowerCase()}${name.slice(1)}`
    : name;
}

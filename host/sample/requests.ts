import type { SampleBatch, SampleRow, Scale } from "./rows";
import { legalEntities, legalEntityId, type LegalEntityCode } from "./ledger";
import { people, vendors, type Person } from "./people";
import type { Random } from "./random";
import { dayAfter, daysBefore, rowId } from "./random";

const choice = (n: number): number => 417_200_000 + n;

/** Option values of the Purchase Request table's choices, in the solution's order. */
const category = {
  itEquipment: choice(0),
  officeSupplies: choice(1),
  facilities: choice(2),
  services: choice(3),
  travel: choice(4),
  material: choice(5),
  marketing: choice(6),
};
const priority = [choice(0), choice(1), choice(2), choice(3)] as const;
const integrationStatus = { notSent: choice(0), queued: choice(1), synchronised: choice(2), failed: choice(3) };
const unit = [choice(0), choice(1), choice(5), choice(7)] as const;
/** Status reasons: the active ones and the inactive ones. */
const status = {
  draft: 1,
  submitted: choice(0),
  inApproval: choice(1),
  approved: choice(2),
  rejected: choice(3),
  closed: 2,
  cancelled: choice(4),
};

/** The currency that the server makes at first start as the organisation's own, and those that the sample adds. */
const currencies = { EUR: rowId("0024", 2), CHF: rowId("0024", 3) };

interface Subject {
  readonly title: string;
  readonly category: number;
  readonly amount: readonly [number, number];
  readonly account: string;
  readonly items: readonly string[];
}

const subjects: readonly Subject[] = [
  {
    title: "Standing desks",
    category: category.officeSupplies,
    amount: [2400, 18000],
    account: "606500",
    items: ["Standing desk 160 × 80", "Cable tray", "Monitor arm", "Delivery and assembly"],
  },
  {
    title: "Laptops for new hires",
    category: category.itEquipment,
    amount: [9000, 64000],
    account: "608300",
    items: ['Laptop 14" 32 GB', "Docking station", "Three-year warranty", "Carrying case"],
  },
  {
    title: "Spare parts for packaging line",
    category: category.material,
    amount: [1200, 24000],
    account: "607200",
    items: ["Servo drive", "Conveyor belt 12 m", "Bearing set", "Sensor kit", "Express freight"],
  },
  {
    title: "Annual penetration test",
    category: category.services,
    amount: [14000, 52000],
    account: "612400",
    items: ["External test", "Internal test", "Retest and report"],
  },
  {
    title: "Trade fair booth",
    category: category.marketing,
    amount: [18000, 120000],
    account: "610200",
    items: ["Booth space 36 m²", "Stand construction", "Catering", "Printed material", "Travel for six"],
  },
  {
    title: "Customer visit",
    category: category.travel,
    amount: [600, 4200],
    account: "618100",
    items: ["Flight", "Hotel, three nights", "Rental car"],
  },
  {
    title: "Injection moulding machine",
    category: category.facilities,
    amount: [180000, 420000],
    account: "180300",
    items: ["Machine 250 t", "Tooling set", "Commissioning", "Operator training"],
  },
  {
    title: "Forklift lease",
    category: category.facilities,
    amount: [8000, 30000],
    account: "620100",
    items: ["Forklift 2.5 t, 36 months", "Charger", "Safety inspection"],
  },
  {
    title: "Laboratory supplies",
    category: category.material,
    amount: [400, 5200],
    account: "650300",
    items: ["Solvent set", "Gloves, 40 boxes", "Filter paper", "Glassware"],
  },
  {
    title: "Cloud capacity",
    category: category.itEquipment,
    amount: [12000, 90000],
    account: "608100",
    items: ["Compute reservation, one year", "Storage 40 TB", "Support plan"],
  },
  {
    title: "Cleaning contract",
    category: category.services,
    amount: [6000, 48000],
    account: "605500",
    items: ["Office cleaning, twelve months", "Window cleaning, quarterly"],
  },
  {
    title: "Safety shoes and helmets",
    category: category.officeSupplies,
    amount: [900, 7400],
    account: "606500",
    items: ["Safety shoes S3", "Helmet with visor", "Ear protection"],
  },
  {
    title: "Translation of manuals",
    category: category.services,
    amount: [2200, 16000],
    account: "612500",
    items: ["German", "French", "Polish", "Layout"],
  },
  {
    title: "Charging stations",
    category: category.facilities,
    amount: [22000, 76000],
    account: "180300",
    items: ["Wallbox 22 kW", "Cabling", "Electrical inspection"],
  },
];

/** How complete and sound a request's data is: each kind gives the health controls something else to say. */
type Condition = "healthy" | "halfFilled" | "sick" | "stale";

/** How many requests each scale has. */
export const requestCount: Readonly<Record<Scale, number>> = { small: 60, large: 5_000 };

export function requestId(n: number): string {
  return rowId("2001", n);
}

export function requestTitle(n: number): string {
  return `${(subjects[(n - 1) % subjects.length] ?? subjects[0])?.title ?? ""} ${sitesOf(n)}`;
}

/** Who asks for the nth request, and so owns it and starts its approvals. A former employee is among them. */
export function requesterOf(n: number): Person {
  // The last two of the people are a guest and an application user.
  const requesters = people.slice(0, -2);
  const found = requesters[(n * 5) % requesters.length];
  if (!found) throw new RangeError("The sample has nobody to request anything.");
  return found;
}

function sitesOf(n: number): string {
  const places = ["Seattle", "Hamburg", "Austin", "Stuttgart", "Chicago", "Leipzig", "Boston", "Denver"];
  return places[(n * 5) % places.length] ?? "";
}

export function* requestRows(random: Random, scale: Scale, now: Date): Generator<SampleBatch> {
  yield {
    table: "transactioncurrency",
    rows: [
      {
        transactioncurrencyid: currencies.EUR,
        currencyname: "Euro",
        isocurrencycode: "EUR",
        currencysymbol: "€",
        exchangerate: 0.92,
        currencyprecision: 2,
      },
      {
        transactioncurrencyid: currencies.CHF,
        currencyname: "Swiss franc",
        isocurrencycode: "CHF",
        currencysymbol: "CHF",
        exchangerate: 0.88,
        currencyprecision: 2,
      },
    ],
  };
  const requests: SampleRow[] = [];
  const lines: SampleRow[] = [];
  for (let n = 1; n <= requestCount[scale]; n++) {
    const request = oneRequest(random, n, now);
    requests.push(request.row);
    for (const line of request.lines)
      lines.push({ fsn_purchaserequestlineid: rowId("2002", lines.length + 1), ...line });
  }
  yield { table: "fsn_purchaserequest", rows: requests };
  for (let start = 0; start < lines.length; start += 5_000)
    yield { table: "fsn_purchaserequestline", rows: lines.slice(start, start + 5_000) };
}

function oneRequest(random: Random, n: number, now: Date): { row: SampleRow; lines: SampleRow[] } {
  const subject = subjects[(n - 1) % subjects.length] ?? random.pick(subjects);
  const condition = conditionOf(random, n);
  const company: LegalEntityCode = legalEntities[(n * 7) % legalEntities.length]?.code ?? "USMF";
  const requester = requesterOf(n);
  const vendor = vendors[(n * 11) % vendors.length] ?? random.pick(vendors);
  const amount = Math.round((random.between(subject.amount[0], subject.amount[1]) + random.next()) * 100) / 100;
  const state = stateOf(n);
  const age = random.between(1, 75);
  const account = accountOf(random, subject, company);
  const isHealthy = condition === "healthy";
  const lacks = (share: number): boolean => !isHealthy && random.chance(share);
  const row: SampleRow = {
    fsn_purchaserequestid: requestId(n),
    fsn_number: `PR-${String(1000 + n)}`,
    fsn_name: requestTitle(n),
    fsn_vendor: lacks(0.4) ? null : vendor.id,
    fsn_requester: lacks(0.15) ? null : requester.id,
    fsn_legalentity: n % 19 === 0 ? null : legalEntityId(company),
    fsn_amount: lacks(0.2) ? null : amount,
    transactioncurrencyid: company === "DEMF" ? currencies.EUR : undefined,
    fsn_neededby: lacks(0.35)
      ? null
      : dayAfter(now, condition === "sick" ? -random.between(5, 60) : random.between(5, 90)),
    fsn_postingdate: dayAfter(now, -random.between(0, 20)),
    fsn_category: lacks(0.2) ? null : subject.category,
    fsn_priority: random.pick(priority),
    fsn_iscapitalexpense: amount > 50_000,
    fsn_quantity: lacks(0.3) ? null : random.between(1, 40),
    fsn_deliverymethods: isHealthy ? String(choice(random.between(0, 3))) : null,
    fsn_ledgeraccount:
      condition === "halfFilled" && random.chance(0.6)
        ? null
        : condition === "sick" && random.chance(0.4)
          ? `${subject.account}-006-038-029`
          : account,
    fsn_ledgercompany: company,
    fsn_mainaccount: subject.account,
    fsn_description: lacks(0.45) ? null : `${subject.title} for ${sitesOf(n)}, requested by ${requester.name}.`,
    fsn_justification: isHealthy
      ? "Replaces equipment at the end of its life; the offer is attached and three vendors were compared."
      : condition === "sick"
        ? "TBD"
        : null,
    fsn_email:
      condition === "sick"
        ? random.pick(["n/a", "orders(at)vendor.example", null])
        : lacks(0.3)
          ? null
          : `orders@vendor${((n * 11) % vendors.length) + 1}.example`,
    fsn_phone: lacks(0.4)
      ? null
      : condition === "sick"
        ? "12"
        : `+1 555 01${String(random.between(0, 99)).padStart(2, "0")}`,
    fsn_website: isHealthy ? `https://vendor${((n * 11) % vendors.length) + 1}.example` : null,
    fsn_lastverifiedon:
      condition === "stale"
        ? daysBefore(now, random.between(400, 900))
        : lacks(0.4)
          ? null
          : daysBefore(now, random.between(1, 60)),
    fsn_integrationstatus: isHealthy
      ? integrationStatus.synchronised
      : random.pick([integrationStatus.notSent, integrationStatus.queued, integrationStatus.failed]),
    fsn_lastsyncon: isHealthy
      ? daysBefore(now, random.between(0, 3))
      : lacks(0.5)
        ? null
        : daysBefore(now, random.between(10, 120)),
    fsn_bankaccount: random.chance(0.7)
      ? `DE${random.between(10, 99)} 5001 0517 ${random.between(1000, 9999)} ${random.between(1000, 9999)} 00`
      : null,
    statecode: state.state,
    statuscode: state.status,
    ownerid: requester.id,
    owneridtype: "systemuser",
    createdon: daysBefore(now, age),
    modifiedon: daysBefore(now, random.between(0, age)),
    createdby: requester.id,
    modifiedby: requester.id,
  };
  return { row, lines: linesOf(random, subject, condition, n, amount, now, requester.id) };
}

function linesOf(
  random: Random,
  subject: Subject,
  condition: Condition,
  request: number,
  amount: number,
  now: Date,
  owner: string,
): SampleRow[] {
  const share = amount / subject.items.length;
  return subject.items.map((item): SampleRow => {
    const quantity = random.between(1, 12);
    const price = Math.round((share / quantity) * 100) / 100;
    const lacks = (probability: number): boolean => condition !== "healthy" && random.chance(probability);
    const noPrice = lacks(0.3);
    return {
      fsn_name: item,
      fsn_purchaserequest: requestId(request),
      fsn_quantity: lacks(0.25) ? null : quantity,
      fsn_unitprice: noPrice ? null : price,
      fsn_lineamount: noPrice ? null : Math.round(price * quantity * 100) / 100,
      fsn_neededby: lacks(0.4) ? null : dayAfter(now, random.between(5, 90)),
      fsn_supplieritem: lacks(0.5)
        ? null
        : `${subject.title.slice(0, 2).toUpperCase()}-${random.between(10_000, 99_999)}`,
      fsn_unit: lacks(0.35) ? null : random.pick(unit),
      fsn_manufacturer: lacks(0.5) ? null : random.pick(vendors).name,
      fsn_notes: null,
      ownerid: owner,
      owneridtype: "systemuser",
    };
  });
}

function conditionOf(random: Random, n: number): Condition {
  // The first request is the half-filled one that pictures, walks and readers meet first.
  return n === 1 ? "halfFilled" : random.pick(["healthy", "healthy", "halfFilled", "sick", "stale"] as const);
}

function stateOf(n: number): { state: number; status: number } {
  if (n % 12 === 0) return { state: 1, status: n % 24 === 0 ? status.cancelled : status.closed };
  const active = [
    status.inApproval,
    status.draft,
    status.submitted,
    status.inApproval,
    status.approved,
    status.rejected,
  ] as const;
  return { state: 0, status: n === 1 ? status.inApproval : (active[n % active.length] ?? status.draft) };
}

/** A display string that is valid in the company's structure, so that a healthy record starts with no complaint. */
function accountOf(random: Random, subject: Subject, company: LegalEntityCode): string {
  const unitCode = `00${random.between(1, 5)}`;
  if (subject.account < "400000") return `${subject.account}-${unitCode}`;
  if (company === "USSI") return `${subject.account}-0${random.between(21, 37)}-0000${random.between(10, 99)}`;
  const department = subject.account >= "650000" ? "024" : `0${random.between(21, 37)}`;
  return `${subject.account}-${unitCode}-${department}-${random.pick(["008", "009", "010", "012", "014"])}`;
}

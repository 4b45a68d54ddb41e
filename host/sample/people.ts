import type { Solution } from "../../solution/model/types";
import { wellKnown } from "../dataverse/wellKnown";
import { portrait } from "./portrait";
import type { SampleBatch, SampleRow } from "./rows";
import type { Random } from "./random";
import { rowId } from "./random";

/** A person of the sample, with the part that they play. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** What they sign in with, which is their address too. */
  readonly userPrincipalName: string;
  readonly roles: readonly string[];
}

interface PersonPlan {
  readonly name: string;
  readonly title: string;
  readonly roles: readonly string[];
  readonly disabled?: boolean;
  readonly language?: number;
  readonly timeZone?: string;
}

const requester = "Purchase Requester";
const approver = "Purchase Approver";
const clerk = "Finance Clerk";
const keyUser = "Fieldstone Finance Key User";
const fieldstone = "Fieldstone User";
const approvalsReader = "Fieldstone Approvals Reader";

/** Names from many scripts, because columns, sorting and avatars must bear them. */
const plans: readonly PersonPlan[] = [
  { name: "Mia Chen", title: "Head of Procurement", roles: [approver, fieldstone] },
  {
    name: "Jonas Weber",
    title: "Finance Clerk",
    roles: [clerk, fieldstone],
    language: 1031,
    timeZone: "Europe/Berlin",
  },
  { name: "Priya Raman", title: "Finance Controller", roles: [clerk, keyUser, fieldstone] },
  { name: "Diego Fernández", title: "Plant Manager", roles: [requester, approver, fieldstone] },
  { name: "Amelia Hughes", title: "Facilities Coordinator", roles: [requester, fieldstone] },
  { name: "Noah Okafor", title: "IT Service Owner", roles: [requester, approver, fieldstone] },
  { name: "Sophie Lindqvist", title: "Marketing Lead", roles: [requester, fieldstone] },
  { name: "Yuki Tanaka", title: "Quality Engineer", roles: [requester, fieldstone], timeZone: "Asia/Tokyo" },
  { name: "Omar Haddad", title: "Regional Director", roles: [approver, fieldstone] },
  { name: "ליאור כהן", title: "Legal Counsel", roles: [approver, fieldstone], timeZone: "Asia/Jerusalem" },
  { name: "Katarzyna Wójcik-Zielińska", title: "Logistics Planner", roles: [requester, fieldstone] },
  {
    name: "Lars Müller",
    title: "Betriebsleiter",
    roles: [requester, approver, fieldstone],
    language: 1031,
    timeZone: "Europe/Berlin",
  },
  { name: "Chloé Dubois", title: "Travel Coordinator", roles: [requester, fieldstone] },
  { name: "Samuel Boateng", title: "Research Lead", roles: [requester, fieldstone], timeZone: "Etc/GMT+12" },
  { name: "Grace Kim", title: "Chief Financial Officer", roles: [approver, clerk, fieldstone] },
  { name: "Ivan Petrov", title: "Former Warehouse Lead", roles: [requester], disabled: true },
  {
    name: "Hannah Schmidt",
    title: "Einkäuferin",
    roles: [requester, fieldstone],
    language: 1031,
    timeZone: "Europe/Berlin",
  },
  { name: "Tomasz Nowak", title: "Maintenance Lead", roles: [requester, fieldstone], timeZone: "Pacific/Kiritimati" },
  { name: "Elena Rossi", title: "Guest Auditor", roles: [fieldstone] },
  { name: "# Approvals Service", title: "Application user", roles: [fieldstone] },
];

export const people: readonly Person[] = plans.map((plan, index) => ({
  id: rowId("0008", index + 1),
  name: plan.name,
  userPrincipalName: `${mailName(plan.name, index)}@contoso.example`,
  roles: plan.roles,
}));

/** A person by name; the sample's own scenarios name people that exist. */
export function person(name: string): Person {
  const found = people.find((candidate) => candidate.name === name);
  if (!found) throw new RangeError(`The sample has no person "${name}".`);
  return found;
}

/** Somebody whose name the directory took back when they left: the row stays, disabled and nameless. */
export const nameless = { id: rowId("0008", people.length + 1), name: "" };

/** Owners of whom nothing is left but their ids in the rows that they owned. */
export const deletedUser = { id: "5e1e7ed0-0008-4000-8000-000000000001", name: "" };
export const deletedTeam = { id: "5e1e7ed0-0009-4000-8000-000000000001", name: "" };

export const purchasingTeam = { id: rowId("0009", 1), name: "Purchasing Board" };

/**
 * People, teams, and what they may do.
 *
 * @throws RangeError when the solutions have no role of a name that the sample gives somebody
 */
export function userRows(solutions: readonly Solution[]): SampleBatch[] {
  const roles = new Map(solutions.flatMap((solution) => solution.roles.map(({ name, id }) => [name, id] as const)));
  const idOf = (role: string): string => {
    const id = roles.get(role);
    if (id === undefined) throw new RangeError(`The solutions have no role "${role}".`);
    return id;
  };
  return [
    {
      table: "systemuser",
      rows: [
        ...plans.map((plan, index): SampleRow => {
          const words = plan.name.split(" ");
          return {
            systemuserid: rowId("0008", index + 1),
            firstname: words.length > 1 ? words[0] : null,
            lastname: words.length > 1 ? words.slice(1).join(" ") : plan.name,
            fullname: plan.name,
            title: plan.title,
            internalemailaddress: people[index]?.userPrincipalName,
            domainname: people[index]?.userPrincipalName,
            isdisabled: plan.disabled === true,
            businessunitid: wellKnown.businessUnit,
            // Not everybody has a picture: initials have to do for the others.
            entityimage: index % 3 === 2 ? null : portrait(index),
          };
        }),
        {
          systemuserid: nameless.id,
          domainname: "left.2024@contoso.example",
          isdisabled: true,
          businessunitid: wellKnown.businessUnit,
        },
      ],
    },
    {
      table: "usersettings",
      rows: plans.map((plan, index): SampleRow => ({
        systemuserid: rowId("0008", index + 1),
        uilanguageid: plan.language ?? 1033,
        localeid: plan.language ?? 1033,
        timezoneiana: plan.timeZone ?? "America/New_York",
      })),
    },
    {
      table: "systemuserroles",
      rows: people.flatMap((owner) => {
        // A guest and a service have no part in purchasing, and so none in its approvals.
        const approvals = owner.roles.some((role) => role !== fieldstone)
          ? [wellKnown.approvalsKitRole, idOf(approvalsReader)]
          : [];
        return [wellKnown.basicUserRole, ...approvals, ...owner.roles.map(idOf)].map((roleid) => ({
          systemuserid: owner.id,
          roleid,
        }));
      }),
    },
    {
      // Those who pay may see the bank account; for everybody else the column is masked.
      table: "systemuserprofiles",
      rows: solutions.flatMap(({ columnSecurityProfiles }) =>
        columnSecurityProfiles.flatMap(({ id }) =>
          people
            .filter((owner) => owner.roles.includes(clerk))
            .map((owner) => ({ systemuserid: owner.id, fieldsecurityprofileid: id })),
        ),
      ),
    },
    {
      table: "team",
      rows: [
        { teamid: purchasingTeam.id, name: purchasingTeam.name, teamtype: 0, businessunitid: wellKnown.businessUnit },
      ],
    },
    {
      table: "teammembership",
      rows: ["Mia Chen", "Omar Haddad", "Grace Kim"].map((name) => ({
        teamid: purchasingTeam.id,
        systemuserid: person(name).id,
      })),
    },
  ];
}

function mailName(name: string, index: number): string {
  const plain = name
    .normalize("NFD")
    .replace(/[^A-Za-z ]/g, "")
    .trim()
    .toLowerCase()
    .replace(/ +/g, ".");
  return plain === "" ? `user${index + 1}` : plain;
}

const vendorNames = [
  "Northwind Traders",
  "Fabrikam Electric",
  "Litware Industrial",
  "Adventure Works Supply",
  "Proseware Software",
  "Tailspin Logistics",
  "Wide World Office",
  "Graphic Design Institute",
  "Trey Research Labs",
  "Lucerne Publishing",
  "Humongous Insurance",
  "Coho Packaging",
  "Alpine Ski House",
  "Blue Yonder Freight",
  "City Power & Light",
  "Fourth Coffee",
  "Margie's Travel",
  "Relecloud Hosting",
  "Woodgrove Leasing",
  "Südwind Maschinenbau GmbH",
  "Bäckerei Lindner & Söhne",
  "Müller Präzisionstechnik KG",
  "Nordlicht Energie AG",
  "Åkerlund Lager AB",
  "Société Générale de Nettoyage",
  "Ferretería Ibáñez",
  "東京部品株式会社",
  "شركة النخيل للتوريد",
  "O'Brien & Daughters Ltd",
  "Contoso Catering",
  "VanArsdel Furniture",
  "A. Datum Analytics",
  "Best For You Organics",
  "Bellows College Training",
  "First Up Consulting",
  "Liberty's Delightful Printing",
  "Munson's Pickles",
  "School of Fine Art Signage",
  "The Phone Company",
  "Wingtip Safety",
] as const;

const cities = [
  ["Seattle", "US"],
  ["Chicago", "US"],
  ["Austin", "US"],
  ["Boston", "US"],
  ["Hamburg", "DE"],
  ["Stuttgart", "DE"],
  ["Leipzig", "DE"],
  ["Malmö", "SE"],
  ["Lyon", "FR"],
  ["Bilbao", "ES"],
  ["Osaka", "JP"],
  ["Dubai", "AE"],
] as const;

export interface Vendor {
  readonly id: string;
  readonly name: string;
}

export const vendors: readonly Vendor[] = vendorNames.map((name, index) => ({ id: rowId("0001", index + 1), name }));

/** Vendor by place in the list → its parent's place: a group of three levels, and one of two. */
const parents: Readonly<Record<number, number>> = { 1: 0, 2: 0, 3: 1, 4: 1, 5: 3, 21: 19, 22: 19 };

function parentOf(index: number): string | null {
  const parent = parents[index];
  return parent === undefined ? null : (vendors[parent]?.id ?? null);
}

export function vendorRows(random: Random): SampleBatch[] {
  const accounts = vendors.map((vendor, index): SampleRow => {
    const [city, country] = random.pick(cities);
    return {
      accountid: vendor.id,
      name: vendor.name,
      accountnumber: `V${String(10001 + index)}`,
      emailaddress1: random.chance(0.85) ? `orders@vendor${index + 1}.example` : null,
      telephone1: random.chance(0.8) ? `+1 555 01${String(random.between(0, 99)).padStart(2, "0")}` : null,
      websiteurl: random.chance(0.6) ? `https://vendor${index + 1}.example` : null,
      address1_city: city,
      address1_country: country,
      revenue: random.between(1, 400) * 250_000,
      numberofemployees: random.between(4, 9000),
      primarycontactid: rowId("0002", index + 1),
      parentaccountid: parentOf(index),
      // A few vendors are closed, so that lookups and filters have something to leave out.
      statecode: index % 13 === 12 ? 1 : 0,
      statuscode: index % 13 === 12 ? 2 : 1,
    };
  });
  const first = ["Ada", "Ben", "Carla", "Deniz", "Eva", "Farid", "Gina", "Hugo", "Inés", "Jamal"];
  const last = ["Andersen", "Bauer", "Costa", "Demir", "Evans", "Fischer", "García", "Hoffmann", "Ito", "Jansen"];
  const contacts = vendors.map((vendor, index): SampleRow => {
    const firstname = random.pick(first);
    const lastname = random.pick(last);
    return {
      contactid: rowId("0002", index + 1),
      firstname,
      lastname,
      fullname: `${firstname} ${lastname}`,
      emailaddress1: `contact@vendor${index + 1}.example`,
      parentcustomerid: vendor.id,
      parentcustomeridtype: "account",
    };
  });
  return [
    { table: "contact", rows: contacts },
    { table: "account", rows: accounts },
  ];
}

import type { Solution } from "../../solution/model/types";
import type { CatalogTable } from "./catalog";
import type { Database } from "./database";
import type { Queryable } from "./queryable";
import { builtInRoles } from "./privileges";
import { hasTypeColumn, quote } from "./schema";
import { stableId, wellKnown } from "./wellKnown";

type SeedRow = Readonly<Record<string, unknown>>;

/**
 * Writes the rows that an environment has without anybody's doing, and those that importing the solutions makes: roles,
 * column security profiles with their permissions, views, environment variables, the texts of choices. Runs at every start; what a solution no
 * longer says stays, what it says differently is brought up to date, and rows of people are never touched.
 */
export async function seedEnvironment(
  database: Database,
  tables: readonly CatalogTable[],
  solutions: readonly Solution[],
  now: Date,
): Promise<void> {
  await database.transaction(async (tx) => {
    const put = (name: string, rows: readonly SeedRow[], update: boolean): Promise<void> =>
      upsertRows(tx, tables, name, rows, update, now);
    await put("transactioncurrency", [usDollar], false);
    await put("organization", [organization], false);
    await put(
      "businessunit",
      [
        {
          businessunitid: wellKnown.businessUnit,
          name: "Fieldstone",
          organizationid: wellKnown.organization,
          isdisabled: false,
        },
      ],
      false,
    );
    await put("systemuser", [administrator], false);
    await put(
      "usersettings",
      [
        {
          systemuserid: wellKnown.administrator,
          businessunitid: wellKnown.businessUnit,
          uilanguageid: 1033,
          localeid: 1033,
          timezoneiana: "UTC",
          transactioncurrencyid: wellKnown.baseCurrency,
          paginglimit: 50,
        },
      ],
      false,
    );
    await put(
      "team",
      [
        {
          teamid: wellKnown.defaultTeam,
          name: "Fieldstone",
          isdefault: true,
          teamtype: 0,
          businessunitid: wellKnown.businessUnit,
          administratorid: wellKnown.administrator,
        },
      ],
      false,
    );
    const roles = [...builtInRoles, ...solutions.flatMap((solution) => solution.roles)];
    await put(
      "role",
      roles.map(({ id, name }) => ({ roleid: id, name, businessunitid: wellKnown.businessUnit, parentrootroleid: id })),
      true,
    );
    await put(
      "systemuserroles",
      [pair("systemuserroles", "systemuserid", wellKnown.administrator, "roleid", wellKnown.systemAdministratorRole)],
      false,
    );
    await put(
      "teammembership",
      [pair("teammembership", "teamid", wellKnown.defaultTeam, "systemuserid", wellKnown.administrator)],
      false,
    );
    await putSolutions(put, solutions);
    await put("stringmap", stringMap(tables), true);
  });
}

/** A row for each text of an option: of which table, column, value and language. */
function stringMap(tables: readonly CatalogTable[]): SeedRow[] {
  return tables.flatMap((table) =>
    table.columns.flatMap((column) =>
      "options" in column
        ? column.options.flatMap((option, index) =>
            Object.entries(option.label).map(([language, value]) => ({
              stringmapid: stableId(`${table.logicalName} ${column.logicalName} ${option.value} ${language}`),
              objecttypecode: table.logicalName,
              attributename: column.logicalName,
              attributevalue: option.value,
              langid: Number(language),
              value,
              displayorder: index + 1,
              organizationid: wellKnown.organization,
            })),
          )
        : [],
    ),
  );
}

async function putSolutions(
  put: (name: string, rows: readonly SeedRow[], update: boolean) => Promise<void>,
  solutions: readonly Solution[],
): Promise<void> {
  const profiles = solutions.flatMap((solution) => solution.columnSecurityProfiles);
  await put(
    "fieldsecurityprofile",
    profiles.map(({ id, name }) => ({ fieldsecurityprofileid: id, name, organizationid: wellKnown.organization })),
    true,
  );
  await put(
    "fieldpermission",
    profiles.flatMap((profile) =>
      profile.permissions.map((permission) => ({
        fieldpermissionid: stableId(`${profile.id} ${permission.table} ${permission.column}`),
        fieldsecurityprofileid: profile.id,
        entityname: permission.table,
        attributelogicalname: permission.column,
        canread: permission.canRead ? 4 : 0,
        cancreate: permission.canCreate ? 4 : 0,
        canupdate: permission.canUpdate ? 4 : 0,
        canreadunmasked: 0,
      })),
    ),
    true,
  );
  await put(
    "savedquery",
    solutions.flatMap(({ views }) =>
      views.map((view) => ({
        savedqueryid: view.id,
        name: view.name[1033] ?? Object.values(view.name)[0] ?? "",
        returnedtypecode: view.table,
        fetchxml: view.fetchXml,
        querytype: view.queryType,
        isdefault: view.isDefault,
        isquickfindquery: view.isQuickFind,
        statecode: 0,
        statuscode: 1,
        organizationid: wellKnown.organization,
      })),
    ),
    true,
  );
  const types = { text: 100000000, number: 100000001, boolean: 100000002, json: 100000003, secret: 100000005 };
  await put(
    "environmentvariabledefinition",
    solutions.flatMap(({ environmentVariables }) =>
      environmentVariables.map((variable) => ({
        environmentvariabledefinitionid: stableId(`environment variable ${variable.schemaName}`),
        schemaname: variable.schemaName,
        displayname: variable.displayName[1033] ?? variable.schemaName,
        type: types[variable.type],
        defaultvalue: variable.defaultValue ?? null,
        statecode: 0,
        statuscode: 1,
        ownerid: wellKnown.administrator,
        owneridtype: "systemuser",
        owninguser: wellKnown.administrator,
        owningbusinessunit: wellKnown.businessUnit,
      })),
    ),
    true,
  );
}

const usDollar: SeedRow = {
  transactioncurrencyid: wellKnown.baseCurrency,
  currencyname: "US Dollar",
  currencysymbol: "$",
  isocurrencycode: "USD",
  currencyprecision: 2,
  exchangerate: "1",
  statecode: 0,
  statuscode: 1,
  organizationid: wellKnown.organization,
};

const organization: SeedRow = {
  organizationid: wellKnown.organization,
  name: "Fieldstone",
  languagecode: 1033,
  localeid: 1033,
  basecurrencyid: wellKnown.baseCurrency,
  fiscalperiodtype: 2002,
  fiscalcalendarstart: "2000-01-01T00:00:00Z",
  weekstartdaycode: 0,
  currencydecimalprecision: 2,
  pricingdecimalprecision: 2,
};

const administrator: SeedRow = {
  systemuserid: wellKnown.administrator,
  firstname: "System",
  lastname: "Administrator",
  fullname: "System Administrator",
  domainname: "admin@fieldstone.example",
  internalemailaddress: "admin@fieldstone.example",
  azureactivedirectoryobjectid: "11111111-0000-4000-8000-0000000000e1",
  businessunitid: wellKnown.businessUnit,
  isdisabled: false,
  accessmode: 0,
  transactioncurrencyid: wellKnown.baseCurrency,
};

const pair = (table: string, column1: string, id1: string, column2: string, id2: string): SeedRow => ({
  [`${table}id`]: stableId(`${table} ${id1} ${id2}`),
  [column1]: id1,
  [column2]: id2,
});

async function upsertRows(
  database: Queryable,
  tables: readonly CatalogTable[],
  name: string,
  rows: readonly SeedRow[],
  update: boolean,
  now: Date,
): Promise<void> {
  const table = tables.find(({ logicalName }) => logicalName === name);
  const first = rows[0];
  if (table === undefined || first === undefined) {
    return;
  }
  const audit: SeedRow = table.columnsByName.has("createdon")
    ? {
        createdon: now.toISOString(),
        modifiedon: now.toISOString(),
        createdby: wellKnown.administrator,
        modifiedby: wellKnown.administrator,
      }
    : {};
  const columns = Object.keys({ ...first, ...audit });
  const list = columns.map(quote).join(", ");
  const key = quote(table.primaryKey);
  // Only a difference is an update: a start must not change every version number.
  const changing = Object.keys(first).filter((column) => column !== table.primaryKey);
  const onConflict = !update
    ? "on conflict do nothing"
    : `on conflict (${key}) do update set ${changing.map((column) => `${quote(column)} = excluded.${quote(column)}`).join(", ")}, versionnumber = nextval('dv_version')
       where (${changing.map((column) => `t.${quote(column)}`).join(", ")}) is distinct from (${changing.map((column) => `excluded.${quote(column)}`).join(", ")})`;
  await database.query(
    `insert into ${quote(name)} as t (${list}) select ${list} from json_populate_recordset(null::${quote(name)}, $1::json) ${onConflict}`,
    [JSON.stringify(rows.map((row) => ({ ...row, ...audit })))],
  );
}

export const storedColumn = (table: CatalogTable, name: string): boolean => {
  const column =
    table.columnsByName.get(name) ?? (name.endsWith("type") ? table.columnsByName.get(name.slice(0, -4)) : undefined);
  return column !== undefined && (column.logicalName === name || hasTypeColumn(column));
};

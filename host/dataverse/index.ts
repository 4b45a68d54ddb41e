import type { Solution } from "../../solution/model/types";
import { bulkLoad, type LoadBatch } from "./bulkLoad";
import { Catalog } from "./catalog";
import { Database } from "./database";
import { completeSchema, platformRelationships, platformTables } from "./platform/index";
import { quote } from "./schema";
import { Security } from "./security";
import { seedEnvironment } from "./seed";
import { Server } from "./server";
import { type ServiceLimits, serviceLimits, Throttle } from "./throttle";

export interface DataverseOptions {
  readonly solutions: readonly Solution[];
  /** A directory of its own, made when missing. Absent: in memory. */
  readonly dataDir?: string;
  readonly now?: () => Date;
  /** Then each request needs `Authorization: Bearer <this>`, else 401. */
  readonly requireToken?: string;
  /** Service protection; a real environment's when absent. */
  readonly limits?: Partial<ServiceLimits>;
  /** Where an empty database is kept for the next fresh start; `.fieldstone/cache` when absent. */
  readonly cacheDir?: string;
}

export interface Dataverse {
  /** Answers one Web API request; its address contains `/api/data/v9.2/`. Never rejects: errors are responses. */
  fetch(request: Request): Promise<Response>;
  /**
   * Loads rows in bulk: column logical name → JSON value; a lookup is a GUID, a polymorphic one also has `<column>type` with the
   * table's name (`ownerid` a user when `owneridtype` is missing). No security, no checks; what a create fills in is filled in where missing.
   */
  load(batches: Iterable<LoadBatch>): Promise<void>;
  /** No rows in the solutions' tables, nor accounts, contacts or approvals. */
  isEmpty(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * The embedded Dataverse: the Web API over a database whose tables are the platform's and the solutions'.
 *
 * **Who is who.** Each start makes sure of: the organisation, one root business unit, the user "System Administrator"
 * (`wellKnown.administrator`, as whom calls without `MSCRMCallerID` or `CallerObjectId` are made), the base currency US Dollar,
 * and the rows that importing the solutions makes:
 * - a `role` row for each role of the solutions, with the role's own id, beside *System Administrator*, *Basic User* and
 *   *Approvals Kit User* (`wellKnown`). What a role may do comes from the solutions' source, not from rows. Most users need Basic User as well: it
 *   reads users, currencies and views, and works with the user's own accounts, notes and approvals.
 * - a `fieldsecurityprofile` row with its `fieldpermission` rows for each column security profile, with the profile's own id.
 * - `savedquery` rows for views, `environmentvariabledefinition` rows for environment variables.
 *
 * Sample data assigns people by rows: `systemuser` (with `businessunitid`), `team`, `teammembership` (teamid, systemuserid),
 * `systemuserroles` (systemuserid, roleid), `teamroles` (teamid, roleid), `systemuserprofiles` and `teamprofiles` (…,
 * fieldsecurityprofileid), `usersettings` (systemuserid, uilanguageid, timezoneiana), all of which `load` takes, as does
 * `principalobjectaccess` (objectid, objecttypecode, principalid, accessrightsmask: 1 read, 2 write, …) for shared rows.
 *
 * @throws DataDirInUse when another process has the directory open, DataDirDamaged when it cannot be read, SchemaConflict when its tables no longer fit
 */
export async function createDataverse(options: DataverseOptions): Promise<Dataverse> {
  const { solutions, now = () => new Date() } = options;
  const { tables, relationships } = completeSchema(
    [...platformTables, ...solutions.flatMap((solution) => solution.tables)],
    [...platformRelationships, ...solutions.flatMap((solution) => solution.relationships)],
  );
  const catalog = new Catalog(tables, relationships);
  const database = await Database.open({ catalog, dataDir: options.dataDir, cacheDir: options.cacheDir });
  try {
    await seedEnvironment(database, catalog.tables, solutions, now());
  } catch (error) {
    await database.close();
    throw error;
  }
  const security = new Security(catalog, solutions);
  const throttle = new Throttle({ ...serviceLimits, ...options.limits }, () => now().getTime());
  const server = new Server({ catalog, database, security, throttle, now, requireToken: options.requireToken });
  const filled = [
    ...solutions.flatMap((solution) => solution.tables.map(({ logicalName }) => logicalName)),
    "account",
    "contact",
    "msdyn_flow_approval",
  ];
  return {
    fetch: (request) => server.fetch(request),
    async load(batches) {
      await bulkLoad(database, catalog, batches, now());
      catalog.tables.forEach(({ logicalName }) => security.tableChanged(logicalName));
    },
    async isEmpty() {
      const [row] = await database.query<{ filled: boolean }>(
        `select ${filled.map((name) => `exists (select 1 from ${quote(name)})`).join(" or ")} as filled`,
      );
      return row?.filled !== true;
    },
    close: () => database.close(),
  };
}

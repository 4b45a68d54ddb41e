import { Catalog } from "../catalog";
import { platformTables } from "../platform/index";

/** The table of accounts without any other: a database that is made in a moment, for tests that make many. */
export const accountsAlone = new Catalog(
  platformTables.filter(({ logicalName }) => logicalName === "account"),
  [],
);

import type { Dataverse } from "../../../shared/dataverse/client";
import { literal } from "../../../shared/dataverse/query";
import { numberOf, textOf } from "../../../shared/dataverse/row";

/** An account that somebody keeps, or used lately, in one company. */
export interface Favorite {
  readonly id: string;
  readonly name: string;
  /** Ledger account form. */
  readonly account: string;
  /** False: a recent one. */
  readonly kept: boolean;
  readonly useCount: number;
}

/** The table of favourites and its values of fsn_kind. */
export const favoriteTable = "fsn_dimensionfavorite";
export const favoriteKinds = { kept: 417200001, recent: 417200002 } as const;

/** A user's favourites and recent accounts in a company, latest first. */
export async function readFavorites(
  dataverse: Dataverse,
  company: string,
  userId: string,
): Promise<readonly Favorite[]> {
  const owner = userId.replace(/[{}]/g, "");
  const { rows } = await dataverse.retrieveAll(
    favoriteTable,
    {
      select: [`${favoriteTable}id`, "fsn_name", "fsn_account", "fsn_kind", "fsn_usecount"],
      filter: `fsn_legalentitycode eq ${literal(company)} and _ownerid_value eq ${owner}`,
      orderBy: "fsn_lastusedon desc",
    },
    { limit: 200 },
  );
  return rows.map((row) => ({
    id: textOf(row, `${favoriteTable}id`) ?? "",
    name: textOf(row, "fsn_name") ?? "",
    account: textOf(row, "fsn_account") ?? "",
    kept: numberOf(row, "fsn_kind") === favoriteKinds.kept,
    useCount: numberOf(row, "fsn_usecount") ?? 0,
  }));
}

import type { Dataverse, Row } from "../../../shared/dataverse/client";
import { DataverseError } from "../../../shared/dataverse/error";
import { type Favorite, favoriteKinds, favoriteTable, readFavorites } from "../sources/favorites";

/** As many recent accounts are remembered; the oldest are forgotten. */
const recentLimit = 20;

/** "Cannot insert duplicate key": a row with this id is there already. */
const duplicateKey = 0x80040237;

/** A user's favourites: rows of their own, so that they follow them to every device. Every method may reject. */
export interface FavoriteStore {
  /** Latest first. */
  readonly read: () => Promise<readonly Favorite[]>;
  /** Keeps an account, or no longer: then it is a recent one again. */
  readonly keep: (known: readonly Favorite[], account: string, name: string, kept: boolean) => Promise<void>;
  /** An account was used. */
  readonly use: (known: readonly Favorite[], account: string, name: string) => Promise<void>;
}

/** @param now stamped on what is used */
export function favoriteStore(
  dataverse: Dataverse,
  company: string,
  userId: string,
  now: () => Date = () => new Date(),
): FavoriteStore {
  /** The id under which each account was sent. Whose answer was lost is sent under it again, and makes no second row. */
  const ids = new Map<string, string>();

  const write = async (former: Favorite | undefined, account: string, name: string, data: Row): Promise<void> => {
    const row: Row = { fsn_name: (name || account).slice(0, 200), fsn_lastusedon: now().toISOString(), ...data };
    if (former) {
      await dataverse.update(favoriteTable, former.id, row);
      return;
    }
    const id = ids.get(account) ?? crypto.randomUUID();
    ids.set(account, id);
    try {
      await dataverse.create(favoriteTable, {
        [`${favoriteTable}id`]: id,
        fsn_account: account,
        fsn_legalentitycode: company,
        fsn_kind: favoriteKinds.recent,
        fsn_usecount: 1,
        ...row,
      });
    } catch (error) {
      if (!(error instanceof DataverseError && error.code === duplicateKey)) throw error;
      // It had arrived, and only its answer had not; what is wanted of it now may differ.
      await dataverse.update(favoriteTable, id, row);
    }
  };

  return {
    read: () => readFavorites(dataverse, company, userId),
    keep: (known, account, name, kept) => {
      const former = known.find((favorite) => favorite.account === account);
      return write(former, account, name, { fsn_kind: kept ? favoriteKinds.kept : favoriteKinds.recent });
    },
    async use(known, account, name) {
      const former = known.find((favorite) => favorite.account === account);
      await write(former, account, name, { fsn_usecount: (former?.useCount ?? 0) + 1 });
      const recents = known.filter((favorite) => !favorite.kept && favorite !== former);
      for (const old of recents.slice(recentLimit - 1)) await dataverse.remove(favoriteTable, old.id);
    },
  };
}

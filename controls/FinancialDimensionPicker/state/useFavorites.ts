import * as React from "react";
import { useLoading } from "../../../shared/form/useLoading";
import type { FavoriteStore } from "../actions/favorites";
import type { Favorite } from "../sources/favorites";

export interface KnownFavorites {
  readonly list: readonly Favorite[];
  /** What went wrong with them last; they never stand in the way of coding. */
  readonly failure: unknown;
  /** Reads them, once. */
  readonly load: () => void;
  readonly keep: (account: string, name: string, kept: boolean) => void;
  readonly use: (account: string, name: string) => void;
}

const none: readonly Favorite[] = [];

/** A user's favourites as far as they are known; they are read when somebody comes to the control, not before. */
export function useFavorites(favorites: FavoriteStore): KnownFavorites {
  /** Whose were asked for, and what was done with them last. */
  const [wanted, setWanted] = React.useState<{ readonly of: FavoriteStore; readonly done: Promise<void> } | null>(null);
  const done = wanted?.of === favorites ? wanted.done : null;
  const { loading } = useLoading<readonly Favorite[]>(
    done === null ? null : favorites,
    async ({ signal, show }) => {
      await done;
      // What was done since is read by a reading of its own.
      if (!signal.aborted) show(await favorites.read());
    },
    done,
  );
  const after = (work: Promise<void>): void => {
    // The reading that waits for it tells of its failure, unless the person has done something else by then.
    work.catch(() => undefined);
    setWanted({ of: favorites, done: work });
  };
  const list = loading.kind === "loaded" ? loading.content : none;
  const failure = loading.kind === "failed" ? loading.reason : loading.kind === "loaded" ? loading.failure : null;
  return {
    list,
    failure: failure ?? undefined,
    load: () => {
      if (done === null) after(Promise.resolve());
    },
    keep: (account, name, kept) => after(favorites.keep(list, account, name, kept)),
    use: (account, name) => after(favorites.use(list, account, name)),
  };
}

import * as React from "react";
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

/** A user's favourites as far as they are known; they are read when somebody comes to the control, not before. */
export function useFavorites(favorites: FavoriteStore): KnownFavorites {
  const [state, setState] = React.useState<{
    readonly of?: FavoriteStore;
    readonly list: readonly Favorite[];
    readonly failure?: unknown;
  }>({ list: [] });
  const alive = React.useRef(true);
  React.useEffect(() => () => void (alive.current = false), []);
  const list = state.of === favorites ? state.list : [];
  // What was asked for last is shown, whatever comes of it.
  const after = (work: Promise<unknown>): void => {
    work
      .then(() => favorites.read())
      .then(
        (found) => alive.current && setState({ of: favorites, list: found }),
        (failure: unknown) => alive.current && setState({ of: favorites, list, failure }),
      );
  };
  return {
    list,
    failure: state.failure,
    load: () => {
      if (state.of === favorites) return;
      setState({ of: favorites, list: [] });
      after(Promise.resolve());
    },
    keep: (account, name, kept) => after(favorites.keep(list, account, name, kept)),
    use: (account, name) => after(favorites.use(list, account, name)),
  };
}

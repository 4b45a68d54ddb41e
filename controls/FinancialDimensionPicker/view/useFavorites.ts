import * as React from "react";
import type { Favorite, Favorites } from "../sources/favorites";

export interface KnownFavorites {
  readonly list: readonly Favorite[];
  /** What went wrong with them last; they never stand in the way of coding. */
  readonly failure: unknown;
  /** Reads them, once. */
  readonly load: () => void;
  readonly keep: (account: string, name: string, kept: boolean) => void;
  readonly use: (account: string, name: string) => void;
}

export function useFavorites(favorites: Favorites): KnownFavorites {
  const [state, setState] = React.useState<{ readonly of?: Favorites; readonly list: readonly Favorite[]; readonly failure?: unknown }>({ list: [] });
  const alive = React.useRef(true);
  React.useEffect(() => () => void (alive.current = false), []);
  const list = state.of === favorites ? state.list : [];
  // What was asked for last is shown, whatever comes of it.
  const after = (work: Promise<unknown>): void => {
    work.then(() => favorites.read()).then(
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

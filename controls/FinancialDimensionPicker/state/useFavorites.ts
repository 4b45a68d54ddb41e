import * as React from "react";

/** A combination that somebody keeps, or used lately, in one company. */
export interface Favorite {
  readonly id: string;
  readonly name: string;
  /** Ledger account form. */
  readonly account: string;
  readonly kept: boolean;
  readonly useCount: number;
}

/** Where a user's favourites are kept; every method may reject. */
export interface FavoriteStore {
  /** Latest first. */
  read(): Promise<readonly Favorite[]>;
  keep(known: readonly Favorite[], account: string, name: string, kept: boolean): Promise<void>;
  use(known: readonly Favorite[], account: string, name: string): Promise<void>;
}

export interface KnownFavorites {
  readonly list: readonly Favorite[];
  /** What went wrong with them last; they never stand in the way of coding. */
  readonly failure: unknown;
  /** Reads them, once. */
  readonly load: () => void;
  readonly keep: (account: string, name: string, kept: boolean) => void;
  readonly use: (account: string, name: string) => void;
}

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

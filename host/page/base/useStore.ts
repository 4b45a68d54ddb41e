import * as React from "react";

/** Draws again whenever the store says that it changed; works on every React that a host loads (no useSyncExternalStore in 16). */
export function useStore(store: { subscribe(listener: () => void): () => void } | null): void {
  const [, redraw] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => store?.subscribe(redraw), [store]);
}

import * as React from "react";

export interface ShowMore<T> {
  readonly shown: readonly T[];
  /** How many more the next portion brings; 0 where everything is shown. */
  readonly next: number;
  readonly more: () => void;
}

/** Shows the first of a long list and the rest in portions, so that thousands of rows never reach the page at once. */
export function useShowMore<T>(list: readonly T[], first: number, portion: number): ShowMore<T> {
  const [count, setCount] = React.useState(first);
  return {
    shown: list.slice(0, count),
    next: Math.max(0, Math.min(portion, list.length - count)),
    more: () => setCount(count + portion),
  };
}

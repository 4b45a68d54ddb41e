import * as React from "react";

/** Shows the first of a long list and the rest in portions, so that thousands of rows never reach the page at once. */
export function usePaging<T>(
  list: readonly T[],
  first: number,
  step: number,
): { readonly shown: readonly T[]; readonly rest: number; readonly more: () => void } {
  const [count, setCount] = React.useState(first);
  return { shown: list.slice(0, count), rest: Math.max(0, list.length - count), more: () => setCount(count + step) };
}

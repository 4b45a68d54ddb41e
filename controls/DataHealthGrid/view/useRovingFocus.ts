import * as React from "react";

export interface RovingFocus {
  /** For the element that holds the rows. */
  readonly onKeyDown: (event: React.KeyboardEvent<HTMLElement>) => void;
  /** For each focusable of a row: one of them all is a tab stop, the arrows move between them. */
  readonly stop: (
    row: number,
    place: number,
  ) => { readonly tabIndex: 0 | -1; readonly onFocus: () => void; readonly "data-stop": string };
}

/** One tab stop for the whole grid; arrow keys, Home and End move inside it, mirrored from right to left. */
export function useRovingFocus(rows: number, places: number): RovingFocus {
  const [current, setCurrent] = React.useState<readonly [number, number]>([0, 0]);
  const row = Math.min(current[0], Math.max(0, rows - 1));
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>): void => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset["stop"] === undefined) return;
    const forward = getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowDown: [row + 1, current[1]],
      ArrowUp: [row - 1, current[1]],
      [forward]: [row, current[1] + 1],
      [backward]: [row, current[1] - 1],
      Home: [event.ctrlKey ? 0 : row, 0],
      End: [event.ctrlKey ? rows - 1 : row, places - 1],
    };
    const move = moves[event.key];
    if (move === undefined || move[0] < 0 || move[0] >= rows || move[1] < 0 || move[1] >= places) return;
    const next = event.currentTarget.querySelector<HTMLElement>(`[data-stop="${move[0]}:${move[1]}"]`);
    if (next === null) return;
    event.preventDefault();
    next.focus();
  };
  return {
    onKeyDown,
    stop: (at, place) => ({
      tabIndex: at === row && place === current[1] ? 0 : -1,
      onFocus: () => setCurrent([at, place]),
      "data-stop": `${at}:${place}`,
    }),
  };
}

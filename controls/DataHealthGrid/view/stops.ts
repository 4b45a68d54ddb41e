import type * as React from "react";
import type { FindPlace } from "../../../shared/ui/useRovingFocus";

/** Marks a place that the arrows reach: its row and its place in the row. */
export const stop = (row: number, place: number): { readonly "data-stop": string } => ({
  "data-stop": `${row}:${place}`,
});

export const stopsOf = (table: HTMLElement): readonly HTMLElement[] => [
  ...table.querySelectorAll<HTMLElement>("[data-stop]"),
];

/**
 * The place that a key leads to: arrows, Home and End as in a grid, mirrored from right to left. Null: the key is not for
 * moving, or was pressed outside the places.
 */
export function placeFor(event: React.KeyboardEvent<HTMLElement>, rows: number): FindPlace<HTMLElement> | null {
  if (!(event.target instanceof HTMLElement)) return null;
  const [row, place] = (event.target.dataset["stop"] ?? "").split(":").map(Number);
  if (row === undefined || place === undefined) return null;
  const forward = getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const backward = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
  const at = (toRow: number, toPlace: number) => (table: HTMLElement) =>
    table.querySelector<HTMLElement>(`[data-stop="${toRow}:${toPlace}"]`);
  /** A row without a button to mend it has but one place. */
  const lastOf = (toRow: number) => (table: HTMLElement) =>
    [...table.querySelectorAll<HTMLElement>(`[data-stop^="${toRow}:"]`)].pop();
  switch (event.key) {
    case "ArrowDown":
      return at(row + 1, place);
    case "ArrowUp":
      return at(row - 1, place);
    case forward:
      return at(row, place + 1);
    case backward:
      return at(row, place - 1);
    case "Home":
      return at(event.ctrlKey ? 0 : row, 0);
    case "End":
      return lastOf(event.ctrlKey ? rows - 1 : row);
    default:
      return null;
  }
}

import type * as React from "react";

export type Move = "next" | "previous" | "right" | "left";

type Action = Move | "close" | "leave" | "open" | "revert" | "toggle" | "undo";

/** What a key means in a segment; null leaves it to the combobox, which chooses from the list while it is open. Moves by Enter go from segment to segment, by arrow from place to place. */
export function keyAction(
  event: React.KeyboardEvent,
  open: boolean,
  drafting: boolean,
  offering: boolean,
): Action | null {
  const { key, altKey, shiftKey, target } = event;
  const letter = key.toLowerCase();
  const input = target instanceof HTMLInputElement ? target : null;
  if (altKey) return letter === "w" ? "toggle" : key === "ArrowDown" ? "open" : null;
  if (event.ctrlKey || event.metaKey) return letter === "z" && !drafting ? "undo" : null;
  if (key === "Tab") return "close";
  // With nothing to choose from, Enter takes the text as it stands.
  if (open) return key === "Enter" && !offering ? "leave" : null;
  if (key === "Enter") return shiftKey ? "previous" : "next";
  if (key === "Escape") return drafting ? "revert" : null;
  if (!input || shiftKey || !/^Arrow(Right|Left)$/.test(key)) return null;
  // An arrow moves on only from the end of the text that it points to.
  const right = key === "ArrowRight";
  const atEnd =
    right === (getComputedStyle(input).direction !== "rtl")
      ? input.selectionStart === input.value.length
      : input.selectionEnd === 0;
  return atEnd ? (right ? "right" : "left") : null;
}

/** The segment that a place belongs to, if it does to one. */
export const segmentOf = (place: Element): string | undefined =>
  place.closest<HTMLElement>("[data-segment]")?.dataset.segment;

/** The places of a control that can have the focus, in their order; the control is one tab stop. */
export const placesOf = (root: HTMLElement): HTMLElement[] => [...root.querySelectorAll<HTMLElement>("input,button")];

/** The place that a move leads to from another. */
export function destination(root: HTMLElement, from: Element | null, move: Move): HTMLElement | undefined {
  const segmentsOnly = move === "next" || move === "previous";
  const places = placesOf(root).filter((place) => !segmentsOnly || place.closest("[data-segment]"));
  const forward =
    move === "next" || (move !== "previous" && (move === "right") === (getComputedStyle(root).direction !== "rtl"));
  return places[places.findIndex((place) => place === from) + (forward ? 1 : -1)];
}

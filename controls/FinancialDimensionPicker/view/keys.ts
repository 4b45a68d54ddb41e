import type * as React from "react";
import type { Text } from "./text";

export type Move = "next" | "previous" | "right" | "left";

type SegmentAction = Move | "close" | "leave" | "open" | "revert";

/** What can be done from wherever the focus stands in the control. */
export type Command = "showAll" | "keep" | "undo" | "redo" | "search" | "details" | "use";

/** The key of each command, as `aria-keyshortcuts` spells it. Those of undo, redo and "show all" are the ones of Finance and Office. */
export const shortcuts: Readonly<Record<Command, string>> = {
  showAll: "Alt+W",
  keep: "Alt+B",
  undo: "Control+Z",
  redo: "Control+Y",
  search: "Alt+Q",
  details: "Alt+I",
  use: "Alt+U",
};

const commands = new Map(Object.entries(shortcuts).map(([command, keys]) => [keys, command as Command]));

/** A key's letter. Where the keyboard writes in another script, or Option makes a sign of it, its place counts. */
const letterOf = ({ key, nativeEvent: { code } }: React.KeyboardEvent): string =>
  (/^[a-z]$/i.test(key) ? key : code.replace("Key", "")).toUpperCase();

/** The command that a key stands for. AltGr, which is Ctrl and Alt at once, writes signs and commands nothing. */
export function commandOf(event: React.KeyboardEvent): Command | undefined {
  const { altKey, ctrlKey, metaKey, shiftKey } = event;
  const isControl = ctrlKey || metaKey;
  if (altKey === isControl) return undefined;
  const letter = letterOf(event);
  if (shiftKey) return isControl && letter === "Z" ? "redo" : undefined;
  return commands.get(`${isControl ? "Control" : "Alt"}+${letter}`);
}

/** What a button is called, with its key as the user's keyboard names it: "Undo (Ctrl+Z)". */
export const withKey = (label: string, command: Command, text: Text): string =>
  `${label} (${shortcuts[command].replace("Control", text("Key_control"))})`;

/** What a key means in a segment; null leaves it to the combobox, which chooses from the list while it is open. Moves by Enter go from segment to segment, by arrow from place to place. */
export function segmentAction(
  event: React.KeyboardEvent,
  open: boolean,
  drafting: boolean,
  offering: boolean,
): SegmentAction | null {
  const { key, altKey, shiftKey } = event;
  if (altKey) return key === "ArrowDown" ? "open" : null;
  if (event.ctrlKey || event.metaKey) return null;
  if (key === "Tab") return "close";
  // With nothing to choose from, Enter takes the text as it stands.
  if (open) return key === "Enter" && !offering ? "leave" : null;
  if (key === "Enter") return shiftKey ? "previous" : "next";
  if (key === "Escape") return drafting ? "revert" : null;
  return moveOut(event);
}

/** The move of an arrow that points out of what the place holds: from a button always, from a text only at that end of it. */
export function moveOut({ key, target, shiftKey }: React.KeyboardEvent): "right" | "left" | null {
  if (shiftKey || !/^Arrow(Right|Left)$/.test(key)) return null;
  const right = key === "ArrowRight";
  if (target instanceof HTMLInputElement) {
    const { selectionStart, selectionEnd, value } = target;
    const forward = right === (getComputedStyle(target).direction !== "rtl");
    if (forward ? selectionStart !== value.length : selectionEnd !== 0) return null;
  }
  return right ? "right" : "left";
}

/** The segment that a place belongs to, if it does to one. */
export const segmentOf = (place: Element): string | undefined =>
  place.closest<HTMLElement>("[data-segment]")?.dataset.segment;

/** The places of a control that can have the focus, in their order; the control is one tab stop. */
export const placesOf = (root: HTMLElement): HTMLElement[] => [...root.querySelectorAll<HTMLElement>("input,button")];

/** The field of a segment; of the first where that one is not there. */
export function fieldOf(root: HTMLElement, segment: string | undefined): HTMLElement | undefined {
  const fields = placesOf(root).filter((place) => segmentOf(place) !== undefined);
  return fields.find((place) => segmentOf(place) === segment) ?? fields[0];
}

/** The place that a move leads to from another. */
export function destination(root: HTMLElement, from: Element | null, move: Move): HTMLElement | undefined {
  const segmentsOnly = move === "next" || move === "previous";
  const places = placesOf(root).filter((place) => !segmentsOnly || segmentOf(place) !== undefined);
  const forward =
    move === "next" || (move !== "previous" && (move === "right") === (getComputedStyle(root).direction !== "rtl"));
  return places[places.findIndex((place) => place === from) + (forward ? 1 : -1)];
}

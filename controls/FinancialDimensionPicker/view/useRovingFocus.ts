import * as React from "react";
import { destination, placesOf, type Move } from "./keys";

export interface RovingFocus {
  readonly ref: React.RefObject<HTMLDivElement>;
  /** Moves the focus once what the last entry changed is drawn: it may have brought a segment. */
  readonly move: (move: Move) => void;
  readonly onFocus: (event: React.FocusEvent) => void;
  /** Arrows between buttons. */
  readonly onKeyDown: (event: React.KeyboardEvent) => void;
}

/** The whole control is one tab stop: the place that had the focus last has it again. */
export function useRovingFocus(): RovingFocus {
  const ref = React.useRef<HTMLDivElement>(null);
  const stop = React.useRef<Element | null>(null);
  const pending = React.useRef<Move | null>(null);
  const [, draw] = React.useState(0);

  // Before the next key arrives: what is typed on belongs to the next segment.
  React.useLayoutEffect(() => {
    const root = ref.current;
    if (!root) return;
    const places = placesOf(root);
    const current = places.find((place) => place === stop.current) ?? places[0];
    for (const place of places) place.tabIndex = place === current ? 0 : -1;
    const move = pending.current;
    pending.current = null;
    const to = move && destination(root, stop.current, move);
    to?.focus();
    if (to instanceof HTMLInputElement) to.select();
  });

  const move = (next: Move): void => {
    pending.current = next;
    draw((count) => count + 1);
  };
  return {
    ref,
    move,
    onFocus: (event) => {
      if (!ref.current?.contains(event.target)) return;
      stop.current = event.target;
      for (const place of placesOf(ref.current)) place.tabIndex = place === event.target ? 0 : -1;
    },
    onKeyDown: (event) => {
      const next = event.target instanceof HTMLButtonElement && /^Arrow(Right|Left)$/.exec(event.key);
      if (!next) return;
      event.preventDefault();
      move(next[1] === "Right" ? "right" : "left");
    },
  };
}

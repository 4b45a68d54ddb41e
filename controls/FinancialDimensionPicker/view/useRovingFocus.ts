import * as React from "react";
import { destination, placesOf, type Move } from "./keys";

export interface RovingFocus {
  readonly ref: React.RefObject<HTMLDivElement>;
  /** Moves the focus once what the last entry changed is drawn: it may have brought a segment. */
  readonly move: (move: Move) => void;
  /** Puts the focus into a segment, once it is drawn. */
  readonly moveTo: (segment: string) => void;
  readonly onFocus: (event: React.FocusEvent) => void;
  /** True when the focus leaves the control. */
  readonly onBlur: (event: React.FocusEvent) => boolean;
  /** Arrows between buttons. */
  readonly onKeyDown: (event: React.KeyboardEvent) => void;
}

type Target = { readonly segment: string } | { readonly move: Move };

/**
 * The whole control is one tab stop: the place that had the focus last has it again. The focus never falls to the page:
 * where the place that has it is taken away (a link that was followed, the button of the last undo, a segment), the one
 * that is in its stead now gets it.
 */
export function useRovingFocus(): RovingFocus {
  const ref = React.useRef<HTMLDivElement>(null);
  /** The place that had the focus last, and where among the others it stood. */
  const stop = React.useRef<{ readonly place: Element; readonly number: number } | null>(null);
  const isInside = React.useRef(false);
  const pending = React.useRef<Target | null>(null);
  const [, draw] = React.useState(0);

  // Before the next key arrives: what is typed on belongs to the next segment.
  React.useLayoutEffect(() => {
    const root = ref.current;
    if (!root) return;
    const places = placesOf(root);
    const { place: former = null, number = 0 } = stop.current ?? {};
    const isThere = places.some((place) => place === former);
    const current = places.find((place) => place === former) ?? places[Math.min(number, places.length - 1)];
    for (const place of places) place.tabIndex = place === current ? 0 : -1;
    const target = pending.current;
    pending.current = null;
    const isLost = former !== null && !isThere && isInside.current;
    const to = (target && placeOf(root, former, target)) ?? (isLost ? current : undefined);
    to?.focus();
    if (to instanceof HTMLInputElement) to.select();
  });

  const aim = (target: Target): void => {
    pending.current = target;
    draw((count) => count + 1);
  };
  return {
    ref,
    move: (move) => aim({ move }),
    moveTo: (segment) => aim({ segment }),
    onFocus: ({ target }) => {
      const root = ref.current;
      if (!root?.contains(target)) return;
      const places = placesOf(root);
      isInside.current = true;
      stop.current = { place: target, number: places.findIndex((place) => place === target) };
      for (const place of places) place.tabIndex = place === target ? 0 : -1;
    },
    onBlur: ({ target, currentTarget, relatedTarget }) => {
      if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return false;
      // Some browsers let an element lose the focus when it is taken away. Nobody has left then.
      void Promise.resolve().then(() => {
        if (target.isConnected && !ref.current?.contains(target.ownerDocument.activeElement)) isInside.current = false;
      });
      return true;
    },
    onKeyDown: (event) => {
      const next = event.target instanceof HTMLButtonElement && /^Arrow(Right|Left)$/.exec(event.key);
      if (!next) return;
      event.preventDefault();
      aim({ move: next[1] === "Right" ? "right" : "left" });
    },
  };
}

function placeOf(root: HTMLElement, from: Element | null, target: Target): HTMLElement | undefined {
  if ("move" in target) return destination(root, from, target.move);
  return placesOf(root).find(
    (place) => place.closest<HTMLElement>("[data-segment]")?.dataset.segment === target.segment,
  );
}

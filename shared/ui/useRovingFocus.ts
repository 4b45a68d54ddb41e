import * as React from "react";

/** Finds the place that the focus goes to, from the one that had it last. */
export type FindPlace<Root extends HTMLElement> = (root: Root, from: Element | null) => HTMLElement | null | undefined;

export interface RovingFocus<Root extends HTMLElement> {
  /** For the element that holds the places, as `onFocus`. */
  readonly ref: React.RefObject<Root>;
  readonly onFocus: (event: React.FocusEvent) => void;
  /** Moves the focus at once; false where there is no such place. */
  readonly move: (find: FindPlace<Root>) => boolean;
  /** Moves it once what the person's last act changed is drawn: it may have brought places, or taken some away. */
  readonly moveOnceDrawn: (find: FindPlace<Root>) => void;
}

/**
 * One tab stop for all the places inside an element: the one that had the focus last has it again. The stop stands in
 * the page and not in React's state, so that moving the focus draws nothing.
 *
 * @param placesOf the places that can have the focus, in their order
 */
export function useRovingFocus<Root extends HTMLElement>(
  placesOf: (root: Root) => readonly HTMLElement[],
): RovingFocus<Root> {
  const ref = React.useRef<Root>(null);
  const stop = React.useRef<Element | null>(null);
  const pending = React.useRef<FindPlace<Root> | null>(null);
  const [, draw] = React.useState(0);

  // Before the next key arrives: what is typed on belongs to the next place.
  React.useLayoutEffect(() => {
    const root = ref.current;
    if (!root) return;
    const places = placesOf(root);
    const current = places.find((place) => place === stop.current) ?? places[0];
    for (const place of places) setTabIndex(place, place === current);
    const find = pending.current;
    pending.current = null;
    find?.(root, stop.current)?.focus();
  });

  return {
    ref,
    onFocus: (event) => {
      const root = ref.current;
      const places = root ? placesOf(root) : [];
      if (!places.some((place) => place === event.target)) return;
      stop.current = event.target;
      for (const place of places) setTabIndex(place, place === event.target);
    },
    move: (find) => {
      const place = ref.current && find(ref.current, stop.current);
      place?.focus();
      return Boolean(place);
    },
    moveOnceDrawn: (find) => {
      pending.current = find;
      draw((count) => count + 1);
    },
  };
}

function setTabIndex(place: HTMLElement, isStop: boolean): void {
  const wanted = isStop ? 0 : -1;
  if (place.tabIndex !== wanted) place.tabIndex = wanted;
}

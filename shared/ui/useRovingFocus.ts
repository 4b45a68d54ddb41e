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
 * the page and not in React's state, so that moving the focus draws nothing. Nor does the focus fall to the page: where
 * the place that has it is taken away (a link that was followed, the button of the last undo), the one in its stead gets it.
 *
 * @param placesOf the places that can have the focus, in their order
 * @param inStead the place in the stead of one that was taken away; default: the one that now stands where it stood
 */
export function useRovingFocus<Root extends HTMLElement>(
  placesOf: (root: Root) => readonly HTMLElement[],
  inStead?: (root: Root, lost: Element) => HTMLElement | undefined,
): RovingFocus<Root> {
  const ref = React.useRef<Root>(null);
  const stop = React.useRef<Element | null>(null);
  const pending = React.useRef<FindPlace<Root> | null>(null);
  const [, draw] = React.useState(0);
  /** Where among the others the stop stood. */
  const number = React.useRef(0);
  // Looked at before it is drawn, as drawing may take it away.
  const active = ref.current?.ownerDocument.activeElement ?? null;
  const held = active !== null && ref.current?.contains(active) ? active : null;

  // Before the next key arrives: what is typed on belongs to the next place.
  React.useLayoutEffect(() => {
    const root = ref.current;
    if (!root) return;
    const places = placesOf(root);
    const isLost = held !== null && !root.contains(held);
    const current =
      places.find((place) => place === stop.current) ??
      (isLost ? inStead?.(root, held) : undefined) ??
      places[isLost ? Math.min(number.current, places.length - 1) : 0];
    for (const place of places) setTabIndex(place, place === current);
    const find = pending.current;
    pending.current = null;
    const next = find?.(root, stop.current) ?? (isLost ? current : null);
    next?.focus();
  });

  return {
    ref,
    onFocus: (event) => {
      const root = ref.current;
      const places = root ? placesOf(root) : [];
      if (!places.some((place) => place === event.target)) return;
      stop.current = event.target;
      number.current = places.findIndex((place) => place === event.target);
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

import * as React from "react";

/** The width of an element in px, 0 until it is known. */
export function useWidth(): readonly [React.RefCallback<HTMLElement>, number] {
  const [width, setWidth] = React.useState(0);
  const observer = React.useRef<ResizeObserver | null>(null);
  const ref = React.useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    observer.current = null;
    if (!element) return;
    // On a tab that is not shown nothing has a width: what was drawn there stays as it was, controls and their drafts too.
    const measured = (width: number): void => {
      if (width > 0) setWidth(Math.round(width));
    };
    measured(element.getBoundingClientRect().width);
    observer.current = new ResizeObserver((entries) => measured(entries[0]?.contentRect.width ?? 0));
    observer.current.observe(element);
  }, []);
  return [ref, width];
}

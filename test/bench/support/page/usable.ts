/** How a field came to be usable. */
export interface Usable {
  /** ms until it was drawn. */
  readonly ms: number;
  /** The longest time, in ms, in which the page could do nothing else. */
  readonly longestMs: number;
}

/** How often the page is asked whether it is free, in ms. */
const BEAT_MS = 4;

/** Begins something, and waits until an element is drawn that it leads to. */
export function untilDrawn(begin: () => void, isThere: () => boolean): Promise<Usable> {
  return new Promise((resolve) => {
    const began = performance.now();
    let last = began;
    let longestMs = 0;
    const beat = () => {
      const now = performance.now();
      longestMs = Math.max(longestMs, now - last - BEAT_MS);
      last = now;
    };
    const beating = setInterval(beat, BEAT_MS);
    const look = () => {
      if (!isThere()) {
        requestAnimationFrame(look);
        return;
      }
      // The frame after is the first that begins when the element has been drawn.
      requestAnimationFrame(() => {
        beat();
        clearInterval(beating);
        resolve({ ms: performance.now() - began, longestMs });
      });
    };
    begin();
    beat();
    look();
  });
}

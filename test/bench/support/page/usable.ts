/**
 * Begins something, and waits until an element is drawn that it leads to.
 * @returns ms that it took
 */
export function untilDrawn(begin: () => void, isThere: () => boolean): Promise<number> {
  return new Promise((resolve) => {
    const began = performance.now();
    const look = () => {
      // The frame after is the first that begins when the element has been drawn.
      requestAnimationFrame(isThere() ? () => resolve(performance.now() - began) : look);
    };
    begin();
    look();
  });
}

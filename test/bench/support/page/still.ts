/**
 * Waits until nothing is busy and nothing has changed on the page for some frames.
 * @returns when the last change had been drawn, as `performance.now()` counts
 */
export function untilStill(frames: number): Promise<number> {
  return new Promise((resolve) => {
    let changed = true;
    let quiet = 0;
    let drawn = 0;
    const observer = new MutationObserver(() => (changed = true));
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    const frame = () => {
      if (changed || document.querySelector('[aria-busy="true"]') !== null) {
        changed = false;
        quiet = 0;
      } else {
        // A frame begins when the one before it, with the last change in it, has been drawn.
        if (quiet === 0) drawn = performance.now();
        quiet += 1;
      }
      if (quiet < frames) {
        requestAnimationFrame(frame);
        return;
      }
      observer.disconnect();
      resolve(drawn);
    };
    requestAnimationFrame(frame);
  });
}

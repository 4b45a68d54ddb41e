/**
 * Makes the function that waits until the browser has had a turn. A timer would do the same, but waits 4 ms from the fifth
 * on, and a promise that is settled already lets nothing be drawn.
 */
export function createTurns(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}

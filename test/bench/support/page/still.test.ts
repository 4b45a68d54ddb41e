/** @jest-environment jsdom */
import { untilStill } from "./still";

const frames = async (count: number) => {
  for (let frame = 0; frame < count; frame++) await new Promise((next) => requestAnimationFrame(next));
};

beforeEach(() => document.body.replaceChildren());

test("a page is not still as long as something on it is busy", async () => {
  const busy = document.body.appendChild(document.createElement("div"));
  busy.setAttribute("aria-busy", "true");
  let isStill = false;
  const waiting = untilStill(2).then(() => (isStill = true));
  await frames(6);
  expect(isStill).toBe(false);
  busy.removeAttribute("aria-busy");
  await waiting;
});

test("a page that changes from frame to frame is not still, and what came last counts", async () => {
  let isStill = false;
  const waiting = untilStill(2).then((drawn) => {
    isStill = true;
    return drawn;
  });
  for (let change = 0; change < 6; change++) {
    document.body.append(String(change));
    await frames(1);
  }
  expect(isStill).toBe(false);
  const changed = performance.now();
  expect(await waiting).toBeGreaterThanOrEqual(changed);
});

import type { Browser, Page } from "playwright-core";
import type { BenchFigure } from "../types";
import { openPage } from "./controlPage";
import { Memory, type Held } from "./memory";
import type { GrowingSituation } from "./situations";

const TIMES = 200;
/** So often before the first look: what is made once and kept (styles, compiled code) is no growth. */
const WARM_UP = 20;
/** Frames without a change that end a mount or a switch. */
const FRAMES = 1;

/**
 * Most that may stay behind after 200 times. Nodes and listeners are counted, so that one would be one too many; the heap
 * also holds what the browser compiles meanwhile.
 */
const BUDGETS = { MB: 1, nodes: 0, listeners: 0 } as const;

type Repeat = (page: Page, times: number) => Promise<void>;

const mounts: Repeat = (page, times) =>
  page.evaluate(
    async ({ times, frames }) => {
      for (let time = 0; time < times; time++) {
        await window.bench.mount(frames);
        window.bench.unmount();
      }
    },
    { times, frames: FRAMES },
  );
const switches: Repeat = (page, times) =>
  page.evaluate(
    async ({ times, frames }) => {
      for (let time = 0; time < times; time++) await window.bench.switchRecord(frames);
    },
    { times, frames: FRAMES },
  );

async function grown(page: Page, repeat: Repeat): Promise<Held> {
  const memory = await Memory.of(page);
  await repeat(page, WARM_UP);
  const before = await memory.held();
  await repeat(page, TIMES);
  const after = await memory.held();
  const by = (of: (held: Held) => number) => Math.max(0, of(after) - of(before));
  return {
    heapMB: by(({ heapMB }) => heapMB),
    nodes: by(({ nodes }) => nodes),
    listeners: by(({ listeners }) => listeners),
  };
}

const figuresOf = (name: string, { heapMB, nodes, listeners }: Held): readonly BenchFigure[] => {
  const once = { statistic: "once", samples: 1 } as const;
  return [
    { name: `${name}: heap grown`, value: heapMB, unit: "MB", ...once, budget: BUDGETS.MB },
    { name: `${name}: nodes left`, value: nodes, unit: "nodes", ...once, budget: BUDGETS.nodes },
    { name: `${name}: listeners left`, value: listeners, unit: "listeners", ...once, budget: BUDGETS.listeners },
  ];
};

/** What stays behind of a control that is shown and taken off 200 times, and of one that is shown 200 records. */
export async function measureGrowth(
  browser: Browser,
  { name, situation }: GrowingSituation,
): Promise<readonly BenchFigure[]> {
  const page = await openPage(browser, situation);
  try {
    const mounted = await grown(page, mounts);
    await page.evaluate((frames) => window.bench.mount(frames), FRAMES);
    const switched = await grown(page, switches);
    return [
      ...figuresOf(`${name}, ${TIMES} mounts`, mounted),
      ...figuresOf(`${name}, ${TIMES} record switches`, switched),
    ];
  } finally {
    await page.context().close();
  }
}

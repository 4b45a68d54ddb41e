import type { Browser } from "playwright-core";
import { percentile, type BenchFigure } from "../types";
import { openPage, STILL_FRAMES } from "./controlPage";
import { Memory } from "./memory";
import type { MeasuredSituation } from "./situations";

/** One time that a control came up on a fresh page, and what it then held. */
interface Standing {
  readonly settledMs: number;
  readonly heapMB: number;
  readonly nodes: number;
  readonly requests: number;
}

async function stand(browser: Browser, { situation }: MeasuredSituation): Promise<Standing> {
  const page = await openPage(browser, situation);
  try {
    const memory = await Memory.of(page);
    const before = await memory.held();
    const settledMs = await page.evaluate((frames) => window.bench.mount(frames), STILL_FRAMES);
    const after = await memory.held();
    const { nodes, requests } = await page.evaluate(() => ({
      nodes: window.bench.elements(),
      requests: window.bench.requests(),
    }));
    return { settledMs, heapMB: after.heapMB - before.heapMB, nodes, requests };
  } finally {
    await page.context().close();
  }
}

/** What a control with so much to show takes: time until it stands still, memory, elements and requests. */
export async function measureSituation(browser: Browser, measured: MeasuredSituation): Promise<readonly BenchFigure[]> {
  const { name, samples, budgets } = measured;
  const stood: Standing[] = [];
  for (let sample = 0; sample < samples; sample++) stood.push(await stand(browser, measured));
  const [last] = stood.slice(-1);
  if (last === undefined) return [];
  const times = { statistic: samples === 1 ? "once" : "median", samples } as const;
  const once = { statistic: "once", samples: 1 } as const;
  const median = (of: (standing: Standing) => number) => percentile(stood.map(of), 0.5);
  return [
    { name: `${name}, until still`, value: median(({ settledMs }) => settledMs), unit: "ms", ...times },
    { name: `${name}, heap`, value: median(({ heapMB }) => heapMB), unit: "MB", ...times },
    { name: `${name}, elements`, value: last.nodes, unit: "nodes", ...once, budget: budgets.nodes },
    { name: `${name}, requests`, value: last.requests, unit: "requests", ...once, budget: budgets.requests },
  ];
}

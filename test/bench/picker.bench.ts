import type { Browser, Page } from "playwright-core";
import { startBrowser } from "../browser/support/browser";
import { openPage } from "./support/controlPage";
import { Memory } from "./support/memory";
import { percentile, type Bench, type BenchFigure } from "./types";

const VALUES = 100_000;
const SAMPLES = 3;
/** Of a slow line: every request takes so long. */
const SLOW_MS = 3_000;
const QUICK_MS = 20;
const COMPANIES = 12;

const once = { statistic: "once", samples: 1 } as const;
const many = { statistic: "max", samples: SAMPLES } as const;

const open = (browser: Browser, values: number, latencyMs: number): Promise<Page> =>
  openPage(browser, { control: "FinancialDimensionPicker", values, latencyMs });

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** µs of the thread's own time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** What it takes, and the longest task of the page in ms of its own time, so that a busy machine does not count. */
async function withStretch<T>(browser: Browser, page: Page, work: () => Promise<T>): Promise<[T, number]> {
  await browser.startTracing(page, { categories: ["toplevel"] });
  const result = await work();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const threads = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = trace.traceEvents.filter(({ pid, tid }) => threads.has(`${pid} ${tid}`));
  return [result, Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000))];
}

/** The first record on a slow line: whoever waits there waits for round trips. */
async function firstOnSlowLine(browser: Browser): Promise<readonly BenchFigure[]> {
  const page = await open(browser, VALUES, SLOW_MS);
  const [ms, longestMs] = await withStretch(browser, page, () => page.evaluate(() => window.bench.mountUsable("USMF")));
  const requests = await page.evaluate(() => window.bench.requests());
  await page.context().close();
  return [
    { name: "100,000 values, 3 s a request: first usable", value: ms, unit: "ms", ...once, budget: 4 * SLOW_MS },
    {
      name: "100,000 values, 3 s a request: requests until then",
      value: requests,
      unit: "requests",
      ...once,
      budget: 30,
    },
    { name: "100,000 values, 3 s a request: longest stretch", value: longestMs, unit: "ms", ...once, budget: 50 },
  ];
}

/** The first record on a good line, then the next one, when all values are there. */
async function nextRecords(browser: Browser): Promise<readonly BenchFigure[]> {
  const first: number[] = [];
  const second: number[] = [];
  const stretches: number[] = [];
  let requests = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const page = await open(browser, VALUES, QUICK_MS);
    const [begun, longestMs] = await withStretch(browser, page, async () => {
      const ms = await page.evaluate(() => window.bench.mountUsable("USMF"));
      const all = () => !document.body.textContent.includes("on their way");
      await page.waitForFunction(all, undefined, { timeout: 60_000 });
      return ms;
    });
    first.push(begun);
    stretches.push(longestMs);
    const before = await page.evaluate(() => window.bench.requests());
    const next = await page.evaluate(() => {
      window.bench.unmount();
      return window.bench.mountUsable("USMF");
    });
    second.push(next);
    requests = Math.max(requests, (await page.evaluate(() => window.bench.requests())) - before);
    await page.context().close();
  }
  return [
    { name: "100,000 values: first record usable", value: percentile(first, 1), unit: "ms", ...many },
    { name: "100,000 values: second record usable", value: percentile(second, 1), unit: "ms", ...many, budget: 300 },
    {
      name: "100,000 values: longest stretch until all are there",
      value: percentile(stretches, 1),
      unit: "ms",
      ...many,
      budget: 50,
    },
    { name: "100,000 values: requests of the second record", value: requests, unit: "requests", ...many, budget: 0 },
  ];
}

/** What stays of the companies that were shown and are no longer. */
async function companiesLetGo(browser: Browser): Promise<readonly BenchFigure[]> {
  const page = await open(browser, 5_000, 0);
  const memory = await Memory.of(page);
  const show = (from: number, to: number) =>
    page.evaluate(
      async ({ from, to }) => {
        for (let company = from; company < to; company++) {
          await window.bench.mountUsable(`C${company}`);
          window.bench.unmount();
        }
      },
      { from, to },
    );
  await show(0, 3);
  const before = await memory.held();
  await show(3, 3 + COMPANIES);
  const after = await memory.held();
  await page.context().close();
  const grown = Math.max(0, after.heapMB - before.heapMB);
  return [{ name: `${COMPANIES} companies more: heap grown`, value: grown, unit: "MB", ...once, budget: 1 }];
}

/** How soon a person can code: over a slow line, on the next record, and over a day of companies. */
export const bench: Bench = {
  name: "picker",
  async run(log) {
    const browser = await startBrowser();
    try {
      log("first record, 3 s a request");
      const slow = await firstOnSlowLine(browser);
      log("next records");
      const next = await nextRecords(browser);
      log("companies that are left");
      return [...slow, ...next, ...(await companiesLetGo(browser))];
    } finally {
      await browser.close();
    }
  },
};

import type { Browser } from "playwright-core";
import { startBrowser } from "../browser/support/browser";
import { startTestServer } from "../browser/support/server";
import { longHistoryRequest } from "../../host/sample/approvals";
import { requestId } from "../../host/sample/requests";
import { percentile, type Bench, type BenchFigure } from "./types";

const LOADS = 7;
const PAGES = 25;
const PAGE_BUDGET_MS = 300;

/**
 * Runs in the page, each frame: the moment, in ms since the navigation began, when the form is there, every control of the
 * open tab has drawn, and nothing in it says that it is busy.
 */
function noticeInteractive(): void {
  const look = () => {
    const cells = [...document.querySelectorAll("[data-control]")].filter((cell) => cell.getClientRects().length > 0);
    const isDrawn =
      cells.length > 0 &&
      cells.every((cell) => cell.textContent !== "") &&
      document.querySelector("[role=form] [aria-busy=true], [role=form] [role=progressbar]:not([aria-valuenow])") ===
        null;
    if (isDrawn) Reflect.set(window, "interactiveAt", performance.now());
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** In ms: since the navigation began, and since the page's own load event, which the budget counts from. */
interface Opening {
  readonly sinceNavigation: number;
  readonly afterLoad: number;
}

async function timeToInteractive(browser: Browser, address: string): Promise<Opening> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 900 } });
  try {
    const page = await context.newPage();
    // tsx wraps named functions in a helper that only its own modules have.
    await page.addInitScript("globalThis.__name = (value) => value;");
    await page.addInitScript(noticeInteractive);
    await page.goto(address);
    await page.waitForFunction(() => typeof Reflect.get(window, "interactiveAt") === "number", undefined, {
      timeout: 60_000,
    });
    return await page.evaluate(() => {
      const sinceNavigation = Number(Reflect.get(window, "interactiveAt"));
      const loaded = performance
        .getEntriesByType("navigation")
        .map((entry) => (entry as PerformanceNavigationTiming).loadEventEnd);
      return { sinceNavigation, afterLoad: sinceNavigation - (loaded[0] ?? 0) };
    });
  } finally {
    await context.close();
  }
}

async function pageOfRows(origin: string): Promise<number> {
  const began = performance.now();
  const answer = await fetch(
    `${origin}/api/data/v9.2/fsn_dimensionvalues?$select=fsn_name,fsn_description,_fsn_dimension_value,fsn_activefrom,fsn_issuspended&$orderby=fsn_name`,
    {
      headers: { Prefer: "odata.maxpagesize=5000" },
    },
  );
  const { value } = (await answer.json()) as { value: unknown[] };
  if (value.length !== 5000) throw new Error(`a page has ${value.length} rows instead of 5,000`);
  return performance.now() - began;
}

async function measure(scale: "small" | "large", log: (message: string) => void): Promise<BenchFigure[]> {
  log(`${scale} data: starting and filling`);
  const server = await startTestServer(scale);
  const browser = await startBrowser();
  try {
    const id = requestId(scale === "large" ? longHistoryRequest : 1);
    log(`${scale} data: opening the form`);
    const loads: Opening[] = [];
    for (let load = 0; load < LOADS; load++)
      loads.push(await timeToInteractive(browser, `${server.origin}/?table=fsn_purchaserequest&id=${id}`));
    const figures: BenchFigure[] = [
      {
        name: `form interactive after load, ${scale} data`,
        value: percentile(
          loads.map(({ afterLoad }) => afterLoad),
          0.5,
        ),
        unit: "ms",
        statistic: "median",
        samples: LOADS,
        budget: scale === "small" ? 2_000 : 3_000,
      },
      {
        name: `form interactive since navigation, ${scale} data`,
        value: percentile(
          loads.map(({ sinceNavigation }) => sinceNavigation),
          0.5,
        ),
        unit: "ms",
        statistic: "median",
        samples: LOADS,
      },
      {
        name: `form interactive since navigation, ${scale} data`,
        value: Math.max(...loads.map(({ sinceNavigation }) => sinceNavigation)),
        unit: "ms",
        statistic: "max",
        samples: LOADS,
      },
    ];
    if (scale === "small") return figures;
    log("Web API pages of 5,000 rows");
    const pages: number[] = [];
    for (let page = 0; page < PAGES; page++) pages.push(await pageOfRows(server.origin));
    return [
      ...figures,
      {
        name: "Web API page of 5,000 rows",
        value: percentile(pages, 0.95),
        unit: "ms",
        statistic: "p95",
        samples: PAGES,
        budget: PAGE_BUDGET_MS,
      },
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** What a person waits for in the form host. */
export const bench: Bench = {
  name: "form host",
  run: async (log) => [...(await measure("small", log)), ...(await measure("large", log))],
};

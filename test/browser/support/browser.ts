import path from "node:path";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { findBrowser, howToGetABrowser } from "../../../scripts/findBrowser";

/** Kept between walks and runs. One run at a time, as a profile can be open once. */
const profile = path.resolve(__dirname, "../../../out/.browser");

function launchOptions() {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error(howToGetABrowser);
  return {
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-dev-shm-usage",
      "--font-render-hinting=none",
      "--force-color-profile=srgb",
    ],
  };
}

/** Starts the machine's Chromium, Chrome or Edge without a window. Fonts and zone do not depend on the machine. */
export const startBrowser = (): Promise<Browser> => chromium.launch(launchOptions());

let running: { readonly started: string; readonly context: BrowserContext } | undefined;

/**
 * A page for one walk in the same browser, with nothing in it but compiled code of former ones: compiling Fluent anew takes
 * most of the time until a form is there. It has to be closed again, and the browser by `closeBrowser`.
 * @param origin whose cookies and storage are cleared first
 */
export async function openPage(
  origin: string,
  { viewport = null, colorScheme = null, forcedColors = null, reducedMotion = null, ...others }: BrowserContextOptions,
): Promise<Page> {
  // What a page cannot be told, the browser is started with.
  const started = JSON.stringify(others);
  if (running?.started !== started) {
    await closeBrowser();
    running = {
      started,
      context: await chromium.launchPersistentContext(profile, { ...launchOptions(), ...others, viewport }),
    };
  }
  const { context } = running;
  await context.clearCookies();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const storageTypes = "local_storage,indexeddb,cache_storage,service_workers";
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes });
  await session.detach();
  if (viewport) await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme, forcedColors, reducedMotion });
  return page;
}

export async function closeBrowser(): Promise<void> {
  await running?.context.close();
  running = undefined;
}

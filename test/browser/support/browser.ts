import { chromium, type Browser } from "playwright-core";
import { findBrowser, howToGetABrowser } from "../../../scripts/findBrowser";

/** Starts the machine's Chromium, Chrome or Edge without a window. Fonts and zone do not depend on the machine. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error(howToGetABrowser);
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-dev-shm-usage",
      "--font-render-hinting=none",
      "--force-color-profile=srgb",
    ],
  });
}

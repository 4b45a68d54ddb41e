import { startBrowser } from "../browser/support/browser";
import { measureGrowth } from "./support/growth";
import { GROWING, SITUATIONS } from "./support/situations";
import { measureSituation } from "./support/standing";
import type { Bench, BenchFigure } from "./types";

/** What a control costs the form that it stands on: with so much to show, and over a day of opened forms and records. */
export const bench: Bench = {
  name: "controls",
  async run(log) {
    const browser = await startBrowser();
    try {
      const figures: BenchFigure[] = [];
      for (const measured of SITUATIONS) {
        log(measured.name);
        figures.push(...(await measureSituation(browser, measured)));
      }
      for (const growing of GROWING) {
        log(`${growing.name}, over and over`);
        figures.push(...(await measureGrowth(browser, growing)));
      }
      return figures;
    } finally {
      await browser.close();
    }
  },
};

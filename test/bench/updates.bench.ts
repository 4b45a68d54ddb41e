import { startBrowser } from "../browser/support/browser";
import { openControl, type Situation } from "./support/controlPage";
import { percentile, type Bench, type BenchFigure } from "./types";

const UPDATES = 50;
const SAMPLES = 7;

interface Measured {
  readonly name: string;
  readonly situation: Situation;
  readonly budget: number;
}

const MEASURED: readonly Measured[] = [
  { name: "grid, 200 rows", situation: { control: "DataHealthGrid", rows: 200 }, budget: 5 },
  { name: "grid, 5,000 rows", situation: { control: "DataHealthGrid", rows: 5_000 }, budget: 5 },
  { name: "timeline, 200 events", situation: { control: "ApprovalTimeline", events: 200 }, budget: 2 },
  { name: "timeline, 2,000 events", situation: { control: "ApprovalTimeline", events: 2_000 }, budget: 2 },
  { name: "picker", situation: { control: "FinancialDimensionPicker", values: 200 }, budget: 5 },
  { name: "indicator, 12 columns", situation: { control: "DataHealthIndicator", columns: 12 }, budget: 5 },
];

/** What a control costs its form when the host calls updateView for its own reasons. */
export const bench: Bench = {
  name: "updates that change nothing",
  async run(log) {
    // The bundles of another commit, to compare with.
    const bundles = process.env.FIELDSTONE_BUNDLES;
    const browser = await startBrowser();
    try {
      const figures: BenchFigure[] = [];
      for (const { name, situation, budget } of MEASURED) {
        log(name);
        const page = await openControl(browser, situation, bundles);
        const samples: number[] = [];
        const before = await page.evaluate(() => window.bench.requests());
        for (let sample = 0; sample < SAMPLES; sample++)
          samples.push(await page.evaluate((count) => window.bench.update(count, []), UPDATES));
        const after = await page.evaluate(() => window.bench.requests());
        figures.push(
          {
            name: `${UPDATES} updates, ${name}`,
            value: percentile(samples, 0.5),
            unit: "ms",
            statistic: "median",
            samples: SAMPLES,
            budget,
          },
          {
            name: `requests of these updates, ${name}`,
            value: after - before,
            unit: "requests",
            statistic: "once",
            samples: 1,
            budget: 0,
          },
        );
        await page.close();
      }
      return figures;
    } finally {
      await browser.close();
    }
  },
};

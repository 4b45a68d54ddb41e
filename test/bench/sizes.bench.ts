import path from "node:path";
import { bundleSize, isUpToDate } from "../../scripts/build/build";
import { findControls } from "../../scripts/build/controls";
import type { Bench, BenchFigure } from "./types";

const root = path.resolve(__dirname, "../..");
/** KB gzip that a control may have at most: a form waits for every one of them. */
const budgets: Readonly<Record<string, number>> = {
  AccountStructureEditor: 36,
  ApprovalTimeline: 40,
  DataHealthGrid: 36,
  DataHealthIndicator: 36,
  FinancialDimensionPicker: 30,
};

/** Sizes of the production bundles. */
export const bench: Bench = {
  name: "bundle",
  run: () =>
    Promise.resolve(
      findControls(root)
        .filter((control) => isUpToDate(root, control))
        .flatMap((control): BenchFigure[] => {
          const { raw, gzip } = bundleSize(root, control);
          const budget = budgets[control];
          return [
            { name: `${control} raw`, value: raw / 1024, unit: "KB", statistic: "once", samples: 1 },
            {
              name: `${control} gzip`,
              value: gzip / 1024,
              unit: "KB",
              statistic: "once",
              samples: 1,
              ...(budget === undefined ? {} : { budget }),
            },
          ];
        }),
    ),
};

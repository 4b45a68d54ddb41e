import type { Situation } from "./controlPage";

/** A situation whose cost is measured, and what it may cost at most. */
export interface MeasuredSituation {
  readonly name: string;
  readonly situation: Situation;
  /** How often it is measured, each time on a fresh page. */
  readonly samples: number;
  readonly budgets: { readonly nodes: number; readonly requests: number };
}

export interface GrowingSituation {
  readonly name: string;
  readonly situation: Situation;
}

const count = (items: number) => items.toLocaleString("en");

const grid = (rows: number, samples: number, nodes: number): MeasuredSituation => ({
  name: `grid, ${count(rows)} rows`,
  situation: { control: "DataHealthGrid", rows },
  samples,
  budgets: { nodes, requests: 1 },
});
const timeline = (events: number, samples: number, nodes: number, requests: number): MeasuredSituation => ({
  name: `timeline, ${count(events)} events`,
  situation: { control: "ApprovalTimeline", events },
  samples,
  budgets: { nodes, requests },
});
const picker = (values: number, samples: number, nodes: number): MeasuredSituation => ({
  name: `picker, ${count(values)} values a segment`,
  situation: { control: "FinancialDimensionPicker", values },
  samples,
  budgets: { nodes, requests: 0 },
});

export const SITUATIONS: readonly MeasuredSituation[] = [
  grid(10, 3, 1e9),
  grid(200, 3, 1e9),
  grid(5_000, 3, 1e9),
  grid(20_000, 1, 1e9),
  timeline(10, 3, 1e9, 1e9),
  timeline(200, 3, 1e9, 1e9),
  timeline(5_000, 3, 1e9, 1e9),
  timeline(20_000, 1, 1e9, 1e9),
  picker(10, 3, 1e9),
  picker(200, 3, 1e9),
  picker(5_000, 3, 1e9),
  picker(20_000, 1, 1e9),
  {
    name: "indicator, 12 columns",
    situation: { control: "DataHealthIndicator", columns: 12 },
    samples: 3,
    budgets: { nodes: 1e9, requests: 0 },
  },
];

export const GROWING: readonly GrowingSituation[] = [
  { name: "grid, 50 rows", situation: { control: "DataHealthGrid", rows: 50 } },
  { name: "timeline, 200 events", situation: { control: "ApprovalTimeline", events: 200 } },
  { name: "picker, 200 values a segment", situation: { control: "FinancialDimensionPicker", values: 200 } },
  { name: "indicator, 12 columns", situation: { control: "DataHealthIndicator", columns: 12 } },
];

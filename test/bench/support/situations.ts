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

/** Draws every row, about 19 elements each. The aim is as many as a page holds: 800, however many rows there are. */
const grid = (rows: number, samples: number): MeasuredSituation => ({
  name: `grid, ${count(rows)} rows`,
  situation: { control: "DataHealthGrid", rows },
  samples,
  budgets: { nodes: 20 * rows + 50, requests: 1 },
});

/**
 * Shows the newest approvals and reads them all, 40 by one request to each of three tables. Elements are those of the 50
 * approvals that a maker can have shown at first at most; the aim is 600.
 */
const timeline = (events: number, samples: number, requests: number): MeasuredSituation => ({
  name: `timeline, ${count(events)} events`,
  situation: { control: "ApprovalTimeline", events },
  samples,
  budgets: { nodes: Math.min(5 * events + 60, 1_000), requests },
});

/** Shows three segments, and lists values only on demand; a snapshot needs no request. */
const picker = (values: number, samples: number): MeasuredSituation => ({
  name: `picker, ${count(values)} values a segment`,
  situation: { control: "FinancialDimensionPicker", values },
  samples,
  budgets: { nodes: 65, requests: 0 },
});

export const SITUATIONS: readonly MeasuredSituation[] = [
  grid(10, 3),
  grid(200, 3),
  grid(5_000, 3),
  // Takes many seconds: once has to do.
  grid(20_000, 1),
  timeline(10, 3, 6),
  timeline(200, 3, 9),
  timeline(5_000, 3, 99),
  timeline(20_000, 1, 381),
  picker(10, 3),
  picker(200, 3),
  picker(5_000, 3),
  picker(20_000, 3),
  {
    name: "indicator, 12 columns",
    situation: { control: "DataHealthIndicator", columns: 12 },
    samples: 3,
    budgets: { nodes: 25, requests: 0 },
  },
];

export const GROWING: readonly GrowingSituation[] = [
  { name: "grid, 50 rows", situation: { control: "DataHealthGrid", rows: 50 } },
  { name: "timeline, 200 events", situation: { control: "ApprovalTimeline", events: 200 } },
  { name: "picker, 200 values a segment", situation: { control: "FinancialDimensionPicker", values: 200 } },
  { name: "indicator, 12 columns", situation: { control: "DataHealthIndicator", columns: 12 } },
];
